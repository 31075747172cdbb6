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
  readonly call: Call;
  readonly names: Names;
  /** Whether the reader calls: then it helps to know how to send a value. */
  readonly isReaders: boolean;
}

/** Why a condition does not match, or what it takes to match. @param result `no` where it surely fails */
export function unmet({ condition, key }: CompiledCondition, result: Tristate, sure: boolean, asked: Asked): Cause {
  const sent = key && asked.call.sent(key);
  const phrase = clauseText(conditionClause(condition, CALLER, asked.names).clause);
  const how = howTo(condition, asked);
  const span = placeOfCondition(condition);
  if (result !== 'no') return { sure: false, text: `Only if ${phrase}.${how}`, span };
  const name = displayText(condition.key.value);
  if (sent?.kind === 'absent')
    return {
      sure,
      text: `The request has no ${name}, so this condition doesn't match. It requires that ${phrase}.${how}`,
      span,
    };
  const had = sent?.kind === 'one' ? [sent.value] : sent?.kind === 'many' ? sent.values : [];
  if (!had.length) return { sure, text: `This condition doesn't match. It requires that ${phrase}.${how}`, span };
  const values = quotedList(had.map(displaySubject), 'and');
  const isAddable = isOpenToMore(condition) && had.length === 1;
  const secret = sameName(condition.key.value, KEYS.externalId);
  if (testsSubject(condition))
    return {
      sure,
      text: `The token's subject is ${values}, which this condition doesn't match.${isAddable ? ` To allow it, add ${values}.` : ''}`,
      span,
    };
  if (secret)
    return { sure, text: `The external ID of the call isn't the one that this condition requires.${how}`, span };
  return {
    sure,
    text: `${name} is ${values} in the request, so this condition doesn't match. It requires that ${phrase}.${isAddable ? ` To allow it, add ${values}.` : ''}`,
    span,
  };
}

/** Whether one more value is a sensible way to match: never of a Boolean, a number or a date. */
function isOpenToMore({ operator, open }: Condition): boolean {
  return operator?.negated === false && !open && ADDABLE.includes(operator.family);
}

const ADDABLE: readonly string[] = ['String', 'Arn', 'IpAddress'];

/** How to match a condition, where the reader can do something about it. */
function howTo(condition: Condition, { call, isReaders }: Asked): string {
  const key = condition.key.value;
  const { kinds } = call.caller.facts ?? {};
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
