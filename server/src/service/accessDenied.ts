import type { Analysis } from '../analysis/analyse.ts';
import type { Context } from '../analysis/context.ts';
import type { NearestMiss } from '../evaluate/decision.ts';
import { explainReading } from '../explain/accessDenied/explain.ts';
import { readError } from '../explain/accessDenied/reading/read.ts';
import type { Reading, SaidRole } from '../explain/accessDenied/reading/reading.ts';
import type { AccessDenied, Cause, Suspect } from '../explain/accessDenied/types.ts';
import type { Finding } from '../findings.ts';
import { rules } from '../rules/index.ts';
import type { RuleId } from '../ruleIds.ts';
import { abridged } from '../text/printable.ts';
import type { Span } from '../text/span.ts';
import { calledRoles, ownersOf, type Owner } from '../tree/source.ts';
import type { PolicyDocument } from './document.ts';
import { evaluatePolicy } from './evaluation.ts';

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

/** An answer with what can be done about it. */
export interface ExplainedDenial extends AccessDenied {
  /** Each with the rules of its findings that offer a fix. */
  readonly causes: readonly (Cause & { readonly fixes: readonly RuleId[] })[];
  /** What the call misses by least, where the policy was asked about one and does not allow it. */
  readonly nearest: NearestMiss | null;
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
): ExplainedDenial | undefined {
  const reading: Reading | undefined = readError(pasted);
  if (!reading) return undefined;
  const policy = document?.policyDocument.trustPolicyNear(document.offset);
  const findings = (document?.analysis.findings ?? []).filter(({ span }) => !policy || policy.source.covers(span));
  const suspects = new Map(findings.map((finding) => [suspectOf(finding), finding]));
  const denied = explainReading(reading, { policy, suspects: [...suspects.keys()] }, config);
  const { request } = denied;
  const isTaken = !findings.some(({ rejected }) => rejected); // no change of the call is allowed by a text that isn't deployed
  return {
    ...denied,
    causes: denied.causes.map((cause) => ({
      ...cause,
      fixes: (cause.findings ?? []).flatMap((of) => (suspects.get(of)?.fixes.length ? [of.ruleId] : [])),
    })),
    nearest:
      policy && request && isTaken ? evaluatePolicy(policy, findings, request, { unstated: 'unknown' }).nearest : null,
  };
}

function suspectOf({ ruleId, messageId, message, span, level, rejected }: Finding): Suspect {
  return { ruleId, messageId, text: message, span, level, rejected, iamError: iamErrors.get(ruleId) };
}

const iamErrors: ReadonlyMap<string, string> = new Map(
  rules.flatMap(({ meta: { id, iamError } }) => (iamError === undefined ? [] : [[id, iamError]])),
);
