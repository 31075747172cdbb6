import type { Span } from '../../../text/span.ts';
import { endOfLine, isGap, skipBlanks } from '../characters.ts';
import type { Entry } from '../lines.ts';
import { nameOf } from '../lines.ts';
import { aroundOf, itemsOf, membersOf, type TextOutline } from './outlineOf.ts';
import { unquoted } from './quotes.ts';
import { plainEnd, scalarAt, type Scalar } from './scalar.ts';
import type { Quote, Site } from './yamlCursor.ts';

/** Where a cursor stands among lines or in brackets, told without the tree. */
export interface Spot extends Scalar {
  readonly at: 'key' | 'value' | 'item';
  /** What has the mapping of a key, the value, or the list of an item. */
  readonly holder: Entry;
  /** What leads from the holder's value to the cursor: in brackets, and to an item. */
  readonly steps: readonly (string | number)[];
  /** Where the brackets open that the steps lead through. */
  readonly openings: readonly Opening[];
  /** A mapping's first name may stand there as well. */
  readonly begins: boolean;
  readonly keyOnly: boolean;
  readonly siblings: readonly string[];
  readonly site: Site;
}

/** A bracket, and how many steps lead to what begins with it. */
export interface Opening {
  readonly start: number;
  readonly depth: number;
}

type Placed = Pick<Spot, 'at' | 'holder' | 'siblings'> & Partial<Spot>;

/** A cursor's place among lines, by its column and the names above that are indented less. */
export function blockSpot(outline: TextOutline, offset: number): Spot | undefined {
  const { text } = outline;
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  const end = endOfLine(text, offset, text.length);
  if (text.slice(line, offset).includes('\t')) return undefined;
  const own = outline.within(line, end);
  const name = own.find(({ kind }) => kind === 'member');
  const dash = own.findLast(({ kind }) => kind === 'item');
  if (dash && offset <= dash.value) return undefined;
  if (name) return inNamedLine(outline, name, offset);
  const from = dash ? dash.value : line;
  const begin = skipBlanks(text, from, end);
  if (begin < end && offset < begin) return undefined;
  if (text.charAt(begin) === ':' && isGap(text, begin + 1)) return beforeColon(outline, line, begin, offset);
  const scalar = scalarAt(text, from, offset, dash?.column ?? -1);
  if (!scalar) return undefined;
  const column = Math.min(begin, offset) - line;
  const placed = dash ? behindDash(outline, dash, column) : onOwnLine(outline, line, column);
  if (!placed) return undefined;
  const blanks = { start: scalar.replace.start, end: scalar.replace.start };
  const site: Site = { form: 'block', at: 'own', column, lead: '', blanks };
  return { steps: [], openings: [], begins: false, keyOnly: false, site, ...scalar, ...placed };
}

/** On a line whose name is still to come. */
function beforeColon(outline: TextOutline, line: number, colon: number, offset: number): Spot | undefined {
  const placed = offset === colon ? onOwnLine(outline, line, colon - line) : undefined;
  if (!placed || placed.at === 'item') return undefined;
  const replace = none(offset);
  const site: Site = { form: 'block', at: 'own', column: colon - line, lead: '', blanks: replace };
  const scalar: Scalar = { replace, typed: '', inText: false, quote: '', substituted: false };
  return { steps: [], openings: [], begins: false, site, ...scalar, ...placed, at: 'key', keyOnly: true };
}

/** On a line that has a name and its colon. */
function inNamedLine(outline: TextOutline, entry: Entry, offset: number): Spot | undefined {
  const { text } = outline;
  const { start, nameEnd, value, column, parent } = entry;
  if (!parent || offset < start || (offset > nameEnd && offset < value)) return undefined;
  const blanks = { start: value, end: offset };
  const siblings = membersOf(parent).filter((member) => member !== entry);
  const begun = offset === value ? begunName(outline, entry) : undefined;
  if (offset <= nameEnd || begun === 'key') {
    const replace = { start, end: begun ? value : nameEnd };
    const site: Site = { form: 'block', at: 'own', column, lead: '', blanks };
    const names = siblings.map((member) => nameOf(text, member));
    const typed = unquoted(text.slice(start, offset));
    const inText = offset > start;
    const scalar = { replace, typed, inText, quote: quoteAt(text, start), substituted: false };
    return {
      at: 'key',
      holder: parent,
      steps: [],
      openings: [],
      begins: false,
      keyOnly: !begun,
      siblings: names,
      site,
      ...scalar,
    };
  }
  if (begun === 'item' && parent.parent) {
    const replace = { start, end: value };
    const site: Site = { form: 'block', at: 'own', column, lead: '', blanks };
    const scalar: Scalar = { replace, typed: text.slice(start, value), inText: true, quote: '', substituted: false };
    return { ...inList(outline, parent.parent, parent), openings: [], begins: false, keyOnly: false, site, ...scalar };
  }
  const scalar = entry.children ? undefined : scalarAt(text, value, offset, column);
  if (!scalar) return undefined;
  const site: Site = { form: 'block', at: 'behind', column, lead: offset === value ? ' ' : '', blanks };
  const gap = { ...blanks, end: Math.max(value, Math.min(scalar.replace.start, offset)) };
  return {
    at: 'value',
    holder: entry,
    steps: [],
    openings: [],
    begins: false,
    keyOnly: false,
    siblings: [],
    site: { ...site, blanks: gap },
    ...scalar,
  };
}

