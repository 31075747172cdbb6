import type { Asked, Ask, Callers, Denial, Guard } from '../guards/guard.ts';
import { guards } from '../guards/index.ts';
import { ASSUME_ACTIONS, KEYS } from '../iam/vocabulary.ts';
import type { StatementKind } from '../policy/model.ts';
import { own } from '../text/own.ts';
import { listAnswer, textAnswer, type Answers } from './answers.ts';
import { companionRows, withCompanions } from './companions.ts';
import { isPartitionOpen, PARTITION, PARTITION_ROW } from './partition.ts';
import type { Asking, PickItem, PickQuestion, Question, StatementValue, TextQuestion } from './steps.ts';
import { accountsIn, principalsIn, vendorName, vendorPlaceholder } from './vendor.ts';

type Block = NonNullable<StatementValue['Condition']>;

/** A guard that a person can put on a trust, with the question it needs. */
interface Choice extends Ask {
  readonly key: string;
  readonly operator: string;
}

/** In the order of the keys that callers from accounts send. */
const CHOICES: readonly Choice[] = [...guards]
  .sort((a, b) => placeOf(a) - placeOf(b))
  .flatMap(({ asks, key, operator }) =>
    asks.map((ask) => ({ ...ask, key: `${key}${ask.tag ?? ''}`, operator: ask.operator ?? operator })),
  );

function placeOf({ for: places }: Guard): number {
  return places.account ?? places.saml ?? Infinity;
}

/** What a kind of trust offers as conditions. */
export interface Offered {
  /** Whose calls they are: what these never send is no condition to offer. */
  readonly callers: StatementKind;
  /** Whom the kind trusts, where the answers about principals do not tell. */
  readonly principals?: readonly string[];
  /** What the kind has without being asked. */
  readonly always?: readonly string[];
  /** What tells nothing there. */
  readonly without?: readonly string[];
  /** Chosen already. */
  readonly picked?: readonly string[];
  /** Rows of the kind's own, for what few need. */
  readonly also?: readonly PickItem[];
  /** Other questions of the kind say which partition it is. */
  readonly isPartitionKnown?: true;
}

/**
 * The questions of a kind of trust, then which guards to put on and what the chosen ones need to know. Where no answer before told
 * the partition, it is one row among them.
 */
export function withGuards(
  asked: readonly Question[],
  { callers, principals, always = [], without = [], picked = [], also = [], isPartitionKnown }: Offered,
  answers: Answers,
  asking: Asking,
): readonly Question[] {
  const trusted = callersOf(principals ?? principalsIn(answers), answers);
  const fitting = CHOICES.filter((g) => g.callers.includes(callers) && !without.includes(g.id) && g.suits(trusted));
  const ids = listAnswer(answers, GUARDS);
  // Who is denied beside a service would be the service itself.
  const deniable = (callers === 'service' ? [] : fitting).flatMap(({ id, deny }) =>
    deny ? [{ id, label: deny.label }] : [],
  );
  const denied = ids.includes(DENY.id) ? listAnswer(answers, DENIED) : [];
  const offered = fitting.filter((g) => !always.includes(g.id) && !isToldAlong(g, answers));
  const isOpen = !isPartitionKnown && isPartitionOpen(asked, answers, ids);
  const pick: PickQuestion = {
    id: GUARDS,
    kind: 'pick',
    many: true,
    mayBeNone: true,
    leadsOn: true,
    title: 'Add conditions (optional)',
    placeholder: 'Select any, then press Enter',
    items: [
      ...offered.map(({ id, label, detail }) => ({ id, label, detail, picked: picked.includes(id) })),
      ...companionRows(callers),
      ...also,
      ...(deniable.length ? [DENY] : []),
      ...(isOpen ? [PARTITION_ROW] : []),
    ],
  };
  return [
    ...asked,
    pick,
    ...(isOpen && ids.includes(PARTITION.id) ? [PARTITION] : []),
    ...(deniable.length && ids.includes(DENY.id) ? [denialQuestion(deniable, [...always, ...ids])] : []),
    ...offered
      .filter(({ id }) => ids.includes(id) || denied.includes(id))
      .flatMap((guard) => questionOf(guard, trusted, answers, asking)),
  ];
}

const GUARDS = 'guards';
const DENIED = 'denied';

const DENY: PickItem = {
  id: 'deny',
  label: 'Explicit deny',
  detail: 'Denies everyone else, even if another statement allows them',
};

