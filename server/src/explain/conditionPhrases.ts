import type { Operator } from '../iam/operators.ts';
import { variablesOf } from '../iam/variables.ts';
import { hasWildcard, isOnlyWildcards } from '../iam/wildcards.ts';
import { KEYS, sameName, STS_AUDIENCE } from '../iam/vocabulary.ts';
import { providerOfKey, testsClaim } from '../policy/oidcClaims.ts';
import { guarantees } from '../policy/conditionGuarantees.ts';
import type { Condition } from '../policy/model.ts';
import type { Text } from '../policy/policyText.ts';
import { instantOf, testsClock } from '../policy/times.ts';
import { own } from '../text/own.ts';
import { printable } from '../text/printable.ts';
import { accountPhrase } from './account.ts';
import { nounOf } from './keyNouns.ts';
import { listed, displayText, type Names, type Pronoun } from './phrases.ts';
import { durationPhrase, instantPhrase } from './time.ts';

/** One condition in words. */
export interface ConditionPhrase {
  readonly condition: Condition;
  /** A clause that `when` can stand before: `it sends the ExternalId`. */
  readonly phrase: string;
  /** It says what every caller of this kind meets: the audience that its client always asks for. */
  readonly usual: boolean;
}

/** Says what a condition asks of the callers. */
export function conditionPhrase(condition: Condition, p: Pronoun, names: Names): ConditionPhrase {
  return { condition, phrase: printable(phraseOf(condition, p, names)), usual: isUsual(condition) };
}

function phraseOf(condition: Condition, p: Pronoun, names: Names): string {
  const { operator } = condition;
  const key = condition.key.value;
  if (!operator) return `${displayText(key)} passes ${displayText(condition.operatorMember.key.value)}`;
  if (operator.family === 'Null') return presencePhrase(condition, p);
  const special = own(SPECIAL, key.toLowerCase())?.(condition, operator, p, names);
  const phrase = special ?? plainPhrase(condition, operator, p);
  return operator.ifExists && !special ? `${phrase} (or the request does not say)` : phrase;
}

/** `Null` asks whether the key is there. */
function presencePhrase({ key, values }: Condition, p: Pronoun): string {
  const absent = values.every((v) => v.text?.value === 'true');
  if (!absent && !values.every((v) => v.text?.value === 'false')) return `${displayText(key.value)} passes Null`;
  if (sameName(key.value, KEYS.externalId))
    return absent ? `${p.it} send${p.s} no ExternalId` : `${p.it} send${p.s} any ExternalId`;
  return `the request carries ${absent ? 'no ' : ''}${displayText(key.value)}`;
}

type Special = (condition: Condition, operator: Operator, p: Pronoun, names: Names) => string | undefined;

/** Keys that are better said than “its … is …”; undefined falls back to that. */
const SPECIAL: Readonly<Record<string, Special>> = {
  [KEYS.externalId.toLowerCase()]: (c, { negated, ifExists, set }, p) => {
    if (negated || set === 'ForAnyValue') return undefined;
    if (ifExists || set) return `${p.it} send${p.s} the right ExternalId, or none`;
    if (c.values.some((v) => v.text && variablesOf(v.text.value).length)) return undefined;
    const some = c.operator?.wildcards === true && c.values.some((v) => v.text && hasWildcard(v.text.value));
    if (letsAllPass(c)) return `${p.it} send${p.s} any ExternalId`;
    if (some) return `${p.it} send${p.s} an ExternalId like ${values(c, 'or')}`;
    return c.values.length === 1
      ? `${p.it} send${p.s} the ExternalId`
      : `${p.it} send${p.s} one of ${c.values.length} ExternalIds`;
  },
  [KEYS.mfaPresent.toLowerCase()]: (c, { family, ifExists }, p) => {
    if (family !== 'Bool' || c.values.length !== 1) return undefined;
    const wanted = c.values[0]?.text?.value;
    if (wanted === 'true')
      return ifExists ? `${p.it} signed in with MFA or use${p.s} access keys` : `${p.it} signed in with MFA`;
    if (wanted !== 'false') return undefined;
    return ifExists ? `${p.it} did not sign in with MFA` : `${p.its} session is one without MFA`;
  },
  [KEYS.mfaAge.toLowerCase()]: (c, { base, ifExists }, p) => {
    const seconds = Number(c.values[0]?.text?.value);
    const words = own(AGES, base);
    if (ifExists || !words || c.values.length !== 1 || !Number.isInteger(seconds)) return undefined;
    return `${p.its} MFA is ${words} ${durationPhrase(seconds)} old`;
  },
  [KEYS.sourceIp.toLowerCase()]: (c, { family, negated, ifExists }, p) =>
    family !== 'IpAddress' || ifExists
      ? undefined
      : negated
        ? `${p.it} ${doNot(p)}call from ${values(c, 'or')}`
        : `${p.it} call${p.s} from ${values(c, 'or')}`,
  [KEYS.principalOrgId.toLowerCase()]: (c, { negated, ifExists, set }, p) =>
    set || (ifExists && !negated)
      ? undefined
      : `${p.it} ${negated ? doNot(p) : ''}belong${negated ? '' : p.s} to organization ${values(c, 'or')}`,
  'aws:principalisawsservice': (c, { family, ifExists }, p) =>
    family !== 'Bool' || c.values.length !== 1
      ? undefined
      : c.values[0]?.text?.value === 'false'
        ? `${p.it} ${p.is} no AWS service`
        : ifExists
          ? undefined
          : `${p.it} ${p.is} an AWS service`,
  [KEYS.sourceOrgId.toLowerCase()]: (c, { negated, ifExists, set }, p) =>
    negated || ifExists || set ? undefined : `${p.it} work${p.s} for organization ${values(c, 'or')}`,
  [KEYS.sourceAccount.toLowerCase()]: (c, { negated, ifExists, set }, p, names) =>
    negated || ifExists || set
      ? undefined
      : `${p.it} work${p.s} for ${listed(
          c.values.map((v) => accountPhrase(v.text?.value ?? '?', names)),
          'or',
        )}`,
  [KEYS.sourceArn.toLowerCase()]: (c, { negated, ifExists, set }, p) =>
    negated || ifExists || set ? undefined : `${p.it} work${p.s} for ${values(c, 'or')}`,
};

