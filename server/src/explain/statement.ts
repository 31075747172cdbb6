import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { fittingActions } from '../iam/fit.ts';
import { findPlaceholders } from '../iam/placeholders.ts';
import { sameName, SET_CONTEXT, SET_SOURCE_IDENTITY, TAG_SESSION } from '../iam/vocabulary.ts';
import { guarantees } from '../policy/conditionGuarantees.ts';
import { neverSent } from '../policy/keyFacts.ts';
import type { Condition, Statement } from '../policy/model.ts';
import { isInvalidPrincipal } from '../policy/invalidPrincipal.ts';
import { printable } from '../text/printable.ts';
import { itemsOf, type ValueNode } from '../tree/node.ts';
import { callerOf } from '../policy/principalKinds.ts';
import { conditionPhrase, type ConditionPhrase } from './conditionPhrases.ts';
import { listed, displayText, type Names, type Pronoun } from './phrases.ts';
import { whoOf, type Who } from './principals.ts';

/** A statement in plain words. */
export interface Explanation {
  readonly statement: Statement;
  /** One sentence, without a full stop: `Lets any workflow of acme/app on branch main in`. */
  readonly sentence: string;
  readonly effect: 'lets in' | 'keeps out' | 'nothing';
  readonly who: Who;
  readonly guards: readonly ConditionPhrase[];
}

/** Tells what a statement does. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export function explainStatement(statement: Statement, names: Names): Explanation {
  const told = explained(statement, names);
  return { ...told, sentence: printable(told.sentence) };
}

function explained(statement: Statement, names: Names): Explanation {
  const fitting = fittingPrincipals(statement);
  const who = whoOf(statement, names, fitting.size ? fitting : undefined);
  const guards = statement.conditions.map((c) => conditionPhrase(c, who.pronoun, names));
  const spoken = guards.filter((g) => !g.usual && !who.mentioned.has(g.condition)).map((g) => g.phrase);
  const when = conditions(spoken, holdsMore(statement), who.pronoun);
  const base = { statement, who, guards };
  const nothing = (sentence: string): Explanation => ({ ...base, sentence, effect: 'nothing' });
  if (statement.effect === undefined)
    return nothing(
      statement.elements.get('Effect')?.value
        ? 'Neither allows nor denies: its Effect is neither Allow nor Deny'
        : 'Neither allows nor denies yet: it has no Effect',
    );
  if (!statement.principals.length)
    return nothing(
      `${statement.effect === 'Allow' ? 'Lets nobody in' : 'Keeps nobody out'}${
        statement.elements.get('Principal')?.value ? ': its Principal names nobody' : ' yet: it names no principal'
      }`,
    );
  if (statement.principals.some((p) => p.negated))
    return nothing('Does nothing: IAM refuses a trust policy with NotPrincipal');
  const refused = statement.principals.find((p, i) => {
    const kind = statement.shape.principals[i];
    return kind && isInvalidPrincipal(p, kind);
  });
  if (refused) return nothing(`Does nothing: IAM refuses the principal ${displayText(refused.value.value)}`);
  if (statement.principals.every((p) => parseAwsPrincipal(p.value).kind === 'deleted'))
    return nothing(
      `${statement.effect === 'Allow' ? 'Lets nobody in' : 'Keeps nobody out'}: it names only ${who.phrase}`,
    );
  if (statement.effect === 'Deny') {
    return { ...base, effect: 'keeps out', sentence: `Keeps ${who.phrase} ${fromWhat(statement)}${when}` };
  }
  const spared = sparedActions(statement.elements);
  if (spared !== undefined)
    return { ...base, effect: 'lets in', sentence: `Lets ${who.phrase} in by every action but ${spared}${when}` };
  if (!statement.actions.length) return nothing('Lets nobody in yet: it names no action');
  if (!statement.assumes.length && !statement.elements.get('NotAction'))
    return companionsOnly(base, who, when, nothing);
  if (!fitting.size) return nothing(mismatch(statement, who));
  const dead = statement.conditions.find(
    (c) => guarantees(c) === 'yes' && (neverSent(c, statement) || foreignTo(c, statement, fitting)),
  );
  if (dead)
    return nothing(
      `Lets nobody in: the calls of ${who.phrase.replace(/^every /, 'any ')} never carry ${displayText(dead.key.value)}`,
    );
  return { ...base, effect: 'lets in', sentence: `Lets ${who.phrase} in${when}` };
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

function mismatch(statement: Statement, who: Who): string {
  const actions = listed(statement.assumes.map(displayText), 'and');
  return `Lets nobody in: ${actions} do${statement.assumes.length > 1 ? '' : 'es'} not work for ${who.phrase.replace(/^every /, 'any ')}`;
}

const COMPANIONS: readonly (readonly [action: string, verb: string, gerund: string])[] = [
  [TAG_SESSION, 'tag the session', 'tagging the session'],
  [SET_SOURCE_IDENTITY, 'set a source identity', 'setting a source identity'],
  [SET_CONTEXT, 'pass a context', 'passing a context'],
];

function companionsOnly(
  base: Pick<Explanation, 'statement' | 'who' | 'guards'>,
  who: Who,
  when: string,
  nothing: (sentence: string) => Explanation,
): Explanation {
  const verbs = COMPANIONS.filter(([action]) => base.statement.actions.some((a) => sameName(a.value, action)));
  if (!verbs.length) return nothing('Lets nobody in: it allows no action that assumes a role');
  const what = listed(
    verbs.map(([, verb]) => verb),
    'and',
  );
  return { ...base, effect: 'lets in', sentence: `Lets ${who.phrase} ${what}${when}` };
}

/** What a Deny keeps from: coming in at all, or one way of it. */
function fromWhat({ actions, assumes, elements, shape }: Statement): string {
  const spared = sparedActions(elements);
  if (spared) return `from all but ${spared}`;
  if (assumes.length) {
    const all = shape.principals.every((kind) => {
      const caller = callerOf(kind);
      return caller !== undefined && fittingActions(caller).every((a) => assumes.includes(a));
    });
    return all ? 'out' : `out by ${listed(assumes.map(displayText), 'and')}`;
  }
  const verbs = COMPANIONS.filter(([action]) => actions.some((a) => sameName(a.value, action))).map(([, , g]) => g);
  return `from ${
    verbs.length
      ? listed(verbs, 'and')
      : listed(
          actions.map((a) => displayText(a.value)),
          'and',
        )
  }`;
}