/** @param chosen whoever does not match these is denied unless the person says otherwise */
function denialQuestion(deniable: readonly PickItem[], chosen: readonly string[]): PickQuestion {
  return {
    id: DENIED,
    kind: 'pick',
    many: true,
    leadsOn: true,
    title: 'Who is denied, whatever else allows them?',
    placeholder: 'Select one or more, then press Enter',
    items: deniable.map((item) => ({ ...item, picked: chosen.includes(item.id) })),
  };
}

/** The question that one guard needs, for a kind of trust that always has it. */
export function guardStep(id: string, answers: Answers, asking: Asking): readonly Question[] {
  const trusted = callersOf(principalsIn(answers), answers);
  return CHOICES.filter((g) => g.id === id).flatMap((g) => questionOf(g, trusted, answers, asking));
}

/**
 * A statement with the conditions of the chosen guards, and of those that a kind always has, besides its own; then the statements
 * that deny others.
 * @param always ids of the latter
 */
export function guarded(
  statement: StatementValue,
  answers: Answers,
  always: readonly string[] = [],
): readonly StatementValue[] {
  const chosen = listAnswer(answers, GUARDS);
  const trusted = callersOf(Object.values(statement.Principal).flat(), answers);
  const has = (ids: readonly string[]) => (guard: Choice) => ids.includes(guard.id) && guard.suits(trusted);
  const isPut = has([...always, ...chosen]);
  const tests = CHOICES.filter((guard) => isPut(guard) || isToldAlong(guard, answers)).map((guard): Block => ({
    [guard.operator]: { [guard.key]: valueOf(guard, answers) },
  }));
  const condition = allOf([statement.Condition ?? {}, ...tests]);
  const denied = chosen.includes(DENY.id) ? CHOICES.filter(has(listAnswer(answers, DENIED))) : [];
  return [
    ...withCompanions({ ...statement, ...(Object.keys(condition).length ? { Condition: condition } : {}) }, chosen),
    ...denied.flatMap((guard) => (guard.deny ? [denialOf(statement, guard, guard.deny, answers)] : [])),
  ];
}

/** Whether the answer to another question said it too, so that it was neither chosen nor asked for. */
function isToldAlong({ id, answer, question }: Choice, answers: Answers): boolean {
  const chosen = listAnswer(answers, GUARDS);
  const asked = chosen.includes(DENY.id) ? [...chosen, ...listAnswer(answers, DENIED)] : chosen;
  return question !== undefined && !asked.includes(id) && TOLD_ALONG.includes(id) && textAnswer(answers, answer) !== '';
}

/** The path of an OU is also an answer to the question for its organization. */
const TOLD_ALONG: readonly string[] = ['organizationPaths'];

function valueOf({ value, answer }: Choice, answers: Answers): string | readonly string[] {
  return value(textAnswer(answers, answer));
}

/** Everyone is denied who does not match the guard: every account, where accounts are trusted. */
function denialOf(
  { Principal, Action }: StatementValue,
  guard: Choice,
  deny: Denial,
  answers: Answers,
): StatementValue {
  const [action] = [Action].flat().filter((a) => ASSUME_ACTIONS.some((assume) => assume === a));
  const test: Block = { [deny.operator]: { [guard.key]: deny.value ?? valueOf(guard, answers) } };
  const isOfAccounts = own(Principal, 'AWS') !== undefined;
  return {
    Effect: 'Deny',
    Principal: isOfAccounts ? { AWS: '*' } : Principal,
    Action: action ?? Action,
    Condition: allOf([test, isOfAccounts && deny.sparesServices ? NOT_SERVICES : {}]),
  };
}

/** In requests of identity providers the key is not. */
const NOT_SERVICES: Block = { Bool: { [KEYS.principalIsAwsService]: 'false' } };

/** Blocks in one: all of their tests have to be met. */
function allOf(blocks: readonly Block[]): Block {
  const all = new Map<string, Block[string]>();
  for (const block of blocks)
    for (const [operator, tests] of Object.entries(block)) all.set(operator, { ...all.get(operator), ...tests });
  return Object.fromEntries(all);
}

function questionOf(
  { question, answer }: Choice,
  trusted: Callers,
  answers: Answers,
  asking: Asking,
): readonly TextQuestion[] {
  if (!question) return [];
  const asked: Asked = {
    ...trusted,
    ...asking,
    accounts: accountsIn(answers),
    told: (id) => (own(answers, id) === undefined ? undefined : textAnswer(answers, id)),
  };
  return [{ kind: 'text', id: answer, ...question(asked) }];
}

function callersOf(principals: readonly string[], answers: Answers): Callers {
  return {
    principals: principals.map((value) => ({ value, holes: [] })),
    vendors: vendorPlaceholder(answers) === undefined ? [] : [vendorName(answers) ?? ''],
  };
}
