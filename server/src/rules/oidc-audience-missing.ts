import { reviewFix, type Fix } from '../findings.ts';
import type { FoundProvider } from '../catalogue/oidcProviders.ts';
import { ASSUME_ROLE_WITH_WEB_IDENTITY, STRING_EQUALS, sameName } from '../iam/vocabulary.ts';
import { addConditions } from '../policy/statementEdits.ts';
import { attemptsAt, guarantees } from '../policy/conditionGuarantees.ts';
import type { Condition, Statement } from '../policy/model.ts';
import { deniedWithout } from '../policy/callerBounds.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'oidc-audience-missing',
    title: 'OIDC trust without a condition on the audience',
    level: 'information',
    messages: {
      missing: 'Tokens issued for other services are accepted too: add a condition on {{key}}.',
    },
    yieldsOnlyTo: [
      'oidc-unconditioned',
      'federated-provider-invalid',
      'federated-provider-retired',
      'principal-account-invalid',
      'condition-negated-only',
      'federated-provider-mixed',
    ],
  },
  docs: {
    why: 'The audience says which service a token was issued for. Without a condition on it, a token that its owner sent to another service can be used here too. IAM itself only checks that the audience is registered with the identity provider.',
    howToFix: 'Add a StringEquals condition on the audience that your tool requests for AWS.',
    whenToIgnore:
      'When the subject already identifies the caller, and the tokens of this subject are only used for AWS.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"gitlab.com:sub": "project_path:mygroup/myproject:ref_type:branch:ref:main"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"gitlab.com:aud": "https://gitlab.com", "gitlab.com:sub": "project_path:mygroup/myproject:ref_type:branch:ref:main"}}',
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      if (!context.letsIn(statement) || statement.conditionsOpen) return;
      if (statement.conditions.some((c) => c.key.holes.length > 0 && !c.providerKey)) return;
      const tests = statement.conditions.filter(isAudience);
      if (tests.some((c) => guarantees(c) !== 'no')) return;
      if (deniedWithout(statement, ASSUME_ROLE_WITH_WEB_IDENTITY, isAudience)) return;
      const attempts = attemptsAt(statement, isAudience);
      for (const [i, principal] of statement.principals.entries()) {
        const kind = statement.shape.principals[i];
        if (principal.negated || kind?.kind !== 'oidc') continue;
        const { found, issuer } = kind;
        // Those whose audience, or something else in its place, IAM demands have rules of their own.
        if (
          (!found && issuer.holes.length > 0) ||
          found?.provider.demands.includes('aud') ||
          found?.provider.demands.some((d) => d.startsWith('sts:'))
        )
          continue;
        const key = `${issuer.value}:${found?.provider.claims.includes('app_id') ? 'app_id' : 'aud'}`;
        // A broken test of the subject is a finding of its own.
        const subject = statement.conditions.some(isSubject);
        context.report({
          at: principal.value.span,
          messageId: 'missing',
          level: subject ? 'information' : 'warning',
          data: { key },
          attempts,
          fixes: () => demand(statement, found, key),
        });
      }
    },
  }),
});

const AUDIENCES = ['aud', 'oaud', 'app_id'];

function isAudience({ providerKey }: Condition): boolean {
  return (
    providerKey !== undefined &&
    (providerKey.claim.holes.length > 0 || AUDIENCES.some((a) => sameName(a, providerKey.claim.value)))
  );
}

function isSubject({ providerKey }: Condition): boolean {
  return providerKey !== undefined && ![...AUDIENCES, 'amr'].some((a) => sameName(a, providerKey.claim.value));
}

function demand(statement: Statement, found: FoundProvider | undefined, key: string): readonly Fix[] {
  const provider = found?.provider;
  if (!provider || provider.audience.includes('{') || statement.conditions.some((c) => sameName(c.key.value, key)))
    return [];
  const edits = addConditions(statement, { [STRING_EQUALS]: { [key]: provider.audience } });
  return [reviewFix(`Require the audience "${provider.audience}"`, () => edits)];
}
