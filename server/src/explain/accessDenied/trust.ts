import type { CompiledCondition, CompiledStatement } from '../../evaluate/compile.ts';
import type { Judged } from '../../evaluate/judge.ts';
import type { Principal } from '../../policy/model.ts';
import { testsSubject } from '../../policy/oidcClaims.ts';
import { conditionClause } from '../conditionClauses.ts';
import { CALLER } from '../../text/clause.ts';
import { displaySubject, displayText } from '../phrases.ts';
import { statementName } from '../statementName.ts';
import { unmet, type Asked, type Unmet } from './causes/condition.ts';
import { ofGitHub } from './causes/github.ts';
import { placeOfCondition, placeOfElement, placeOfPrincipals, pointAt } from './causes/place.ts';
import { mayName, onlyIfNamed, untrusted } from './causes/principal.ts';
import { causeOf, findingsAt, findingsIn, isDead, isLikely } from './causes/proven.ts';
import type { DeniedCall } from './reading/reading.ts';
import type { Trial, TriedAction } from './trial.ts';
import type { Cause, Suspect } from './types.ts';

/** What a policy does with the call of an error: Denies first, then who is trusted, the action and the conditions. */
export function* trustCauses(
  denied: DeniedCall,
  trial: Trial,
  suspects: readonly Suspect[],
  asked: Asked,
): Generator<Cause> {
  if (denied.saidBy?.explicit !== false) yield* denies(denied, trial, asked);
  if (denied.saidBy?.explicit && trial.judged.some(({ of }) => of.effect === 'Deny')) return;
  if (trial.verdict === 'deny' && trial.actions.some(({ by }) => by?.effect === 'Deny')) return;
  const allows = trial.judged.filter(({ of }) => of.effect === 'Allow');
  const isWhole = !trial.compiled.isOpen;
  if (!allows.length) {
    const { root } = trial.compiled.policy.source;
    yield {
      sure: isWhole,
      text: 'No statement allows anything, so no one can assume the role.',
      span: pointAt(root.span),
    };
    return;
  }
  const admitting = allows.filter((one) => mayAdmit(one, denied));
  if (!admitting.length) {
    yield* untrusted(denied, trial, isWhole);
    for (const { of } of allows)
      for (const finding of findingsAt(suspects, placeOfPrincipals(of.statement) ?? of.statement.node.span))
        if (isLikely(finding)) yield causeOf(finding, false);
    return;
  }
  const open = trial.actions.filter(({ verdict }) => verdict !== 'allow');
  const [first] = open;
  if (first) yield* openAction(first, admitting, { trial, suspects, asked });
  const lacking = open.filter(({ action }) => admitting.every(({ of }) => of.covers(action) === 'no'));
  // One that is reported is not the only one that is missing: the next call would fail by the next.
  for (const one of lacking) if (one !== first) yield* openAction(one, admitting, { trial, suspects, asked });
}

/** Whether a statement trusts the caller, or may once the deploy has filled it in. */
function mayAdmit({ of, principal }: Judged, { caller }: DeniedCall): boolean {
  if (principal !== 'unknown' || caller?.kind !== 'principal' || of.principalsOpen || of.isUnread)
    return principal !== 'no';
  const { arn } = caller;
  return of.principals.some(({ principal: one }) =>
    one.type === 'AWS' ? mayName(one, arn) : one.type === '*' || !one.type,
  );
}

interface Around {
  readonly trial: Trial;
  readonly suspects: readonly Suspect[];
  readonly asked: Asked;
}

