import { parseArn } from '../iam/arn.ts';
import { isPositive, type Operator } from '../iam/operators.ts';
import { isOnlyWildcards, wildcardMatches } from '../iam/wildcards.ts';
import { KEYS, sameName } from '../iam/words.ts';
import { isAlwaysSent } from '../policy/alwaysSent.ts';
import { factsOf } from '../policy/keyFacts.ts';
import type { Condition, Statement } from '../policy/model.ts';
import { instantOf, testsClock } from '../policy/times.ts';
import { defineRule, type RuleContext } from './rule.ts';

type Message = 'values' | 'range' | 'nulls' | 'account' | 'session' | 'notAny' | 'onlyAbsent';

export default defineRule({
  meta: {
    id: 'condition-never-matches',
    title: 'Conditions that no request can meet together',
    level: 'error',
    messages: {
      values: 'Another condition asks another value of {{key}}, and a request has only one: the statement {{effect}}.',
      range: 'This range is empty: it ends at {{end}} and starts at {{start}}, so the statement {{effect}}.',
      nulls: 'One condition asks for {{key}} and another for its absence: the statement {{effect}}.',
      account:
        'aws:SourceAccount is {{account}}, and the ARN in aws:SourceArn is of {{other}}: no request has both, so the statement {{effect}}.',
      session:
        'For a role’s session aws:PrincipalArn is the ARN of the role, not of the session, so this value never matches.',
      notAny:
        'Every value matches *, and every request has {{key}}: this test is never met, so the statement {{effect}}.',
      onlyAbsent: 'Every value matches *, so this test is met only by requests without {{key}}. Null "true" says so.',
    },
    yieldsTo: [
      'key-never-present',
      'operator-key-type',
      'value-type',
      'value-format',
      'value-arn',
      'value-bool',
      'value-number',
      'value-ignored',
      'mfa-not-enforced',
      'value-wildcard-literal',
      'null-operator',
      'condition-expired',
    ],
    breaksGuard: true,
  },
  docs: {
    why: 'All conditions of a statement must be met at once. Where two contradict each other, or one can never be true, an Allow lets nobody in and a Deny keeps nobody out.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
    ],
    accessAnalyzer: ['REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION', 'EQUIVALENT_TO_NULL_TRUE'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}, "ArnLike": {"aws:SourceArn": "arn:aws:scheduler:eu-west-1:444455556666:schedule-group/default"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}, "ArnLike": {"aws:SourceArn": "arn:aws:scheduler:eu-west-1:111122223333:schedule-group/default"}}',
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      const { conditions, effect } = statement;
      if (effect === undefined) return;
      for (const [i, condition] of conditions.entries()) {
        if (judgeOne(condition, statement, context)) return;
        for (let k = 0; k < i; k++) {
          const other = conditions[k];
          if (other && judgeTwo(other, condition, statement, context)) return;
        }
      }
    },
  }),
});

function say(
  statement: Statement,
  condition: Condition,
  messageId: Message,
  data: Record<string, string>,
  context: RuleContext<Message>,
): true {
  const deny = statement.effect === 'Deny';
  context.report({
    at: condition.member.value?.span ?? condition.key.span,
    messageId,
    level: deny || messageId === 'onlyAbsent' ? 'warning' : 'error',
    data: { key: condition.key.value, effect: deny ? 'keeps nobody out' : 'lets nobody in', ...data },
    about: [condition.operatorMember.key.span, condition.key.span],
  });
  return true;
}

function judgeOne(condition: Condition, statement: Statement, context: RuleContext<Message>): boolean {
  const { operator, values, known, open } = condition;
  if (!operator || open || !values.length) return false;
  const texts = values.map((v) => v.text?.value ?? '');
  if (operator.family === 'Null') return false;
  if (known?.name === KEYS.principalArn && isPositive(operator) && texts.every((t) => t.includes(':assumed-role/')))
    return say(statement, condition, 'session', {}, context);
  if (
    operator.negated &&
    operator.wildcards &&
    operator.family === 'String' &&
    operator.set !== 'ForAllValues' &&
    texts.some(isOnlyWildcards)
  )
    return say(
      statement,
      condition,
      operator.set === 'ForAnyValue' || (isAlwaysSent(condition) && !operator.ifExists) ? 'notAny' : 'onlyAbsent',
      {},
      context,
    );
  return false;
}

