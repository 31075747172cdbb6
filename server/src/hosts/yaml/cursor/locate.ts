import { containersOf, type Cursor } from '../../../tree/cursor.ts';
import type { Extraction, HostDocument } from '../../host.ts';
import type { JsonCursor } from '../../jsonText/locate.ts';
import { extract } from '../extract.ts';
import { quotedExtent } from '../extents.ts';
import { isHelmTemplate } from '../helm.ts';
import { blockSpot, type Spot } from './block.ts';
import { claimed, type Claimed } from './claim.ts';
import { flowSpot } from './flow.ts';
import { locateInText } from './inText.ts';
import { quotesBeside } from './neighbors.ts';
import { TextOutline, type LongValue } from './outlineOf.ts';
import { withClosedQuotes } from './quotes.ts';
import { Surroundings } from './surroundings.ts';
import type { YamlCursor } from './yamlCursor.ts';

/** A cursor in a YAML file: in JSON text, else in YAML itself. */
export type AnyCursor = YamlCursor | JsonCursor;

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
  return place && cursorAt(readable, outline, spot, place, closed?.end);
}

function pick({ languageId, path, named, beside, stays = false }: HostDocument): Omit<HostDocument, 'text'> {
  return { languageId, path, named, beside, stays };
}

/** @param end where the word under the cursor ends, whose quotes had no end */
function cursorAt(
  document: HostDocument,
  outline: TextOutline,
  spot: Spot,
  { policy, holder, path }: Claimed,
  end: number | undefined,
): YamlCursor | undefined {
  const { at, replace, site, typed, inText, quote, keyOnly, siblings, begins, substituted } = spot;
  const surroundings = new Surroundings(document, outline, holder);
  const isText = surroundings.wantsText;
  if (!policy && (surroundings.isOthers || (isText && site.form === 'block' && site.at !== 'behind'))) return undefined;
  const isRoot = !path.length && at !== 'key';
  const containers = containersOf(policy?.root, path);
  const whole: YamlCursor['at'] = isRoot ? 'document' : at;
  if (whole === 'document' && policy) return undefined;
  return {
    policy,
    containers,
    path,
    at: whole,
    typed,
    inText,
    siblings,
    keyOnly,
    begins,
    substituted,
    quote,
    replace: { start: replace.start, end: end ?? replace.end },
    site,
    beside: quotesBeside(outline, spot),
    asText: whole === 'document' && isText,
    ...resourcesAt(path, () => surroundings.resources(policy?.owner?.logicalId, substituted)),
  };
}

/** What names who is trusted may be a resource of the template. */
function resourcesAt(path: Cursor['path'], resources: () => Cursor['resources']): Pick<Cursor, 'resources'> {
  if (!path.some((step) => step === 'Principal' || step === 'NotPrincipal')) return {};
  const found = resources();
  return found ? { resources: found } : {};
}
