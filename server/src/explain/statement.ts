import { sameIssuer } from '../catalogue/issuerNames.ts';
import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { fittingActions } from '../iam/fit.ts';
import { findPlaceholders } from '../iam/placeholders.ts';
import { KEYS, sameName, SET_CONTEXT, SET_SOURCE_IDENTITY, TAG_SESSION } from '../iam/vocabulary.ts';
import { guarantees } from '../policy/conditionGuarantees.ts';
import { isNeverMatched } from '../policy/admitted.ts';
import { denyingAll } from '../policy/deniedBy.ts';
import { neverSent } from '../policy/keyFacts.ts';
import type { Condition, Statement } from '../policy/model.ts';
import { isInvalidPrincipal } from '../policy/invalidPrincipal.ts';
import { textOf } from '../policy/policyText.ts';
import { callerOf } from '../policy/principalKinds.ts';
import { isMade } from '../policy/reference.ts';
import { listed } from '../text/listed.ts';
import { printable } from '../text/printable.ts';
import { itemsOf, type ValueNode } from '../tree/node.ts';
import { conditionClause, type ConditionClause } from './conditionClauses.ts';
import type { Clause } from '../text/clause.ts';
import { isAddedTo, laterActions, setByAny } from './later.ts';
import { displayText, type Names } from './phrases.ts';
import { whoOf, whoText, type Who } from './principals.ts';
import { render, type Sentence } from './sentence.ts';
import { statementName } from './statementName.ts';
import { setBy } from './template.ts';

/** A statement in plain words. */
export interface Explanation {
  readonly statement: Statement;
  readonly says: Sentence;
  /** One sentence, without a full stop: `Any GitHub Actions workflow in acme/app on branch main can assume this role`. */
  readonly sentence: string;
  /** denied: an Allow all of which another statement denies. */
  readonly effect: 'allows' | 'denies' | 'denied' | 'nothing';
  readonly who: Who;
  readonly guards: readonly ConditionClause[];
}

/** Tells what a statement does. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export function explainStatement(statement: Statement, names: Names): Explanation {
  const fitting = fittingPrincipals(statement);
  const who = whoOf(statement, names, fitting.size ? fitting : undefined);
  const guards = statement.conditions.map((c) => conditionClause(c, who.grammar, names));
  const says = sentenceOf(statement, who, guards, fitting);
  return { statement, says, sentence: printable(render(says)), effect: effectOf(says), who, guards };
}

function effectOf(sentence: Sentence): Explanation['effect'] {
  switch (sentence.says) {
    case 'allows':
      return sentence.deniedBy.length ? 'denied' : 'allows';
    case 'denies':
      return 'denies';
    default:
      return 'nothing';
  }
}

function sentenceOf(
  statement: Statement,
  who: Who,
  guards: readonly ConditionClause[],
  fitting: ReadonlySet<number>,
): Sentence {
  const { effect, elements, principals, actions, assumes, shape } = statement;
  if (effect === undefined) {
    const written = elements.get('Effect')?.value;
    const text = written?.kind === 'opaque' || written?.kind === 'string' ? textOf(written) : undefined;
    if (text && isMade(text))
      return { says: 'is left open', because: `Effect is ${setBy(text, statement.policy.source)}` };
    if (!written && isAddedTo(statement)) return { says: 'is left open', because: `Effect is ${setByAny(statement)}` };
    return { says: 'has no effect', because: written ? 'Effect must be Allow or Deny' : 'Effect is missing' };
  }
  const none = effect === 'Allow' ? 'allows no one' : 'denies no one';
  if (!who.all.length)
    return { says: none, because: elements.get('Principal')?.value ? 'Principal is empty' : 'Principal is missing' };
  if (principals.some((p) => p.negated))
    return { says: 'is rejected', because: "trust policies can't use NotPrincipal" };
  const invalid = principals.find((p, i) => {
    const kind = shape.principals[i];
    return kind && isInvalidPrincipal(p, kind);
  });
  if (invalid) return { says: 'is rejected', because: `"${displayText(invalid.value.value)}" isn't a valid principal` };
  const unknown = statement.conditions.find(hasUnknownOperator)?.operatorMember.key.value;
  if (unknown !== undefined)
    return { says: 'is rejected', because: `"${displayText(unknown)}" isn't a condition operator` };
  if (principals.length && principals.every((p) => parseAwsPrincipal(p.value).kind === 'deleted'))
    return { says: none, because: `it names only ${whoText(who.all)}` };
  const conditions = conditionsOf(statement, who, guards);
  const unmatched = (): Sentence | undefined =>
    isNeverMatched(statement) ? { says: none, because: 'no request matches its conditions' } : undefined;
  if (effect === 'Deny') return unmatched() ?? denial(statement, who, conditions);
  const allows = (does: string): Sentence => {
    return { says: 'allows', who: who.all, does, conditions, deniedBy: denyingAll(statement).map(statementName) };
  };
  const spared = sparedActions(elements);
  if (spared !== undefined) return allows(`use any action except ${spared} on this role`);
  const later = assumes.length ? undefined : laterActions(statement);
  if (later !== undefined) return allows(later);
  if (!actions.length) return { says: none, because: 'Action is missing' };
  if (!assumes.length) {
    const companions = companionsOf(statement);
    return companions.length
      ? allows(listed(companions, 'and'))
      : { says: none, because: 'none of its actions assumes a role' };
  }
  if (!fitting.size && principals.length) return { says: none, because: mismatch(statement, who) };
  const dead = statement.conditions.find(
    (c) =>
      principals.length > 0 && guarantees(c) === 'yes' && (neverSent(c, statement) || foreignTo(c, statement, fitting)),
  );
  if (dead) {
    const callers =
      shape.kind === 'service' ? whoText(who.all) : principals.length > 1 ? 'these principals' : 'this principal';
    return { says: none, because: `${displayText(dead.key.value)} is never in requests from ${callers}` };
  }
  return unmatched() ?? allows('assume this role');
}

/** Whether it is under a name that IAM doesn't know, which a deploy doesn't change. */
function hasUnknownOperator({ operator, operatorMember: { key } }: Condition): boolean {
  return !operator && key.value !== '' && !textOf(key).holes.length;
}

