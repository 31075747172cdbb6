import { callerHalf } from '../../evaluate/callerHalf.ts';
import { compile } from '../../evaluate/compile.ts';
import type { Judged } from '../../evaluate/judge.ts';
import { ASSUME_ROLE } from '../../iam/vocabulary.ts';
import type { Condition, Policy } from '../../policy/model.ts';
import { textOf } from '../../policy/policyText.ts';
import { isMade } from '../../policy/reference.ts';
import { memo } from '../../text/memo.ts';
import type { ValueNode } from '../../tree/node.ts';
import { displaySubject, displayText, type Names } from '../phrases.ts';
import { withoutCaller } from './causes/accepted.ts';
import { pointAt } from './causes/place.ts';
import { alsoUntrusted } from './causes/principal.ts';
import { causeOf, findingsIn, isLikely } from './causes/proven.ts';
import { said } from './causes/said.ts';
import { checksFor } from './checks.ts';
import type { DeniedCall } from './reading/reading.ts';
import { isTrustPolicy } from './reading/sentence.ts';
import { nearestOf, trialsOf, type Trial } from './trial.ts';
import { distinct, trustCauses } from './trust.ts';
import type { AccessDenied, Cause, Suspect } from './types.ts';
import { isOthersCall, nameOfRole, whoCalls } from './who.ts';

const compiled = memo(compile);

/** Why a call was denied: what AWS says itself, what the policy does with the call, then the caller's own side. */
export function explainDenied(
  denied: DeniedCall,
  policy: Policy | undefined,
  suspects: readonly Suspect[],
  names: Names,
): AccessDenied {
  const { action, saidBy, notRole, role: asked } = denied;
  const fixed = ofAws(asked?.arn);
  const isElsewhere = (saidBy !== undefined && !isTrustPolicy(saidBy)) || notRole !== undefined || fixed.length > 0;
  const trials = policy ? trialsOf(denied, compiled(policy)) : [];
  const causes = [
    ...(saidBy ? [said(saidBy, action)] : []),
    ...(notRole === undefined ? [] : [isNoRole(notRole)]),
    ...fixed,
    ...(policy && !isElsewhere ? policyCauses(denied, { policy, trials, suspects, names }) : []),
  ];
  const nearest = nearestOf(trials);
  const caller = denied.caller ? ` to ${whoCalls(denied.caller)}` : '';
  const role = denied.role ? ` on ${nameOfRole(denied.role)}` : '';
  return {
    summary: `AWS denied ${displayText(action)}${caller}${role}.`,
    causes: distinct(causes.toSorted((a, b) => Number(b.sure) - Number(a.sure))),
    checks: checksFor(denied, nearest ? conditionsOf(nearest) : allConditions(policy)),
    ...(nearest && !isElsewhere ? { request: nearest.request } : {}),
  };
}

/** A role that AWS made for itself: nobody else gets it, whatever its policy says. */
function ofAws(arn: string | undefined): readonly Cause[] {
  const text = arn === undefined ? undefined : OF_AWS.find(([path]) => arn.includes(path))?.[1];
  return text === undefined ? [] : [{ sure: true, text, span: undefined }];
}

const OF_AWS = [
  [
    ':role/aws-service-role/',
    'This is a service-linked role: only its service can assume it, and its trust policy is fixed.',
  ],
  [
    ':role/aws-reserved/sso.amazonaws.com/',
    'This is a role of IAM Identity Center. Users get it by its portal or aws sso login, and its trust policy is fixed.',
  ],
] as const;

function isNoRole(arn: string): Cause {
  return {
    sure: true,
    text: `The call asks for ${displaySubject(arn)}, which isn't a role. Use the ARN of a role: arn:aws:iam::ACCOUNT_ID:role/NAME`,
    span: undefined,
  };
}

/** Those that a call has to match. */
function conditionsOf({ judged, actions }: Trial): readonly Condition[] {
  const action = actions[0]?.action ?? ASSUME_ROLE;
  const allow = judged.find(
    ({ of, principal }) => of.effect === 'Allow' && principal !== 'no' && of.covers(action) !== 'no',
  );
  return allow?.of.conditions.map(({ condition }) => condition) ?? [];
}

function allConditions(policy: Policy | undefined): readonly Condition[] {
  return (policy?.statements ?? []).flatMap((s) => (s.effect === 'Allow' ? s.conditions : []));
}

interface Around {
  readonly policy: Policy;
  readonly trials: readonly Trial[];
  readonly suspects: readonly Suspect[];
  readonly names: Names;
}

function* policyCauses(denied: DeniedCall, around: Around): Generator<Cause> {
  const { policy, suspects } = around;
  const span = pointAt(policy.source.root.span);
  const rejecting = suspects.filter(({ rejected }) => rejected);
  for (const finding of rejecting)
    yield {
      sure: true,
      text: `The deployed policy is a different one, because IAM rejects this text. ${finding.text}`,
      span: pointAt(finding.span),
      findings: [finding],
    };
  const isOpen = isLeftToDeploy(policy);
  if (!policy.complete && !isOpen) {
    if (!rejecting.length) yield { sure: false, text: 'The policy has syntax errors. Fix them first.', span };
    if (!policy.statements.length) return;
  }
  for (const { cause, allows } of answersOf(denied, around)) {
    // Nothing is said of being allowed by a text that isn't deployed.
    if (!rejecting.length) yield isOpen ? { ...cause, sure: false } : cause;
    else if (!allows) yield { ...cause, sure: false };
  }
  if (isOpen) yield { sure: false, text: "A deployment adds statements or an Effect that aren't known here.", span };
}

