import { contains, type Span } from '../../../text/span.ts';
import type { YamlDialect } from '../../yamlDialect.ts';
import type { Entry } from '../lines.ts';
import { Comments } from '../write/comments.ts';
import type { Layout, Part } from '../write/layout.ts';
import { columnOf, isOneLine, lineRest } from '../write/lines.ts';
import { COMMENTS, Declined } from './declined.ts';

/** A member on lines of its own that has a policy as its value. */
export interface Holder {
  readonly layout: Layout;
  /** Of its name. */
  readonly column: number;
  /** Behind its colon. */
  readonly sign: number;
  /** All of its value, with tags. */
  readonly value: Span;
}

/** A member that has a policy as JSON text. */
export interface TextHolder extends Holder {
  readonly scalar: Part & { readonly value: Span };
  /** The function that fills the text in stands on a line above it. */
  readonly isLong: boolean;
}

/** @param entry that was read to find the text */
export function holderOfText(text: string, layout: Layout, entry: Entry, policy: Span): TextHolder | undefined {
  const member = layout.memberAt(entry.start);
  const holder = member && holderIn(text, layout, member);
  if (!member || !holder) return undefined;
  const [call, ...others] = member.kind === 'block' ? (layout.collectionAt(member.bare)?.parts ?? []) : [];
  const isLong = call?.key !== undefined && !others.length && text.slice(call.key.start, call.key.end) === 'Fn::Sub';
  const scalar = isLong ? call : member;
  if ((scalar.kind !== 'text' && scalar.kind !== 'quoted') || !scalar.value) return undefined;
  const { value } = scalar;
  return contains(value, policy) ? { ...holder, scalar: { ...scalar, value }, isLong } : undefined;
}

/** The member that has a policy as a mapping; in Pulumi the function around it makes the text. */
export function holderOfMapping(text: string, layout: Layout, policy: Span, dialect: YamlDialect): Holder | undefined {
  const part = layout.partAt(policy.start);
  if (part?.value?.start !== policy.start || (part.kind !== 'block' && part.kind !== 'flow')) return undefined;
  const member = dialect === 'pulumi' ? callIn(text, layout, part) : part;
  return member && holderIn(text, layout, member);
}

function callIn(text: string, layout: Layout, { key, within }: Part): Part | undefined {
  const isCall = key && within.parts.length === 1 && /^fn::toJSON$/i.test(text.slice(key.start, key.end));
  return isCall ? layout.partAt(within.span.start) : undefined;
}

function holderIn(text: string, layout: Layout, { key, sign, value, within }: Part): Holder | undefined {
  const column = key && within.isBlock ? columnOf(text, key.start) : undefined;
  if (column === undefined || !value || text.charAt(sign - 1) !== ':') return undefined;
  return lineRest(text, value.end).isBlank ? { layout, column, sign, value } : undefined;
}

/** What goes of the lines of a member, and the comment that stays on its first one. */
export interface Region {
  readonly span: Span;
  readonly comment: string;
}

/**
 * The value of a member up to the end of its last line.
 * @throws Declined where comments stand in it that have no place beside its name
 */
export function regionOf(text: string, { layout, sign, value }: Holder): Region {
  const span = { start: sign, end: lineRest(text, value.end).end };
  const comments = new Comments(text, layout).in(span);
  // What a block of text has in its first line counts as part of it.
  const header = /^\s*(?:!\w+\s+)?[|>][-+\d]*[ \t]+(?=#)/.exec(text.slice(sign, value.end))?.[0];
  const all = header === undefined ? comments : [lineOf(text, sign + header.length), ...comments];
  const [first, ...others] = all;
  const isBeside = !first || isOneLine(text, { start: sign, end: first.start }) || isOneLine(text, value);
  if (others.length || !isBeside) throw new Declined(COMMENTS);
  return { span, comment: first ? ` ${text.slice(first.start, first.end)}` : '' };
}

function lineOf(text: string, start: number): Span {
  return { start, end: lineRest(text, start).end };
}

/** Whether a comment behind a member would become part of a text that is its value. */
export function isFollowedByComment(text: string, { column }: Holder, { span }: Region): boolean {
  for (let { next } = lineRest(text, span.end); next < text.length; next = lineRest(text, next).next) {
    const line = text.slice(next, lineRest(text, next).end);
    if (line.trim() === '') continue;
    const blanks = line.search(/\S/);
    if (line.charAt(blanks) !== '#') return false;
    if (blanks > column) return true;
  }
  return false;
}
