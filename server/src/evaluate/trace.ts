import { operatorDocs, SET_OPERATOR_DOCS } from '../iam/docs.ts';
import type { Operator } from '../iam/operators.ts';
import { whenAbsent } from '../semantics/absent.ts';
import type { Sent } from '../semantics/sent.ts';
import { some, type Tristate } from '../semantics/tristate.ts';
import type { Span } from '../text/span.ts';
import type { Call } from './call.ts';
import { matchedIn } from './callerHalf.ts';
import type { CompiledCondition } from './compile.ts';
import type { ConditionTrace, StatementTrace } from './decision.ts';
import type { Judged } from './judge.ts';

/** What a statement says of a call, part by part, with the places. */
export function traceOf(judged: Judged, call: Call): StatementTrace<Span> {
  const { of, principal, results } = judged;
  const { statement, index, sid } = of;
  const covered = some(call.actions, of.covers);
  const [matched] = matchedIn(judged, call);
  const named = statement.elements.get('Principal') ?? statement.elements.get('NotPrincipal');
  const acts = statement.elements.get('Action') ?? statement.elements.get('NotAction');
  return {
    index,
    ...(sid === undefined ? {} : { sid: sid }),
    effect: of.effect === 'Deny' ? 'Deny' : 'Allow',
    result: some(call.actions, (action) => judged.appliesTo(action)),
    principal: {
      result: principal,
      ...(matched ? { matched: matched.value.value } : {}),
      ...placed(matched?.value.span ?? named?.value?.span ?? named?.member.span),
    },
    action: { result: covered, ...placed(acts?.member.span) },
    conditions: of.conditions.map((condition, i) => traceCondition(condition, results[i] ?? 'unknown', call)),
  };
}

function placed(range: Span | undefined): { range?: Span } {
  return range ? { range } : {};
}

function traceCondition(
  { condition, key, isMaybe }: CompiledCondition,
  result: Tristate,
  call: Call,
): ConditionTrace<Span> {
  const { operator, operatorMember, member, values } = condition;
  const sent = key && call.sent(key);
  return {
    operator: operatorMember.key.value,
    key: condition.key.value,
    wanted: values.map(({ text }) => text?.value ?? ''),
    had: hadOf(sent),
    result,
    rule: isMaybe || condition.open || !sent || !operator ? UNREAD : ruleOf(operator, sent),
    doc: operator ? docOf(operator) : operatorDocs('String'),
    range: member.span,
  };
}

const UNREAD = "The deploy decides this condition, or it can't be read.";

function hadOf(sent: Sent | undefined): ConditionTrace<Span>['had'] {
  if (sent?.kind === 'one') return sent.value;
  return sent?.kind === 'many' ? sent.values : null;
}

function docOf({ set, family }: Operator): string {
  return set ? SET_OPERATOR_DOCS : operatorDocs(family);
}

/** What IAM does with such a test of what was sent, as AWS documents it. */
function ruleOf(operator: Operator, sent: Sent): string {
  switch (sent.kind) {
    case 'absent':
      return whereAbsent(operator);
    case 'present':
      return "The request always has this key, but its value isn't known.";
    case 'unknown':
      return "It isn't known whether the request has this key.";
    case 'one':
      return sent.value === '' ? "AWS doesn't document how an empty value is compared." : comparing(operator);
    case 'many':
      return operator.set
        ? comparing(operator)
        : 'The key has several values, so AWS requires ForAllValues or ForAnyValue.';
  }
}

function whereAbsent(operator: Operator): string {
  const absent = "The key isn't in the request";
  if (operator.family === 'Null') return `${absent}: Null matches if its value is "true".`;
  const met = whenAbsent(operator, []);
  if (met === 'unknown') return `${absent}: AWS's pages disagree on the result.`;
  return `${absent}: ${named(operator)} ${met === 'yes' ? 'matches' : "doesn't match"}.`;
}

/** What of an operator decides where nothing is sent. */
function named({ set, negated, ifExists }: Operator): string {
  return set ?? (ifExists ? 'IfExists' : negated ? 'a negated operator' : 'the operator');
}

function comparing({ set, family, negated }: Operator): string {
  if (family === 'Null') return 'The key is in the request: Null matches if its value is "false".';
  switch (set) {
    case 'ForAllValues':
      return negated ? 'No value in the request may match.' : 'Every value in the request must match.';
    case 'ForAnyValue':
      return negated
        ? 'At least one value in the request must not match.'
        : 'At least one value in the request must match.';
    case undefined:
      return negated ? 'The value must match none of those listed.' : 'The value must match one of those listed.';
  }
}
