import type { Analysis } from '../analysis/analyse.ts';
import type { Context } from '../analysis/context.ts';
import { readAwsError } from '../explain/accessDenied/awsError.ts';
import type { AccessDenied } from '../explain/accessDenied/types.ts';
import { explainDenied } from '../explain/accessDenied/trustCauses.ts';
import { displayText } from '../explain/phrases.ts';
import { explainMalformed, explainToken } from '../explain/accessDenied/malformedCauses.ts';
import { rules } from '../rules/index.ts';
import { abridged } from '../text/printable.ts';
import type { Span } from '../text/span.ts';
import { calledRoles, ownersOf, type Owner } from '../tree/source.ts';
import type { PolicyDocument } from './document.ts';

/** The ARN of the role that a call was refused for, where the error names it. */
export function roleOfError(pasted: string): string | undefined {
  const error = readAwsError(pasted);
  return error?.kind === 'denied' ? error.role : undefined;
}

/** Where a document has the policy of a role; undefined where it has none. */
export function policyOfRole(policyDocument: PolicyDocument, arn: string): Span | undefined {
  return policyDocument.trustPolicies.find(({ source }) => ownersOf(source).some((owner) => isRole(owner, arn)))?.source
    .root.span;
}

/** The policy that an offset is about: where it stands, and whose it is, where AWS's name of that role is known. */
export function policyNear(
  policyDocument: PolicyDocument,
  offset: number,
): { readonly span: Span; readonly role: string | undefined } | undefined {
  const policy = policyDocument.trustPolicyNear(offset);
  if (!policy) return undefined;
  const { source } = policy;
  const isKnown = ownersOf(source).every(({ roleArn, roleName }) => roleArn !== undefined || roleName !== undefined);
  const role = isKnown ? calledRoles(source) : undefined;
  return { span: source.root.span, role: role === undefined ? undefined : abridged(role) };
}

function isRole({ roleArn, roleName }: Owner, arn: string): boolean {
  return roleArn === undefined ? roleName === arn.slice(arn.lastIndexOf('/') + 1) : roleArn === arn;
}

/**
 * Why AWS refused a call or a policy, as far as the policy around an offset tells; without a document, from the error alone.
 * Undefined when the text is no error of AWS that we know.
 */
export function explainAccessDenied(
  pasted: string,
  document:
    | {
        readonly policyDocument: PolicyDocument;
        readonly analysis: Pick<Analysis, 'findings'>;
        readonly offset: number;
      }
    | undefined,
  { config, now }: Pick<Context, 'config' | 'now'>,
): AccessDenied | undefined {
  const error = readAwsError(pasted);
  const policy = document?.policyDocument.trustPolicyNear(document.offset);
  switch (error?.kind) {
    case 'malformed': {
      const found = document?.analysis.findings.filter(
        (f) => f.level === 'error' && (!policy || policy.source.covers(f.span)),
      );
      const suspects = (found ?? []).map(({ ruleId, message, span }) => ({
        text: message,
        span,
        iamError: rules.find((r) => r.meta.id === ruleId)?.meta.iamError,
      }));
      return explainMalformed(error, suspects);
    }
    case 'denied':
      return explainDenied(error, policy, config, now);
    case 'token':
      return explainToken(error);
    case 'other':
      return { summary: `${displayText(error.code)} isn't caused by a trust policy.`, causes: [], checks: [] };
    case undefined:
      return undefined;
  }
}
