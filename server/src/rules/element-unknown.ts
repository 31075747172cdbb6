import type { Fix } from '../findings.ts';
import type { Policy, UnknownElement } from '../policy/model.ts';
import { keep, newObject } from '../tree/edit.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'element-unknown',
    title: 'Unknown policy element',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Syntax errors in policy.',
    messages: {
      meant: '"{{key}}" isn\'t a valid policy element. Did you mean "{{meant}}"? IAM rejects the policy.',
      taken: '"{{key}}" isn\'t a valid policy element: remove it. {{meant}} is already here. IAM rejects the policy.',
      unknown: '"{{key}}" isn\'t a valid policy element: remove it. IAM rejects the policy.',
      outside: '{{key}} belongs inside a statement, not next to Version. IAM rejects the policy.',
    },
    messagesOfArguments: {
      meant: '"{{key}}" isn\'t a valid argument. Did you mean "{{meant}}"?',
      taken: '"{{key}}" isn\'t a valid argument: remove it. {{meant}} is already here.',
      unknown: '"{{key}}" isn\'t a valid argument: remove it.',
      outside: '{{key}} belongs inside a statement block.',
    },
  },
  docs: {
    why: 'IAM knows a handful of elements, and their names are case-sensitive. It rejects a policy with any other key, even one that is meant as a comment.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html'],
    accessAnalyzer: ['INVALID_POLICY_ELEMENT'],
    examples: {
      bad: ['"Effect": "Allow", "Principle": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => {
    const judge = ({ member, meant, fillsSlot }: UnknownElement<string>, { source }: Policy): void => {
      const key = member.key.value;
      if (key === '') return; // being typed
      const at = member.key.span;
      if (meant === undefined) {
        context.report({ at, messageId: 'unknown', data: { key } });
      } else if (!fillsSlot) {
        context.report({ at, messageId: 'taken', data: { key, meant } });
      } else {
        const rename: Fix = {
          kind: 'tree',
          title: `Rename to ${source.names.nameOf(meant)}`,
          safety: 'safe',
          edits: () => [{ op: 'renameKey', target: member, name: meant }],
        };
        context.report({ at, messageId: 'meant', data: { key, meant }, fixes: () => [rename] });
      }
    };
    return {
      policy(policy) {
        const { strayed } = policy;
        if (policy.source.unreadable.length && !policy.complete) return; // what stands where is a guess
        const first = strayed[0];
        if (first) {
          const data = { key: policy.source.names.nameOf(first.member.key.value) };
          context.report({
            at: first.member.key.span,
            messageId: 'outside',
            data,
            fixes: () => moveFix(policy, strayed),
          });
        }
        for (const u of policy.elements.unknown) if (!strayed.includes(u)) judge(u, policy);
      },
      statement(statement) {
        for (const unknown of statement.elements.unknown) judge(unknown, statement.policy);
      },
    };
  },
});

/** A statement's elements at the top and no Statement: they are one, only its braces are missing. */
function moveFix(policy: Policy, strayed: Policy['strayed']): readonly Fix[] {
  const { node } = policy;
  if (!node || policy.elements.get('Statement')) return [];
  const statement = newObject(
    strayed.flatMap(({ member: { key, value } }) => (value ? [[key, keep(value)] as const] : [])),
  );
  return [
    {
      kind: 'tree',
      title: 'Move the elements into a statement',
      safety: 'review',
      edits: () => [
        ...strayed.map(({ member }) => ({ op: 'remove', target: member, parent: node }) as const),
        { op: 'set', target: node, name: 'Statement', value: [statement], where: 'last' },
      ],
    },
  ];
}
