import { safeFix, type Fix } from '../findings.ts';
import { parseOperator } from '../iam/operators.ts';
import { principalTypeOf } from '../iam/principalTypeOf.ts';
import { isAccountId } from '../iam/account.ts';
import { isReadable } from '../policy/readable.ts';
import type { Elements, Policy } from '../policy/model.ts';
import { textOf } from '../policy/policyText.ts';
import { keep, type NewValue } from '../tree/edit.ts';
import type { ValueNode } from '../tree/node.ts';
import { defineRule, type RuleContext } from './rule.ts';

type Message = 'string' | 'strings' | 'statements' | 'object' | 'principal' | 'listOfOne';

export default defineRule({
  meta: {
    id: 'element-type',
    title: 'Value of the wrong JSON type',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Syntax errors in policy.',
    messages: {
      string: '{{element}} must be a string, not {{found}}. IAM rejects the policy.',
      strings: '{{element}} must be a string or a list of strings, not {{found}}. IAM rejects the policy.',
      statements: 'Statement must be an object or a list of objects, not {{found}}. IAM rejects the policy.',
      object: '{{element}} must be an object, not {{found}}. IAM rejects the policy.',
      principal:
        'Principal needs a type: use {"AWS": …} or {"Service": …} instead of {{found}}. IAM rejects the policy.',
      listOfOne: '{{element}} must be one string, not a list. IAM rejects the policy.',
    },
  },
  docs: {
    why: 'Each element has its own JSON type. Version, Sid and Effect are strings, Principal is an object of principal types, and Condition is an object of operators. IAM rejects a policy with another type.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html'],
    accessAnalyzer: ['DATA_TYPE_MISMATCH', 'INVALID_PRINCIPAL_FORMAT'],
    examples: {
      bad: ['"Effect": "Allow", "Principal": "ec2.amazonaws.com", "Action": "sts:AssumeRole"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    policy(policy) {
      const { elements } = policy;
      for (const name of ['Version', 'Id'] as const) oneString(name, elements, policy, context);
      const value = elements.get('Statement')?.value;
      if (!value || value.kind === 'object' || value.kind === 'opaque') return;
      const wrong =
        value.kind === 'array' ? value.items.filter((i) => i.kind !== 'object' && i.kind !== 'opaque') : [value];
      for (const node of wrong)
        if (isReadable(policy, node.span))
          context.report({ at: node.span, messageId: 'statements', data: { found: nameOf(node) } });
    },
    statement(statement) {
      const { elements, policy } = statement;
      for (const name of ['Sid', 'Effect'] as const) oneString(name, elements, policy, context);
      for (const name of ['Action', 'NotAction'] as const) strings(name, elements.get(name)?.value, policy, context);
      for (const name of ['Principal', 'NotPrincipal'] as const) {
        const value = elements.get(name)?.value;
        if (value?.kind === 'object')
          for (const type of value.members) strings(type.key.value, type.value, policy, context);
        else if (value && value.kind !== 'opaque' && !(value.kind === 'string' && value.value === '*'))
          principal(value, policy, context);
      }
      conditionBlock(elements.get('Condition')?.value, policy, context);
    },
  }),
});

type Report = Pick<RuleContext<Message>, 'report'>;

function oneString<Name extends string>(name: Name, elements: Elements<Name>, policy: Policy, context: Report): void {
  const value = elements.get(name)?.value;
  if (!value || value.kind === 'string' || value.kind === 'opaque' || !isReadable(policy, value.span)) return;
  const [only, ...more] = value.kind === 'array' ? value.items : [];
  if (only?.kind === 'string' && !more.length) {
    const text = only.value;
    context.report({
      at: value.span,
      messageId: 'listOfOne',
      data: { element: name },
      fixes: () => [replace('Remove the list around the value', value, text)],
    });
    return;
  }
  context.report({
    at: value.span,
    messageId: 'string',
    data: { element: name, found: nameOf(value) },
    fixes: () => (name === 'Sid' ? quoted(value) : []),
  });
}

function strings(name: string, value: ValueNode | undefined, policy: Policy, context: Report): void {
  if (!value) return;
  for (const node of value.kind === 'array' ? value.items : [value]) {
    if (node.kind === 'string' || node.kind === 'opaque' || !isReadable(policy, node.span)) continue;
    context.report({
      at: node.span,
      messageId: 'strings',
      data: { element: name, found: nameOf(node) },
      fixes: () => (name === 'AWS' && node.kind === 'literal' && isAccountId(String(node.value)) ? quoted(node) : []),
    });
  }
}

/** A principal without its type: the type is added where the value tells it. */
function principal(value: ValueNode, policy: Policy, context: Report): void {
  if (!isReadable(policy, value.span)) return;
  context.report({
    at: value.span,
    messageId: 'principal',
    data: { found: nameOf(value) },
    fixes: () => {
      const types = new Set(
        (value.kind === 'array' ? value.items : [value]).map((node) =>
          node.kind === 'string' ? principalTypeOf(textOf(node)) : undefined,
        ),
      );
      const [type] = types;
      if (type === undefined || types.size > 1) return [];
      return [replace(`Replace with {"${type}": …}`, value, { [type]: keep(value) })];
    },
  });
}

function conditionBlock(value: ValueNode | undefined, policy: Policy, context: Report): void {
  if (!value || value.kind === 'opaque') return;
  if (value.kind !== 'object') {
    if (!isReadable(policy, value.span)) return;
    const only = value.kind === 'array' && value.items.length === 1 ? value.items[0] : undefined;
    context.report({
      at: { start: value.span.start, end: value.kind === 'array' ? value.span.start + 1 : value.span.end },
      messageId: 'object',
      data: { element: 'Condition', found: nameOf(value) },
      fixes: () => (only?.kind === 'object' ? [replace('Remove the list around the value', value, keep(only))] : []),
    });
    return;
  }
  for (const { key, value: keys } of value.members) {
    if (!keys || keys.kind === 'object' || keys.kind === 'opaque' || !parseOperator(key.value)) continue;
    if (!isReadable(policy, keys.span)) continue;
    context.report({
      at: keys.span,
      messageId: 'object',
      data: { element: key.value, found: nameOf(keys) },
    });
  }
}

function quoted(node: ValueNode): readonly Fix[] {
  return node.kind === 'literal' && typeof node.value === 'number'
    ? [replace('Put the number in quotes', node, String(node.value))]
    : [];
}

function replace(title: string, target: ValueNode, value: NewValue): Fix {
  return safeFix(title, () => [{ op: 'replace', target, value }]);
}

function nameOf(node: ValueNode): string {
  switch (node.kind) {
    case 'object':
      return 'an object';
    case 'array':
      return 'a list';
    case 'string':
      return 'a string';
    case 'literal':
      return node.value === null ? 'null' : `a ${typeof node.value}`;
    case 'opaque':
      return 'this';
  }
}
