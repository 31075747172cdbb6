import { reviewFix, type Fix } from '../findings.ts';
import { renameKey } from '../policy/statementEdits.ts';
import { issuersOf, sameIssuer } from '../policy/issuers.ts';
import type { Condition } from '../policy/model.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'key-provider-mismatch',
    title: "Claim of a provider that isn't trusted here",
    level: 'error',
    messages: {
      other: 'Claim of another provider: this statement trusts {{provider}}, so no request has {{key}}.',
      scheme: 'Condition keys have no scheme: use {{right}}. No request has this key.',
    },
    yieldsTo: ['federated-provider-invalid'],
    breaksGuard: true,
  },
  docs: {
    why: 'The part of an OIDC condition key before the colon is the provider, exactly as it was registered, with path and slash. Tokens never have keys of another provider: a positive condition never matches, and a negated one always matches.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AAAA539D4633E53DE1B71EXAMPLEAAAA"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/BBBB539D4633E53DE1B71EXAMPLEBBBB:sub": "system:serviceaccount:shop:checkout"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AAAA539D4633E53DE1B71EXAMPLEAAAA"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/AAAA539D4633E53DE1B71EXAMPLEAAAA:aud": "sts.amazonaws.com", "oidc.eks.eu-west-1.amazonaws.com/id/AAAA539D4633E53DE1B71EXAMPLEAAAA:sub": "system:serviceaccount:shop:checkout"}}',
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      const issuers = issuersOf(statement.shape.principals);
      if (!issuers) return;
      for (const condition of statement.conditions) {
        const key = condition.providerKey;
        if (!key || condition.key.holes.length) continue;
        const scheme = /^https?:\/\//i.test(condition.key.value);
        const same = issuers.some((issuer) => sameIssuer(issuer, key.issuer.value));
        if (same && !scheme) continue;
        const [only] = issuers;
        const provider = issuers.length === 1 && only !== undefined ? only : undefined;
        const right =
          same || provider === undefined ? `${key.issuer.value}:${key.claim.value}` : `${provider}:${key.claim.value}`;
        context.report({
          at: condition.member.key.span,
          messageId: scheme ? 'scheme' : 'other',
          data: { key: condition.key.value, provider: issuers.join(', '), right },
          // A scheme is wrong whichever provider it is.
          about: scheme ? [] : statement.principals.map((p) => p.value.span),
          fixes: () => (same || provider !== undefined ? rename(condition, right) : []),
        });
      }
    },
  }),
});

// The right key lets in whom the wrong one kept out, so it is for a person to choose.
function rename(condition: Condition, name: string): readonly Fix[] {
  const edits = renameKey(condition, name);
  return edits ? [reviewFix(`Replace with ${name}`, () => edits)] : [];
}
