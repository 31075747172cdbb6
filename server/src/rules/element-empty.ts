import { reviewFix, safeFix, type Fix, type Level } from '../findings.ts';
import { quotedList } from '../text/listed.ts';
import type { Span } from '../text/span.ts';
import { addElement, oneOrList } from '../policy/statementEdits.ts';
import type { Policy, Statement } from '../policy/model.ts';
import { isReadable } from '../policy/readable.ts';
import { neededActions } from '../policy/companions.ts';
import type { Member, ObjectNode, ValueNode } from '../tree/node.ts';
import { defineRule, type RuleContext } from './rule.ts';

export default defineRule({
  meta: {
    id: 'element-empty',
    title: 'Element without a value',
    level: 'error',
    rejected: ['statement', 'principal', 'action'],
    iamError: 'MalformedPolicyDocument: Missing required field Principal cannot be empty!',
    messages: {
      statement: 'Statement is empty: add a statement. IAM rejects the policy.',
      principal: '{{what}} is empty: add a principal. IAM rejects the policy.',
      action: '{{what}} is empty: add an action. IAM rejects the policy.',
      values: "{{key}} has no value: add one. Without a value, this condition doesn't restrict access as intended.",
      condition: '{{what}} is empty and has no effect. Remove it.',
      sid: 'Sid is empty. Remove it, or name the statement.',
    },
    breaksGuard: true,
  },
  docs: {
    why: "IAM rejects a policy with an empty Statement, Principal or Action. An empty Condition or Sid has no effect, and a condition key without values doesn't do what its author meant.",
    whenToIgnore: 'Only for an empty Condition, Sid or condition key, which IAM accepts. IAM rejects the other cases.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
    ],
    accessAnalyzer: [
      'EMPTY_ARRAY_ACTION',
      'EMPTY_ARRAY_CONDITION',
      'EMPTY_ARRAY_CONDITION_FORALLVALUES',
      'EMPTY_ARRAY_CONDITION_FORANYVALUE',
      'EMPTY_ARRAY_CONDITION_IFEXISTS',
      'EMPTY_ARRAY_PRINCIPAL',
      'EMPTY_OBJECT_CONDITION',
      'EMPTY_OBJECT_PRINCIPAL',
      'EMPTY_SID_VALUE',
    ],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"AWS": []}, "Action": "sts:AssumeRole"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    policy(policy) {
      const value = policy.elements.get('Statement')?.value;
      if (isEmptyList(value) && value && isReadable(policy, value.span))
        context.report({ at: value.span, messageId: 'statement' });
      judgeSids(policy, context);
    },
    statement(statement) {
      const { elements, policy, node } = statement;
      const report = (
        at: Span,
        messageId: 'principal' | 'action' | 'values' | 'condition',
        data: Readonly<Record<string, string>>,
        fixes: () => readonly Fix[],
        level?: Level,
      ): void => {
        if (isReadable(policy, at)) context.report({ at, messageId, data, fixes, ...(level ? { level } : {}) });
      };

      for (const name of ['Action', 'NotAction'] as const) {
        const value = elements.get(name)?.value;
        for (const empty of emptiesOf(value))
          report(empty.span, 'action', { what: name }, () => [
            ...dropItem(value, empty),
            ...(empty === value && name === 'Action' ? fillAction(statement) : []),
          ]);
      }

      for (const name of ['Principal', 'NotPrincipal'] as const) {
        const value = elements.get(name)?.value;
        if (isEmptyObject(value) || isEmptyList(value)) {
          if (value) report(value.span, 'principal', { what: name }, () => []);
        } else if (value?.kind === 'object') {
          for (const member of value.members)
            for (const empty of emptiesOf(member.value))
              report(empty.span, 'principal', { what: member.key.value }, () =>
                empty !== member.value
                  ? dropItem(member.value, empty)
                  : value.members.length > 1
                    ? [remove(`Remove ${member.key.value}`, member, value)]
                    : [],
              );
        }
      }

      const condition = elements.get('Condition');
      if (condition?.value?.kind !== 'object') return;
      const block = condition.value;
      if (isEmptyObject(block))
        report(
          block.span,
          'condition',
          { what: 'Condition' },
          () => [remove('Remove Condition', condition.member, node)],
          'hint',
        );
      for (const operator of block.members)
        if (operator.value && isEmptyObject(operator.value)) {
          const [target, parent] = block.members.length > 1 ? [operator, block] : [condition.member, node];
          report(
            operator.value.span,
            'condition',
            { what: operator.key.value },
            () => [remove(`Remove ${target.key.value}`, target, parent)],
            'hint',
          );
        }
      for (const { member, key } of statement.conditions)
        if (isEmptyList(member.value) && member.value)
          report(member.value.span, 'values', { key: key.value }, () => [], 'warning');
    },
  }),
});

/**
 * AWS writes empty Sids itself: the console for roles of services and identity providers, and in what it exports. Where several
 * statements have one, nobody means to name them.
 */
function judgeSids(policy: Policy, context: RuleContext<'sid'>): void {
  const { source, statements } = policy;
  if (source.place !== 'document') return;
  const [only, ...others] = statements.flatMap((statement) => {
    const sid = statement.elements.get('Sid');
    return sid?.value && isEmptyString(sid.value) ? [{ statement, at: sid.value.span, member: sid.member }] : [];
  });
  if (!only || others.length || !isReadable(policy, only.at)) return;
  const { principals, node } = only.statement;
  if (statements.length === 1 && principals.length && principals.every(({ type }) => type !== 'AWS')) return;
  const fixes = (): readonly Fix[] => [remove('Remove Sid', only.member, node)];
  context.report({ at: only.at, messageId: 'sid', level: 'hint', fixes });
}

function isEmptyList(value: ValueNode | undefined): boolean {
  return value?.kind === 'array' && !value.items.length && !value.open;
}

function isEmptyObject(value: ValueNode | undefined): boolean {
  return value?.kind === 'object' && !value.members.length && !value.open;
}

/** The value itself when it is `[]` or `""`, else those of its items that are `""`. */
function emptiesOf(value: ValueNode | undefined): readonly ValueNode[] {
  if (!value) return [];
  if (isEmptyList(value) || isEmptyString(value)) return [value];
  return value.kind === 'array' ? value.items.filter(isEmptyString) : [];
}

function isEmptyString(node: ValueNode): boolean {
  return node.kind === 'string' && node.value === '';
}

function dropItem(list: ValueNode | undefined, item: ValueNode): readonly Fix[] {
  if (list?.kind !== 'array' || list.items.length < 2) return [];
  return [safeFix('Remove the empty value', () => [{ op: 'remove', target: item, parent: list }])];
}

function fillAction(statement: Statement): readonly Fix[] {
  const needed = neededActions(statement);
  if (!needed) return [];
  return [
    reviewFix(`Replace with ${quotedList(needed, 'and')}`, () => [addElement(statement, 'Action', oneOrList(needed))]),
  ];
}

function remove(title: string, target: Member, parent: ObjectNode): Fix {
  return safeFix(title, () => [{ op: 'remove', target, parent }]);
}
