import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { ASSUME_ROLE } from '../iam/vocabulary.ts';
import { callerPolicy } from '../policy/callerPolicy.ts';
import type { Policy, Statement } from '../policy/model.ts';
import type { JsonValue } from '../tree/node.ts';

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
  if (accounts)
    notes.push(
      `Callers in other accounts need a policy of their own that allows ${ASSUME_ROLE} on this role; without it the call fails. So do callers of the role’s own account, unless the trust policy names them one by one.`,
      'Service control policies and permissions boundaries of the caller may still forbid the call.',
    );
  if (sendsExternalId(allowing))
    notes.push('The call must send the ExternalId: --external-id, or the field of the SDK.');
  if (kinds.has('service'))
    notes.push('An AWS service needs no policy. Whoever hands the role to the service needs iam:PassRole on it.');
  if (kinds.has('oidc') || kinds.has('federated'))
    notes.push('Bearers of a token need no policy in AWS. The OIDC provider must exist in IAM in the role’s account.');
  if (kinds.has('saml'))
    notes.push(
      'People need no policy in AWS. The SAML provider must exist in IAM, and its assertions must list this role.',
    );
  return {
    notes,
    policy: accounts ? callerPolicy(roleArn ?? 'arn:aws:iam::<ACCOUNT_ID>:role/<ROLE_NAME>') : undefined,
  };
}

function sendsExternalId(statements: readonly Statement[]): boolean {
  return statements.some(
    (s) =>
      s.conditions.some((c) => c.key.value.toLowerCase() === 'sts:externalid') &&
      s.principals.some((p) => parseAwsPrincipal(p.value).kind !== 'other'),
  );
}

/** What happens, and does not, when somebody takes the trust away. */
export const REVOKING: readonly string[] = [
  'A change of the trust policy works for new calls, within seconds. It does not end sessions that are open: their credentials work until they expire, after at most the role’s maximum session duration (1 to 12 hours).',
  'To end open sessions, use Revoke active sessions on the role in the console: it denies everything to sessions issued before now.',
  'A role that assumes another (role chaining) gets one hour at most.',
];
