import { reviewFix } from '../findings.ts';
import type { Principal, PrincipalKind, Statement } from '../policy/model.ts';
import { splitByProvider } from '../policy/statementSplits.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'federated-provider-mixed',
    title: 'Several identity providers with the conditions of one',
    level: 'warning',
    messages: {
      unnamed:
        'These conditions are for another provider than {{provider}}. Move {{provider}} to its own statement: its tokens have none of these keys.',
      both: 'No token matches: these conditions require claims of several providers. Give each provider its own statement.',
    },
    yieldsTo: ['federated-provider-invalid'],
  },
  docs: {
    why: "A condition key belongs to one provider: tokens of another provider don't have it. A positive condition then never matches for the other provider, and a negated or …IfExists condition always matches.",
    howToFix: 'Write one statement for each provider, with conditions on its own keys.',
    whenToIgnore: "Rarely: the other provider either can't be used or isn't restricted.",
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": ["arn:aws:iam::111122223333:oidc-provider/agent.buildkite.com", "arn:aws:iam::111122223333:oidc-provider/gitlab.com"]}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"gitlab.com:aud": "https://gitlab.com", "gitlab.com:sub": "project_path:mygroup/myproject:ref_type:branch:ref:main"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"gitlab.com:aud": "https://gitlab.com", "gitlab.com:sub": "project_path:mygroup/myproject:ref_type:branch:ref:main"}}',
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      const providers = providersOf(statement);
      if (!providers || statement.conditionsOpen || statement.conditions.some((c) => c.key.holes.length)) return;
      const named = providers.map(({ issuer }) => namedBy(statement, issuer));
      if (!named.includes(true)) return;
      const all = !named.includes(false);
      for (const [i, { principal, issuer }] of providers.entries()) {
        if (all ? i !== 1 : named[i]) continue;
        context.report({
          at: principal.value.span,
          messageId: all ? 'both' : 'unnamed',
          data: { provider: issuer },
          fixes: () => {
            // One that nothing names would be left without a condition; SAML and OIDC need different actions.
            if (!all || providers.some((p) => p.issuer === 'SAML')) return [];
            const edits = splitByProvider(
              statement,
              providers.map((p) => p.issuer),
            );
            return edits ? [reviewFix('Split the statement by provider', () => edits)] : [];
          },
        });
      }
    },
  }),
});

interface Provider {
  readonly principal: Principal;
  /** `SAML` for SAML providers, which share their keys. */
  readonly issuer: string;
}

/** The providers, when there are several and all are known. */
function providersOf({ principals, shape }: Statement): readonly Provider[] | undefined {
  if (principals.length < 2) return undefined;
  const found: Provider[] = [];
  for (const [i, principal] of principals.entries()) {
    const issuer = issuerOf(shape.principals[i]);
    if (issuer === undefined || principal.negated) return undefined;
    found.push({ principal, issuer });
  }
  return new Set(found.map((p) => p.issuer)).size > 1 ? found : undefined;
}

function issuerOf(kind: PrincipalKind | undefined): string | undefined {
  if (kind?.kind === 'saml') return 'SAML';
  return kind?.kind === 'oidc' && !kind.issuer.holes.length ? kind.issuer.value : undefined;
}

function namedBy({ conditions }: Statement, issuer: string): boolean {
  const prefix = `${issuer}:`.toLowerCase();
  return conditions.some((c) => c.key.value.toLowerCase().startsWith(prefix));
}
