import type { Layout } from '../../../text/hcl/layout.ts';
import { keep, newMembers, newObject, type NewValue } from '../../../tree/edit.ts';
import { itemsOf, memberOf, type ObjectNode, type StringNode, type ValueNode } from '../../../tree/node.ts';
import { attributeOf } from '../places.ts';
import { TemplateString } from '../strings.ts';
import { NAMES } from '../vocabulary.ts';
import { blockOf, isDocumentMember, type Argument, type DocumentMember } from '../written.ts';
import { BlockChange, type Present, type Wanted } from './blocks.ts';
import { BodyChange, isSpaced, lineOf } from './bodies.ts';
import { keepColumns } from './columns.ts';
import { hasComment } from './lines.ts';
import type { Parents } from './parents.ts';
import { Pen } from './pen.ts';
import { NO_CHANGE, NO_ITEMS, type Plan } from '../../editPlan.ts';
import { textOf } from '../../sameValue.ts';
import type { Sheet } from './sheet.ts';
import { ARGUMENT_ORDER, isScalar, StatementPrinter } from './statements.ts';
import { changeText } from './strings.ts';
import { styleOf, unitIn } from './style.ts';
import { ValueWriter } from './values.ts';

const PRINCIPALS = ['principals', 'not_principals'];
/** What a new block comes behind. */
const BEHIND: Readonly<Record<'statement' | 'principals' | 'condition', readonly (readonly string[])[]>> = {
  statement: [['statement']],
  principals: [PRINCIPALS],
  condition: [['condition'], PRINCIPALS],
};

/** Writes changes of a data source `aws_iam_policy_document`. */
export class DocumentWriter {
  readonly #sheet: Sheet;
  readonly #root: ObjectNode;
  readonly #plan: Plan;
  readonly #values: ValueWriter;
  readonly #printer: StatementPrinter;
  readonly #layout: Layout;

  constructor(sheet: Sheet, root: ObjectNode, parents: Parents, plan: Plan) {
    this.#sheet = sheet;
    this.#root = root;
    this.#plan = plan;
    const statements = itemsOf(memberOf(root, 'Statement')?.value);
    const bodies = [root, ...statements].flatMap((node) => blockOf(node)?.body ?? []);
    const style = styleOf(sheet.text, []);
    const pen = new Pen(sheet, parents, {
      ...style,
      unit: bodies.map((body) => unitIn(sheet.text, body)).find((unit) => unit) ?? style.unit,
      spaced: bodies.every((body) => isSpaced(sheet.text, body)),
    });
    this.#layout = pen.layout;
    this.#values = new ValueWriter(sheet, parents, plan, pen);
    const effects = statements.map((node) => node.kind === 'object' && !memberOf(node, 'Effect')?.implied);
    const saysEffects = !effects.length || effects.some((says) => says);
    this.#printer = new StatementPrinter(sheet, parents, pen, this.#values, saysEffects);
  }

