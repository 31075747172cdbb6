import { memberOf, type ObjectNode, type ValueNode } from '../tree/node.ts';
import { choiceOf } from './intrinsics.ts';
import { settledValue, type Filling } from './settle.ts';
import { arrayOf, objectOf, writtenItems } from './writtenParts.ts';

type Path = readonly (string | number)[];

/** A path as the policy has it, whichever functions of the template it leads through. */
export interface CalledPath {
  readonly path: Path;
  /** The function that is given names there, or a text with names to fill in. */
  readonly call: Call | undefined;
}

export interface Call {
  readonly name: 'Ref' | 'Fn::GetAtt' | 'Fn::Sub';
  /** Which of a list of what it is given; undefined where that is no list. */
  readonly argument: number | undefined;
}

/**
 * What a condition chooses stands for the value that it is chosen for. Undefined where a path leads to a condition's name, or into what
 * another function is given.
 */
export function calledPath(path: Path): CalledPath | undefined {
  const own: (string | number)[] = [];
  for (let i = 0; i < path.length; i++) {
    const step = path[i];
    const next = path[i + 1];
    if (step === 'Fn::If') {
      if (next !== 1 && next !== 2) return undefined;
      i++;
    } else if (step === 'Ref' || step === 'Fn::GetAtt' || step === 'Fn::Sub') {
      const call = callOf(step, path.slice(i + 1));
      return call && { path: own, call };
    } else if (step === '<<' || /^fn::/i.test(String(step))) return undefined;
    else if (step !== undefined) own.push(step);
  }
  return { path: own, call: undefined };
}

function callOf(name: Call['name'], [argument, ...more]: Path): Call | undefined {
  if (argument === undefined) return { name, argument };
  const most = name === 'Fn::GetAtt' ? 1 : 0;
  return typeof argument === 'number' && !more.length && name !== 'Ref' && argument <= most
    ? { name, argument }
    : undefined;
}

/** A policy as it is where a condition chooses what a path leads through. @param filling what its document says of its text */
export function chosenAlong(root: ObjectNode, path: Path, filling: Filling): ObjectNode {
  const policy = along(root, path, filling);
  return policy.kind === 'object' ? policy : root;
}

function along(node: ValueNode, [step, ...rest]: Path, filling: Filling): ValueNode {
  if (step === undefined) return node;
  switch (node.kind) {
    case 'object': {
      const { members, open } = node;
      const member = memberOf(node, String(step));
      const value = member?.value && along(member.value, rest, filling);
      if (value === member?.value) return node;
      const changed = members.map((other) => (other === member ? { ...other, value } : other));
      return objectOf(node.span, changed, open);
    }
    case 'array': {
      const { items, open } = node;
      const item = typeof step === 'number' ? items[step] : undefined;
      const value = item && along(item, rest, filling);
      return value === item
        ? node
        : arrayOf(
            node.span,
            items.map((other) => (other === item ? (value ?? other) : other)),
            open,
          );
    }
    case 'opaque': {
      const branch = step === 'Fn::If' ? branchAt(node, Number(rest[0])) : undefined;
      if (!branch) return node;
      const value = along(settledValue(branch, filling), rest.slice(1), filling);
      chosen.add(value);
      return value;
    }
    case 'string':
    case 'literal':
      return node;
  }
}

/** Whether a value stands in a policy in place of a function that chooses it. */
export function isChosen(value: ValueNode): boolean {
  return chosen.has(value);
}

const chosen = new WeakSet<ValueNode>();

/** What a condition chooses, by its place in what the function is given; undefined where half of that is still to come. */
function branchAt(node: ValueNode, index: number): ValueNode | undefined {
  const given = choiceOf(node);
  return given && given.open !== 'unreadable' ? writtenItems(given)[index] : undefined;
}
