import { parseArn } from '../../iam/arn.ts';
import { isWholeAccount } from '../../iam/account.ts';
import { parseAwsPrincipal } from '../../iam/awsPrincipal.ts';
import { hasWildcard } from '../../iam/wildcards.ts';
import { KEYS, sameName } from '../../iam/vocabulary.ts';
import { trustByArn } from '../../policy/trustByArn.ts';
import { newExternalId } from './addGuard.ts';
import type { Refactorer, Refactoring } from './refactoring.ts';

/** A whole account becomes one role of it; a pattern of roles becomes the account and a condition. */
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
  if ((aws.kind !== 'role' && aws.kind !== 'user') || !hasWildcard(value.value) || hasWildcard(aws.account)) return [];
  const change = trustByArn(principal, { account: `arn:${partition}:iam::${aws.account}:root`, pattern: value.value });
  const title = change?.apart
    ? 'Move the pattern to a statement with aws:PrincipalArn'
    : 'Trust the account and match the pattern with aws:PrincipalArn';
  return change ? [{ title, kind: 'change', edits: change.edits }] : [];
};

/** Old and new external ID side by side for a while, then the new one alone. */
export const rotating: Refactorer = (place) => {
  const { statement } = place;
  if (statement?.effect !== 'Allow') return [];
  const condition = statement.conditions.find(
    (c) => sameName(c.key.value, KEYS.externalId) && c.operator?.base === 'StringEquals' && !c.open,
  );
  const target = condition?.member.value;
  const ids = condition?.values.map((v) => v.text?.value ?? '') ?? [];
  if (!target || !ids.length) return [];
  const found: Refactoring[] = [];
  if (ids.length === 1)
    found.push({
      title: 'Add a second external ID (start rotation)',
      kind: 'change',
      edits: () => [{ op: 'replace', target, value: [...ids, newExternalId(place)] }],
    });
  if (ids.length === 2)
    found.push({
      title: 'Keep only the second external ID (end rotation)',
      kind: 'change',
      edits: () => [{ op: 'replace', target, value: ids[1] ?? '' }],
    });
  return found;
};
