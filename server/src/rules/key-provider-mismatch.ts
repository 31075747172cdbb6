import { reviewFix, type Fix } from '../findings.ts';
import { endsInSlash, sameButSlash, withoutPort } from '../catalogue/issuerNames.ts';
import {
  areOfTheProvider,
  expectedIssuer,
  isDemanded,
  providerKeysOf,
  type ExpectedIssuer,
  type KeyOfProvider,
} from '../policy/issuers.ts';
import type { Statement } from '../policy/model.ts';
import { renameKey } from '../policy/statementEdits.ts';
import { groupedBy } from '../text/grouped.ts';
import { defineRule } from './rule.ts';

type Message = 'other' | 'two' | 'slash' | 'provider' | 'scheme' | 'arn' | 'port';

export default defineRule({
  meta: {
    id: 'key-provider-mismatch',
    title: "Claim of a provider that isn't trusted here",
    level: 'error',
    messages: {
      other: 'Claim of another provider: this statement trusts {{provider}}, so no request has {{key}}.',
      two: 'Claims of two providers, {{provider}} and {{issuer}}: no token has both, so this statement never matches.',
      slash: 'The name of the provider {{ends}}: use {{right}}. No request has {{key}}.',
      provider: 'The provider lacks the slash at the end of its issuer: add it there. No request has {{key}}.',
      scheme: 'Condition keys have no scheme: use {{right}}. No request has this key.',
      arn: "Condition keys start with the provider's name, not its ARN: use {{right}}. No request has this key.",
      port: 'Condition keys have no port: use {{right}}. No request has this key.',
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
      if (!statement.conditions.length || areOfTheProvider(statement)) return;
      const keys = providerKeysOf(statement);
      const expected = keys.length ? expectedIssuer(statement, keys) : undefined;
      if (!expected) return;
      const wrong = keys.flatMap((key) => slipOf(key, expected) ?? []);
      // The issuer is written again in each key: one slip.
      for (const alike of groupedBy(wrong, ({ key }) => `${key.before} ${key.issuer.value}`).values()) {
        const [first, ...more] = alike;
        if (!first) continue;
        const { key, messageId, right } = first;
        context.report({
          at: key.condition.member.key.span,
          alike: more.map((slip) => slip.key.condition.member.key.span),
          messageId,
          data: {
            key: key.condition.key.value,
            issuer: key.issuer.value,
            provider: expected.shown,
            right: right ?? `${withoutPort(key.issuer.value)}:${key.claim.value}`,
            ends: key.issuer.value.endsWith('/') ? "doesn't end with a slash" : 'ends with a slash',
          },
          about: statement.principals.map((p) => p.value.span),
          fixes: () => (messageId === 'provider' ? addSlash(statement) : rename(alike)),
        });
      }
    },
  }),
});

interface Slip {
  readonly key: KeyOfProvider;
  readonly messageId: Message;
  /** The key that is meant, where that is known. */
  readonly right: string | undefined;
}

function slipOf(key: KeyOfProvider, { meant, open, fits }: ExpectedIssuer): Slip | undefined {
  const issuer = withoutPort(key.issuer.value);
  const name = fits(issuer) ? issuer : meant;
  const slip = (messageId: Message): Slip => ({
    key,
    messageId,
    right: name === undefined ? undefined : `${name}:${key.claim.value}`,
  });
  if (key.before !== '') return slip(key.before.startsWith('arn:') ? 'arn' : 'scheme');
  if (fits(key.issuer.value)) return undefined;
  if (fits(issuer)) return slip('port');
  if (open) return isDemanded(key) ? slip('two') : undefined;
  if (meant === undefined || !sameButSlash(meant, issuer)) return slip('other');
  return slip(issuer.endsWith('/') && endsInSlash(issuer) ? 'provider' : 'slash');
}

// The right key lets in whom the wrong one kept out, so it is for a person to choose.
function rename(slips: readonly Slip[]): readonly Fix[] {
  const [first] = slips;
  const edits = slips.map(({ key, right }) => (right === undefined ? undefined : renameKey(key.condition, right)));
  if (first?.right === undefined || edits.includes(undefined)) return [];
  return [reviewFix(`Replace with ${first.right}`, () => edits.flatMap((e) => e ?? []))];
}

function addSlash({ principals: [principal] }: Statement): readonly Fix[] {
  if (!principal) return [];
  const { node, value } = principal.value;
  return [reviewFix('Add the slash to the provider', () => [{ op: 'replace', target: node, value: `${value}/` }])];
}