function* denies({ saidBy }: DeniedCall, { judged, actions, compiled }: Trial, asked: Asked): Generator<Cause> {
  const may = judged.filter(
    (one) => one.of.effect === 'Deny' && actions.some(({ action }) => one.appliesTo(action) !== 'no'),
  );
  for (const one of may) {
    const results = actions.map(({ action }) => one.appliesTo(action));
    const { statement, conditions } = one.of;
    const span = placeOfElement(statement.elements.get('Effect')) ?? pointAt(statement.node.span);
    if (results.includes('yes')) {
      const name =
        compiled.statements.length > 1 ? `${upper(statementName(statement))} denies` : 'This Deny statement denies';
      yield { sure: true, text: `${name} this call, and a Deny overrides every Allow.`, span };
    } else {
      const [first] = conditions.filter((_, i) => one.results[i] !== 'yes');
      const phrase = first && clauseOf(first, asked);
      yield {
        sure: saidBy?.explicit === true && saidBy.policy !== undefined && may.length === 1,
        text:
          phrase === undefined
            ? 'This Deny may apply to the caller, and then it overrides every Allow.'
            : `This Deny overrides every Allow if ${phrase}.`,
        span: first ? (pointAt(first.condition.member.span, first.condition.member.key.span) ?? span) : span,
      };
    }
  }
}