interface Answer {
  readonly cause: Cause;
  /** It says that the policy allows the call. */
  readonly allows?: boolean;
}

function* answersOf(denied: DeniedCall, { policy, trials, suspects, names }: Around): Generator<Answer> {
  const nearest = nearestOf(trials);
  if (!nearest) {
    const asked = { call: undefined, names, isReaders: !isOthersCall(denied) };
    for (const cause of withoutCaller(denied.action, compiled(policy), suspects, asked)) yield { cause };
    return;
  }
  const { caller } = denied;
  const all = caller?.kind === 'service' && caller.all;
  const isOneOfSeveral = caller?.kind === 'service' && !all && nearest.judged.some(isTrusting);
  for (const [i, trial] of (all ? trials : [nearest]).entries()) {
    const [cannot] = trial.call.notes;
    if (!trial.call.caller.facts && cannot !== undefined) {
      yield {
        cause: { sure: true, text: `${cannot} Call as an IAM user or from a role session instead.`, span: undefined },
      };
      continue;
    }
    const one = all ? { ...denied, caller: { ...caller, principals: caller.principals.slice(i, i + 1) } } : denied;
    const asked = { call: trial.call, names, who: caller && whoCalls(caller), isReaders: !isOthersCall(denied) };
    const causes = trial.verdict === 'allow' ? [] : [...trustCauses(one, trial, suspects, asked)];
    for (const cause of causes) yield { cause };
    const likely = trial.verdict === 'allow' ? likelyCauses(trial, suspects) : [];
    for (const cause of likely) yield { cause };
    if (!causes.length && (!all || trials.every(({ verdict }) => verdict === 'allow')))
      yield { cause: allowedAlready(one, trial), allows: true };
  }
  if (isOneOfSeveral) for (const cause of alsoUntrusted(trials)) yield { cause };
}

/** What of the statements that allow a call may still be why: a principal that is called otherwise, a policy that is too long. */
function likelyCauses({ judged, actions }: Trial, suspects: readonly Suspect[]): readonly Cause[] {
  const allowing = judged.filter(
    (one) => one.of.effect === 'Allow' && actions.some(({ action }) => one.appliesTo(action) === 'yes'),
  );
  const found = allowing.flatMap(({ of }) =>
    findingsIn(suspects, of.statement).filter((one) => isLikely(one) && one.ruleId !== 'placeholder'),
  );
  return distinct(found.map((finding) => causeOf(finding, false)));
}

function isTrusting({ of, principal }: Judged): boolean {
  return of.effect === 'Allow' && principal !== 'no';
}

/** The trust policy is not why, as far as anybody can tell: what is, by the caller. */
function allowedAlready({ caller, action, saidBy }: DeniedCall, trial: Trial): Cause {
  const actions = trial.actions.map(({ action: name, verdict }) => ({ action: name, decision: verdict, by: null }));
  const half = callerHalf({ ...trial, actions, deny: undefined }, trial.call);
  return {
    sure: false,
    text:
      saidBy && !saidBy.explicit && isTrustPolicy(saidBy)
        ? `This policy allows ${whoIsAllowed(caller, trial)}, so the one that AWS asked was different. Compare it with the deployed one.`
        : `The trust policy allows ${whoIsAllowed(caller, trial)}. ${saidBy?.explicit ? LOOK_FOR_DENY : nextFor(caller, action, half)}`,
    span: undefined,
  };
}

const LOOK_FOR_DENY = "Look for a Deny in the caller's policies, and in those of its organization.";

/** The principal that was tried, where the error names an account or a vendor alone. */
function whoIsAllowed(caller: DeniedCall['caller'], { call, request }: Trial): string {
  const { service } = call.caller.facts ?? {};
  if (service !== undefined) return service;
  if (caller?.kind !== 'account' && caller?.kind !== 'vendor') return 'this caller';
  const called: Readonly<Record<string, unknown>> = { ...request.caller };
  const arn = called['role'] ?? called['user'];
  if (typeof arn === 'string') return displaySubject(arn);
  return typeof called['account'] === 'string' ? `account ${called['account']}` : 'this caller';
}

function nextFor(caller: DeniedCall['caller'], action: string, half: ReturnType<typeof callerHalf>): string {
  switch (caller?.kind) {
    case 'service':
      return 'Check that the service uses exactly this role, and that this is the deployed policy.';
    case 'vendor':
      return `Check the role and the account on the page of ${displayText(caller.name)}, and that this is the deployed policy.`;
    case 'principal':
    case 'account':
    case 'roleName':
      return half === 'needed'
        ? `Check the caller's own policies: one of them must allow ${displayText(action)} on the role.`
        : "Check the caller's own policies, and that this is the deployed policy.";
    case 'oidc':
    case 'saml':
    case undefined:
      return 'Check that this is the deployed policy.';
  }
}

/** Whether a deployment adds statements, or decides what one of them does. */
function isLeftToDeploy({ node, elements, statements }: Policy): boolean {
  const list = elements.get('Statement')?.value;
  const isOpen = (list?.kind === 'array' && list.open !== undefined) || isSetLater(list);
  return (
    isOpen ||
    node?.open !== undefined ||
    statements.some((s) => !s.effect && isSetLater(s.elements.get('Effect')?.value))
  );
}

function isSetLater(value: ValueNode | undefined): boolean {
  return (value?.kind === 'opaque' || value?.kind === 'string') && isMade(textOf(value));
}
