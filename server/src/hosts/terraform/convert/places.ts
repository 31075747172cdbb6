import { CHOICES } from '../functions.ts';
import { bare } from '../places.ts';
import type { Attribute, Block, Expression, SyntaxTree } from '../syntax.ts';

/** An expression whose value goes as it is where it is written, or is chosen to. */
export interface ValuePlace {
  /** At the top of the file. */
  readonly block: Block;
  readonly attribute: Attribute;
  /** As it is written. */
  readonly written: Expression;
  /** Without parentheses, and without a template that is nothing but it. */
  readonly value: Expression;
  /** It stands in a block of that block, or in an object or a list. */
  readonly isNested: boolean;
}

/** The first place that is wanted, in the order of the file. */
export function placeIn(
  text: string,
  { body }: SyntaxTree,
  isWanted: (place: ValuePlace) => boolean,
): ValuePlace | undefined {
  for (const block of body.items) {
    if (block.kind !== 'block') continue;
    for (const place of inBlock(text, block, block, false)) if (isWanted(place)) return place;
  }
  return undefined;
}

function* inBlock(text: string, top: Block, { body }: Block, isNested: boolean): Generator<ValuePlace> {
  for (const item of body.items) {
    if (item.kind === 'block') yield* inBlock(text, top, item, true);
    else if (item.value) yield* inExpression(text, item.value, { block: top, attribute: item, isNested });
  }
}

type Around = Pick<ValuePlace, 'block' | 'attribute' | 'isNested'>;

function* inExpression(text: string, written: Expression, around: Around): Generator<ValuePlace> {
  const value = bare(text, written) ?? written;
  yield { ...around, written, value };
  for (const inner of choicesOf(value)) yield* inExpression(text, inner, around);
  const parts = value.kind === 'tuple' ? value.items : value.kind === 'object' ? membersOf(value) : [];
  for (const part of parts) yield* inExpression(text, part, { ...around, isNested: true });
}

function membersOf({ members }: Extract<Expression, { kind: 'object' }>): readonly Expression[] {
  return members.flatMap(({ value }) => value ?? []);
}

/** What an expression may be the value of. */
function choicesOf(value: Expression): readonly Expression[] {
  if (value.kind === 'conditional') return [value.whenTrue, value.whenFalse].flatMap((choice) => choice ?? []);
  return value.kind === 'call' && CHOICES.has(value.name.text) ? value.arguments : [];
}