/** Principals that can make one of the calls the statement names, by index; those of unknown kind may. */
function fittingPrincipals({ shape, assumes, elements, effect }: Statement): ReadonlySet<number> {
  const all = shape.principals.map((_, i) => i);
  if (effect === 'Deny' || elements.get('NotAction') || !assumes.length) return new Set(all);
  return new Set(
    all.filter((i) => {
      const kind = shape.principals[i];
      const caller = kind && callerOf(kind);
      return !caller || fittingActions(caller).some((a) => assumes.includes(a));
    }),
  );
}

/** Why none of the principals can make the calls. */
function mismatch({ assumes, shape }: Statement, who: Who): string {
  const actions = listed(assumes.map(displayText), 'and');
  const callers = new Set(shape.principals.map(callerOf));
  const [caller] = callers;
  if (callers.size !== 1) return `${whoText(who.all)} can't use ${actions}`;
  if (shape.principals.every(({ kind }) => kind === 'federated'))
    return `tokens of an identity provider can't be used with ${actions}`;
  switch (caller) {
    case 'oidc': {
      const providers = new Set(shape.principals.map((k) => k.kind === 'oidc' && k.found?.provider.shortName));
      const [provider] = providers;
      const name = providers.size === 1 && provider !== undefined && provider !== false ? provider : 'OIDC';
      return `${name.replace(/pools$/, 'pool')} tokens can't be used with ${actions}`;
    }
    case 'saml':
      return `SAML sign-ins can't be used with ${actions}`;
    default:
      return `${whoText(who.all)} can't use ${actions}`;
  }
}

const COMPANIONS: readonly (readonly [action: string, does: string])[] = [
  [TAG_SESSION, 'pass session tags'],
  [SET_SOURCE_IDENTITY, 'set a source identity'],
  [SET_CONTEXT, 'pass a context'],
];

/** What a statement allows beside assuming the role. */
function companionsOf({ actions }: Statement): readonly string[] {
  return COMPANIONS.filter(([action]) => actions.some((a) => sameName(a.value, action))).map(([, does]) => does);
}

