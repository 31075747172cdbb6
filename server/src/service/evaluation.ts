import type { Context } from '../analysis/context.ts';
import { compile } from '../evaluate/compile.ts';
import { decide, undecided, type DecideOptions } from '../evaluate/decide.ts';
import type { Decision } from '../evaluate/decision.ts';
import type { Finding } from '../findings.ts';
import type { Policy } from '../policy/model.ts';
import { finish } from '../steps.ts';
import { listed } from '../text/listed.ts';
import { memo } from '../text/memo.ts';
import { contains, type Span } from '../text/span.ts';
import { policyFrom } from './copiedPolicy.ts';
import { check } from './diagnostics.ts';
import { PolicyDocument } from './document.ts';

const compiled = memo(compile);

/**
 * Whether the policy that an offset is about allows a call.
 * @param findings of the document
 * @param request a `CallRequest`; whatever is wrong with it, a note says so
 */
export function evaluate(
  policyDocument: PolicyDocument,
  { offset, findings }: { readonly offset: number; readonly findings: readonly Finding[] },
  request: unknown,
): Decision<Span> {
  const policy = policyDocument.trustPolicyNear(offset);
  return policy ? evaluatePolicy(policy, findings, request) : undecided('There is no trust policy here.');
}

/** Whether a policy allows a call. @param findings of its document */
export function evaluatePolicy(
  policy: Policy,
  findings: readonly Finding[],
  request: unknown,
  options?: DecideOptions,
): Decision<Span> {
  const decision = decide(compiled(policy), request, options);
  const own = findings.filter(({ span }) => policy.source.covers(span));
  const rejecting = [...new Set(own.filter(({ rejected }) => rejected).map(({ ruleId }) => ruleId))];
  const { nearest, notes } = decision;
  return {
    ...decision,
    nearest: nearest && { ...nearest, policy: fixableAt(failingPlaces(decision, nearest), own) },
    notes: rejecting.length ? [`IAM rejects this policy (${listed(rejecting, 'and')}).`, ...notes] : notes,
  };
}

/** Whether a policy allows a call that is given as a text in any form, or as JSON. */
export function evaluateText(policy: unknown, request: unknown, context: Context): Decision<Span> {
  const policyDocument = new PolicyDocument(textOf(policy), true);
  const { findings } = finish(check(policyDocument, context));
  // Whoever gives it says that it is a trust policy, whatever it looks like.
  const [source] = policyDocument.extraction.policies;
  const read = policyDocument.trustPolicies[0] ?? (source && policyDocument.policy(source));
  return read ? evaluatePolicy(read, findings, request) : undecided('This text has no policy.');
}

function textOf(policy: unknown): string {
  if (typeof policy === 'string') return policyFrom(policy) ?? policy;
  return typeof policy === 'object' && policy !== null ? JSON.stringify(policy) : '';
}

/** Where the statement fails that a call misses by least. */
function failingPlaces(
  { statements }: Decision<Span>,
  { statement, parts }: NonNullable<Decision<Span>['nearest']>,
): readonly Span[] {
  const trace = statements.find(({ index }) => index === statement);
  if (!trace) return [];
  const { principal, action, conditions } = trace;
  const lacking = parts.some((part) => part.startsWith('companion:')) && action.range ? [action.range] : [];
  return [
    ...[principal, action, ...conditions].flatMap(({ result, range }) => (result !== 'yes' && range ? [range] : [])),
    ...lacking,
  ];
}

/** The rules whose findings offer a fix at some places: about a place, a part of it, or what holds it. */
function fixableAt(places: readonly Span[], findings: readonly Finding[]): readonly string[] {
  const fixable = findings.filter(
    ({ fixes, span }) => places.some((place) => contains(place, span) || contains(span, place)) && fixes.length > 0,
  );
  return [...new Set(fixable.map(({ ruleId }) => ruleId))];
}
