import { reviewFix } from '../findings.ts';
import { conditionsNamed } from '../policy/conditionIndex.ts';
import { demandConditions } from '../policy/statementEdits.ts';
import { attemptsAt } from '../policy/conditionGuarantees.ts';
import { memo } from '../text/memo.ts';
import type { Condition, Policy } from '../policy/model.ts';
import { templateFor } from '../policy/providerTemplate.ts';
import { recordOf } from '../providers/records.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'oidc-unconditioned',
    title: 'OIDC trust without any condition on the token',
    level: 'error',
    messages: {
      shared:
        'Anyone with a token from {{provider}} can assume this role: no condition checks the token. All customers share the issuer.',
      own: 'Anyone with a token from {{issuer}} can assume this role: no condition checks the token.',
    },
    yieldsTo: ['federated-provider-retired', 'action-principal-mismatch'],
  },
  docs: {
    why: 'Any token of the issuer is accepted. If customers share the issuer, that includes all of them; if the issuer is your own, all its users and programs. Conditions on the claims of the token say which of them can assume the role.',
    howToFix: 'Add conditions on the audience and the subject of the token.',
    whenToIgnore: 'Only for an issuer of your own, when every identity in it may assume the role.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
    ],
    accessAnalyzer: ['MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity"',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main"}}',
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      if (!context.letsIn(statement) || statement.conditionsOpen) return;
      const { conditions, policy } = statement;
      // A key of another provider is a finding of its own.
      if (conditions.some(looksAtClaims) || mayDenyByClaims(policy)) return;
      const attempts = attemptsAt(statement, () => false);
      for (const [i, principal] of statement.principals.entries()) {
        const kind = statement.shape.principals[i];
        if (principal.negated || kind?.kind !== 'oidc') continue;
        const { found } = kind;
        if (found && recordOf(found.provider).users === 'identityPool') continue; // has a rule of its own
        if (!found && kind.issuer.holes.length) continue; // any provider could stand there
        const demanded = found?.provider.demands ?? [];
        if (demanded.some((d) => conditionsNamed(statement, d).length > 0)) continue;
        const issuer = kind.issuer.value;
        const shared = found?.issuer.kind === 'shared';
        context.report({
          at: principal.value.span,
          messageId: shared ? 'shared' : 'own',
          level: shared ? 'error' : 'warning',
          data: { provider: found?.provider.shortName ?? '', issuer },
          attempts,
          fixes: () => {
            const block = templateFor(statement, found, issuer);
            const title = found ? `Require a subject of ${found.provider.shortName}` : 'Require a subject';
            const edits = block && demandConditions(statement, block);
            return edits ? [reviewFix(title, () => edits)] : [];
          },
        });
      }
    },
  }),
});

function looksAtClaims({ providerKey, key }: Condition): boolean {
  return providerKey !== undefined || key.holes.length > 0;
}

/** A Deny on claims may be the guard. */
const mayDenyByClaims = memo(({ denies }: Policy) =>
  denies.some((d) => d.conditionsOpen || d.conditions.some(looksAtClaims)),
);
