import type { Call } from '../../../evaluate/call.ts';
import type { CompiledCondition } from '../../../evaluate/compile.ts';
import { guardOf } from '../../../guards/ofKey.ts';
import { KEYS, sameName } from '../../../iam/vocabulary.ts';
import type { Condition } from '../../../policy/model.ts';
import { testsSubject } from '../../../policy/oidcClaims.ts';
import type { Tristate } from '../../../semantics/tristate.ts';
import { CALLER, clauseText } from '../../../text/clause.ts';
import { quotedList } from '../../../text/listed.ts';
import { conditionClause } from '../../conditionClauses.ts';
import { displaySubject, displayText, type Names } from '../../phrases.ts';
import type { Cause } from '../types.ts';
import { placeOfCondition } from './place.ts';

export interface Asked {
  /** Undefined where the error doesn't say who calls. */
  readonly call: Call | undefined;
  readonly names: Names;
  /** Who calls, as the error has it. */
  readonly who?: string | undefined;
  /** Whether the reader calls: then it helps to know how to send a value. */
  readonly isReaders: boolean;
}

/** A condition that does not match, or may not. */
export interface Unmet extends Cause {
  /** The value that would match if it were added; none where that makes no sense. */
  readonly add?: string;
  /** Characters that the value of the request shares with one of the policy, from the start. */
  readonly alike: number;
}

/** Why a condition does not match, or what it takes to match. @param result `no` where it surely fails */
export function unmet({ condition, key }: CompiledCondition, result: Tristate, asked: Asked): Unmet {
  const sent = key && asked.call?.sent(key);
  const phrase = clauseText(conditionClause(condition, CALLER, asked.names).clause);
  const how = howTo(condition, asked);
  const said = (text: string): Unmet => ({ sure: false, text, span: placeOfCondition(condition), alike: 0 });
  const name = displayText(condition.key.value);
  const isNamed = phrase.toLowerCase().includes(condition.key.value.toLowerCase());
  if (result !== 'no') return said(`Only if ${phrase}${isNamed ? '' : ` (${name})`}.${how}`);
  const requires = `so this condition doesn't match. It requires that ${phrase}.${how}`;
  if (sent?.kind === 'absent') return said(`The request has no ${name}, ${requires}`);
  const had = sent?.kind === 'one' ? [sent.value] : sent?.kind === 'many' ? sent.values : [];
  const [only = '', ...more] = had;
  if (!had.length) {
    const who = asked.who !== undefined && OF_CALLER.test(condition.key.value) ? asked.who : undefined;
    const what =
      who === undefined ? "This condition doesn't match." : `The caller is ${who}, so this condition doesn't match.`;
    return said(`${what} It requires that ${phrase}.${how}`);
  }
  if (sameName(condition.key.value, KEYS.externalId))
    return said(`The external ID of the call isn't the one that this condition requires.${how}`);
  const values = quotedList(had.map(displaySubject), 'and');
  const text = testsSubject(condition)
    ? `The token's subject is ${values}, which this condition doesn't match.`
    : `${name} is ${values} in the request, ${requires}`;
  const wanted = condition.values.map((value) => value.text?.value ?? '');
  return {
    ...said(text),
    ...(isOpenToMore(condition) && !more.length ? { add: only } : {}),
    alike: Math.max(0, ...wanted.map((value) => sharedStart(value, only))),
  };
}

/** Keys that tell who calls. */
const OF_CALLER = /^aws:(?:Principal|userid|username)/i;

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a.charAt(length) === b.charAt(length)) length++;
  return length;
}

/** Whether one more value is a sensible way to match: never of a Boolean, a number or a date. */
function isOpenToMore({ operator, open, values }: Condition): boolean {
  if (operator?.negated !== false || open || values.some(({ text }) => text?.value.includes('${'))) return false;
  return ADDABLE.includes(operator.family);
}

const ADDABLE: readonly string[] = ['String', 'Arn', 'IpAddress'];

/** How to match a condition, where the reader can do something about it. */
function howTo(condition: Condition, { call, isReaders }: Asked): string {
  const key = condition.key.value;
  const { kinds } = call?.caller.facts ?? {};
  if (isMfa(key) && kinds?.includes('session')) return ` ${NO_MFA}`;
  if (kinds?.includes('service')) return OF_SERVICES.some((name) => sameName(name, key)) ? ` ${COMPARE_SOURCE}` : '';
  if (!isReaders) return sameName(key, KEYS.externalId) ? ` ${COMPARE_EXTERNAL_ID}` : '';
  const meet = guardOf(key)?.meet ?? (condition.providerKey ? CLAIM : undefined);
  return meet === undefined ? '' : ` ${meet}`;
}

export function isMfa(key: string): boolean {
  return sameName(key, KEYS.mfaPresent) || sameName(key, KEYS.mfaAge);
}

const NO_MFA = 'Sessions of roles have no MFA: call as an IAM user who signed in with MFA, or remove the condition.';
const CLAIM = 'Compare it with the token claim, character by character.';
const COMPARE_EXTERNAL_ID = 'Compare it with the external ID that the vendor shows, character by character.';
const OF_SERVICES = [KEYS.sourceAccount, KEYS.sourceArn, KEYS.sourceOrgId, KEYS.sourceOrgPaths];
const COMPARE_SOURCE = 'Compare it with the resource that uses the role: its account, Region and name.';