/** Whom a Deny of everyone leaves out, said with them: `everyone outside organization o-1, except AWS services`. */
function denial(statement: Statement, who: Who, conditions: readonly GuardClause[]): Sentence {
  const outside = conditions.find(({ test }) => test !== undefined && isOutside(test));
  const { principals } = statement.shape;
  const isOfAll = principals.length > 0 && principals.every((k) => k.kind === 'everyone');
  if (!isOfAll || !outside) return { says: 'denies', who: who.all, what: deniedActions(statement), conditions };
  const spared = conditions.find(({ test }) => test !== undefined && sparesServices(test));
  const details = [`outside ${outside.object}${spared ? ', except AWS services' : ''}`];
  return {
    says: 'denies',
    who: [[{ noun: 'everyone', details, person: 'they' }]],
    what: deniedActions(statement),
    conditions: conditions.filter((c) => c !== outside && c !== spared),
  };
}

function isOutside({ key, operator }: Condition): boolean {
  return sameName(key.value, KEYS.principalOrgId) && operator?.negated === true && !operator.set;
}

function sparesServices({ key, operator, values }: Condition): boolean {
  return (
    sameName(key.value, KEYS.principalIsAwsService) &&
    operator?.family === 'Bool' &&
    values.length === 1 &&
    values[0]?.text?.value === 'false'
  );
}

/** What a Deny takes away; undefined for every way to assume the role. */
function deniedActions({ actions, assumes, elements, shape }: Statement): string | undefined {
  const spared = sparedActions(elements);
  if (spared !== undefined) return `every action except ${spared}`;
  const names = assumes.length ? assumes : actions.map((a) => a.value);
  const isAll =
    assumes.length > 0 &&
    shape.principals.length > 0 &&
    shape.principals.every((kind) => {
      const caller = callerOf(kind);
      return caller !== undefined && fittingActions(caller).every((a) => assumes.includes(a));
    });
  return isAll || !names.length ? undefined : listed(names.map(displayText), 'and');
}

/** The actions of a NotAction. */
function sparedActions(elements: Statement['elements']): string | undefined {
  const value = elements.get('NotAction')?.value;
  if (!value) return undefined;
  const names = itemsOf(value).map((a) => (a.kind === 'string' ? displayText(a.value) : '?'));
  return listed(names, 'and');
}

/** Whether a key is of a provider that none of the chosen principals is: their tokens do not have it. */
function foreignTo({ providerKey }: Condition, { shape }: Statement, chosen: ReadonlySet<number>): boolean {
  if (!providerKey || providerKey.issuer.holes.length) return false;
  return [...chosen].every((i) => {
    const kind = shape.principals[i];
    return (
      kind?.kind === 'oidc' && !kind.issuer.holes.length && !sameIssuer(kind.issuer.value, providerKey.issuer.value)
    );
  });
}

/** A clause with the condition that it says; without one where a deploy adds conditions. */
interface GuardClause extends Clause {
  readonly test?: Condition;
}

/** What is asked of all who are named, beyond what they always bring. */
function conditionsOf(statement: Statement, who: Who, guards: readonly ConditionClause[]): readonly GuardClause[] {
  const said = guards
    .filter((g) => !g.usual && !who.mentioned.has(g.condition))
    .map(({ clause, condition }): GuardClause => ({ ...clause, test: condition }));
  return holdsMore(statement) ? [...said, UNKNOWN] : said;
}

const UNKNOWN: GuardClause = { subject: 'the conditions set at deployment', verb: 'match', object: '' };

/** Whether a deploy adds conditions to those that can be told. */
function holdsMore({ conditionsOpen, conditions: told, elements }: Statement): boolean {
  return conditionsOpen && (told.length === 0 || isOpen(elements.get('Condition')?.value));
}

/** Whether something in a condition block has no literal name or is not literal at all. */
function isOpen(node: ValueNode | undefined): boolean {
  if (node?.kind === 'opaque') return true;
  return (
    node?.kind === 'object' &&
    (node.open !== undefined || node.members.some((m) => findPlaceholders(m.key.value).length > 0 || isOpen(m.value)))
  );
}
