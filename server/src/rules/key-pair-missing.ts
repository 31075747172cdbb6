import { KEYS } from '../iam/vocabulary.ts';
import { conditionsNamed } from '../policy/conditionIndex.ts';
import { memo } from '../text/memo.ts';
import type { Condition, Policy, Statement } from '../policy/model.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'key-pair-missing',
    title: 'Condition key that needs a second key',
    level: 'warning',
    messages: {
      vpc: 'Any VPC can use this address: also require {{partner}}. {{key}} alone identifies nothing.',
      mfaAge:
        'This Deny doesn\'t apply to calls without MFA, which have no {{key}}. Also deny aws:MultiFactorAuthPresent "false" with BoolIfExists.',
    },
    breaksGuard: true,
  },
  docs: {
    why: "Private addresses repeat in every VPC, so they identify nothing unless the condition also names the VPC. Requests without MFA have no MFA age, so a Deny for a high age doesn't apply to them.",
    howToFix: 'Add the second key to the same statement, or for MFA a Deny statement for calls without MFA.',
    whenToIgnore: 'When another condition of the statement already identifies the caller.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html'],
    accessAnalyzer: ['MISSING_PAIRED_CONDITION_KEYS'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "IpAddress": {"aws:VpcSourceIp": "10.0.0.0/16"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e", "aws:SourceVpc": "vpc-0123456789abcdef0"}, "IpAddress": {"aws:VpcSourceIp": "10.0.0.0/16"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { known, key, statement, operator } = condition;
      const partners = known && PARTNERS.get(known.name);
      if (partners && !has(condition, partners)) {
        context.report({ at: key.span, messageId: 'vpc', data: { key: key.value, partner: partners[0] ?? '' } });
      } else if (
        known?.name === KEYS.mfaAge &&
        statement.effect === 'Deny' &&
        operator &&
        !operator.ifExists &&
        operator.family === 'Numeric'
      ) {
        if (!speaksOfMfa(statement.policy))
          context.report({ at: key.span, messageId: 'mfaAge', data: { key: key.value } });
      }
    },
  }),
});

const PARTNERS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'aws:VpcSourceIp': ['aws:SourceVpc', 'aws:SourceVpce', 'aws:SourceVpcArn'],
    'aws:Ec2InstanceSourcePrivateIPv4': ['aws:Ec2InstanceSourceVpc'],
  }),
);

function has({ statement }: Condition, keys: readonly string[]): boolean {
  return (
    statement.conditionsOpen || keys.some((key) => conditionsNamed(statement, key).length > 0) || mayTestAny(statement)
  );
}

/** Whether some key of a statement is not known yet. */
const mayTestAny = memo(({ conditions }: Statement) => conditions.some((c) => c.key.holes.length > 0));

/** Whether a Deny stops calls without MFA, or the Allows speak of MFA themselves: then the Deny only adds the age. */
const speaksOfMfa = memo(({ statements }: Policy) =>
  statements.some((s) => s.effect !== undefined && conditionsNamed(s, KEYS.mfaPresent).length > 0),
);
