import type { Span } from '../../../text/span.ts';
import { NO_PLACE } from '../extract.ts';
import type { Frame } from '../frames.ts';
import { textOf, type Item } from '../items.ts';
import { BRACE_END, isCloser } from '../lexing.ts';
import { memberStyleAt } from '../memberStyle.ts';
import { isOfOtherCloud, isTrustPlace } from '../places.ts';
import { readFile } from '../reader.ts';
import { spotOf, type Spot } from '../spot.ts';
import { standingAt, type Standing } from '../standing.ts';
import {
  aboveComments,
  blankLineBefore,
  indentAt,
  isBlankLine,
  lineRest,
  lineStart,
  skipBlanks,
  startsLine,
} from '../write/lines.ts';

/** Where a role's policy can be put. */
export type Place = FilePlace | ValuePlace;

/** Between blocks of the file. */
export interface FilePlace {
  readonly kind: 'file';
  readonly span: Span;
  /** New blocks with the blank lines that keep them apart from those beside them. */
  readonly around: (blocks: string, eol: string) => string;
}

/** Where a value is due, or the argument that takes it. */
export interface ValuePlace {
  readonly kind: 'value';
  readonly span: Span;
  /** Of the line in which the value begins. */
  readonly indent: string;
  /** The block at the top of the file around it. */
  readonly top: { readonly type: string; readonly labels: readonly string[]; readonly start: number };
  /** What takes the value. */
  readonly name: string;
  /** The value with what is due around it. */
  readonly around: (value: string, eol: string) => string;
}

/** Resources that make a role, with the argument that takes its trust policy. */
const TRUST_ARGUMENTS: ReadonlyMap<string, string> = new Map([
  ['aws_iam_role', 'assume_role_policy'],
  ['awscc_iam_role', 'assume_role_policy_document'],
]);

const REASONS = {
  text: "Can't insert here: the cursor is in a comment or a string.",
  depth: "Can't insert here: the file is nested too deeply.",
  apart: "Can't insert here: put the cursor on an empty line between blocks, or after the = of assume_role_policy.",
  other: "Can't insert here: only roles, modules, locals and outputs take a trust policy.",
  value: "Can't insert here: the argument already has a value.",
  role: "Can't insert here: the role already has a trust policy.",
  terragrunt:
    "Can't insert here: in Terragrunt files, put the cursor after the = of an input such as assume_role_policy.",
} as const;

/** What a value may be before there is one. */
const EMPTY: ReadonlySet<string> = new Set(['', '""', 'null']);

/** The place at an offset, or why there is none, in a sentence. @param unit one level of indentation */
export function placeAt(text: string, path: string, offset: number, unit: string): Place | string {
  const standing = standingAt(text, offset);
  const frame = standing?.frames.at(-1);
  if (!standing || !frame) return readFile(text) ? REASONS.text : REASONS.depth;
  const call = emptyCallIn(standing);
  if (call) return valuePlace(standing, call.frames, call.item, call.span);
  if (standing.frames.length === 1) {
    if (path.endsWith('.hcl')) return REASONS.terragrunt;
    return betweenBlocks(standing, offset) ?? REASONS.apart;
  }
  const spot = spotOf(standing, frame);
  if (spot?.at === 'value' && spot.item) {
    const { start, end } = spot.replace;
    if (!EMPTY.has(text.slice(start, end).trim())) return REASONS.value;
    return valuePlace(standing, standing.frames, spot.item, spot.replace);
  }
  return spot?.at === 'key' ? argumentPlace(standing, frame, spot, unit) : REASONS.apart;
}

/** The place of the word that a template is found by, or where nothing stands yet; the list of templates is no answer elsewhere. */
export function wordPlaceAt(standing: Standing, path: string): Place | undefined {
  const { tokens, frames, replace, typed, template } = standing;
  const { text } = tokens;
  const frame = frames.at(-1);
  const word = text.slice(replace.start, replace.end);
  if (!frame || template || typed !== word || !asksForTemplate(word)) return undefined;
  if (frames.length === 1) {
    const isLine = startsLine(text, replace.start) && lineRest(text, replace.end).end === skipBlanks(text, replace.end);
    return path.endsWith('.hcl') || !isLine ? undefined : onLine(text, replace);
  }
  const spot = spotOf(standing, frame);
  if (spot?.at !== 'value' || !spot.item || text.slice(spot.replace.start, spot.replace.end).trim() !== word)
    return undefined;
  const found = valuePlace(standing, frames, spot.item, replace);
  return typeof found === 'string' || !isTrustPlace(found.name) ? undefined : found;
}

/** A letter or two begin many a word. */
function asksForTemplate(word: string): boolean {
  return word === '' || word.startsWith(PREFIX) || (word.length > 2 && PREFIX.startsWith(word));
}

/** What the names of all templates begin with. */
const PREFIX = 'trust-';

/** `jsonencode()` with nothing in it yet stands for the value that it is to be. */
function emptyCallIn({
  tokens: { kinds, starts, ends },
  frames,
}: Standing): { readonly frames: readonly Frame[]; readonly item: Item; readonly span: Span } | undefined {
  const call = frames.at(-1);
  if (call?.head[0] !== 'jsonencode' || call.items.list.length || !call.within || !isCloser(kinds[call.to]))
    return undefined;
  const isValue = call.within.value === call.start && call.within.last === call.to;
  const span = { start: starts[call.start] ?? 0, end: ends[call.to] ?? 0 };
  return isValue ? { frames: frames.slice(0, -1), item: call.within, span } : undefined;
}