/** The actions of a NotAction. */
function sparedActions(elements: Statement['elements']): string | undefined {
  const value = elements.get('NotAction')?.value;
  if (!value) return undefined;
  const names = itemsOf(value).map((a) => (a.kind === 'string' ? displayText(a.value) : '?'));
  return listed(names, 'and');
}

/** Whether a key is of a provider that none of the chosen principals is: their tokens do not carry it. */
function foreignTo({ providerKey }: Condition, { shape }: Statement, chosen: ReadonlySet<number>): boolean {
  if (!providerKey || providerKey.issuer.holes.length) return false;
  return [...chosen].every((i) => {
    const kind = shape.principals[i];
    return kind?.kind === 'oidc' && !kind.issuer.holes.length && kind.issuer.value !== providerKey.issuer.value;
  });
}

/** Whether a deploy adds conditions to those that can be told. */
function holdsMore({ conditionsOpen, conditions: told, elements }: Statement): boolean {
  return conditionsOpen && (told.length === 0 || isOpen(elements.get('Condition')?.value));
}

/** Whether something in a condition block has no literal name or is not literal at all. */
function isOpen(node: ValueNode | undefined): boolean {
  if (node?.kind === 'opaque') return true;
  return (
    node?.kind === 'object' && node.members.some((m) => findPlaceholders(m.key.value).length > 0 || isOpen(m.value))
  );
}

const MOST_GUARDS = 4;

function conditions(phrases: readonly string[], open: boolean, { it, s }: Pronoun): string {
  const all = open ? [...phrases, 'conditions hold that only a deploy fills in'] : phrases;
  if (!all.length) return '';
  const rest = all.length - MOST_GUARDS;
  const told = rest > 1 ? [...all.slice(0, MOST_GUARDS), `${rest} more conditions hold`] : all;
  // “it sends … and it calls …, it works for … and it works for …”: what the callers do is said of them once.
  const starts = [`${it} work${s} for `, `${it} `];
  const short = told.map((phrase, i) => {
    const start = starts.find((t) => phrase.startsWith(t) && told[i - 1]?.startsWith(t));
    return start === undefined ? phrase : phrase.slice(start.length);
  });
  return `, when ${short.slice(0, -1).join(', ')}${short.length > 1 ? ' and ' : ''}${short.at(-1) ?? ''}`;
}
