import { isPositive } from '../iam/operators.ts';
import { parseArn } from '../iam/arn.ts';
import { variablesOf } from '../iam/variables.ts';
import { KEYS, VERSION } from '../iam/vocabulary.ts';
import type { Condition } from '../policy/model.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'variable-broad',
    title: 'Policy variable that callers control',
    level: 'warning',
    messages: {
      identity: '{{variable}} is a value of the caller, so callers can satisfy this condition on {{key}} themselves.',
      name: "This condition makes {{key}} the caller's own name: it shows in logs but restricts nobody.",
    },
    yieldsTo: ['variable-invalid', 'key-never-present'],
    breaksGuard: true,
  },
  docs: {
    why: 'A policy variable such as ${aws:username} or ${aws:PrincipalTag/team} is replaced with a value of the caller. In a condition that identifies the caller, callers can satisfy it themselves.',
    howToFix: "Compare with a fixed value. Use a policy variable only for values that callers can't set.",
    whenToIgnore: 'When you control the value, for example a principal tag that only administrators can set.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html'],
    accessAnalyzer: ['VARIABLE_USAGE_TOO_PERMISSIVE'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "${aws:PrincipalTag/customer}"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { operator, values, statement, key } = condition;
      if (statement.effect !== 'Allow' || !operator || !isPositive(operator)) return;
      const kind = kindOfKey(condition);
      if (!kind || !hasVersion(condition)) return;
      for (const { text } of values) {
        if (!text?.value.includes('${')) continue;
        for (const { name, span } of variablesOf(text.value)) {
          const whole = span.start === 0 && span.end === text.value.length;
          if (
            !CALLERS.test(name) ||
            (kind === 'name' && !whole) ||
            (kind === 'arn' && !inAccount(text.value, span.start))
          )
            continue;
          const variable = text.value.slice(span.start, span.end);
          context.report({
            at: text.slice(span.start, span.end),
            messageId: kind === 'name' ? 'name' : 'identity',
            ...(kind === 'name' ? { level: 'information' as const } : {}),
            data: { variable, key: key.value },
          });
        }
      }
    },
  }),
});

/** Variables that the caller, or who administers the caller, decides. */
const CALLERS = /^(?:aws:(?:username|userid|principal|sourceidentity|requesttag)|sts:)/i;

function kindOfKey({ known, providerKey }: Condition): 'identity' | 'arn' | 'name' | undefined {
  if (providerKey) return /^(?:sub|aud)$/i.test(providerKey.claim.value) ? 'identity' : undefined;
  switch (known?.name) {
    case KEYS.externalId:
    case KEYS.principalAccount:
    case KEYS.principalOrgId:
    case KEYS.sourceAccount:
    case KEYS.sourceOrgId:
    case KEYS.userId:
      return 'identity';
    case KEYS.principalArn:
    case KEYS.sourceArn:
      return 'arn';
    case KEYS.roleSessionName:
    case KEYS.stsSourceIdentity:
      return 'name';
    default:
      return undefined;
  }
}

function hasVersion({ statement }: Condition): boolean {
  const value = statement.policy.elements.get('Version')?.value;
  return value?.kind === 'string' && value.value === VERSION;
}

/** Whether an offset lies in or before an ARN's account. */
function inAccount(value: string, at: number): boolean {
  const arn = parseArn({ value, holes: [] });
  return !arn || at < arn.account.to;
}
