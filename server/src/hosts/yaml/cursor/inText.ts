import type { Layer } from '../../../text/layer.ts';
import { contains } from '../../../text/span.ts';
import type { Extraction, HostDocument } from '../../host.ts';
import { named } from '../../jsonText/named.ts';
import { parse } from '../../jsonText/parse.ts';
import { locateIn, type JsonCursor } from '../../jsonText/locate.ts';
import { JsonTextPolicy } from '../../jsonText/policy.ts';
import { SubString } from '../../subString.ts';
import { yamlDialectOf } from '../../yamlDialect.ts';
import { DocumentReader } from '../document.ts';
import { nameOf, type Entry } from '../lines.ts';
import { newNotes } from '../reading.ts';
import { YamlString } from '../strings.ts';
import { isTrustPlace } from './claim.ts';
import { aroundOf, type LongValue, type TextOutline } from './outlineOf.ts';
import { Surroundings } from './surroundings.ts';
import { linesOf } from './textLines.ts';

/** Where a cursor stands in the JSON text of a scalar; undefined where that is no policy, nor about to become one. */
export function locateInText(
  document: HostDocument,
  outline: TextOutline,
  long: LongValue,
  policies: Extraction['policies'],
  offset: number,
): JsonCursor | undefined {
  const { text } = document;
  const lines = long.form === 'block' ? linesOf(text, long, offset).layer : undefined;
  const known = policies.find((p) => p instanceof JsonTextPolicy && contains(long, p.root.span));
  if (known instanceof JsonTextPolicy) return known.kind === 'unknown' ? undefined : within(known, known.layers);
  const holder = holderOf(outline, long.entry);
  if (!holder) return undefined;
  const surroundings = new Surroundings(document, outline, holder);
  if (surroundings.isOthers) return undefined;
  const layer = long.form === 'block' ? lines : quotedLayer(document, long.entry);
  if (layer && layer.text.trim() === '') {
    const column = offset - (text.lastIndexOf('\n', offset - 1) + 1);
    return lines && column > long.entry.column ? locateIn(text, [layer], undefined, offset) : undefined;
  }
  if (!layer || !/^\s*\{/.test(layer.text)) return undefined;
  const { root } = parse(layer.text, [layer]);
  if (root?.kind !== 'object') return undefined;
  const begun = new JsonTextPolicy(text, {
    root,
    kind: 'trust',
    place: 'embedded',
    toldBy: 'member',
    owner: undefined,
    template: undefined,
    layers: [layer],
    unreadable: [],
    substituted: isSubstituted(outline, long),
  });
  return within(begun, begun.layers);

  function within(policy: JsonTextPolicy, layers: readonly Layer[]): JsonCursor | undefined {
    const [first, ...inner] = layers;
    const outer = lines ?? (first && text.charAt(long.start) === "'" ? onOneLine(first) : first);
    const around = outer ? [outer, ...inner] : layers;
    const cursor = locateIn(text, around, policy, offset);
    if (!cursor || !policy.substituted) return cursor;
    return named(cursor, new Surroundings(document, outline, long.entry).template, text, offset);
  }
}

/** A text in quotes that have no sign for a line break: what is written there has none. */
function onOneLine(layer: Layer): Layer {
  return { ...layer, encode: (fresh) => layer.encode(fresh.replace(/\r?\n[ \t]*/g, ' ')) };
}

/** What is called as one that has a role's trust policy, which an entry's text is: itself or through `Fn::Sub`. */
function holderOf(outline: TextOutline, entry: Entry): Entry | undefined {
  const around = aroundOf(entry);
  const at = around.findIndex((one) => isTrustPlace(outline, one));
  const isWhole = around
    .slice(0, at)
    .every((one, i, all) => (one.kind === 'member' ? nameOf(outline.text, one) === 'Fn::Sub' : i < all.length - 1));
  return at >= 0 && isWhole ? around[at] : undefined;
}

/** Whether a text is that of a function which fills in names. */
export function isSubstituted({ text }: TextOutline, { entry, start }: LongValue): boolean {
  return /!Sub\s*$/.test(text.slice(entry.value, start)) || nameOf(text, entry) === 'Fn::Sub';
}

/** The text of an entry, as what another text may stand in. */
function quotedLayer({ languageId, path, text }: HostDocument, entry: Entry): Layer | undefined {
  const document = aroundOf(entry).at(-1) ?? entry;
  const dialect = yamlDialectOf({ languageId, path, text: text.slice(document.start, document.end) });
  const node = new DocumentReader({ text, layers: [], substituted: false }, document, dialect).value(entry, newNotes());
  const written = node instanceof SubString ? node.written : node;
  return written instanceof YamlString ? written.layer() : undefined;
}