  write(): void {
    for (const edit of this.#plan.texts) changeText(this.#sheet, edit.target, edit);
    this.#container(this.#root);
    for (const statement of itemsOf(memberOf(this.#root, 'Statement')?.value))
      if (statement.kind === 'object') this.#container(statement);
  }

  /** The document, or a statement of it. */
  #container(node: ObjectNode): void {
    const block = blockOf(node);
    if (!block) return;
    const body = new BodyChange(this.#sheet, block, this.#layout);
    const change = this.#plan.objectChange(node) ?? NO_CHANGE;
    for (const member of node.members) {
      if (!isDocumentMember(member)) continue;
      if (change.removed.has(member)) this.#remove(body, member);
      else {
        const name = change.renamed.get(member);
        if (name !== undefined) this.#rename(body, member, name);
        this.#inside(body, member);
      }
    }
    for (const { name, value } of change.added) this.#add(body, textOf(name), value);
    body.write();
  }

  #remove(body: BodyChange, { arguments: args, blocks }: DocumentMember): void {
    for (const { attribute } of args) body.remove(attribute);
    for (const { block, maybe } of blocks) {
      if (maybe) this.#sheet.decline();
      else body.remove(block);
    }
  }

  /** An argument or a block by another keyword; a list stays one, and a text becomes one. */
  #rename(body: BodyChange, member: DocumentMember, element: string): void {
    const name = NAMES.get(element);
    const [argument] = member.arguments;
    const isArgument = name !== undefined && ARGUMENT_ORDER.includes(name);
    if (!isArgument && argument?.value.kind === 'object' && !hasComment(this.#sheet.text, argument.attribute.span)) {
      body.remove(argument.attribute);
      this.#add(body, element, newValue(argument.value));
      return;
    }
    if (name === undefined || isArgument !== (argument !== undefined)) {
      this.#sheet.decline();
      return;
    }
    for (const { block } of member.blocks) this.#sheet.put(block.type.span, name);
    if (!argument) return;
    const { attribute } = argument;
    this.#sheet.put(attribute.name.span, name);
    const items = body.body.items.map(lineOf);
    const index = body.body.items.indexOf(attribute);
    keepColumns(this.#sheet, items, new Map([[index, name.length - attribute.name.text.length]]));
    const { value } = attribute;
    if (isScalar(name) || value?.kind !== 'template') return;
    this.#sheet.insert(value.span.start, '[');
    this.#sheet.insert(value.span.end, ']');
  }

  /** What changes in a member that stays. */
  #inside(body: BodyChange, member: DocumentMember): void {
    const { value, arguments: args } = member;
    if (!value) return;
    switch (member.key.value) {
      case 'Statement':
        this.#statements(body, value);
        break;
      case 'Principal':
      case 'NotPrincipal':
        this.#principals(body, member, value);
        break;
      case 'Condition':
        if (value.kind === 'object') this.#conditions(body, value);
        break;
      default:
        this.#argument(body, value, args);
    }
  }

  #argument(body: BodyChange, value: ValueNode, args: readonly Argument[]): void {
    const [argument] = args;
    if (!argument) return;
    const wanted = this.#plan.replacement(value);
    if (isScalar(argument.attribute.name.text)) {
      if (wanted !== undefined) this.#values.scalar(value, wanted);
      return;
    }
    for (const { attribute } of this.#values.list(value, args)) body.remove(attribute);
  }

  #add(body: BodyChange, element: string, value: NewValue): void {
    const line = this.#printer.line(element, value);
    const blocks = line ? undefined : this.#newBlocks(element, value);
    if (line) body.addLine(line, ARGUMENT_ORDER);
    else if (blocks) for (const block of blocks) body.addBlock(block, BEHIND[behind(block.block)]);
    else this.#sheet.decline();
  }

  #newBlocks(element: string, value: NewValue): ReturnType<StatementPrinter['conditionBlocks']> {
    if (element === 'Condition') return this.#printer.conditionBlocks(value);
    if (element === 'Principal' || element === 'NotPrincipal')
      return this.#printer.principalBlocks(value, element === 'Principal' ? 'principals' : 'not_principals');
    if (element !== 'Statement') return undefined;
    const statements = (Array.isArray(value) ? (value as readonly NewValue[]) : [value]).map((each) =>
      this.#printer.statement(each),
    );
    return statements.every((each) => each) ? statements.flatMap((each) => each ?? []) : undefined;
  }

  #statements(body: BodyChange, value: ValueNode): void {
    const { removed, added } = this.#plan.arrayChange(value) ?? NO_ITEMS;
    for (const node of removed) {
      const block = blockOf(node);
      if (block && body.body.items.includes(block)) body.remove(block);
      else this.#sheet.decline();
    }
    for (const { value: statement } of added) {
      const block = this.#printer.statement(statement);
      if (block) body.addBlock(block, BEHIND.statement);
      else this.#sheet.decline();
    }
  }

