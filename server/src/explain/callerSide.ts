import { halfOfAccount } from '../evaluate/callerHalf.ts';
import { accountOf, isAccountId } from '../iam/account.ts';
import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { ASSUME_ROLE } from '../iam/vocabulary.ts';
import { callerPolicy } from '../policy/callerPolicy.ts';
import type { Policy, Principal, Statement } from '../policy/model.ts';
import { listed } from '../text/listed.ts';
import type { JsonValue } from '../tree/node.ts';
import { displayText } from './phrases.ts';

/** The second half of a trust: what the callers need on their own side. */
export interface CallerSide {
  /** Sentences. */
  readonly notes: readonly string[];
  /** The permission policy that callers in accounts need; undefined where none of them is one. */
  readonly policy: JsonValue | undefined;
}

/** @param roleArn the role's ARN, as far as it is known */
export function callerSideOf({ statements }: Policy, roleArn: string | undefined): CallerSide {
  const allowing = statements.filter((s) => s.effect === 'Allow' && s.assumes.length);
  const kinds = new Set(allowing.flatMap((s) => s.shape.principals.map((k) => k.kind)));
  const notes: string[] = [];
  const accounts = kinds.has('account') || kinds.has('everyone');
  if (accounts) {
    const home = roleArn === undefined ? undefined : accountOf({ value: roleArn, holes: [] });
    if (home !== undefined) notes.push(...halvesOf(allowing, home));
    notes.push(
      `Callers in other accounts need a policy that allows ${ASSUME_ROLE} on this role. So do callers in the role's own account, unless the trust policy names them directly.`,
      "The caller's service control policies and permissions boundary may still deny the call.",
    );
  }
  if (sendsExternalId(allowing)) notes.push('The request must send the external ID (--external-id in the AWS CLI).');
  if (kinds.has('service'))
    notes.push('AWS services need no policy. The user who passes the role to the service needs iam:PassRole on it.');
  if (kinds.has('oidc') || kinds.has('federated'))
    notes.push("Federated callers need no AWS policy. The OIDC provider must exist in IAM in the role's account.");
  if (kinds.has('saml'))
    notes.push(
      'People who sign in through SAML need no AWS policy. The SAML provider must exist in IAM, and its assertions must list this role.',
    );
  return {
    notes,
    policy: accounts ? callerPolicy(roleArn ?? 'arn:aws:iam::<ACCOUNT_ID>:role/<ROLE_NAME>') : undefined,
  };
}

/** What each caller that statements name needs, where the role's account is known. */
function halvesOf(statements: readonly Statement[], home: string): readonly string[] {
  const needed = new Set<string>();
  const granted = new Set<string>();
  for (const principal of statements.flatMap(({ principals }) => principals)) {
    const name = nameOf(principal, home);
    if (name === undefined) continue;
    const half = halfOfAccount(principal, accountOf(principal.value) === home);
    (half === 'needed' ? needed : granted).add(name);
  }
  return [
    ...(granted.size
      ? [
          `${listed([...granted], 'and')} ${granted.size > 1 ? 'need' : 'needs'} no policy on this role: the trust policy is enough in the role's own account.`,
        ]
      : []),
    ...(needed.size
      ? [
          `${listed([...needed], 'and')} ${needed.size > 1 ? 'need' : 'needs'} a policy that allows ${ASSUME_ROLE} on this role.`,
        ]
      : []),
  ].map((note) => note.charAt(0).toUpperCase() + note.slice(1));
}

/** A caller in few words; undefined for who is no one user, role or account. */
function nameOf({ type, value }: Principal, home: string): string | undefined {
  if (type !== 'AWS' || value.holes.length) return undefined;
  const named = parseAwsPrincipal(value);
  const within = 'account' in named && named.account !== home ? ` in account ${named.account}` : '';
  switch (named.kind) {
    case 'account':
      return isAccountId(named.account) ? `callers in account ${named.account}` : undefined;
    case 'user':
    case 'role':
      return `${named.kind} ${displayText(named.name)}${within}`;
    case 'session':
      return `session ${displayText(named.session)} of role ${displayText(named.role)}${within}`;
    case 'everyone':
    case 'federatedUser':
    case 'deleted':
    case 'other':
      return undefined;
  }
}

function sendsExternalId(statements: readonly Statement[]): boolean {
  return statements.some(
    (s) =>
      s.conditions.some((c) => c.key.value.toLowerCase() === 'sts:externalid') &&
      s.principals.some((p) => parseAwsPrincipal(p.value).kind !== 'other'),
  );
}

/** What changes when the trust is removed, and what doesn't. */
export const REVOKING: readonly string[] = [
  "Changes apply to new calls within seconds; existing sessions keep working until they expire. They last at most as long as the role's maximum session duration (1 to 12 hours).",
  'To end existing sessions, use Revoke active sessions on the role in the console. It denies everything to sessions issued before now.',
  'Sessions of a role that assumes another role (role chaining) last one hour at most.',
];
