import { isPositive } from '../semantics/absent.ts';
import { parseArn } from '../iam/arn.ts';
import { variablesOf } from '../iam/variables.ts';
import type { Tells } from '../guards/guard.ts';
import { guardOf } from '../guards/ofKey.ts';
import { WHOLE } from '../guards/telling.ts';
import { VERSION } from '../iam/vocabulary.ts';
import type { Condition } from '../policy/model.ts';
import { deniedBy } from '../policy/deniedBy.ts';
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
      const tells = tellsOf(condition);
      if (!tells || !hasVersion(condition) || deniedBy(statement, context.isPast)) return;
      for (const { text } of values) {
        if (!text?.value.includes('${')) continue;
        for (const { name, span } of variablesOf(text.value)) {
          const whole = span.start === 0 && span.end === text.value.length;
          if (!CALLERS.test(name) || !(tells.what === 'name' ? whole : isTold(tells, text.value, span.start))) continue;
          const variable = text.value.slice(span.start, span.end);
          context.report({
            at: text.slice(span.start, span.end),
            messageId: tells.what === 'name' ? 'name' : 'identity',
            ...(tells.what === 'name' ? { level: 'information' as const } : {}),
            data: { variable, key: key.value },
          });
        }
      }
    },
  }),
});

/** Variables that the caller, or who administers the caller, decides. */
const CALLERS = /^(?:aws:(?:username|userid|principal|sourceidentity|requesttag)|sts:)/i;

function tellsOf({ key, providerKey }: Condition): Tells | undefined {
  if (providerKey) return /^(?:sub|aud)$/i.test(providerKey.claim.value) ? WHOLE : undefined;
  return guardOf(key.value)?.tells;
}

function hasVersion({ statement }: Condition): boolean {
  const value = statement.policy.elements.get('Version')?.value;
  return value?.kind === 'string' && value.value === VERSION;
}

/** Whether an offset lies in or before the part of a value that tells who comes. */
function isTold({ what, part }: Tells, value: string, at: number): boolean {
  if (what === 'arn') {
    const arn = parseArn({ value, holes: [] });
    return !arn || at < arn.account.to;
  }
  return at < (part(value)?.length ?? 0);
}
