import type { Analysis } from '../analysis/analyse.ts';
import type { Context } from '../analysis/context.ts';
import { explainReading } from '../explain/accessDenied/explain.ts';
import { readError } from '../explain/accessDenied/reading/read.ts';
import type { Reading, SaidRole } from '../explain/accessDenied/reading/reading.ts';
import type { AccessDenied, Suspect } from '../explain/accessDenied/types.ts';
import { rules } from '../rules/index.ts';
import type { Policy } from '../policy/model.ts';
import { abridged } from '../text/printable.ts';
import type { Span } from '../text/span.ts';
import { calledRoles, ownersOf, type Owner } from '../tree/source.ts';
import type { PolicyDocument } from './document.ts';

/** The role that an error is about, where it names one: by its ARN, or by its name alone. */
export function roleOfError(pasted: string): SaidRole | undefined {
  const reading = readError(pasted);
  return reading && 'role' in reading ? reading.role : undefined;
}

/** Where a document has the policy of a role; undefined where it has none. */
export function policyOfRole(policyDocument: PolicyDocument, role: SaidRole): Span | undefined {
  return policyDocument.trustPolicies.find(({ source }) => ownersOf(source).some((owner) => isRole(owner, role)))
    ?.source.root.span;
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

function isRole({ roleArn, roleName }: Owner, { arn, name }: SaidRole): boolean {
  if (roleArn === undefined) return roleName === name;
  return arn === undefined ? roleArn.slice(roleArn.lastIndexOf('/') + 1) === name : roleArn === arn;
}

/**
 * Why AWS denied a call or rejected a policy, as far as the policy around an offset tells; without a document, from the error alone.
 * Undefined when the text is no error of AWS that we know, and names no role.
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
  { config }: Pick<Context, 'config'>,
): AccessDenied | undefined {
  const reading: Reading | undefined = readError(pasted);
  if (!reading) return undefined;
  const policy = document?.policyDocument.trustPolicyNear(document.offset);
  return explainReading(reading, { policy, suspects: suspectsOf(policy, document?.analysis.findings ?? []) }, config);
}

function suspectsOf(policy: Policy | undefined, findings: Analysis['findings']): readonly Suspect[] {
  return findings
    .filter(({ span }) => !policy || policy.source.covers(span))
    .map(({ ruleId, messageId, message, span, level, rejected }) => ({
      ruleId,
      messageId,
      text: message,
      span,
      level,
      rejected,
      iamError: iamErrors.get(ruleId),
    }));
}

const iamErrors: ReadonlyMap<string, string> = new Map(
  rules.flatMap(({ meta: { id, iamError } }) => (iamError === undefined ? [] : [[id, iamError]])),
);
