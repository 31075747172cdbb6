import { reviewFix, type Fix } from '../findings.ts';
import { parseIpRange } from '../iam/ip.ts';
import { isOnlyWildcards } from '../iam/wildcards.ts';
import { KEYS } from '../iam/vocabulary.ts';
import { addConditions, removeCondition } from '../policy/statementEdits.ts';
import { conditionsOn, metWithoutKey } from '../policy/conditionGuarantees.ts';
import { isAlwaysSent } from '../policy/keyFacts.ts';
import type { Condition } from '../policy/model.ts';
import { isMetByCallers } from '../policy/surelyMet.ts';
import { startOf, testsClock } from '../policy/times.ts';
import { IPV4, IPV6, rangeOfAddresses } from '../semantics/addresses.ts';
import { Ranges } from '../semantics/ranges.ts';
import { defineRule, type Report, type RuleContext } from './rule.ts';

export default defineRule({
  meta: {
    id: 'condition-always-matches',
    title: 'Condition that always matches',
    level: 'warning',
    messages: {
      always: 'This condition has no effect: every request matches it, whatever {{key}} is.',
      present: 'This condition matches any value of {{key}}: it only requires that the request has the key.',
      addresses: 'Every {{version}} address matches this condition, so it excludes only requests {{others}}.',
      account: 'Every principal of this statement is in account {{account}} anyway, so this condition has no effect.',
      same: 'Every principal of this statement matches this condition on {{key}} anyway, so it has no effect.',
      excluded: 'No principal of this statement has this value of {{key}}, so this condition excludes no one.',
      sent: 'Every request from these principals contains {{key}}, so this condition has no effect.',
      started: 'This date has passed, so this condition no longer excludes anyone. You can remove it.',
    },
    yieldsTo: [
      'value-wildcard-broad',
      'oidc-audience-missing',
      'oidc-subject-missing',
      'oidc-unconditioned',
      'saml-audience-missing',
      'set-operator-opens',
      'set-operator-missing',
      'if-exists-opens',
      'condition-negated-only',
    ],
  },
  docs: {
    why: 'A lone * under a Like operator, or ranges that contain all addresses, match every value. At most they require that the request has the key. A condition that repeats the account of the principals, or a start date in the past, excludes no one either.',
    howToFix: 'Use the values that you mean, or remove the condition.',
    whenToIgnore: 'When any value is intended, for example in a template that sets the real value later.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    ],
    accessAnalyzer: ['EQUIVALENT_TO_NULL_FALSE', 'REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const found = anyValue(condition) ?? anyPrincipal(condition) ?? anyTime(condition, context);
      if (!found) return;
      const { operatorMember, key } = condition;
      const always = isAlwaysSent(condition) || metWithoutKey(condition) === 'yes';
      context.report({
        ...found,
        level: found.level ?? (always ? 'warning' : 'information'),
        data: { key: key.value, ...found.data },
        about: [operatorMember.key.span, key.span],
        fixes: () => (found.messageId === 'present' ? nullTest(condition) : []),
      });
    },
  }),
});

type Message = 'always' | 'present' | 'addresses' | 'account' | 'same' | 'excluded' | 'sent' | 'started';
type Found = Pick<Report<Message>, 'at' | 'messageId' | 'level' | 'data'>;

/** A test that lets every value pass. */
function anyValue(condition: Condition): Found | undefined {
  const { operator, values, member } = condition;
  if (!operator || operator.negated) return undefined;
  if (operator.family === 'IpAddress') {
    const version = versionsIn(condition);
    if (version === undefined) return undefined;
    const all = values.find((v) => v.text && parseIpRange(v.text.value)?.everything);
    const at = (all?.node ?? member.value)?.span ?? member.span;
    const others = othersThan(version, condition);
    return others === '' ? { at, messageId: 'always' } : { at, messageId: 'addresses', data: { version, others } };
  }
  if (!operator.wildcards) return undefined;
  const all = values.find((v) => v.text && !v.text.holes.length && isOnlyWildcards(v.text.value));
  // AWS does not say whether a star is all ARNs, or none.
  if (!all || operator.family === 'Arn') return undefined;
  const always = isAlwaysSent(condition) || metWithoutKey(condition) === 'yes';
  return { at: all.node.span, messageId: always ? 'always' : 'present' };
}

/** The requests that a test for every address of a version still excludes: a VPC endpoint hides the caller's public address. */
function othersThan(version: string, condition: Condition): string {
  const { known, key } = condition;
  const others = version === ANY_VERSION ? [] : [version === 'IPv4' ? 'over IPv6' : 'over IPv4'];
  if (metWithoutKey(condition) !== 'yes')
    others.push(known?.name === KEYS.sourceIp ? 'through a VPC endpoint' : `without ${key.value}`);
  return others.join(' or ');
}

const ANY_VERSION = 'IP';

/** The versions all of whose addresses are in a condition's ranges, whatever a hole beside them may add. */
function versionsIn({ values }: Condition): string | undefined {
  const ranges = Ranges.of(
    values.flatMap(({ text }) => (text && !text.holes.length ? (rangeOfAddresses(text.value) ?? []) : [])),
  );
  const [four, six] = [IPV4.isWithin(ranges), IPV6.isWithin(ranges)];
  return four ? (six ? ANY_VERSION : 'IPv4') : six ? 'IPv6' : undefined;
}

/** A guard that every principal of an Allow meets anyway. */
function anyPrincipal(condition: Condition): Found | undefined {
  const { operator, known, member, statement } = condition;
  if (!operator || statement.effect !== 'Allow' || !isMetByCallers(condition)) return undefined;
  const at = (condition.values[0]?.node ?? member).span;
  if (operator.family === 'Null') return { at, messageId: 'sent', level: 'warning' };
  if (operator.negated) return { at, messageId: 'excluded', level: 'warning' };
  const accounts = new Set(statement.shape.principals.map(({ caller }) => caller?.account));
  const [account, ...others] = accounts;
  if (known?.name === KEYS.principalArn && account !== undefined && !others.length)
    return { at, messageId: 'account', level: 'warning', data: { account } };
  return { at, messageId: 'same', level: 'information' }; // said twice, and no more than that
}

/** The start of a time that has come and has no end. */
function anyTime(condition: Condition, { isPast }: RuleContext<Message>): Found | undefined {
  const { statement, values, member } = condition;
  const start = startOf(condition);
  if (start === undefined || statement.effect !== 'Allow' || !isPast(start)) return undefined;
  if (statement.conditions.some((c) => c !== condition && testsClock(c) && c.operator?.base.includes('LessThan')))
    return undefined;
  return { at: (values[0]?.node ?? member).span, messageId: 'started', level: 'information' };
}

function nullTest(condition: Condition): readonly Fix[] {
  const { statement, key } = condition;
  if (conditionsOn(statement, key.value).length > 1) return [];
  return [
    reviewFix('Replace with Null "false"', () => [
      ...removeCondition(condition),
      ...addConditions(statement, { Null: { [key.value]: 'false' } }),
    ]),
  ];
}
