import { safeFix, type Fix } from '../findings.ts';
import { OPERATOR_NAMES, parseOperator } from '../iam/operators.ts';
import { moveConditions } from '../policy/statementEdits.ts';
import type { Statement } from '../policy/model.ts';
import { isReadable } from '../policy/readable.ts';
import { textOf } from '../policy/policyText.ts';
import { nearest } from '../text/distance.ts';
import type { Member } from '../tree/node.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'operator-unknown',
    title: 'Unknown condition operator',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Invalid Condition type : StringEqual.',
    messages: {
      near: 'Unknown condition operator "{{operator}}". Did you mean "{{nearest}}"? IAM rejects the policy.',
      key: '"{{operator}}" is a condition key and must be inside an operator, such as StringEquals. IAM rejects the policy.',
      unknown: 'Unknown condition operator "{{operator}}". IAM rejects the policy.',
    },
  },
  docs: {
    why: 'Condition contains condition operators, spelled exactly as in the IAM documentation. IAM rejects a policy with any other name there, also if it is meant as a comment.',
    howToFix: 'Correct the spelling. Operators are case-sensitive.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    ],
    accessAnalyzer: ['INVALID_CONDITION_OPERATOR'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::464622532012:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEqual": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::464622532012:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      const { elements, policy } = statement;
      const block = elements.get('Condition')?.value;
      if (block?.kind !== 'object') return;
      const named = new Set<string>();
      for (const member of block.members) {
        const operator = member.key.value;
        if (operator === '' || !member.value) continue; // being typed
        if (!isReadable(policy, member.key.span) || parseOperator(operator) || textOf(member.key).holes.length)
          continue;
        const meant = meantOperator(operator);
        const at = member.key.span;
        if (meant !== undefined) {
          // Two names that mean the same: one after the other, or one's conditions would be lost.
          const first = !named.has(meant);
          named.add(meant);
          context.report({
            at,
            messageId: 'near',
            data: { operator, nearest: meant },
            fixes: () => (first ? rename(statement, member, meant) : []),
          });
        } else if (/^[A-Za-z][\w.-]*:/.test(operator)) {
          context.report({ at, messageId: 'key', data: { operator } });
        } else {
          context.report({ at, messageId: 'unknown', data: { operator } });
        }
      }
    },
  }),
});

/** The one operator that a name most likely means: in other case, or a letter or two off; set qualifier and IfExists kept. */
function meantOperator(written: string): string | undefined {
  const parts = /^(forallvalues:|foranyvalue:)?(.*?)(ifexists)?$/i.exec(written.trim());
  const [, set, base = '', ifExists] = parts ?? [];
  const lower = base.toLowerCase();
  const names = OPERATOR_NAMES.map((name) => name.toLowerCase());
  const [near, second] = nearest(lower, names, 2);
  if (near === undefined || (second !== undefined && near !== lower && nearest(lower, names, 1).length !== 1))
    return undefined;
  const name = OPERATOR_NAMES[names.indexOf(near)] ?? near;
  const qualifier = set === undefined ? '' : /all/i.test(set) ? 'ForAllValues:' : 'ForAnyValue:';
  return qualifier + name + (ifExists === undefined ? '' : 'IfExists');
}

/** Into the operator's own block where there is one; none where a key of it would be lost. */
function rename(statement: Statement, target: Member, name: string): readonly Fix[] {
  const own = statement.conditions.filter((c) => c.operatorMember === target);
  const block = statement.elements.get('Condition')?.value;
  const taken = block?.kind === 'object' && block.members.some((m) => m.key.value === name);
  const edits = own.length
    ? moveConditions(own, name)
    : taken
      ? undefined
      : [{ op: 'renameKey', target, name } as const];
  return edits ? [safeFix(`Replace with ${name}`, () => edits)] : [];
}
