import type { Operator } from '../iam/operators.ts';
import { variablesOf } from '../iam/variables.ts';
import { hasWildcard, isOnlyWildcards } from '../iam/wildcards.ts';
import { KEYS, sameName, STS_AUDIENCE } from '../iam/vocabulary.ts';
import { providerOfKey, testsClaim } from '../policy/oidcClaims.ts';
import { guarantees } from '../policy/conditionGuarantees.ts';
import { mfaNeverSent } from '../policy/keyFacts.ts';
import type { Condition } from '../policy/model.ts';
import type { Text } from '../policy/policyText.ts';
import { instantOf, testsClock } from '../policy/times.ts';
import { listed } from '../text/listed.ts';
import type { OpaqueNode } from '../tree/node.ts';
import { own } from '../text/own.ts';
import { printable } from '../text/printable.ts';
import { accountPhrase } from './account.ts';
import type { Clause, Grammar, Verb } from './clause.ts';
import { nounOf, type Noun } from './keyNouns.ts';
import { displayText, type Names } from './phrases.ts';
import { templateValue } from './template.ts';
import { durationPhrase, instantPhrase } from './time.ts';

/** One condition in words. */
export interface ConditionClause {
  readonly condition: Condition;
  readonly clause: Clause;
  /** It says what every caller of this kind meets: the audience that its client always asks for. */
  readonly usual: boolean;
}

/** Says what a condition requires of the callers. */
export function conditionClause(condition: Condition, grammar: Grammar, names: Names): ConditionClause {
  const { subject, verb, object } = clauseOf(condition, grammar, names);
  const clause = { subject: printable(subject), verb: printable(verb), object: printable(object) };
  return { condition, clause, usual: isUsual(condition) };
}

function clauseOf(condition: Condition, g: Grammar, names: Names): Clause {
  const { operator } = condition;
  const key = displayText(condition.key.value);
  if (!operator) return { subject: key, verb: 'matches', object: displayText(condition.operatorMember.key.value) };
  if (operator.family === 'Null') return presenceClause(condition, g);
  const special = own(SPECIAL, condition.key.value.toLowerCase())?.(condition, operator, g, names);
  if (special) return special;
  const plain = plainClause(condition, operator, g);
  return operator.ifExists ? { ...plain, object: `${plain.object} (or isn't in the request)` } : plain;
}

/** `Null` asks whether the key is there. */
function presenceClause({ key, values }: Condition, g: Grammar): Clause {
  const absent = values.every((v) => v.text?.value === 'true');
  const present = values.every((v) => v.text?.value === 'false');
  if (!absent && !present) return { subject: displayText(key.value), verb: 'matches', object: 'Null' };
  if (sameName(key.value, KEYS.externalId))
    return { subject: g.it, verb: g.does(absent ? ["doesn't send", "don't send"] : SEND), object: 'any external ID' };
  return { subject: 'the request', verb: absent ? "doesn't include" : 'includes', object: displayText(key.value) };
}

const SEND: Verb = ['sends', 'send'];
const SIGNED_IN: Verb = ['signed in', 'signed in'];
const DID_NOT_SIGN_IN: Verb = ["didn't sign in", "didn't sign in"];
const CALL_FROM: Verb = ['calls from', 'call from'];
const NOT_CALL_FROM: Verb = ["doesn't call from", "don't call from"];
const BELONG: Verb = ['belongs to', 'belong to'];
const NOT_BELONG: Verb = ["doesn't belong to", "don't belong to"];
const ARE: Verb = ['is', 'are'];
const ARE_NOT: Verb = ["isn't", "aren't"];
const ACT_FOR: Verb = ['acts for', 'act for'];

type Special = (condition: Condition, operator: Operator, g: Grammar, names: Names) => Clause | undefined;