function doNot(p: Pronoun): string {
  return p.s === 's' ? 'does not ' : 'do not ';
}

const AGES: Readonly<Record<string, string>> = {
  NumericLessThan: 'less than',
  NumericLessThanEquals: 'at most',
  NumericGreaterThan: 'more than',
  NumericGreaterThanEquals: 'at least',
};

function plainPhrase(condition: Condition, operator: Operator, p: Pronoun): string {
  const noun = nounOfCondition(condition, p);
  if (!operator.negated && !operator.set && letsAllPass(condition)) return `${noun} is anything at all`;
  const relation = relationOf(condition, operator);
  const text = condition.values.length ? values(condition, 'or') : 'one of no values';
  const several = noun.endsWith(' keys');
  switch (operator.set) {
    case 'ForAnyValue':
      return `${several ? 'one of ' : ''}${noun} ${relation} ${text}`;
    case 'ForAllValues':
      return several
        ? `each of ${noun} ${relation} ${text}`
        : `${noun} ${relation} ${text}${guarantees(condition) === 'no' ? ' (or there is none)' : ''}`;
    case undefined:
      return `${noun} ${relation} ${text}`;
  }
}

/** Whether any value will do, as long as there is one. */
function letsAllPass({ operator, values: given }: Condition): boolean {
  return (
    operator?.wildcards === true && given.some(({ text }) => text && !text.holes.length && isOnlyWildcards(text.value))
  );
}

function nounOfCondition(condition: Condition, p: Pronoun): string {
  const { key, providerKey } = condition;
  if (testsClaim(condition, 'aud')) return 'the audience of the token';
  if (providerKey) return `the token’s ${displayText(providerKey.claim.value)}`;
  return nounOf(key.value)?.(p) ?? displayText(key.value);
}

function relationOf(condition: Condition, { base, family, negated, wildcards }: Operator): string {
  const is = negated ? 'is not' : 'is';
  switch (family) {
    case 'String':
    case 'Arn': {
      const like = wildcards && condition.values.some((v) => v.text && hasWildcard(v.text.value));
      return `${is}${like ? ' like' : ''}${base.endsWith('IgnoreCase') ? ', in any case,' : ''}`;
    }
    case 'IpAddress':
      return `${is} in`;
    case 'Numeric':
    case 'Date':
      return own(COMPARED, base.slice(family.length))?.[family === 'Date' || testsClock(condition) ? 1 : 0] ?? is;
    case 'Bool':
    case 'Binary':
    case 'Null':
      return is;
  }
}

/** As numbers are compared, and as times are. */
const COMPARED: Readonly<Record<string, readonly [number: string, time: string]>> = {
  LessThan: ['is less than', 'is before'],
  LessThanEquals: ['is at most', 'is not after'],
  GreaterThan: ['is more than', 'is after'],
  GreaterThanEquals: ['is at least', 'is not before'],
};

/** The values in a list. */
function values(condition: Condition, word: 'or'): string {
  return listed(
    condition.values.map(({ text }) => (text ? valuePhrase(text, condition) : '?')),
    word,
  );
}

/** Values that name what the caller brings. */
const VARIABLES: Readonly<Record<string, string>> = {
  '${aws:username}': 'its IAM user name',
  '${aws:PrincipalOrgID}': 'its organization',
  '${aws:PrincipalAccount}': 'its account',
};

function valuePhrase(text: Text, condition: Condition): string {
  const { value, node } = text;
  if (node.kind === 'opaque' && node.reason === 'intrinsic') return 'what the template says';
  const time = instantOf(condition, text);
  return time === undefined ? (own(VARIABLES, value) ?? displayText(value)) : instantPhrase(time);
}

/** The audience that clients ask for anyway, or the address that every SAML sign-in goes to. */
function isUsual(condition: Condition): boolean {
  const { operator, values: given, key } = condition;
  if (!operator || operator.negated || operator.ifExists || !given.length) return false;
  const texts = given.map((v) => v.text?.value ?? '');
  if (sameName(key.value, KEYS.samlAudience)) return texts.every((t) => SIGN_IN.test(t));
  if (!testsClaim(condition, 'aud')) return false;
  const usual = providerOfKey(condition)?.provider.audience;
  return texts.every((t) => t === STS_AUDIENCE || t === usual);
}

const SIGN_IN = /^https:\/\/(?:[a-z0-9-]+\.)?signin\.(?:aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn)\/saml$/;
