import { guardOf } from '../guards/ofKey.ts';
import type { Operator } from '../iam/operators.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import { KEYS, sameName, STS_AUDIENCE } from '../iam/vocabulary.ts';
import { providerOfKey, testsClaim } from '../policy/oidcClaims.ts';
import { guarantees, opensByWildcards } from '../policy/conditionGuarantees.ts';
import type { Condition } from '../policy/model.ts';
import { textOf, type Text } from '../policy/policyText.ts';
import { isMade } from '../policy/reference.ts';
import { instantOf, testsClock } from '../policy/times.ts';
import { listed } from '../text/listed.ts';
import { own } from '../text/own.ts';
import { printable } from '../text/printable.ts';
import { accountPhrase } from './account.ts';
import type { Clause, Grammar } from '../text/clause.ts';
import { displaySubject, displayText, type Names } from './phrases.ts';
import { setBy, templateValue } from './template.ts';
import { instantPhrase } from '../text/time.ts';

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
  if (!operator) return { subject: key, verb: 'matches', object: unknownTest(condition) };
  if (operator.family === 'Null') return presenceClause(condition, g);
  const said = guardOf(condition.key.value)?.say.phrase?.(
    { condition, operator, values: (what) => VALUES[what ?? 'plain'](condition, names) },
    g,
  );
  if (said) return said;
  const plain = plainClause(condition, operator, g);
  return operator.ifExists ? { ...plain, object: `${plain.object} (or isn't in the request)` } : plain;
}

/** `Null` asks whether the key is there. */
function presenceClause({ key, values }: Condition, g: Grammar): Clause {
  const absent = values.every((v) => v.text?.value === 'true');
  const present = values.every((v) => v.text?.value === 'false');
  if (!absent && !present) return { subject: displayText(key.value), verb: 'matches', object: 'Null' };
  const sent = guardOf(key.value)?.say.sent;
  if (sent !== undefined)
    return {
      subject: g.it,
      verb: g.does(absent ? ["doesn't send", "don't send"] : ['sends', 'send']),
      object: sent,
    };
  return { subject: 'the request', verb: absent ? "doesn't include" : 'includes', object: displayText(key.value) };
}

/** The values of a test, with what they are where that has to be said. */
const VALUES: Readonly<Record<'plain' | 'account' | 'organization', (condition: Condition, names: Names) => string>> = {
  plain: (c) => values(c),
  organization: (c) => organizations(c),
  account: (c, names) =>
    listed(
      c.values.map(({ text }) =>
        text && isMade(text) ? valuePhrase(text, c, 'account') : accountPhrase(text?.value ?? '?', names),
      ),
      'or',
    ),
};

function plainClause(condition: Condition, operator: Operator, g: Grammar): Clause {
  const { text: noun, isPlural } = nounOfCondition(condition, g);
  if (!operator.negated && !operator.set && opensByWildcards(condition))
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

/** What a condition tests, as the subject of a clause. */
interface Noun {
  readonly text: string;
  readonly isPlural: boolean;
}

function nounOfCondition(condition: Condition, g: Grammar): Noun {
  const { key, providerKey } = condition;
  const one = (text: string): Noun => ({ text, isPlural: false });
  if (testsClaim(condition, 'aud')) return one("the token's audience");
  if (providerKey) return one(`the token's ${displayText(providerKey.claim.value)}`);
  const { noun, plural } = guardOf(key.value)?.say ?? {};
  const tag = key.value.slice(key.value.indexOf('/') + 1);
  return noun ? { text: noun(g, displayText(tag)), isPlural: plural === true } : one(displayText(key.value));
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
  if (!condition.values.some(({ text }) => text && isMade(text))) return `organization ${values(condition)}`;
  return listed(
    condition.values.map(({ text }) => {
      if (!text) return '?';
      const said = valuePhrase(text, condition, 'organization');
      return isMade(text) ? said : `organization ${said}`;
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
  if (isMade(text)) return templateValue(text, condition.statement.policy.source, noun);
  if (testsClaim(condition, 'sub')) return displaySubject(text.value);
  const time = instantOf(condition, text);
  return time === undefined ? (own(VARIABLES, text.value) ?? displayText(text.value)) : instantPhrase(time);
}

/** A test that a deploy chooses, or one that there is not. */
function unknownTest({ operatorMember: { key }, statement }: Condition): string {
  const text = textOf(key);
  return isMade(text) ? `the test ${setBy(text, statement.policy.source)}` : displayText(key.value);
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