function clauseOf({ condition }: CompiledCondition, { names }: Asked): string {
  const { subject, verb, object } = conditionClause(condition, CALLER, names).clause;
  return [subject, verb, object].filter((part) => part !== '').join(' ');
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Why an action is not allowed by statements that trust the caller, or may. */
function* openAction({ action, verdict }: TriedAction, admitting: readonly Judged[], around: Around): Generator<Cause> {
  const covering = admitting.filter(({ of }) => of.covers(action) !== 'no');
  if (!covering.length) {
    const [first] = admitting.toSorted((a, b) => rank(a) - rank(b));
    if (first) yield notCovered(first, { action, sure: verdict === 'deny', suspects: around.suspects });
    return;
  }
  const looked = covering.map((one) => lookAt(one, around)).toSorted(byNearness);
  const isSure = looked.every(({ failing }) => failing.length > 0) && !around.trial.compiled.isOpen;
  for (const [nth, { of, failing, causes, usual }] of looked.entries()) {
    const hopeful = !failing.length;
    for (const { text, span, findings, add } of failing)
      yield nth === 0
        ? {
            sure: isSure,
            text: add === undefined ? text : `${text} To allow it, add "${displaySubject(add)}".`,
            span,
            findings,
          }
        : { sure: false, text, span, findings };
    if (hopeful || nth === 0) yield* causes;
    if (hopeful && !causes.length) yield* usual;
    if (of.of.principalsOpen || of.principal === 'unknown') yield* maybeNamed(of);
  }
  for (const one of admitting)
    if (!covering.includes(one)) yield notCovered(one, { action, sure: false, suspects: around.suspects });
}

/** Which of two statements the call misses by less: by fewer conditions, then by a value that differs less. */
function byNearness(a: Looked, b: Looked): number {
  const alike = ({ failing }: Looked): number => Math.max(0, ...failing.map((one) => one.alike ?? 0));
  return a.failing.length - b.failing.length || alike(b) - alike(a);
}

function rank({ principal }: Judged): number {
  return principal === 'yes' ? 0 : 1;
}

function notCovered(
  { of, principal }: Judged,
  {
    action,
    sure,
    suspects,
  }: { readonly action: string; readonly sure: boolean; readonly suspects: readonly Suspect[] },
): Cause {
  const { statement } = of;
  const { elements } = statement;
  const isNamed = principal === 'yes';
  const isNot = elements.get('NotAction') !== undefined;
  const element = elements.get('Action') ?? elements.get('NotAction');
  return {
    sure: sure && isNamed,
    text: `The statement that ${isNamed ? 'trusts' : 'may trust'} the caller doesn't allow ${displayText(action)}. ${isNot ? 'Remove it from NotAction.' : 'Add it to Action.'}`,
    span: placeOfElement(element) ?? pointAt(statement.node.span),
    findings: element && findingsAt(suspects, element.member.span).filter(({ ruleId }) => ruleId.startsWith('action-')),
  };
}

/** With the value that would match, where one more makes sense. */
type Failing = Cause & Partial<Pick<Unmet, 'add' | 'alike'>>;

interface Looked {
  readonly of: Judged;
  /** What surely fails. */
  readonly failing: readonly Failing[];
  /** What may. */
  readonly causes: readonly Cause[];
  /** What every client of the provider matches. */
  readonly usual: readonly Cause[];
}

function lookAt(of: Judged, { suspects, asked }: Around): Looked {
  const own = findingsIn(suspects, of.of.statement).filter((one) => isLikely(one) && isUseful(one, of.of));
  const told = new Set<Suspect>();
  const failing: Failing[] = [];
  const causes: Cause[] = [];
  const usual: Cause[] = [];
  for (const [i, condition] of of.of.conditions.entries()) {
    const result = of.results[i] ?? 'unknown';
    if (result === 'yes') continue;
    const about = findingsAt(own, condition.condition.member.span);
    const dead = about.find(isDead) ?? literalStar(condition, about);
    if (dead && !isNotAll(dead, condition)) {
      told.add(dead);
      failing.push(withRightKey(inCondition(dead, condition), dead, condition));
      continue;
    }
    const cause = unmet(condition, result, asked);
    if (result === 'no') {
      failing.push({ ...cause, findings: about });
      // What the request has is known: nothing that others may have explains more.
      for (const finding of about) told.add(finding);
      continue;
    }
    (isUsual(condition, asked) ? usual : causes).push(cause);
    causes.push(
      ...ofGitHub(
        condition,
        about.some(({ ruleId }) => ruleId === 'oidc-subject-immutable'),
      ),
    );
  }
  for (const finding of own) {
    if (told.has(finding)) continue;
    if (isDead(finding) && !isInCondition(finding, of.of)) failing.push(causeOf(finding, false));
    else causes.push(causeOf(finding, false));
  }
  return { of, failing: distinct(failing), causes: distinct(causes), usual };
}

/** A finding about the only value of a condition is one about the condition. */
function inCondition(dead: Suspect, { condition }: CompiledCondition): Cause {
  const cause = causeOf(dead, false);
  return condition.values.length > 1 ? cause : { ...cause, span: placeOfCondition(condition) };
}

/** No subject has a star in it, so that one which is compared as it is never matches. */
function literalStar({ condition }: CompiledCondition, about: readonly Suspect[]): Suspect | undefined {
  return testsSubject(condition) ? about.find(({ ruleId }) => ruleId === 'value-wildcard-literal') : undefined;
}

/** With the key that the statement's provider has for the same claim. */
function withRightKey(cause: Cause, { ruleId }: Suspect, { condition }: CompiledCondition): Cause {
  const { providerKey, statement } = condition;
  const [provider, ...more] = statement.shape.principals;
  if (ruleId !== 'key-provider-mismatch' || provider?.kind !== 'oidc' || more.length || !providerKey) return cause;
  const right = `${provider.issuer.value}:${providerKey.claim.value}`;
  return cause.text.includes(right) ? cause : { ...cause, text: `${cause.text} Did you mean ${displayText(right)}?` };
}

/** Whether a finding is about one of several values, and another may match. */
function isNotAll({ span }: Suspect, { condition }: CompiledCondition): boolean {
  const { values } = condition;
  return values.length > 1 && values.some(({ node }) => node.span.start <= span.start && span.end <= node.span.end);
}

/** A placeholder in Principal is said of the principal itself. */
function isUseful(finding: Suspect, statement: CompiledStatement): boolean {
  return finding.ruleId !== 'placeholder' || isInCondition(finding, statement);
}

function isInCondition({ span }: Suspect, { conditions }: CompiledStatement): boolean {
  return conditions.some(({ condition: { member } }) => member.span.start <= span.start && span.end <= member.span.end);
}

/** The audience that every client of the provider asks for. */
function isUsual({ condition }: CompiledCondition, { names }: Asked): boolean {
  return conditionClause(condition, CALLER, names).usual;
}

function maybeNamed({ of, principal }: Judged): readonly Cause[] {
  if (principal === 'yes') return [];
  const unsettled: readonly Principal[] = of.principals
    .map((one) => one.principal)
    .filter((one) => one.value.holes.length || one.type === '*');
  return unsettled.length ? [onlyIfNamed(unsettled)] : [];
}

export function distinct<T extends Cause>(causes: readonly T[]): readonly T[] {
  return causes.filter(
    (cause, i) =>
      causes.findIndex((other) => other.text === cause.text && other.span?.start === cause.span?.start) === i,
  );
}
