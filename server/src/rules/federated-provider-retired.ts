import { reviewFix, type Fix } from '../findings.ts';
import { renameKey } from '../policy/statementEdits.ts';
import { oidcProvider } from '../catalogue/oidcProviders.ts';
import { sameName } from '../iam/vocabulary.ts';
import { readSubject } from '../policy/oidcSubject.ts';
import type { Condition, Statement } from '../policy/model.ts';
import type { Text } from '../policy/policyText.ts';
import { listedProviders } from '../providers/records.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'federated-provider-retired',
    title: 'Retired identity provider',
    level: 'warning',
    yieldsTo: ['key-provider-mismatch'],
    messages: {
      gone: '{{provider}} no longer issues tokens as {{issuer}}. Use {{successor}}: no one can assume the role through the old issuer.',
    },
  },
  docs: {
    why: 'This issuer no longer signs tokens, so no one can assume the role through it. Its successor has another name and its own condition keys.',
    howToFix: 'Create an OIDC provider for the successor in IAM, and use its ARN and its condition keys.',
    whenToIgnore: 'Rarely: remove the statement instead.',
    references: ['https://docs.github.com/en/actions/reference/security/oidc'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/vstoken.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"vstoken.actions.githubusercontent.com:aud": "sts.amazonaws.com", "vstoken.actions.githubusercontent.com:sub": "repo:octo-org/octo-repo:ref:refs/heads/main"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main"}}',
      ],
    },
  },
  create: (context) => ({
    // Where the provider is still to be filled in, its keys tell which it is.
    statement({ conditions, principals }) {
      for (const retired of RETIRED) {
        const { issuer } = retired;
        const key = conditions.find((c) => isClaimOf(c, issuer))?.key;
        if (!key || principals.some((p) => p.value.value.includes(issuer))) continue;
        context.report({ at: key.slice(0, issuer.length), messageId: 'gone', data: { ...retired } });
      }
    },
    principal({ type, value, statement }) {
      if (type !== 'Federated') return;
      for (const retired of RETIRED) {
        const { issuer } = retired;
        const at = value.value.indexOf(issuer);
        if (at < 0 || /[^/]/.test(value.value.charAt(at - 1))) continue;
        if (/[\w.-]/.test(value.value.charAt(at + issuer.length))) continue; // the start of somebody's longer name
        context.report({
          at: value.slice(at, at + issuer.length),
          messageId: 'gone',
          data: { ...retired },
          fixes: () => change(value, statement, retired),
        });
      }
    },
  }),
});

interface Retired {
  readonly issuer: string;
  readonly successor: string;
  readonly provider: string;
}

const RETIRED: readonly Retired[] = listedProviders.flatMap(({ record: { successor }, row: { issuers, shortName } }) =>
  successor === undefined ? [] : issuers.map(({ example }) => ({ issuer: example, successor, provider: shortName })),
);

function isClaimOf({ key: { value } }: Condition, issuer: string): boolean {
  return value.charAt(issuer.length) === ':' && sameName(value.slice(0, issuer.length), issuer);
}

/** A subject that no token of the successor has. */
function isOfNoSuccessor({ key, operator, values }: Condition, { issuer, successor }: Retired): boolean {
  const found = oidcProvider(successor);
  return (
    found !== undefined &&
    sameName(key.value, `${issuer}:sub`) &&
    values.some(({ text }) => text && !readSubject(text, operator?.wildcards ?? false, found))
  );
}

/** The provider, and its keys where they stand; none where a key of the successor's would be lost by it. */
function change(value: Text, statement: Statement, retired: Retired): readonly Fix[] {
  const { issuer, successor } = retired;
  const tests = statement.conditions.filter((c) => isClaimOf(c, issuer));
  if (tests.some((test) => isOfNoSuccessor(test, retired))) return [];
  const renames = tests.map((c) => renameKey(c, successor + c.key.value.slice(issuer.length)));
  if (renames.includes(undefined)) return [];
  return [
    reviewFix(`Replace with ${successor}`, () => [
      { op: 'replace', target: value.node, value: value.value.replace(issuer, successor) },
      ...renames.flatMap((edits) => edits ?? []),
    ]),
  ];
}
