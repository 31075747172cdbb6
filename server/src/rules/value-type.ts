import { safeFix, type Fix } from '../findings.ts';
import type { TreeEdit } from '../tree/edit.ts';
import { isReadable } from '../policy/readable.ts';
import type { ConditionValue } from '../policy/model.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'value-type',
    title: 'Condition value of the wrong JSON type',
    level: 'error',
    rejected: ['wrong'],
    iamError: 'MalformedPolicyDocument: Syntax errors in policy.',
    messages: {
      wrong: 'Condition values are strings, but this is {{found}}. IAM rejects the policy.',
      mixed: 'This list mixes strings with numbers or Booleans. Write all values as strings.',
    },
    breaksGuard: true,
  },
  docs: {
    why: "A condition value is a string, a number, a Boolean, or a list of them. IAM rejects objects, null and nested lists. AWS doesn't document what happens with a list of mixed types.",
    howToFix: 'Write all values as strings.',
    whenToIgnore: 'Rarely: IAM rejects objects, null and nested lists.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html'],
    accessAnalyzer: ['INVALID_CONDITION_DATA_TYPE'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": ["7f9c3b1e-2c1d-4c55-9a0e", 8134567]}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": ["7f9c3b1e-2c1d-4c55-9a0e", "8134567"]}}',
      ],
    },
  },
  create: (context) => ({
    condition({ values, statement, operator, member }) {
      if (!operator) return;
      for (const { node, text } of values) {
        if (text || !isReadable(statement.policy, node.span)) continue;
        const found = node.kind === 'object' ? 'an object' : node.kind === 'array' ? 'a list inside a list' : 'null';
        context.report({ at: node.span, messageId: 'wrong', data: { found } });
      }
      const literals = values.filter((v) => v.node.kind === 'literal' && v.text);
      if (!literals.length || !values.some((v) => v.node.kind === 'string') || !member.value) return;
      const at = literals[0]?.node.span;
      if (at) context.report({ at, messageId: 'mixed', fixes: () => [quoteAll(literals)] });
    },
  }),
});

function quoteAll(values: readonly ConditionValue[]): Fix {
  return safeFix('Put all values in quotes', () =>
    values.flatMap(({ node, text }): TreeEdit[] => (text ? [{ op: 'replace', target: node, value: text.value }] : [])),
  );
}
