import { STATEMENT_ELEMENTS } from '../../iam/vocabulary.ts';
import { own } from '../../text/own.ts';
import type { Span } from '../../text/span.ts';
import { keep, keptNode, newObject, type NewValue } from '../../tree/edit.ts';
import { isWhole, type ArrayNode, type Member, type ValueNode } from '../../tree/node.ts';
import type { Refactorer, Refactoring } from './refactoring.ts';

/** A value that may be one or a list becomes the other: IAM reads both alike. */
export const listForms: Refactorer = ({ statement, policy, offset }) => {
  if (!statement) return [];
  const at = (span: Span): boolean => span.start <= offset && offset <= span.end;
  const value = listable(statement.node.members, at) ?? statementValue(policy.elements.get('Statement')?.value, at);
  if (!value) return [];
  if (value.kind === 'array') {
    const [only, ...more] = value.items;
    return only && !more.length && isWhole(only) && !value.open
      ? [rewrite('Replace the list with its only value', value, keep(only))]
      : [];
  }
  return value.kind === 'string' ? [rewrite('Convert the value to a list', value, [keep(value)])] : [];
};

function rewrite(title: string, target: ValueNode, value: NewValue): Refactoring {
  return { title, kind: 'rewrite', edits: () => [{ op: 'replace', target, value }] };
}

/** Elements whose value may be a list: the action itself, a principal type's, a condition key's. */
const DEPTH: Readonly<Record<string, number>> = {
  Action: 0,
  NotAction: 0,
  Principal: 1,
  NotPrincipal: 1,
  Condition: 2,
};

function listable(members: readonly Member[], at: (span: Span) => boolean): ValueNode | undefined {
  let member = members.find((m) => at(m.span));
  let depth = member && own(DEPTH, member.key.value);
  for (; member && depth !== undefined && depth > 0; depth--) {
    const { value }: Member = member;
    member = value?.kind === 'object' ? value.members.find((m) => at(m.span)) : undefined;
  }
  return depth === 0 ? member?.value : undefined;
}

/** The list of one statement, where the cursor stands in it. */
function statementValue(value: ValueNode | undefined, at: (span: Span) => boolean): ArrayNode | undefined {
  return value?.kind === 'array' && at(value.span) && value.items.length === 1 && !value.items.some((i) => at(i.span))
    ? value
    : undefined;
}

/** The lists of a statement in order, its elements as IAM lists them. */
export const sorting: Refactorer = ({ statement }) => {
  if (!statement || !isWhole(statement.node)) return [];
  const sorted = sortedValue(statement.node, true);
  return keptNode(sorted) ? [] : [rewrite('Sort the elements and lists of this statement', statement.node, sorted)];
};

/** IAM's order of the elements. */
const ORDER: readonly string[] = STATEMENT_ELEMENTS;

/** What is in order already is kept as it stands. */
function sortedValue(node: ValueNode, elements = false): NewValue {
  if (node.kind === 'array') {
    const items = node.items.filter((item) => item.kind === 'string');
    const sorted = items.toSorted((a, b) => compare(a.value, b.value));
    const isSame = items.length < node.items.length || sorted.every((item, i) => item === items[i]);
    return isSame ? keep(node) : sorted.map(keep);
  }
  if (node.kind !== 'object') return keep(node);
  const rank = (key: string): number => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length);
  const sorted = node.members.toSorted(({ key: a }, { key: b }) =>
    elements ? rank(a.value) - rank(b.value) : compare(a.value, b.value),
  );
  const members = sorted.flatMap(({ key, value, implied }) =>
    value && !implied ? [[key, sortedValue(value)] as const] : [],
  );
  const isSame = sorted.every((m, i) => m === node.members[i]) && members.every(([, value]) => keptNode(value));
  return isSame ? keep(node) : newObject(members);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