/** What the word before a colon is the beginning of, where the colon belongs to it: `aws:`, `ForAnyValue:`, `sts:`. */
function begunName({ text }: TextOutline, entry: Entry): 'key' | 'item' | undefined {
  const name = nameOf(text, entry);
  const rest = text.slice(entry.value, endOfLine(text, entry.value, text.length));
  const { parent } = entry;
  if (entry.children || rest.trim() !== '' || quoteAt(text, entry.start) !== '') return undefined;
  if (parent?.kind === 'item') {
    const isFirst = parent.children?.length === 1;
    return isFirst && parent.parent?.kind === 'member' && nameOf(text, parent.parent) !== 'Statement'
      ? 'item'
      : undefined;
  }
  const [above, outer] = aroundOf(parent).map((one) => (one.kind === 'member' ? nameOf(text, one) : ''));
  if (outer === 'Condition') return name.includes(':') ? undefined : 'key';
  return above === 'Condition' && /^ForA(?:ll|ny)Values?$/.test(name) ? 'key' : undefined;
}

/** Behind the dash of an item that has no name on its line. */
function behindDash(outline: TextOutline, dash: Entry, column: number): Placed | undefined {
  const { text } = outline;
  const [first] = dash.children ?? [];
  if (!dash.parent) return undefined;
  if (!first) return { ...inList(outline, dash.parent, dash), begins: true };
  if (first.kind !== 'member' || first.column !== column) return undefined;
  return { at: 'key', holder: dash, siblings: membersOf(dash).map((member) => nameOf(text, member)) };
}

/** On a line that has nothing but what is typed. */
function onOwnLine(outline: TextOutline, line: number, column: number): Placed | undefined {
  const { text } = outline;
  const above = aroundOf(outline.before(line)).find((entry) => entry.column < column || entry.kind === 'document');
  if (!above) return undefined;
  // What stands below and deeper may be meant for the name that is being typed.
  const holdsNames = above.kind === 'member' && HOLDS_NAMES.has(nameOf(text, above));
  const first = above.children?.find(
    (child) => child.start < line || child.column < column + (holdsNames && child.kind === 'item' ? 0 : 1),
  );
  if (first?.kind === 'member') {
    if (first.column !== column) return undefined;
    const list = listAround(above, line, column);
    if (list) return dashDue(outline, list, line, column);
    return { at: 'key', holder: above, siblings: membersOf(above).map((member) => nameOf(text, member)) };
  }
  if (first) return first.column === column ? dashDue(outline, above, line, column) : undefined;
  if (above.kind === 'item') {
    const isBare = text.slice(above.value, endOfLine(text, above.value, text.length)).trim() === '';
    return isBare && above.parent ? { ...inList(outline, above.parent, above), begins: true } : undefined;
  }
  return above.isFull ? undefined : { at: 'value', holder: above, siblings: [], begins: true };
}

/** What has a list whose dashes stand in the column of its name, above a line and below it. */
function listAround(above: Entry, line: number, column: number): Entry | undefined {
  const last = membersOf(above).findLast(({ start }) => start < line);
  return last && itemsOf(last).some((item) => item.start > line && item.column === column) ? last : undefined;
}

function dashDue(outline: TextOutline, list: Entry, line: number, column: number): Placed {
  const index = itemsOf(list).filter(({ start }) => start < line).length;
  const site: Site = { form: 'block', at: 'own', column: column + 2, lead: '- ', blanks: none(line) };
  return { ...inList(outline, list, undefined), steps: [index], begins: true, site };
}

/** Elements that are mappings whose own values may be lists, never lists. */
const HOLDS_NAMES = new Set(['Principal', 'NotPrincipal', 'Condition']);

function none(at: number): Span {
  return { start: at, end: at };
}

function inList(
  outline: TextOutline,
  holder: Entry,
  item: Entry | undefined,
): Pick<Spot, 'at' | 'holder' | 'steps' | 'siblings'> {
  const items = itemsOf(holder);
  const siblings = items.flatMap((other) => (other === item ? [] : (textOf(outline, other) ?? [])));
  return { at: 'item', holder, steps: [item ? items.indexOf(item) : 0], siblings };
}

/** What an item says that is a text, or what it refers to. */
function textOf({ text }: TextOutline, { value, children }: Entry): string | undefined {
  const line = endOfLine(text, value, text.length);
  const start = skipBlanks(text, value, line);
  return children ? undefined : unquoted(text.slice(start, plainEnd(text, start, line)));
}

export function quoteAt(text: string, at: number): Quote {
  const c = text.charAt(at);
  return c === '"' || c === "'" ? c : '';
}
