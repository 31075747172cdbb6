import { STATEMENT_ELEMENTS } from '../../../iam/vocabulary.ts';
import { newObject, type NewMember, type NewValue } from '../../../tree/edit.ts';
import { memberOf, type ObjectNode, type StringNode, type ValueNode } from '../../../tree/node.ts';
import type { SayablePolicy } from '../write/documentBlock.ts';
import type { HclValues } from './hclValues.ts';

type ListOf = (node: ValueNode) => NewValue;

const ORDER: readonly string[] = STATEMENT_ELEMENTS;

/**
 * Takes over a policy in Terraform's language element by element.
 * @param listOf what becomes of actions, identifiers and values
 */
export function sayablePolicy(root: ObjectNode, values: HclValues, listOf: ListOf): SayablePolicy {
  const members: NewMember[] = [];
  let statements: readonly NewValue[] = [];
  for (const { key, value, implied } of root.members) {
    const name = values.element(key);
    if (!value) values.fail();
    else if (name === 'Version' || name === 'Id') members.push([name, implied ? textOf(value) : values.text(value)]);
    else if (name === 'Statement') statements = statementsOf(value, values, listOf);
    else values.fail();
  }
  // Without one, JSON is read in another version of the language than a data source has it in.
  if (!memberOf(root, 'Version') || !statements.length) values.fail();
  return {
    members: members.toSorted(([a], [b]) => rank(['Version', 'Id'], a) - rank(['Version', 'Id'], b)),
    statements,
  };
}

function statementsOf(value: ValueNode, values: HclValues, listOf: ListOf): readonly NewValue[] {
  const items = value.kind === 'array' ? value.items : [value];
  return items.map((item) => (item.kind === 'object' ? statementOf(item, values, listOf) : values.fail()));
}

function statementOf(statement: ObjectNode, values: HclValues, listOf: ListOf): NewValue {
  isHere(statement, values);
  const members = statement.members.map(({ key, value, implied, misnamed }): NewMember => {
    const name = values.element(key);
    if (!value || misnamed) return [name, values.fail()];
    return [name, implied ? textOf(value) : elementOf(name, value, values, listOf)];
  });
  if (!memberOf(statement, 'Effect')) values.fail();
  return newObject(members.toSorted(([a], [b]) => rank(ORDER, a) - rank(ORDER, b)));
}

function rank(order: readonly string[], name: string | StringNode): number {
  return typeof name === 'string' ? order.indexOf(name) : order.length;
}

function elementOf(name: string, value: ValueNode, values: HclValues, listOf: ListOf): NewValue {
  switch (name) {
    case 'Sid':
      return textOf(value) === '' ? values.fail() : values.text(value);
    case 'Effect':
      return values.text(value);
    case 'Principal':
    case 'NotPrincipal':
      return textOf(value) === '*' ? values.text(value) : mapOf(value, values, listOf, ['*']);
    case 'Condition':
      return mapOf(value, values, (keys) => mapOf(keys, values, listOf));
    default:
      return ORDER.includes(name) ? listOf(value) : values.fail();
  }
}

function mapOf(node: ValueNode, values: HclValues, inner: ListOf, not: readonly string[] = []): NewValue {
  if (node.kind !== 'object' || !node.members.length) return values.fail();
  isHere(node, values);
  return newObject(
    node.members.map(({ key, value, again }): NewMember => {
      const isLost = !value || again !== undefined || not.includes(key.value);
      return [values.key(key), isLost ? values.fail() : inner(value)];
    }),
  );
}

/** What a function or a local makes is no object that could be taken apart. */
function isHere(node: ObjectNode, values: HclValues): void {
  if (!('written' in node) || values.written(node).startsWith('{')) return;
  values.fail();
}

function textOf(node: ValueNode): string {
  return node.kind === 'string' ? node.value : '';
}
