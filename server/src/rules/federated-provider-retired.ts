import { reviewFix, type Fix } from '../findings.ts';
import { renameKey } from '../policy/statementEdits.ts';
import { oidcProvider } from '../catalogue/oidcProviders.ts';
import { sameName } from '../iam/vocabulary.ts';
import { readSubject } from '../policy/oidcSubject.ts';
import type { Condition, Statement } from '../policy/model.ts';
import type { Text } from '../policy/policyText.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'federated-provider-retired',
    title: 'Retired identity provider',
    level: 'warning',
    yieldsTo: ['key-provider-mismatch'],
    messages: {
      gone: 'GitHub no longer issues tokens as {{issuer}}. Use {{successor}}: no one can assume the role through the old issuer.',
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
      const key = conditions.find((c) => c.key.value.toLowerCase().startsWith(`${RETIRED}:`))?.key;
      if (!key || principals.some((p) => p.value.value.includes(RETIRED))) return;
      context.report({
        at: key.slice(0, RETIRED.length),
        messageId: 'gone',
        data: { issuer: RETIRED, successor: SUCCESSOR },
      });
    },
    principal({ type, value, statement }) {
      const at = type === 'Federated' ? value.value.indexOf(RETIRED) : -1;
      if (at < 0 || /[^/]/.test(value.value.charAt(at - 1))) return;
      if (/[\w.-]/.test(value.value.charAt(at + RETIRED.length))) return; // the start of somebody's longer name
      context.report({
        at: value.slice(at, at + RETIRED.length),
        messageId: 'gone',
        data: { issuer: RETIRED, successor: SUCCESSOR },
        fixes: () => change(value, statement),
      });
    },
  }),
});

const RETIRED = 'vstoken.actions.githubusercontent.com';
const SUCCESSOR = 'token.actions.githubusercontent.com';

/** A subject that no token of the successor has. */
function isOfNoSuccessor({ key, operator, values }: Condition): boolean {
  const found = oidcProvider(SUCCESSOR);
  return (
    found !== undefined &&
    sameName(key.value, `${RETIRED}:sub`) &&
    values.some(({ text }) => text && !readSubject(text, operator?.wildcards ?? false, found))
  );
}

/** The provider, and its keys where they stand; none where a key of the successor's would be lost by it. */
function change(value: Text, statement: Statement): readonly Fix[] {
  const tests = statement.conditions.filter((c) => c.key.value.toLowerCase().startsWith(`${RETIRED}:`));
  if (tests.some(isOfNoSuccessor)) return [];
  const renames = tests.map((c) => renameKey(c, SUCCESSOR + c.key.value.slice(RETIRED.length)));
  if (renames.includes(undefined)) return [];
  return [
    reviewFix(`Replace with ${SUCCESSOR}`, () => [
      { op: 'replace', target: value.node, value: value.value.replace(RETIRED, SUCCESSOR) },
      ...renames.flatMap((edits) => edits ?? []),
    ]),
  ];
}
