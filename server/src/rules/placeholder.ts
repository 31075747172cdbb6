import { reviewFix } from '../findings.ts';
import type { Statement } from '../policy/model.ts';
import { textOf, type Text } from '../policy/policyText.ts';
import type { StringNode, ValueNode } from '../tree/node.ts';
import type { Substitution } from '../tree/vocabulary.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'placeholder',
    title: "Placeholder that isn't filled in",
    level: 'information',
    messages: {
      left: '"{{text}}" is a placeholder. Replace it with the real value before you deploy the policy.',
      unsubstituted: '{{by}} doesn\'t replace "{{text}}" without {{function}}. IAM rejects the policy.',
      never: '{{by}} doesn\'t replace "{{text}}" without {{function}}, so this condition never matches.',
      always: '{{by}} doesn\'t replace "{{text}}" without {{function}}, so this condition always matches.',
      key: '{{by}} doesn\'t replace "{{text}}" in a condition key, so no request has this key.',
      function:
        "{{by}} doesn't accept functions as keys: write the policy as JSON text in {{function}}. It rejects the template.",
    },
    rejected: ['unsubstituted', 'function'],
  },
  docs: {
    why: "Replace the placeholder with the real value before you save the policy in IAM. Until then we don't know whether this part of the policy is right. A placeholder that is used in several places is shown at the first one.",
    howToFix:
      "Replace the placeholder, including its brackets, with the real value. In a CloudFormation template, only the function Sub replaces ${AWS::AccountId} or the name of a parameter. A key can't be a function: write the policy as JSON text in Sub, where names are replaced in keys too.",
    whenToIgnore: 'In templates whose values a tool fills in later.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::<ACCOUNT_ID>:role/deploy"}, "Action": "sts:AssumeRole"',
      ],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    policy: ({ source, statements, mayHoldPlaceholders }) => {
      if (!mayHoldPlaceholders) return;
      const named = new Set<string>();
      const judge = (text: Text): void => {
        for (const hole of text.holes) {
          const written = text.value.slice(hole.from, hole.to);
          const name = nameOf(written);
          if (hole.reason !== 'placeholder' || GLUED.test(written) || named.has(name)) continue;
          named.add(name); // what is filled in once is filled in everywhere
          context.report({ at: text.slice(hole.from, hole.to), messageId: 'left', data: { text: written } });
        }
        const { node } = text;
        if (source.names.substitution && node.kind === 'string') unsubstituted(node, source.names.substitution);
      };
      const tests = memoOfTests(statements);
      let hasCall = false;
      const unsubstituted = (node: StringNode, { by, with: name, written }: Substitution): void => {
        if (!hasCall && node.holes.some(({ isMisplaced }) => isMisplaced)) {
          hasCall = true; // one text serves all keys of the policy
          context.report({ at: node.span, messageId: 'function', level: 'error', data: { by, function: name } });
        }
        const hole = node.holes.find(({ reason }) => reason === 'unsubstituted');
        if (!hole) return; // one function serves all of a text
        const messageId = tests().get(node) ?? 'unsubstituted';
        context.report({
          at: node.slice(hole.from, hole.to),
          messageId,
          level: 'error',
          data: { by, function: name, text: node.value.slice(hole.from, hole.to) },
          fixes: () =>
            messageId === 'key' ? [] : [reviewFix(`Add ${written}`, () => [{ op: 'substitute', target: node }])],
        });
      };
      const walk = (node: ValueNode): void => {
        if (node.kind === 'string' || (node.kind === 'opaque' && node.reason === 'placeholder')) judge(textOf(node));
        else if (node.kind === 'array') node.items.forEach(walk);
        else if (node.kind === 'object') {
          for (const { key, value } of node.members) {
            if (SCHEMA_MEMBERS.has(key.value)) continue;
            judge(textOf(key));
            if (value) walk(value);
          }
        }
      };
      walk(source.root);
    },
  }),
});

/** What the texts of conditions do that nothing fills in; worked out once somebody asks. */
function memoOfTests(statements: readonly Statement[]): () => ReadonlyMap<unknown, 'never' | 'always' | 'key'> {
  let known: ReadonlyMap<unknown, 'never' | 'always' | 'key'> | undefined;
  return () =>
    (known ??= new Map(
      statements
        .flatMap((s) => s.conditions)
        .flatMap(({ operator, member, values }) => [
          [member.key, 'key'] as const,
          ...values.map(({ node }) => [node, operator?.negated ? 'always' : 'never'] as const),
        ]),
    ));
}

/** What a program puts in place when it runs, nobody fills in. */
const GLUED = /^[`'"] ?\+/;

/** What a placeholder is called, however it is written: `<Account ID>`, `ACCOUNT_ID` and `{{account-id}}` are one; marks without a name stay. */
function nameOf(written: string): string {
  return written.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '') || written;
}

/** Names of JSON Schema, which some editors go by; they are no elements, and no placeholders. */
const SCHEMA_MEMBERS: ReadonlySet<string> = new Set(['$schema', '$id', '$ref']);
