import { isHole } from '../../text/holedText.ts';
import type { Member, ObjectNode, ValueNode } from '../../tree/node.ts';
import { arrayOf, objectOf, writtenItems, writtenMembers } from '../writtenParts.ts';
import type { YamlDialect } from '../yamlDialect.ts';
import { YamlString } from './strings.ts';

/**
 * A policy in which what a tool fills in whole is no text where an object or a list is due: `Condition: ${file(c.yml)}`,
 * `Principal: "{{ trusted }}"`. What brings the parts of a policy is not known to be a string.
 */
export function withWholeParts(root: ObjectNode, dialect: YamlDialect): ObjectNode {
  if (dialect === 'cloudformation') return root; // only functions bring objects there
  const unknown = (node: ValueNode): ValueNode => unknownIn(node, dialect === 'other');
  const tests = (node: ValueNode): ValueNode => (node.kind === 'object' ? changed(node, () => unknown) : unknown(node));
  const parts = new Map([
    ['Principal', unknown],
    ['NotPrincipal', unknown],
    ['Condition', tests],
  ]);
  const statement = (node: ValueNode): ValueNode =>
    node.kind === 'object' ? changed(node, ({ key }) => parts.get(key.value)) : unknown(node);
  return changed(root, ({ key }) => (key.value === 'Statement' ? (node) => eachItem(node, statement) : undefined));
}

type Change = (node: ValueNode) => ValueNode;

function changed(node: ObjectNode, changeOf: (member: Member) => Change | undefined): ObjectNode {
  const before = writtenMembers(node);
  const after = before.map((member) => {
    const value = member.value && (changeOf(member)?.(member.value) ?? member.value);
    return value === member.value ? member : { ...member, value };
  });
  return after.some((member, i) => member !== before[i]) ? objectOf(node.span, after, node.open) : node;
}

function eachItem(node: ValueNode, change: Change): ValueNode {
  if (node.kind !== 'array') return change(node);
  const before = writtenItems(node);
  const after = before.map(change);
  return after.some((item, i) => item !== before[i]) ? arrayOf(node.span, after, node.open) : node;
}

/** @param isAnyTools whether it may be filled in by a tool that the document does not name */
function unknownIn(node: ValueNode, isAnyTools: boolean): ValueNode {
  if (!(node instanceof YamlString)) return node;
  const { value, span } = node;
  if (isHole(node)) return { kind: 'opaque', span, reason: 'intrinsic', text: value, label: value };
  return isAnyTools && WHOLE.test(value)
    ? { kind: 'opaque', span: node.slice(0, value.length), reason: 'placeholder', text: value }
    : node;
}

/** What a tool seems to fill in. */
const WHOLE = /^(?:\$\{[^{}]*\}|\{\{[^{}]*\}\})$/;
