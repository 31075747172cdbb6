import { reviewFix, type Fix } from '../findings.ts';
import { parseArn } from '../iam/arn.ts';
import { ASSUME_ROLE_WITH_SAML, KEYS, sameName, samlAudience, STRING_EQUALS } from '../iam/vocabulary.ts';
import { demandConditions } from '../policy/statementEdits.ts';
import { attemptsAt, hasGuard } from '../policy/conditionGuarantees.ts';
import type { Condition, Principal } from '../policy/model.ts';
import { deniedWithout } from '../policy/callerBounds.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'saml-audience-missing',
    title: 'SAML trust without a condition on the audience',
    level: 'warning',
    messages: {
      missing: 'SAML responses issued for other services are accepted too: add a condition on SAML:aud.',
    },
    yieldsTo: ['principal-account-invalid'],
  },
  docs: {
    why: 'A SAML response says where it was meant to be sent. Without a condition on SAML:aud, a response that the identity provider issued for something else can be used to assume the role.',
    howToFix: 'Add a StringEquals condition on SAML:aud with the sign-in address of your partition.',
    whenToIgnore: 'Rarely: the condition has no effect on a normal sign-in.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}, "Action": "sts:AssumeRoleWithSAML"',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}, "Action": "sts:AssumeRoleWithSAML", "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}',
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      if (!context.letsIn(statement, ASSUME_ROLE_WITH_SAML) || statement.conditionsOpen) return;
      if (hasGuard(statement, KEYS.samlAudience) || statement.conditions.some((c) => c.key.holes.length)) return;
      const i = statement.shape.principals.findIndex((kind) => kind.kind === 'saml');
      const principal = statement.principals[i];
      if (!principal || principal.negated) return;
      if (deniedWithout(statement, ASSUME_ROLE_WITH_SAML, isAudience)) return;
      context.report({
        at: principal.value.span,
        messageId: 'missing',
        attempts: attemptsAt(statement, isAudience),
        fixes: () => demand(principal),
      });
    },
  }),
});

function isAudience({ key }: Condition): boolean {
  return sameName(key.value, KEYS.samlAudience);
}

function demand({ statement, value }: Principal): readonly Fix[] {
  const audience = samlAudience(parseArn(value)?.partition.value ?? 'aws');
  if (audience === undefined) return [];
  const edits = demandConditions(statement, { [STRING_EQUALS]: { [KEYS.samlAudience]: audience } });
  return edits ? [reviewFix(`Require the audience "${audience}"`, () => edits)] : [];
}
