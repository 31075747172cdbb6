import { memo } from '../text/memo.ts';
import { newMembers, type NewValue, type TreeEdit } from '../tree/edit.ts';
import type { StringNode, ValueNode } from '../tree/node.ts';

/** A part of a string, and what comes in its place. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * What changes of a string when it is given another value: the parts between its holes, when these are all still there. `whole`
 * when none of them is. Undefined when some are: nobody can tell what is meant.
 */
export function changesOf(node: StringNode, value: string): readonly TextChange[] | 'whole' | undefined {
  const holes = node.holes.filter((hole) => hole.reason !== 'placeholder');
  if (!holes.length) return 'whole';
  const changes: TextChange[] = [];
  let from = 0;
  let at = 0;
  for (const hole of holes) {
    const next = value.indexOf(node.value.slice(hole.from, hole.to), at);
    if (next < 0) return namesHole(node, value) ? undefined : 'whole';
    changes.push({ from, to: hole.from, text: value.slice(at, next) });
    from = hole.to;
    at = next + hole.to - hole.from;
  }
  changes.push({ from, to: node.value.length, text: value.slice(at) });
  return changes.map((change) => narrowed(node.value, change)).filter(({ from, to, text }) => from < to || text !== '');
}

/** The same change of a text without what it begins and ends with before and after. */
export function narrowed(before: string, { from, to, text }: TextChange): TextChange {
  let start = 0;
  while (from + start < to && start < text.length && before[from + start] === text[start]) start++;
  let end = 0;
  const most = Math.min(to - from, text.length) - start;
  while (end < most && before[to - 1 - end] === text[text.length - 1 - end]) end++;
  return { from: from + start, to: to - end, text: text.slice(start, text.length - end) };
}

function namesHole({ holes, value }: StringNode, text: string): boolean {
  return holes.some(({ from, to }) => text.includes(value.slice(from, to)));
}

/**
 * Whether an edit writes as text what a deploy fills in elsewhere in the policy: a copy of it would never be filled in. Such
 * values are to be kept, not copied.
 */
export function copiesHole(edit: TreeEdit, root: ValueNode): boolean {
  const holes = holeTexts(root);
  if (!holes.size) return false;
  const isCopy = (text: string | StringNode): boolean =>
    typeof text === 'string' && [...holes].some((hole) => text.includes(hole));
  const copies = (value: NewValue): boolean => {
    if (typeof value === 'string') return isCopy(value);
    if (Array.isArray(value)) return (value as readonly NewValue[]).some(copies);
    return newMembers(value)?.some(([name, member]) => isCopy(name) || copies(member)) ?? false;
  };
  switch (edit.op) {
    case 'replace':
      // Of a string it is known which of its parts stay.
      return !(edit.target.kind === 'string' && typeof edit.value === 'string') && copies(edit.value);
    case 'set':
      return isCopy(edit.name) || copies(edit.value);
    case 'append':
      return copies(edit.value);
    case 'replaceText':
      return isCopy(edit.text);
    case 'renameKey':
    case 'remove':
    case 'substitute':
      return false;
  }
}

/** What stands in a policy for what a deploy fills in. */
const holeTexts = memo((root: ValueNode): ReadonlySet<string> => {
  const found = new Set<string>();
  const open: ValueNode[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'array') for (const item of node.items) open.push(item);
    else if (node.kind === 'object')
      for (const { key, value } of node.members) {
        open.push(key);
        if (value) open.push(value);
      }
    else if (node.kind === 'string')
      for (const { from, to, reason } of node.holes)
        if (reason === 'intrinsic' || reason === 'interpolation') found.add(node.value.slice(from, to));
  }
  return found;
});