  #principals(body: BodyChange, member: DocumentMember, value: ValueNode): void {
    const change = this.#plan.objectChange(value) ?? NO_CHANGE;
    const replaced = this.#plan.replacement(value);
    const wanted = replaced === undefined ? undefined : replaced === '*' ? [['*', '*'] as const] : newMembers(replaced);
    if (replaced !== undefined && !wanted) this.#sheet.decline();
    const present =
      value.kind === 'object'
        ? value.members.filter(isDocumentMember).map((type): Present => {
            const name = change.renamed.get(type) ?? type.key;
            return presentOf([type.key], type, change.removed.has(type) || wanted !== undefined, [name]);
          })
        : everyone(member, value, wanted !== undefined);
    const added = [...change.added, ...(wanted?.map(([name, values]) => ({ name, value: values })) ?? [])];
    const keyword = member.blocks[0]?.block.type.text;
    this.#blocks(
      body,
      ['type'],
      present,
      added.map(({ name, value: values }) => ({ names: [name], value: values })),
      (each) => this.#printer.principals(each.names[0] ?? '', each.value, keyword),
    );
  }

  #conditions(body: BodyChange, value: ObjectNode): void {
    const change = this.#plan.objectChange(value) ?? NO_CHANGE;
    const replaced = this.#plan.replacement(value);
    const present: Present[] = [];
    const added: Wanted[] = [];
    for (const operator of value.members) {
      const keys = operator.value;
      if (keys?.kind !== 'object') continue;
      const inside = this.#plan.objectChange(keys) ?? NO_CHANGE;
      const test = change.renamed.get(operator) ?? operator.key;
      const others = this.#plan.replacement(keys);
      const goes = replaced !== undefined || change.removed.has(operator) || others !== undefined;
      for (const key of keys.members.filter(isDocumentMember)) {
        const names = [test, inside.renamed.get(key) ?? key.key];
        present.push(presentOf([operator.key, key.key], key, goes || inside.removed.has(key), names));
      }
      for (const { name, value: values } of inside.added) added.push({ names: [test, name], value: values });
      if (others !== undefined) added.push(...this.#flat([[test, others]]));
    }
    added.push(...this.#flat(change.added.map(({ name, value: keys }) => [name, keys] as const)));
    if (replaced !== undefined) added.push(...this.#flat(newMembers(replaced)));
    this.#blocks(body, ['test', 'variable'], present, added, ({ names: [test = '', variable = ''], value: values }) =>
      this.#printer.condition(test, variable, values),
    );
  }

  #flat(operators: readonly (readonly [string | StringNode, NewValue])[] | undefined): readonly Wanted[] {
    const flat = operators?.map(([test, keys]) =>
      newMembers(keys)?.map(([variable, value]): Wanted => ({ names: [test, variable], value })),
    );
    if (!flat?.every((keys) => keys)) this.#sheet.decline();
    return flat?.flatMap((keys) => keys ?? []) ?? [];
  }

  #blocks(
    body: BodyChange,
    naming: readonly string[],
    present: readonly Present[],
    added: readonly Wanted[],
    print: (wanted: Wanted) => ReturnType<StatementPrinter['principals']>,
  ): void {
    const change = new BlockChange(this.#sheet, this.#values, body, naming);
    for (const each of present) if (!each.isRemoved) change.takeOut(each);
    for (const wanted of change.write(present, added)) {
      const block = print(wanted);
      body.addBlock(block, BEHIND[behind(block.block)]);
    }
  }
}

/** An object that is to be blocks: what stands in it stays as it is. */
function newValue({ members }: ObjectNode): NewValue {
  return newObject(
    members.flatMap(({ key, value }) =>
      value ? [[key, value.kind === 'object' ? newValue(value) : keep(value)]] : [],
    ),
  );
}

function behind(type: string): keyof typeof BEHIND {
  return type === 'statement' || type === 'condition' ? type : 'principals';
}

function presentOf(
  names: readonly StringNode[],
  { value, arguments: args, blocks }: DocumentMember,
  isRemoved: boolean,
  wanted: Present['wanted'],
): Present {
  return { names, value, arguments: args, blocks, isRemoved, wanted };
}

/** `principals` of type `*`, which are no object. */
function everyone({ blocks }: DocumentMember, value: ValueNode, isRemoved: boolean): readonly Present[] {
  const [first] = blocks;
  const type = first && attributeOf(first.block.body, 'type')?.value;
  const attribute = first && attributeOf(first.block.body, 'identifiers');
  if (type?.kind !== 'template' || attribute?.value?.kind !== 'tuple' || value.kind !== 'string') return [];
  const expression = attribute.value;
  const list = {
    kind: 'array' as const,
    span: expression.span,
    items: [value],
    written: [{ expression, items: [value] }],
  };
  const name = new TemplateString(type);
  return [{ names: [name], value, arguments: [{ attribute, value: list }], blocks, isRemoved, wanted: [name] }];
}
