import { USUAL, type Style } from '../../../text/hcl/layout.ts';
import { isBare } from '../../../text/hcl/words.ts';
import type { Body, Expression, ObjectExpression, Tuple } from '../syntax.ts';
import { indentAt, isOneLine, lineEndOf, lineRest, startsLine } from './lines.ts';

/** What the objects and lists of a policy show, the nearest to where something is written first; else what most people write. */
export function styleOf(text: string, containers: readonly (ObjectExpression | Tuple)[]): Style {
  const objects = containers.filter((each) => each.kind === 'object');
  const first = <T>(look: (object: ObjectExpression) => T | undefined): T | undefined => firstOf(objects, look);
  const lastItem = firstOf(containers, (each) => (each.kind === 'tuple' ? lastComma(text, each) : undefined));
  return {
    ...USUAL,
    eol: lineEndOf(text),
    unit: firstOf(containers, (each) => unitIn(text, each)) ?? USUAL.unit,
    sign: first((object) => signIn(text, object)) ?? USUAL.sign,
    quoted: first(quotesIn) ?? USUAL.quoted,
    commas: first((object) => commasIn(text, object)) ?? USUAL.commas,
    lastMember: first((object) => lastComma(text, object)) ?? USUAL.lastMember,
    lastItem: lastItem ?? USUAL.lastItem,
    inline: first((object) => isPlainLine(text, object)) ?? USUAL.inline,
  };
}

function firstOf<Thing, Answer>(
  things: readonly Thing[],
  look: (thing: Thing) => Answer | undefined,
): Answer | undefined {
  for (const thing of things) {
    const found = look(thing);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The level by which the first line in brackets or a block is indented. */
export function unitIn(text: string, container: ObjectExpression | Tuple | Body): string | undefined {
  const [first] = 'members' in container ? container.members : container.items;
  if (!first || !startsLine(text, first.span.start)) return undefined;
  const outer = indentAt(text, container.span.start);
  const inner = indentAt(text, first.span.start);
  return inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : undefined;
}

function signIn(text: string, { members }: ObjectExpression): string | undefined {
  const member = members.find(({ value }) => value);
  if (!member?.value) return undefined;
  const between = text.slice(member.key.span.end, member.value.span.start);
  const sign = between.includes(':') ? ':' : '=';
  return `${/^\s/.test(between) ? ' ' : ''}${sign}${/\s$/.test(between) ? ' ' : ''}`;
}

function quotesIn({ members }: ObjectExpression): boolean | undefined {
  for (const { key } of members) {
    if (key.kind === 'name') return false;
    if (key.kind === 'template' && isBare(key.value)) return true;
  }
  return undefined;
}

function commasIn(text: string, { members }: ObjectExpression): boolean | undefined {
  const inLines = members.filter((m, i) => i < members.length - 1 && lineRest(text, m.span.end).isBlank);
  const [first] = inLines;
  return first && lineRest(text, first.span.end).comma !== undefined;
}

/** Whether the last part has a comma, where parts stand on lines of their own. */
export function lastComma(text: string, container: ObjectExpression | Tuple): boolean | undefined {
  const last = partsOf(container).at(-1);
  if (!last || !startsLine(text, last.span.start)) return undefined;
  const rest = lineRest(text, last.span.end);
  return rest.isBlank ? rest.comma !== undefined : undefined;
}

function isPlainLine(text: string, { members, span }: ObjectExpression): true | undefined {
  const isPlain = ({ kind }: Expression): boolean => kind !== 'object' && kind !== 'call';
  return members.length === 1 && isOneLine(text, span) && members.every(({ value }) => value && isPlain(value))
    ? true
    : undefined;
}

export function partsOf(container: ObjectExpression | Tuple): ObjectExpression['members'] | Tuple['items'] {
  return container.kind === 'object' ? container.members : container.items;
}
