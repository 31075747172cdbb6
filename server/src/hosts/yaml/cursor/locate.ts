import type { Span } from '../../../text/span.ts';
import { containersOf, type Cursor } from '../../../tree/cursor.ts';
import { begunHole } from '../../begunHole.ts';
import { chosenAlong } from '../../calledPath.ts';
import type { Extraction, HostDocument } from '../../host.ts';
import { accountIn, namesIn, referenceForm, resourcesIn } from '../../templateNames.ts';
import { extract } from '../extract.ts';
import { quotedExtent } from '../extents.ts';
import { isHelmTemplate } from '../helm.ts';
import { blockSpot, type Spot } from './block.ts';
import { claimed, type Claimed } from './claim.ts';
import { flowSpot } from './flow.ts';
import { locateInTemplate } from './inTemplate.ts';
import { locateInText } from './inText.ts';
import { quotesBeside } from './neighbors.ts';
import { TextOutline, type LongValue } from './outlineOf.ts';
import { withClosedQuotes, type Closed } from './quotes.ts';
import { Surroundings } from './surroundings.ts';
import type { AnyCursor, YamlCursor } from './yamlCursor.ts';

/** Where a cursor stands in a trust policy of a file, whichever way that is written; half-typed lines are no obstacle. */
export function locate(document: HostDocument, { policies }: Extraction, offset: number): AnyCursor | undefined {
  if (document.named === false) return undefined;
  const outline = new TextOutline(document.text);
  const long = outline.valueAt(offset);
  const whole = long && withEndOfText(document.text, long);
  if (whole !== undefined) {
    const closed = { ...pick(document), text: whole };
    return locate(closed, extract(closed), offset);
  }
  const inner = long && locateInTemplate(document, outline, long, policies, offset, locate);
  if (inner) return inner;
  if (long?.form === 'block' || (long?.form === 'quoted' && isJson(document.text, long)))
    return locateInText(document, outline, long, policies, offset);
  if (isHelmTemplate(document.languageId, document.text)) return undefined;
  return inYaml(document, outline, policies, offset);
}

/** JSON text in quotes that have no end yet takes up the rest of its line; undefined where they have. */
function withEndOfText(text: string, { form, start, end }: LongValue): string | undefined {
  const quote = text.charAt(start);
  if (form !== 'quoted' || !isJson(text, { start })) return undefined;
  if (quotedExtent(text, start, end, -1).closed) return undefined;
  return text.slice(0, end) + quote + text.slice(end);
}

function isJson(text: string, { start }: Pick<LongValue, 'start'>): boolean {
  return /^["']\s{0,99}\{/.test(text.slice(start, start + 100));
}

function inYaml(
  document: HostDocument,
  written: TextOutline,
  found: Extraction['policies'],
  offset: number,
): YamlCursor | undefined {
  // Quotes without an end take lines in: what stands around the cursor is read with their end.
  const closed = withClosedQuotes(document.text, offset);
  const readable = closed ? { ...pick(document), text: closed.text } : document;
  const outline = closed ? new TextOutline(closed.text) : written;
  const policies = closed ? extract(readable).policies : found;
  const long = outline.valueAt(offset);
  if (long?.form === 'block') return undefined;
  const spot =
    long?.form === 'flow'
      ? flowSpot(outline.text, long.entry, long.start, long.end, offset)
      : blockSpot(outline, offset);
  const place = spot && claimed(outline, spot, policies);
  return place && cursorAt(readable, outline, spot, place, offset, closed);
}

function pick({ languageId, path, named, beside, stays = false }: HostDocument): Omit<HostDocument, 'text'> {
  return { languageId, path, named, beside, stays };
}

/** @param closed what the text under the cursor got whose quotes had no end */
function cursorAt(
  document: HostDocument,
  outline: TextOutline,
  spot: Spot,
  { policy: whole, holder, path, call, steps }: Claimed,
  offset: number,
  closed: Closed | undefined,
): YamlCursor | undefined {
  const { replace, site, typed, inText, quote, keyOnly, begins } = spot;
  if (call && spot.at === 'key') return undefined;
  const policy = whole?.reading(chosenAlong(whole.root, steps, whole.site.filling));
  const surroundings = new Surroundings(document, outline, holder);
  const isText = surroundings.wantsText;
  if (!policy && (surroundings.isOthers || (isText && site.form === 'block' && site.at !== 'behind'))) return undefined;
  const at = spot.at === 'key' ? 'key' : typeof path.at(-1) === 'number' ? 'item' : path.length ? 'value' : 'document';
  if (at === 'document' && policy) return undefined;
  const substituted = spot.substituted || call?.name === 'Fn::Sub';
  const hole = substituted && inText ? begunHole(outline.text, replace, offset) : undefined;
  if (hole && !hole.span) return undefined;
  const form = referenceForm(call, substituted, hole);
  const isNamed = call !== undefined || hole !== undefined;
  const isTested = path.includes('Condition') && at !== 'key';
  const template = isNamed || isTested || isPrincipal(path) ? surroundings.template : undefined;
  const names = namesIn(template, form, spot.siblings[0]);
  const account = isTested ? accountIn(template, form) : undefined;
  const base: YamlCursor = {
    policy,
    containers: containersOf(policy?.root, path),
    path,
    at,
    typed,
    inText,
    siblings: at === spot.at ? spot.siblings : [],
    keyOnly,
    begins: begins && !call && !hole,
    substituted,
    quote,
    replace: { start: replace.start, end: closed?.end ?? replace.end },
    site,
    beside: quotesBeside(outline, spot),
    asText: at === 'document' && isText,
    ...(isNamed || isPrincipal(path) ? { resources: resourcesIn(template, whole?.owner?.logicalId, form) } : {}),
    ...(account === undefined ? {} : { account }),
    ...(names ? { names } : {}),
  };
  return hole?.span ? inHole(base, outline.text, hole.span, offset, closed) : base;
}

/** A name to fill in takes the place of what is begun of it, and the rest of the text stays. */
function inHole(cursor: YamlCursor, text: string, span: Span, offset: number, closed: Closed | undefined): YamlCursor {
  const { site, quote } = cursor;
  return {
    ...cursor,
    typed: text.slice(span.start, offset),
    replace: { start: span.start, end: closed?.end ?? span.end },
    quote: '',
    hole: closed ? quote : '',
    site: site.form === 'flow' ? { ...site, lead: '', commaAt: undefined, commaAfter: false } : { ...site, lead: '' },
  };
}

function isPrincipal(path: Cursor['path']): boolean {
  return path.some((step) => step === 'Principal' || step === 'NotPrincipal');
}
