import { upTo } from '../text/cut.ts';
import { reviewFix, type Fix } from '../findings.ts';
import { conditionKey } from '../catalogue/conditionKeys.ts';
import type { Family } from '../iam/operators.ts';
import { variableMistakes, variablesOf, type VariableMistake } from '../iam/variables.ts';
import { VERSION } from '../iam/vocabulary.ts';
import { maySend } from '../policy/keyFacts.ts';
import type { Condition, Policy, Statement } from '../policy/model.ts';
import type { Text } from '../policy/policyText.ts';
import { defineRule, type RuleContext } from './rule.ts';

type Message = VariableMistake | 'element' | 'operator' | 'unsigned';

export default defineRule({
  meta: {
    id: 'variable-invalid',
    title: 'Invalid policy variable',
    level: 'error',
    rejected: ['element'],
    messages: {
      unclosed: 'The closing "}" of this policy variable is missing.',
      empty: 'This policy variable has no name.',
      space: "White space isn't allowed in the name of a policy variable.",
      unquoted:
        "The default value of a policy variable must be in single quotes, as in ${aws:PrincipalTag/team, 'none'}.",
      element:
        "Policy variables only work in conditions: IAM doesn't replace {{variable}} in {{element}}. IAM rejects the policy.",
      operator:
        "{{operator}} doesn't support policy variables: {{variable}} isn't replaced, so this condition never matches.",
      unsigned: '{{variable}} has no value in requests with {{kind}}, so this condition never matches.',
    },
    breaksGuard: true,
  },
  docs: {
    why: 'IAM replaces policy variables such as ${aws:username} in condition values, for operators that compare strings. Elsewhere, or with a typo, IAM rejects the variable or leaves it unchanged, and it matches nothing.',
    howToFix: 'Correct the variable, for example ${aws:username}. Outside conditions, write the value itself.',
    whenToIgnore: 'When another tool replaces the variable before the policy is deployed.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html'],
    accessAnalyzer: [
      'MISSING_BRACE_IN_VARIABLE',
      'MISSING_QUOTE_IN_VARIABLE',
      'EMPTY_VARIABLE',
      'UNSUPPORTED_SPACE_IN_VARIABLE',
      'VARIABLE_UNSUPPORTED_IN_ELEMENT',
      'INVALID_VARIABLE_FOR_OPERATOR',
    ],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "StringLike": {"aws:userid": "*:p-${aws:username"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
    },
  },
  create: (context) => ({
    policy(policy) {
      if (!policy.source.mayHold(/\$/)) return; // the common case
      const filledIn = versionOf(policy) === VERSION;
      for (const statement of policy.statements) {
        for (const principal of statement.principals) inElement(principal.value, 'Principal', context);
        for (const action of statement.actions) inElement(action, 'Action', context);
        if (filledIn) for (const condition of statement.conditions) inCondition(condition, statement, context);
      }
    },
  }),
});

function versionOf({ elements }: Policy): string | undefined {
  const value = elements.get('Version')?.value;
  return value?.kind === 'string' ? value.value : undefined;
}

function inElement(text: Text, element: string, context: RuleContext<Message>): void {
  const [first] = variablesOf(text.value);
  if (!first || text.holes.some((h) => h.from < first.span.end && first.span.start < h.to)) return;
  const { start, end } = first.span;
  context.report({
    at: text.slice(start, end),
    messageId: 'element',
    data: { variable: text.value.slice(start, end), element },
  });
}

/** Families whose values IAM fills no variables into. AWS's pages do not agree about Bool. */
const WITHOUT: readonly Family[] = ['Numeric', 'Date', 'IpAddress', 'Binary', 'Null'];

/** Of one value more are not told: who mends these sees the next. */
const MOST = 20;

function inCondition(
  { operator, operatorMember, values }: Condition,
  statement: Statement,
  context: RuleContext<Message>,
): void {
  for (const { text, node } of values) {
    if (!text?.value.includes('${')) continue;
    for (const [mistake, { start, end }] of variableMistakes(text.value).slice(0, MOST)) {
      if (text.holes.some((h) => h.from < end && start < h.to)) continue;
      // Anything else may be a template of another tool, cut in two by its quotes.
      if (mistake === 'unclosed' && !/^\$\{(?:aws|sts|saml):|^\$\{$/i.test(text.value.slice(start, end))) continue;
      context.report({
        at: text.slice(start, end),
        messageId: mistake,
        // A variable that is filled in lets in whom the plain text kept out.
        fixes: (): readonly Fix[] => {
          const fixed = corrected(mistake, text.value.slice(start, end));
          if (fixed === undefined) return [];
          const whole = text.value.slice(0, start) + fixed + text.value.slice(end);
          return [reviewFix(`Replace with "${fixed}"`, () => [{ op: 'replace', target: node, value: whole }])];
        },
      });
    }
    for (const { name, span } of variablesOf(text.value).slice(0, MOST)) {
      const variable = text.value.slice(span.start, span.end);
      const at = text.slice(span.start, span.end);
      if (operator && WITHOUT.includes(operator.family)) {
        context.report({ at, messageId: 'operator', data: { variable, operator: operatorMember.key.value } });
      } else if (!variable.includes(',') && neverFilled(name, statement)) {
        const kind = statement.shape.kind === 'saml' ? 'a SAML response' : 'a web identity token';
        context.report({ at, messageId: 'unsigned', data: { variable, kind } });
      }
    }
  }
}

/** Whether a variable's key comes with signed calls only, and the statement has none. */
function neverFilled(name: string, { shape }: Statement): boolean {
  if (shape.kind !== 'oidc' && shape.kind !== 'saml') return false;
  const isSent = (conditionKey(name)?.sentBy.length ?? 0) > 0;
  return isSent && !maySend(shape.principals, { value: name, holes: [] });
}

/** @param written from `${` to `}`, which an unclosed one does not have */
function corrected(mistake: VariableMistake, written: string): string | undefined {
  const name = upTo(written.slice(2, -1), ',');
  switch (mistake) {
    case 'unclosed':
      return /^\$\{(?:aws|sts|saml):[\w/.-]+$/i.test(written) ? `${written}}` : undefined;
    case 'space':
      return `\${${name
        .split(':')
        .map((part) => part.trim())
        .join(':')}${written.slice(2 + name.length)}`;
    case 'unquoted':
      return withDefault(name, written.slice(3 + name.length, -1).trim());
    case 'empty':
      return undefined;
  }
}

/** The variable with its default in single quotes; undefined where quotes or braces in it leave open what is meant. */
function withDefault(name: string, written: string): string | undefined {
  const plain = written.slice(written.startsWith('"') ? 1 : 0, written.length - (written.endsWith('"') ? 1 : 0));
  return /['"{}]/.test(plain) ? undefined : `\${${name}, '${plain}'}`;
}
