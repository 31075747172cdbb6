import { reviewFix, type Fix } from '../findings.ts';
import { isSubjectLike, onlyAudience, type OidcProvider } from '../catalogue/oidcProviders.ts';
import { labelOfPart } from '../catalogue/subjectForms.ts';
import { comparesValues } from '../iam/operators.ts';
import { sameName } from '../iam/vocabulary.ts';
import { nameToFillIn } from '../policy/nameToFillIn.ts';
import { providerOfKey, testsClaim } from '../policy/oidcClaims.ts';
import type { Condition, ConditionValue } from '../policy/model.ts';
import { isAudienceOf, recordOf } from '../providers/records.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'oidc-audience-value',
    title: "Audience that AWS clients of the provider don't request",
    level: 'warning',
    messages: {
      unusual: 'AWS clients of {{provider}} request the audience {{audience}}; a token with "{{value}}" is unlikely.',
      form: 'Tokens of {{provider}} have an audience like {{audience}}; a token with "{{value}}" is unlikely.',
      authorizedParty:
        "Google tokens never have this in {{key}}, which holds the client ID (azp). Test the token's audience with {{other}}.",
      identityPool:
        'No token matches: {{key}} is the ID of an identity pool (REGION:UUID), not of a user pool or an app client.',
      subject: 'This is a subject, not an audience, so no token matches. Expected: {{audience}}',
    },
    yieldsTo: ['value-ignored'],
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
      const { operator, statement } = condition;
      if (!operator || !comparesValues(operator) || statement.effect !== 'Allow') return;
      const provider = providerOfKey(condition)?.provider;
      if (!provider || !testsClaim(condition, provider.claims.includes(APP_ID) ? APP_ID : 'aud')) return;
      const { issuer } = condition.providerKey ?? {};
      const only = issuer?.holes.length ? undefined : onlyAudience(provider, issuer?.value);
      for (const value of condition.values) {
        const { text, node } = value;
        if (!text || text.value === '' || text.holes.length || text.value.includes('${')) continue;
        const compared = operator.base.endsWith('IgnoreCase') ? [text.value, text.value.toLowerCase()] : [text.value];
        if (compared.some((v) => isAudienceOf(provider, v, issuer?.holes.length ? undefined : issuer?.value))) continue;
        const subject = isSubjectLike(text.value);
        // An upper-case word stands for what is still to be filled in.
        if (!subject && (/[*?]/.test(text.value) || /^[A-Z][A-Z0-9_]*$/.test(text.value))) continue;
        const usual = only ?? (provider.audience.includes('{') ? undefined : provider.audience);
        const other = `${issuer?.value ?? ''}:oaud`;
        context.report({
          at: node.span,
          messageId: subject
            ? 'subject'
            : provider.authorizedParty
              ? 'authorizedParty'
              : recordOf(provider).users === 'identityPool'
                ? 'identityPool'
                : usual === undefined
                  ? 'form'
                  : 'unusual',
          data: {
            provider: provider.shortName,
            audience: usual ?? exampleOf(provider),
            value: text.value,
            key: condition.key.value,
            other,
          },
          fixes: () =>
            provider.authorizedParty && !subject
              ? audienceOfToken(condition, other)
              : usual === undefined
                ? []
                : replaceWith(value, usual),
        });
      }
    },
  }),
});

/** What the apps of sign-in providers are known by. */
const APP_ID = 'app_id';

/** `aws:ORGANIZATION`: what depends on the customer in upper case. */
function exampleOf({ audience }: OidcProvider): string {
  return audience.replace(/\{(\w+)\}/g, (_, name: string) => nameToFillIn(name, labelOfPart(name)));
}

/** It lets in whom the other audience kept out, so it is for a person to choose. */
function replaceWith({ node }: ConditionValue, audience: string): readonly Fix[] {
  return [reviewFix(`Replace with "${audience}"`, () => [{ op: 'replace', target: node, value: audience }])];
}

/** The same test, of what the token was requested for. */
function audienceOfToken({ member, values, key, statement }: Condition, other: string): readonly Fix[] {
  if (values.length !== 1 || key.holes.length || statement.conditions.some((c) => sameName(c.key.value, other)))
    return [];
  return [reviewFix(`Replace with "${other}"`, () => [{ op: 'renameKey', target: member, name: other }])];
}
