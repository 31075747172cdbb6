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
      `Callers in other accounts need a policy that allows ${ASSUME_ROLE} on this role. So do callers in the role's own account, unless the trust policy names them directly.`,
      "The caller's service control policies and permissions boundary may still deny the call.",
    );
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
