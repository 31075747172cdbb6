import { containersOf, type Cursor } from '../../tree/cursor.ts';
import type { ValueNode } from '../../tree/node.ts';
import type { HclCursor } from './cursor.ts';
import type { Frame } from './frames.ts';
import { textOf } from './items.ts';
import { BRACKET } from './lexing.ts';
import { memberStyleAt } from './memberStyle.ts';
import { OF_LISTS } from './functions.ts';
import type { TerraformPolicy } from './policy.ts';
import { itemsBeside, namesBeside, spotOf } from './spot.ts';
import type { Standing } from './standing.ts';

/** Functions whose arguments are the value, or parts of it. */
const PARTS: ReadonlySet<string> = new Set(['jsonencode', 'merge', ...OF_LISTS, 'try', 'coalesce', 'one']);

/** Where an expression belongs to a policy: the policy, where in it, and the first frame that leads on from there. */
export interface Entry {
  readonly policy: TerraformPolicy | undefined;
  readonly path: Cursor['path'];
  readonly from: number;
}

/**
 * Where the frames around a cursor, or the text under it, stand in the tree of a policy: also what it takes from a local, and
 * parts of lists that are joined.
 */
export function entryOf(standing: Standing, policies: readonly TerraformPolicy[]): Entry | undefined {
  const { tokens, frames, template } = standing;
  const starts = frames.map(({ start }) => tokens.starts[start] ?? -1);
  for (const policy of policies) {
    const paths = pathsOf(policy, Math.max(...starts, template?.span.start ?? -1));
    const from = starts.findLastIndex((start) => paths.has(start));
    if (from >= 0) return { policy, path: paths.get(starts[from] ?? -1) ?? [], from: from + 1 };
    const scalar = template && paths.get(template.span.start);
    if (scalar) return { policy, path: scalar, from: frames.length };
  }
  return undefined;
}

/** Places of a policy by where they begin. */
function pathsOf({ root, pieces }: TerraformPolicy, last: number): ReadonlyMap<number, Cursor['path']> {
  const paths = new Map<number, Cursor['path']>();
  const put = (node: ValueNode | undefined, path: Cursor['path']): void => {
    if (!node) return;
    if (isWritten(node) && !paths.has(node.span.start)) paths.set(node.span.start, path);
    if (node.kind === 'object') for (const { key, value } of node.members) put(value, [...path, key.value]);
    if (node.kind === 'array')
      node.items.forEach((item, i) => {
        put(item, [...path, i]);
      });
  };
  if (pieces.some(({ start }) => start <= last)) put(root, []);
  return paths;
}

/** Not where a plan decides what stands there. */
function isWritten(node: ValueNode): boolean {
  return node.kind !== 'opaque' || node.reason === 'unreadable';
}

/** A cursor in an expression that makes a policy, or a part of one. */
export function locateInValue(standing: Standing, { policy, path: entered, from }: Entry): HclCursor | undefined {
  const { tokens, frames, template } = standing;
  const frame = frames.at(-1);
  const inner = frames.slice(from);
  const spot = frame && inner.every(isPart) ? spotOf(standing, frame) : undefined;
  if (!frame || !spot) return undefined;
  const path = [...entered, ...inner.flatMap((each, i) => stepTo(standing, frames[from + i - 1], each))];
  const { at, item, index, ...written } = spot;
  const base = {
    ...written,
    policy,
    typed: standing.typed,
    inText: template !== undefined,
    writes: 'expression',
    members: memberStyleAt(tokens, frames, spot.replace.start),
  } as const;
  const isList = at === 'item' && isBracket(standing, frame);
  const whole = isList
    ? [...path, index]
    : at === 'value' && frame.content === 'object' && item
      ? [...path, textOf(tokens, item.first)]
      : path;
  const siblings = at === 'value' ? [] : at === 'key' ? namesBeside(standing, frame) : itemsBeside(standing, frame);
  const containers = containersOf(policy?.root, whole);
  if (at === 'key' || isList) return { ...base, at, path: whole, siblings, containers };
  if (!whole.length)
    return frame.items.list.every(({ first }) => first === standing.here)
      ? { ...base, at: 'document', path: [], siblings: [], containers }
      : undefined;
  return { ...base, at: typeof whole.at(-1) === 'number' ? 'item' : 'value', path: whole, siblings: [], containers };
}

function isPart({ content, plain, head }: Frame): boolean {
  return plain && content !== 'body' && (head[0] === undefined || PARTS.has(head[0]));
}

/** What leads from one frame into the next. */
function stepTo(standing: Standing, outer: Frame | undefined, { within }: Frame): Cursor['path'] {
  if (!outer || !within || outer.content === 'body') return [];
  if (outer.content === 'object') return [textOf(standing.tokens, within.first)];
  return isBracket(standing, outer) ? [outer.items.list.indexOf(within)] : [];
}

function isBracket({ tokens }: Standing, { opener }: Frame): boolean {
  return tokens.kinds[opener] === BRACKET;
}