/** @param frames around what takes the value */
function valuePlace(
  { tokens }: Standing,
  frames: readonly Frame[],
  { first }: Item,
  { start, end }: Span,
): ValuePlace | string {
  const { text, starts } = tokens;
  const name = textOf(tokens, first);
  const [, top] = frames;
  if (!top || !takesPolicy(frames, name)) return REASONS.other;
  const rest = lineRest(text, end);
  const lead = /[=:]/.test(text.charAt(start - 1)) ? ' ' : '';
  return {
    kind: 'value',
    span: { start, end: rest.isBlank && rest.comment === undefined ? Math.max(end, rest.end) : end },
    indent: indentAt(text, starts[first] ?? 0),
    top: topOf(tokens, top),
    name,
    around: (value) => lead + value,
  };
}

function topOf({ starts }: Standing['tokens'], { head: [type = '', ...labels], start }: Frame): ValuePlace['top'] {
  return { type, labels, start: starts[start] ?? 0 };
}

/** Whether what is called so may be a trust policy. */
function takesPolicy(frames: readonly Frame[], name: string): boolean {
  const blocks = frames.filter(({ content, head }) => content === 'body' && head.length);
  if (blocks.some(({ head: [type = '', label = ''] }) => NO_PLACE.has(type) || isOfOtherCloud(label))) return false;
  if (isTrustPlace(name)) return frames.every(({ plain, content }) => plain && content !== 'list');
  const [top] = blocks;
  if (frames.length !== 2) return false;
  return top?.head[0] === 'locals' || top?.head[0] === 'module' || (top?.head[0] === 'output' && name === 'value');
}

/** In a role that has no trust policy yet. */
function argumentPlace(standing: Standing, frame: Frame, { replace }: Spot, unit: string): ValuePlace | string {
  const { tokens, frames } = standing;
  const { text, starts } = tokens;
  const [type = '', resource = ''] = frame.head;
  const name = type === 'resource' && frames.length === 2 ? TRUST_ARGUMENTS.get(resource) : undefined;
  if (name === undefined) return REASONS.other;
  const others = frame.items.list.filter(({ first }) => starts[first] !== replace.start);
  if (others.some(({ first }) => textOf(tokens, first) === name)) return REASONS.role;
  if (!name.startsWith(text.slice(replace.start, replace.end))) return REASONS.apart;
  const outer = indentAt(text, starts[frame.start] ?? 0);
  const sibling = others.map(({ first }) => starts[first] ?? 0).find((start) => startsLine(text, start));
  const indent = sibling === undefined ? outer + unit : indentAt(text, sibling);
  const { width } = memberStyleAt(tokens, frames, replace.start);
  const line = (value: string): string => `${/[\r\n]/.test(value) ? name : name.padEnd(width - 1)} = ${value}`;
  const base = { kind: 'value', indent, top: topOf(tokens, frame), name } as const;
  const inside = { start: (starts[frame.opener] ?? 0) + 1, end: starts[frame.to] ?? text.length };
  if (!others.length && text.slice(inside.start, inside.end).trim() === text.slice(replace.start, replace.end))
    return { ...base, span: inside, around: (value, eol) => eol + indent + line(value) + eol + outer };
  if (!startsLine(text, replace.start) || !lineRest(text, replace.end).isBlank) return REASONS.apart;
  const span = { start: lineStart(text, replace.start), end: replace.end };
  return { ...base, span, around: (value) => indent + line(value) };
}

/** On a blank line, before a block with the comment that belongs to it, or behind the end of one. */
function betweenBlocks({ tokens, next }: Standing, offset: number): FilePlace | undefined {
  const { text, kinds, ends } = tokens;
  const line = lineStart(text, offset);
  const start = text.charCodeAt(line) === BYTE_ORDER_MARK ? line + 1 : line;
  const content = skipBlanks(text, start);
  const rest = lineRest(text, offset);
  if (content >= rest.end && rest.isBlank && rest.comment === undefined) return onLine(text, { start, end: rest.end });
  if (offset <= content) {
    const at = aboveComments(text, line);
    const above = at > 0 && blankLineBefore(text, at) === undefined;
    const span = { start: at, end: at };
    return { kind: 'file', span, around: (blocks, eol) => `${above ? eol : ''}${blocks}${eol}${eol}` };
  }
  const last = next - 1;
  if (!rest.isBlank || kinds[last] !== BRACE_END || (ends[last] ?? 0) <= line) return undefined;
  const span = { start: rest.end, end: rest.end };
  return { kind: 'file', span, around: (blocks, eol) => eol + eol + blocks + endBelow(text, rest.end, eol) };
}

/** In place of all that stands on a line. */
function onLine(text: string, span: Span): FilePlace {
  const line = lineStart(text, span.start);
  const above = line > 0 && blankLineBefore(text, line) === undefined;
  return { kind: 'file', span, around: (blocks, eol) => (above ? eol : '') + blocks + endBelow(text, span.end, eol) };
}

/** What keeps a block apart from the line below, or ends the file. */
function endBelow(text: string, offset: number, eol: string): string {
  const { end, next } = lineRest(text, offset);
  return next === end || !isApart(text, next) ? eol : '';
}

const BYTE_ORDER_MARK = 0xfeff;

/** Whether a blank line, or nothing more, begins at an offset. */
function isApart(text: string, start: number): boolean {
  return isBlankLine(text, start) || text.slice(start).trim() === '';
}
