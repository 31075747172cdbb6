import { accountOf, isAccountId } from '../../iam/account.ts';
import { oidcIssuerOf } from '../../iam/arn.ts';
import type { Policy, Principal } from '../../policy/model.ts';
import { displaySubject } from '../phrases.ts';
import type { Span } from '../../text/span.ts';
import { placeOfPrincipal, placeOfPrincipals } from './causes/place.ts';
import { deployed } from './checks.ts';
import type { KnownReason } from './reading/reading.ts';
import type { AccessDenied, Cause } from './types.ts';

/** A message that says its reason itself: mostly the token's or its provider's. */
export function explainReason(
  { reason, message, role, issuer }: KnownReason,
  policy: Policy | undefined,
): AccessDenied {
  const { text, checks, isToken } = reason;
  return {
    summary: `AWS says: ${displaySubject(message)}`,
    causes:
      reason.about === 'provider' || reason.about === 'audience'
        ? ofProvider({ reason, issuer }, policy)
        : [{ sure: true, text: withHint(text, isToken), span: reason.about && placeOfTrust(policy) }],
    checks: [
      ...checks.map((check) => ({ text: check.text, command: check.command })),
      ...(role && isToken ? [deployed(role)] : []),
    ],
  };
}

/** Where the policy says whom it trusts. */
function placeOfTrust(policy: Policy | undefined): Span | undefined {
  const allow = policy?.statements.find(({ effect, principals }) => effect === 'Allow' && principals.length);
  return allow && placeOfPrincipals(allow);
}

function withHint(text: string, isToken: boolean | undefined): string {
  return isToken ? `${text} The trust policy isn't the cause.` : text;
}

/** What is wrong with an identity provider, with the account that it has to be in. */
function ofProvider(
  { reason, issuer }: Pick<KnownReason, 'reason' | 'issuer'>,
  policy: Policy | undefined,
): readonly Cause[] {
  const named = (policy?.statements ?? []).flatMap((s) => s.principals.filter(isProvider));
  const alike = issuer === undefined ? named : named.filter(({ value }) => oidcIssuerOf(value)?.value === issuer);
  const [first] = alike.length ? alike : named;
  const account = first && accountOf(first.value);
  const where =
    account !== undefined && isAccountId(account) ? ` Look in account ${account}, which the policy names.` : '';
  const url =
    issuer === undefined || reason.about !== 'provider' ? '' : ` Its URL is https://${displaySubject(issuer)}.`;
  const cause: Cause = {
    sure: true,
    text: `${withHint(reason.text, reason.isToken)}${url}${where}`,
    span: first && placeOfPrincipal(first),
  };
  if (alike.length || issuer === undefined || !first) return [cause];
  const other = oidcIssuerOf(first.value)?.value ?? first.value.value;
  return [
    cause,
    {
      sure: false,
      text: `The policy trusts another provider, ${displaySubject(other)}: tokens of https://${displaySubject(issuer)} can't use it.`,
      span: placeOfPrincipal(first),
    },
  ];
}

function isProvider({ type, value }: Principal): boolean {
  return type === 'Federated' && oidcIssuerOf(value) !== undefined;
}
