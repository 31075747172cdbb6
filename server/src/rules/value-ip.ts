import { reviewFix, safeFix, type Fix } from '../findings.ts';
import { severalIn } from '../guards/form.ts';
import { parseIpRange, type IpRange } from '../iam/ip.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import type { Condition, ConditionValue } from '../policy/model.ts';
import { asList } from '../policy/statementEdits.ts';
import { defineRule, type RuleContext } from './rule.ts';

type Message = 'several' | 'other' | 'private' | 'partlyPrivate' | 'notPrivate' | 'hostBits';

export default defineRule({
  meta: {
    id: 'value-ip',
    title: 'IP address that never matches',
    level: 'error',
    messages: {
      several: 'Several addresses in one string never match: write them as a list.',
      other: '"{{value}}" isn\'t an IP address or CIDR range (example: 203.0.113.0/24).',
      private:
        'This condition never matches: aws:SourceIp is always a public address. Inside a VPC, use aws:VpcSourceIp.',
      partlyPrivate: '"{{value}}" has no effect: it is private, and aws:SourceIp is always a public address.',
      notPrivate: '"{{value}}" excludes nothing: it is private, and aws:SourceIp is always a public address.',
      hostBits: '"{{value}}" is compared as {{masked}}: the bits after the prefix are ignored.',
    },
    yieldsTo: ['operator-key-type', 'value-ignored'],
    breaksGuard: true,
  },
  docs: {
    why: "IpAddress operators compare addresses or CIDR ranges. The key aws:SourceIp is the public address that a request comes from. It is never a private address, and requests through a VPC endpoint don't contain the key.",
    howToFix:
      'Use the public address range of your network. For requests from inside a VPC, use aws:VpcSourceIp or aws:SourceVpc.',
    whenToIgnore: 'When a private range is listed with public ones and you keep the list the same in several policies.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
    ],
    accessAnalyzer: [
      'TYPE_MISMATCH_IP_RANGE',
      'IMPROVE_IP_RANGE',
      'PRIVATE_IP_ADDRESS',
      'PRIVATE_IP_ADDRESS_SUBSET',
      'PRIVATE_NOT_IP_ADDRESS',
      'PRIVATE_NOT_IP_ADDRESS_SUBSET',
    ],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { operator, values, open } = condition;
      if (operator?.family !== 'IpAddress') return;
      const ranges = values.map((v) => (v.text && !v.text.holes.length ? parseIpRange(v.text.value) : undefined));
      for (const [i, value] of values.entries()) {
        const { text, node } = value;
        if (!text || text.holes.length) continue;
        const range = ranges[i];
        const data = { value: text.value, masked: range?.masked ?? '' };
        if (!range) {
          const parts = severalIn(text.value, (part) => parseIpRange(part) !== undefined);
          context.report({
            at: node.span,
            messageId: parts.length ? 'several' : 'other',
            data,
            fixes: () => listedFix(condition, value, parts),
          });
        } else if (range.masked !== undefined) {
          const { masked } = range;
          context.report({
            at: node.span,
            messageId: 'hostBits',
            level: 'hint',
            data,
            fixes: () => [safeFix(`Replace with "${masked}"`, () => [{ op: 'replace', target: node, value: masked }])],
          });
        }
      }
      if (sameName(condition.key.value, KEYS.sourceIp) && !open) judgePrivate(condition, ranges, context);
    },
  }),
});

function listedFix(condition: Condition, value: ConditionValue, parts: readonly string[]): readonly Fix[] {
  const edits = parts.length ? asList(condition, value, parts) : undefined;
  return edits ? [reviewFix('Write the addresses as a list', () => edits)] : [];
}

function judgePrivate(
  { operator, values, statement }: Condition,
  ranges: readonly (IpRange | undefined)[],
  context: RuleContext<Message>,
): void {
  const privates = values.filter((_, i) => ranges[i]?.private);
  const [first] = privates;
  if (!first || !operator) return;
  const report = (value: ConditionValue, messageId: Message, level: 'error' | 'warning'): void => {
    context.report({ at: value.node.span, messageId, level, data: { value: value.text?.value ?? '' } });
  };
  const all = privates.length === values.length;
  if (operator.negated) for (const value of privates) report(value, 'notPrivate', 'warning');
  else if (all && statement.effect === 'Allow' && !operator.ifExists) report(first, 'private', 'error');
  else for (const value of privates) report(value, 'partlyPrivate', 'warning');
}
