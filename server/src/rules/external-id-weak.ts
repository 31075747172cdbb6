import { reviewFix, type Fix } from '../findings.ts';
import { isVendorName } from '../catalogue/vendorAccounts.ts';
import { accountOf } from '../iam/account.ts';
import { weaknessOf } from '../iam/externalId.ts';
import { isPositive } from '../semantics/absent.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import type { ConditionValue, Statement } from '../policy/model.ts';
import { counted } from '../text/counted.ts';
import { defineRule } from './rule.ts';

type Message = 'short' | 'wildcard' | 'account' | 'vendor' | 'sample';

export default defineRule({
  meta: {
    id: 'external-id-weak',
    title: 'External ID that is easy to guess',
    level: 'warning',
    messages: {
      short: 'This external ID is easy to guess ({{count}}). Use a random value.',
      wildcard: 'A wildcard in an external ID also matches the IDs of other customers. Use the exact value.',
      account: "An account ID isn't secret: use another external ID. Anyone who knows the account ID can send it.",
      vendor: "The vendor's name is the same for all its customers. Use the external ID that the vendor gave you.",
      sample: 'This external ID is a sample from documentation that others know. Use your own.',
    },
    yieldsTo: ['key-never-present', 'variable-invalid'],
    breaksGuard: true,
  },
  docs: {
    why: 'An external ID distinguishes the customers of a vendor, so it must be different for each of them and hard to guess. Samples from documentation, account IDs and vendor names are known to everyone.',
    howToFix:
      'Use the value that the vendor shows when you set up the integration. For your own callers, use a random value.',
    whenToIgnore: 'When the vendor sets this value and offers no other.',
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
      if (!sameName(key.value, KEYS.externalId) || !operator || !isPositive(operator) || !context.letsIn(statement))
        return;
      if (statement.shape.principals.some((p) => p.kind === 'service')) return; // services have forms of their own
      for (const value of values) {
        const { text, node } = value;
        if (!text || text.value === '' || text.holes.length || text.value.includes('${')) continue;
        const messageId = weakness(text.value, statement, operator.wildcards);
        if (messageId === undefined) continue;
        context.report({
          at: node.span,
          messageId,
          data: { count: counted(text.value.length, 'character') },
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
    put('Replace with the external ID from the vendor', () => '<EXTERNAL_ID>'),
    put('Replace with a new random external ID', random),
  ];
}