/** Keys that are better said than “its … is …”; undefined falls back to that. */
const SPECIAL: Readonly<Record<string, Special>> = {
  [KEYS.externalId.toLowerCase()]: (c, { negated, ifExists, set }, g) => {
    if (negated || set === 'ForAnyValue') return undefined;
    const sends = (object: string): Clause => ({ subject: g.it, verb: g.does(SEND), object });
    if (ifExists || set) return sends('the right external ID or none');
    if (c.values.some((v) => v.text && variablesOf(v.text.value).length)) return undefined;
    const some = c.operator?.wildcards === true && c.values.some((v) => v.text && hasWildcard(v.text.value));
    if (letsAllPass(c)) return sends('any external ID');
    if (some) return sends(`an external ID matching ${values(c)}`);
    return sends(c.values.length === 1 ? 'the external ID' : `one of ${c.values.length} external IDs`);
  },
  [KEYS.mfaPresent.toLowerCase()]: (c, { family, ifExists }, g) => {
    if (family !== 'Bool' || c.values.length !== 1) return undefined;
    const wanted = c.values[0]?.text?.value;
    const signedIn = (verb: Verb, object: string): Clause => ({ subject: g.it, verb: g.does(verb), object });
    if (wanted === 'true' && mfaNeverSent(c.statement))
      return signedIn(SIGNED_IN, ifExists ? 'with or without MFA' : "with MFA, which roles can't");
    if (wanted === 'true')
      return signedIn(
        SIGNED_IN,
        ifExists ? `with MFA or ${g.does(['uses', 'use'])} long-term access keys` : 'with MFA',
      );
    if (wanted !== 'false') return undefined;
    return ifExists ? signedIn(DID_NOT_SIGN_IN, 'with MFA') : signedIn(SIGNED_IN, 'without MFA');
  },
  [KEYS.mfaAge.toLowerCase()]: (c, { base, ifExists }, g) => {
    const seconds = Number(c.values[0]?.text?.value);
    const words = own(AGES, base);
    if (ifExists || !words || c.values.length !== 1 || !Number.isInteger(seconds)) return undefined;
    return { subject: `${g.its} MFA sign-in`, verb: 'is', object: `${words} ${durationPhrase(seconds)} old` };
  },
  [KEYS.sourceIp.toLowerCase()]: (c, { family, negated, ifExists }, g) =>
    family !== 'IpAddress' || ifExists
      ? undefined
      : { subject: g.it, verb: g.does(negated ? NOT_CALL_FROM : CALL_FROM), object: values(c) },
  [KEYS.principalOrgId.toLowerCase()]: (c, { negated, ifExists, set }, g) =>
    set || (ifExists && !negated)
      ? undefined
      : { subject: g.it, verb: g.does(negated ? NOT_BELONG : BELONG), object: organizations(c) },
  [KEYS.principalIsAwsService.toLowerCase()]: (c, { family, ifExists }, g) => {
    if (family !== 'Bool' || c.values.length !== 1) return undefined;
    const no = c.values[0]?.text?.value === 'false';
    if (ifExists && !no) return undefined;
    return { subject: g.it, verb: g.does(no ? ARE_NOT : ARE), object: g.does(['an AWS service', 'AWS services']) };
  },
  [KEYS.sourceOrgId.toLowerCase()]: (c, operator, g) => actsFor(c, operator, g, organizations(c)),
  [KEYS.sourceAccount.toLowerCase()]: (c, operator, g, names) =>
    actsFor(
      c,
      operator,
      g,
      listed(
        c.values.map(({ text }) =>
          text?.node.kind === 'opaque' ? valuePhrase(text, c, 'account') : accountPhrase(text?.value ?? '?', names),
        ),
        'or',
      ),
    ),
  [KEYS.sourceArn.toLowerCase()]: (c, operator, g) => actsFor(c, operator, g, values(c)),
};

/** What a service acts for, where the test asks just that. */
function actsFor(_: Condition, { negated, ifExists, set }: Operator, g: Grammar, object: string): Clause | undefined {
  return negated || ifExists || set ? undefined : { subject: g.it, verb: g.does(ACT_FOR), object };
}

const AGES: Readonly<Record<string, string>> = {
  NumericLessThan: 'less than',
  NumericLessThanEquals: 'at most',
  NumericGreaterThan: 'more than',
  NumericGreaterThanEquals: 'at least',
};

function plainClause(condition: Condition, operator: Operator, g: Grammar): Clause {
  const { text: noun, isPlural } = nounOfCondition(condition, g);
  if (!operator.negated && !operator.set && letsAllPass(condition))
    return { subject: noun, verb: isPlural ? 'have' : 'has', object: 'any value' };
  const subject =
    operator.set === 'ForAnyValue' && isPlural
      ? `one of ${noun}`
      : operator.set === 'ForAllValues' && isPlural
        ? `each of ${noun}`
        : noun;
  const { verb, relation, note = '' } = relationOf(condition, operator, isPlural && operator.set === undefined);
  const text = condition.values.length ? values(condition) : 'one of no values';
  const none =
    operator.set === 'ForAllValues' && !isPlural && guarantees(condition) === 'no' ? ' (or there is none)' : '';
  return { subject, verb, object: `${relation === '' ? '' : `${relation} `}${text}${note}${none}` };
}

