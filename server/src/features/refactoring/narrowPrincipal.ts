import { parseArn } from '../../iam/arn.ts';
import { isWholeAccount } from '../../iam/account.ts';
import { parseAwsPrincipal } from '../../iam/awsPrincipal.ts';
import { hasWildcard } from '../../iam/wildcards.ts';
import { trustByArn } from '../../policy/trustByArn.ts';
import type { Refactorer } from './refactoring.ts';

/** A whole account becomes one role of it; a role or a pattern of roles becomes the account and a condition. */
export const narrowing: Refactorer = ({ statement, offset }) => {
  const principal = statement?.principals.find(
    (p) => p.type === 'AWS' && p.value.span.start <= offset && offset <= p.value.span.end,
  );
  if (statement?.effect !== 'Allow' || !principal) return [];
  const { value } = principal;
  const target = value.node;
  const partition = parseArn(value)?.partition.value ?? 'aws';
  if (isWholeAccount(value) === 'yes') {
    const aws = parseAwsPrincipal(value);
    const account = aws.kind === 'account' ? aws.account : '';
    const role = `arn:${partition}:iam::${account}:role/<ROLE_NAME>`;
    return [
      {
        title: 'Restrict to one role of the account',
        kind: 'change',
        edits: () => [{ op: 'replace', target, value: role }],
      },
    ];
  }
  const aws = parseAwsPrincipal(value);
  if ((aws.kind !== 'role' && aws.kind !== 'user') || value.holes.length || hasWildcard(aws.account)) return [];
  const isPattern = hasWildcard(value.value);
  // Of a deleted role only the ID stays: one with its name is another principal, but has the ARN.
  if (!isPattern && aws.kind !== 'role') return [];
  const change = trustByArn(principal, { account: `arn:${partition}:iam::${aws.account}:root`, pattern: value.value });
  const title = isPattern
    ? change?.apart
      ? 'Move the pattern to a statement with aws:PrincipalArn'
      : 'Trust the account and match the pattern with aws:PrincipalArn'
    : 'Trust the role by name, so that it can be deleted and created again';
  return change ? [{ title, kind: 'change', edits: change.edits }] : [];
};
