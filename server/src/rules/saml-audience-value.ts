import { reviewFix } from '../findings.ts';
import { parseArn } from '../iam/arn.ts';
import { isPositive } from '../semantics/absent.ts';
import { KEYS, sameName, samlAudience } from '../iam/vocabulary.ts';
import type { Operator } from '../iam/operators.ts';
import type { ConditionValue, Statement } from '../policy/model.ts';
import { distance } from '../text/distance.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'saml-audience-value',
    title: "SAML audience that isn't the sign-in address",
    level: 'warning',
    messages: {
      partition:
        'This is the sign-in address of another partition. Use {{right}}: the identity provider is in {{partition}}.',
      typo: 'No SAML response has this audience. Did you mean "{{right}}"? Nobody can assume the role through this value.',
    },
    yieldsTo: ['value-wildcard-literal'],
    breaksGuard: true,
  },
  docs: {
    why: 'The audience of a SAML response is the sign-in address of the partition that it is sent to, character by character. With an address of another partition, or with a typo, no response matches and nobody can assume the role.',
    howToFix: 'Use the sign-in address of the partition, without a slash at the end.',
    whenToIgnore: 'When your identity provider sends another audience that AWS accepts.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}, "Action": "sts:AssumeRoleWithSAML", "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml/"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}, "Action": "sts:AssumeRoleWithSAML", "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}',
      ],
    },
  },
  create: (context) => ({
    condition({ key, operator, values, statement }) {
      if (!sameName(key.value, KEYS.samlAudience) || !operator || !isPositive(operator) || statement.effect !== 'Allow')
        return;
      const partition = partitionOf(statement);
      const right = partition === undefined ? undefined : samlAudience(partition);
      const literal = values.filter((v) => v.text && !v.text.holes.length && !/[*?]/.test(v.text.value));
      const isRight = ({ text }: ConditionValue): boolean =>
        text !== undefined && partition !== undefined && isAddress(text.value, partition, operator);
      if (literal.some(isRight)) return; // others may stand beside it
      for (const { text, node } of literal) {
        const value = text?.value ?? '';
        const known = PARTITIONS.find((p) => isAddress(value, p, operator));
        const near = known === undefined ? nearest(value) : undefined;
        const meant =
          known === undefined
            ? near === undefined
              ? undefined
              : (right ?? near)
            : known === partition
              ? undefined
              : right;
        if (meant === undefined || partition === undefined) continue;
        context.report({
          at: node.span,
          messageId: known === undefined ? 'typo' : 'partition',
          data: { right: meant, partition },
          // It lets in whom the other address kept out.
          fixes: () => [reviewFix(`Replace with "${meant}"`, () => [{ op: 'replace', target: node, value: meant }])],
        });
      }
    },
  }),
});

const PARTITIONS = ['aws', 'aws-us-gov', 'aws-cn'];

/** Whether a value is the sign-in address of a partition, as the operator compares them. */
function isAddress(value: string, partition: string, { base }: Operator): boolean {
  const address = samlAudience(partition);
  return base.endsWith('IgnoreCase') ? sameName(value, address ?? '') : value === address;
}

/** A sign-in address in other case, or at most three letters off; regional ones are right as they are. */
function nearest(written: string): string | undefined {
  const value = written.toLowerCase();
  if (/^https:\/\/[a-z0-9-]+\.signin\./.test(value) || /\/saml\/acs\//.test(value)) return undefined;
  return PARTITIONS.map((p) => samlAudience(p) ?? '').find((address) => distance(value, address, 3) <= 3);
}

function partitionOf({ principals }: Statement): string | undefined {
  const found = new Set(
    principals.map((p) => parseArn(p.value)?.partition).map((f) => (f && !f.holes.length ? f.value : undefined)),
  );
  return found.size === 1 ? [...found][0] : undefined;
}
