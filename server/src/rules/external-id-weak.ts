import { reviewFix, type Fix } from '../findings.ts';
import { isVendorName } from '../catalogue/vendorAccounts.ts';
import { accountOf } from '../iam/account.ts';
import { weaknessOf } from '../iam/externalId.ts';
import { isPositive } from '../iam/operators.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import { letsIn } from '../policy/assumeActions.ts';
import type { ConditionValue, Statement } from '../policy/model.ts';
import { defineRule } from './rule.ts';

type Message = 'short' | 'wildcard' | 'account' | 'vendor' | 'sample';

export default defineRule({
  meta: {
    id: 'external-id-weak',
    title: 'An ExternalId that others can guess',
    level: 'warning',
    messages: {
      short: 'An ExternalId of {{count}} characters is quickly guessed.',
      wildcard: 'With a wildcard in it any ExternalId that fits lets its sender in, also another customer’s.',
      account: 'An account id is no secret: whoever knows it can send this ExternalId.',
      vendor: 'The provider’s own name is the same for all its customers, so this ExternalId tells none apart.',
      sample: 'This is a sample from documentation; everybody who reads it knows this ExternalId.',
    },
    yieldsTo: ['key-never-present', 'variable-invalid'],
    breaksGuard: true,
  },
  docs: {
    why: 'An ExternalId tells the provider’s customers apart, so it has to be different for each and not to be guessed: the provider gives each customer a random one. A sample from the documentation, an account id or the provider’s name is known to everybody.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::464622532012:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "12345"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::464622532012:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
    },
  },
  create: (context) => ({
    condition({ key, operator, values, statement }) {
      if (!sameName(key.value, KEYS.externalId) || !operator || !isPositive(operator) || !letsIn(statement)) return;
      if (statement.shape.principals.some((p) => p.kind === 'service')) return; // services have forms of their own
      for (const value of values) {
        const { text, node } = value;
        if (!text || text.value === '' || text.holes.length || text.value.includes('${')) continue;
        const messageId = weakness(text.value, statement, operator.wildcards);
        if (messageId === undefined) continue;
        context.report({
          at: node.span,
          messageId,
          data: { count: text.value.length },
          fixes: () => fixes(value, context.random),
        });
      }
    },
  }),
});

function weakness(id: string, { principals }: Statement, wildcards: boolean): Message | undefined {
  if (wildcards && /[*?]/.test(id)) return 'wildcard';
  if (/[*?]/.test(id)) return undefined; // read to the letter, nobody can send it: value-wildcard-literal
  const accounts = principals.flatMap((p) => accountOf(p.value) ?? []);
  return accounts.some((account) => isVendorName(id, account)) ? 'vendor' : weaknessOf(id);
}

function fixes({ node }: ConditionValue, random: () => string): readonly Fix[] {
  const put = (title: string, value: () => string): Fix =>
    reviewFix(title, () => [{ op: 'replace', target: node, value: value() }]);
  return [
    put('Change to the one your provider gives you', () => '<EXTERNAL_ID>'),
    put('Change to a fresh random ExternalId', random),
  ];
}
