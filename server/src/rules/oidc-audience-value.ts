import { reviewFix, type Fix } from '../findings.ts';
import { isAudienceOf, isSubjectLike, type OidcProvider } from '../catalogue/oidcProviders.ts';
import { isPositive } from '../iam/operators.ts';
import { providerOfKey, testsClaim } from '../policy/oidcClaims.ts';
import type { ConditionValue } from '../policy/model.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'oidc-audience-value',
    title: "Audience that AWS clients of the provider don't request",
    level: 'warning',
    messages: {
      unusual: 'AWS clients of {{provider}} request the audience {{audience}}; a token with "{{value}}" is unlikely.',
      subject: 'This is a subject, not an audience, so no token matches. Expected: {{audience}}',
    },
    yieldsTo: ['key-provider-mismatch', 'variable-invalid', 'value-ignored'],
    breaksGuard: true,
  },
  docs: {
    why: 'The tool that gets the token requests an audience, and the value here must be the same. With another value no token matches, or only tokens that were requested in an unusual way.',
    howToFix: 'Use the audience that your tool requests; the usual one for AWS is in the message.',
    whenToIgnore: 'When you set this audience in the tool on purpose.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "https://github.com/octo-org", "token.actions.githubusercontent.com:sub": "repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { operator, values, statement } = condition;
      if (!testsClaim(condition, 'aud') || !operator || !isPositive(operator) || statement.effect !== 'Allow') return;
      const provider = providerOfKey(condition)?.provider;
      if (!provider || provider.audience.includes('{')) return;
      for (const value of values) {
        const { text, node } = value;
        if (
          !text ||
          text.value === '' ||
          text.holes.length ||
          text.value.includes('${') ||
          isAudienceOf(provider, text.value)
        )
          continue;
        const subject = isSubjectLike(text.value);
        if (!subject && /[*?]/.test(text.value)) continue;
        context.report({
          at: node.span,
          messageId: subject ? 'subject' : 'unusual',
          data: { provider: provider.shortName, audience: provider.audience, value: text.value },
          fixes: () => usual(value, provider),
        });
      }
    },
  }),
});

/** It lets in whom the other audience kept out, so it is for a person to choose. */
function usual({ node }: ConditionValue, { audience }: OidcProvider): readonly Fix[] {
  return [reviewFix(`Replace with "${audience}"`, () => [{ op: 'replace', target: node, value: audience }])];
}