function judgeTwo(a: Condition, b: Condition, statement: Statement, context: RuleContext<Message>): boolean {
  const [one, two] = [a.operator, b.operator];
  if (!one || !two || a.open || b.open || one.set || two.set) return false;
  if (sameName(a.key.value, b.key.value) && !a.key.holes.length) {
    if (a.operatorMember === b.operatorMember) return false; // one key in two spellings: json-duplicate-key
    if (one.family === 'Null' || two.family === 'Null') return judgeNull(a, b, statement, context);
    if (one.ifExists || two.ifExists) return false;
    if (judgeRange(a, b, statement, context)) return true;
    if (factsOf(b)?.multivalued === false && (contradict(a, b) || contradict(b, a)))
      return say(statement, b, 'values', {}, context);
    return false;
  }
  if (testsClock(a) && testsClock(b) && !one.ifExists && !two.ifExists) return judgeRange(a, b, statement, context);
  return judgeSource(a, b, statement, context) || judgeSource(b, a, statement, context);
}

function judgeRange(a: Condition, b: Condition, statement: Statement, context: RuleContext<Message>): boolean {
  if (!emptyRange(a, b)) return false;
  const [start, end] = a.operator && isLower(a.operator) ? [a, b] : [b, a];
  return say(statement, b, 'range', { start: textOf(start), end: textOf(end) }, context);
}

function textOf(condition: Condition): string {
  return condition.values[0]?.text?.value ?? '';
}

function judgeNull(a: Condition, b: Condition, statement: Statement, context: RuleContext<Message>): boolean {
  const absent = [a, b].find((c) => c.operator?.family === 'Null' && c.values.length === 1 && textOf(c) === 'true');
  const other = absent === a ? b : a;
  if (!absent || !other.operator) return false;
  const present =
    other.operator.family === 'Null'
      ? textOf(other) === 'false' && other.values.length === 1
      : isPositive(other.operator);
  return present && say(statement, b, 'nulls', {}, context);
}

/** Whether every value that `exact` allows is kept out by `other`. */
function contradict(exact: Condition, other: Condition): boolean {
  const [one, two] = [exact.operator, other.operator];
  if (!one || !two || one.negated || one.wildcards || one.family !== 'String' || two.family !== 'String') return false;
  const folds = one.base.endsWith('IgnoreCase') || two.base.endsWith('IgnoreCase');
  if (one.base.endsWith('IgnoreCase') && two.negated) return false; // another case may pass
  const fold = (s: string): string => (folds ? s.toLowerCase() : s);
  const values = exact.values.map((v) => v.text?.value);
  const tests = other.values.map((v) => v.text?.value);
  if (values.some((v) => v === undefined || v.includes('${')) || tests.some((t) => t === undefined || t.includes('${')))
    return false;
  const matches = (value = ''): boolean =>
    tests.some((test = '') => (two.wildcards ? wildcardMatches(fold(test), fold(value)) : fold(test) === fold(value)));
  return values.length > 0 && values.every((v) => matches(v) === two.negated);
}

function isLower({ base }: Operator): boolean {
  return base.includes('GreaterThan');
}

/** Whether one condition bounds a date or number below where the other bounds it above, and nothing lies between. */
function emptyRange(a: Condition, b: Condition): boolean {
  const [one, two] = [a.operator, b.operator];
  if (!one || !two || !/Than/.test(one.base) || !/Than/.test(two.base) || isLower(one) === isLower(two)) return false;
  const [lower, upper] = isLower(one) ? [a, b] : [b, a];
  const numbers = one.family === 'Numeric' && two.family === 'Numeric';
  const read = (c: Condition): number[] =>
    c.values.map(({ text }) => (numbers ? Number(text?.value) : (instantOf(c, text) ?? Number.NaN)));
  const [from, to] = [Math.min(...read(lower)), Math.max(...read(upper))];
  return (
    from > to || (from === to && !(lower.operator?.base.endsWith('Equals') && upper.operator?.base.endsWith('Equals')))
  );
}

/** A source account that is not the account of the source's ARN. */
function judgeSource(
  account: Condition,
  source: Condition,
  statement: Statement,
  context: RuleContext<Message>,
): boolean {
  if (account.known?.name !== KEYS.sourceAccount || source.known?.name !== KEYS.sourceArn) return false;
  if (!account.operator || !source.operator || !isPositive(account.operator) || !isPositive(source.operator))
    return false;
  const accounts = account.values.map((v) => v.text?.value ?? '');
  const inArns = source.values.map(({ text }) => parseArn({ value: text?.value ?? '', holes: [] })?.account.value);
  const clash =
    accounts.length > 0 &&
    inArns.length > 0 &&
    inArns.every(
      (id) => id !== undefined && /^\d{12}$/.test(id) && accounts.every((a) => /^\d{12}$/.test(a) && a !== id),
    );
  return (
    clash && say(statement, account, 'account', { account: accounts.join(', '), other: inArns.join(', ') }, context)
  );
}
