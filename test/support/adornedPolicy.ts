import { finish, PolicyDocument } from '../../server/src/service.ts';
import { readPolicy } from '../../server/src/policy/read.ts';
import type { Policy } from '../../server/src/policy/model.ts';
import type { Span } from '../../server/src/text/span.ts';
import type { Vocabulary } from '../../server/src/tree/vocabulary.ts';
import type { Member, ObjectNode, StringNode, ValueNode } from '../../server/src/tree/node.ts';

/**
 * A policy with what JSON cannot say: `"=Effect"` is implied, `"?Effect"` may be absent, and a member or an item `"..."` says that
 * a deploy adds more.
 */
export function adornedPolicy(text: string, names?: Vocabulary): Policy {
  const [source] = new PolicyDocument(text, true).extraction.policies;
  if (!source) throw new Error('no policy');
  const { kind, place, toldBy, owner, template, unreadable, pieces, fingerprint, json } = source;
  return finish(
    readPolicy({
      root: adorned(source.root),
      ...{ kind, place, toldBy, owner, template, unreadable, pieces, fingerprint, json },
      names: names ?? source.names,
      covers: (span) => source.covers(span),
      length: () => source.length(),
      mayHold: (sign) => source.mayHold(sign),
    }),
  );
}

function adorned(node: ValueNode): ValueNode {
  if (node.kind === 'object') {
    const members = node.members.filter((m) => m.key.value !== '...').map((m) => adornedMember(m, node));
    return members.length < node.members.length ? { ...node, members, open: 'dynamic' } : { ...node, members };
  }
  if (node.kind !== 'array') return node;
  const items = node.items.filter((item) => item.kind !== 'string' || item.value !== '...').map(adorned);
  return items.length < node.items.length ? { ...node, items, open: 'merge' } : { ...node, items };
}

function adornedMember(member: Member, { span: { start } }: ObjectNode): Member {
  const value = member.value && adorned(member.value);
  const nowhere = { start, end: start };
  switch (member.key.value.charAt(0)) {
    case '=':
      return { key: named(member.key, nowhere), value: unplaced(value, nowhere), span: nowhere, implied: true };
    case '?':
      return { ...member, key: named(member.key), value, maybe: true };
    default:
      return { ...member, value };
  }
}

function named(key: StringNode, span = key.span): StringNode {
  return text(key.value.slice(1), span);
}

function unplaced(value: ValueNode | undefined, span: Span): StringNode {
  if (value?.kind !== 'string') throw new Error('only strings are implied');
  return text(value.value, span);
}

function text(value: string, span: Span): StringNode {
  return { kind: 'string', value, holes: [], span, slice: () => span };
}