/** Whether any value will do, as long as there is one. */
function letsAllPass({ operator, values: given }: Condition): boolean {
  return (
    operator?.wildcards === true && given.some(({ text }) => text && !text.holes.length && isOnlyWildcards(text.value))
  );
}

function nounOfCondition(condition: Condition, g: Grammar): Noun {
  const { key, providerKey } = condition;
  const one = (text: string): Noun => ({ text, isPlural: false });
  if (testsClaim(condition, 'aud')) return one("the token's audience");
  if (providerKey) return one(`the token's ${displayText(providerKey.claim.value)}`);
  return nounOf(key.value, g) ?? one(displayText(key.value));
}

/** How what is tested must relate to the values. */
interface Relation {
  readonly verb: string;
  /** Before the values. */
  readonly relation: string;
  /** Behind them. */
  readonly note?: string;
}

function relationOf(condition: Condition, operator: Operator, isPlural: boolean): Relation {
  const { base, family, negated, wildcards } = operator;
  const are = (relation = ''): Relation => ({
    verb: (isPlural ? ['are', "aren't"] : ['is', "isn't"])[negated ? 1 : 0] ?? 'is',
    relation,
  });
  switch (family) {
    case 'String':
    case 'Arn': {
      const note = base.endsWith('IgnoreCase') ? ' (ignoring case)' : '';
      if (!wildcards || !condition.values.some((v) => v.text && hasWildcard(v.text.value))) return { ...are(), note };
      const verbs = isPlural ? ['match', "don't match"] : ['matches', "doesn't match"];
      return { verb: verbs[negated ? 1 : 0] ?? 'matches', relation: '', note };
    }
    case 'IpAddress':
      return are('in');
    case 'Numeric':
    case 'Date': {
      const compared = own(COMPARED, base.slice(family.length));
      return compared ? { verb: 'is', relation: compared[family === 'Date' || testsClock(condition) ? 1 : 0] } : are();
    }
    case 'Bool':
    case 'Binary':
    case 'Null':
      return are();
  }
}

/** As numbers are compared, and as times are. */
const COMPARED: Readonly<Record<string, readonly [number: string, time: string]>> = {
  LessThan: ['less than', 'before'],
  LessThanEquals: ['at most', 'at or before'],
  GreaterThan: ['more than', 'after'],
  GreaterThanEquals: ['at least', 'at or after'],
};

/** The values in a list. */
function values(condition: Condition): string {
  return listed(
    condition.values.map(({ text }) => (text ? valuePhrase(text, condition) : '?')),
    'or',
  );
}

/** `organization o-1 or o-2`, `the organization in parameter OrgId`. */
function organizations(condition: Condition): string {
  if (!condition.values.some(({ text }) => text && isIntrinsic(text))) return `organization ${values(condition)}`;
  return listed(
    condition.values.map(({ text }) => {
      if (!text) return '?';
      const said = valuePhrase(text, condition, 'organization');
      return isIntrinsic(text) ? said : `organization ${said}`;
    }),
    'or',
  );
}

/** Values that name what the caller brings. */
const VARIABLES: Readonly<Record<string, string>> = {
  '${aws:username}': 'its IAM user name',
  '${aws:PrincipalOrgID}': 'its organization',
  '${aws:PrincipalAccount}': 'its account',
};

/** @param noun what the value is, where a template fills it in */
function valuePhrase(text: Text, condition: Condition, noun?: string): string {
  if (isIntrinsic(text)) return templateValue(text.node, condition.statement.policy.source, noun);
  const time = instantOf(condition, text);
  return time === undefined ? (own(VARIABLES, text.value) ?? displayText(text.value)) : instantPhrase(time);
}

/** Whether a function of the template makes the value. */
function isIntrinsic(text: Text): text is Text & { readonly node: OpaqueNode } {
  return text.node.kind === 'opaque' && text.node.reason === 'intrinsic';
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
