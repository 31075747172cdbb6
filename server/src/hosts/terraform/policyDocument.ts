import { VERSION } from '../../iam/vocabulary.ts';
import type { Span } from '../../text/span.ts';
import type { ArrayNode, Member, ObjectNode, StringNode, ValueNode } from '../../tree/node.ts';
import { found, isDynamic, type Found } from './blocks.ts';
import { FilledString } from './filledString.ts';
import { attributeOf } from './places.ts';
import { holeString, LiteralString, PlacedString, TemplateString, WordString } from './strings.ts';
import type { Attribute, Block, Body, Name } from './syntax.ts';
import { labelOf as shortened, type ValueReader } from './values.ts';
import { BLOCKS, isElement, POLICY_ARGUMENTS, STATEMENT_ARGUMENTS } from './vocabulary.ts';
import {
  itemsWritten,
  type Argument,
  type BringingBlock,
  type DocumentMember,
  type WrittenArray,
  type WrittenBlock,
} from './written.ts';

/** What every data source may have beside its own arguments. */
const META = new Set(['count', 'for_each', 'provider', 'depends_on', 'lifecycle', 'region']);
/** Documents that others are merged into. */
export const DOCUMENTS: ReadonlySet<string> = new Set([
  'source_policy_documents',
  'override_policy_documents',
  'source_json',
  'override_json',
]);

/** Arguments wherever they stand. */
const ALL_ARGUMENTS: ReadonlyMap<string, string> = new Map([...POLICY_ARGUMENTS, ...STATEMENT_ARGUMENTS]);

/** Arguments of blocks in a statement: in the statement they stand only while the block's first line is typed. */
const INNER = new Set(['type', 'identifiers', 'test', 'variable', 'values']);

/** A data source `aws_iam_policy_document` as the policy that it writes. */
export function policyDocumentOf(block: Block, reader: ValueReader): WrittenBlock {
  return new DocumentReader(reader).policy(block);
}

class DocumentReader {
  readonly #reader: ValueReader;

  constructor(reader: ValueReader) {
    this.#reader = reader;
  }

  /** Elements that belong in a statement are read all the same: what stands in the wrong place is told, and can be moved. */
  policy(data: Block): WrittenBlock {
    const members = this.#members(data, ALL_ARGUMENTS, (name) => META.has(name) || DOCUMENTS.has(name));
    const statements = found(data.body, 'statement');
    if (statements.length) members.push(this.#statements(statements));
    const merges = data.body.items.some((item) => item.kind === 'attribute' && DOCUMENTS.has(item.name.text));
    const open = merges ? 'documents' : isDynamic(data.body, 'statement') ? 'dynamic' : undefined;
    return {
      kind: 'object',
      span: data.span,
      block: data,
      head: data.type.span,
      members: inOrder([...implied('Version', VERSION, members, data.type.span), ...members]),
      ...(open && { open }),
    };
  }

  #statements(statements: readonly Found[]): DocumentMember {
    const items = statements.map((statement) => this.#statement(statement));
    const open = statements.some(({ maybe }) => maybe) ? ('dynamic' as const) : undefined;
    const value: ArrayNode = { kind: 'array', span: around(items), items, ...(open && { open }) };
    return { key: keyword('Statement', statements), value, span: value.span, arguments: [], blocks: statements };
  }

  #statement({ block }: Found): WrittenBlock {
    const members = this.#members(block, STATEMENT_ARGUMENTS, (name) => INNER.has(name));
    members.unshift(...implied('Effect', 'Allow', members, block.type.span));
    return { kind: 'object', span: block.span, block, head: block.type.span, members: inOrder(members) };
  }

  /** Arguments and blocks by the elements they are; those that there are not keep their name. */
  #members(block: Block, elements: ReadonlyMap<string, string>, isOurs: (name: string) => boolean): Member[] {
    const members: Member[] = [];
    for (const item of block.body.items) {
      if (item.kind === 'block') {
        const type = item.type.text;
        if (BLOCKS.has(type) || type === 'dynamic' || isOurs(type)) continue;
        const value: ValueNode = { kind: 'opaque', span: item.span, reason: 'unreadable', text: type };
        members.push(broughtBy([{ block: item, maybe: false }], { ...unknownName(item.type), value, span: item.span }));
      } else if (!isOurs(item.name.text)) members.push(...this.#argument(item, elements.get(item.name.text)));
    }
    for (const [type, element] of BLOCKS) if (type !== 'statement') members.push(...this.#blocks(block, type, element));
    return members;
  }

  #blocks({ body, type: { span } }: Block, type: string, element: string): Member[] {
    const blocks = found(body, type);
    if (!blocks.length && !isDynamic(body, type)) return [];
    const value = type === 'condition' ? this.#conditions(blocks, body) : this.#principals(blocks, body, type);
    const key = blocks.length ? keyword(element, blocks) : new PlacedString(element, span);
    const maybe = blocks.every((inner) => inner.maybe);
    return [broughtBy(blocks, { key, value, span: value.span, ...(maybe && { maybe }) })];
  }

  #argument(attribute: Attribute, element: string | undefined): Member[] {
    const { name, value: written, span } = attribute;
    const named = element === undefined ? unknownName(name) : { key: new PlacedString(element, name.span) };
    if (!written) return [{ ...named, value: undefined, span }];
    const text = this.#text(this.#reader.value(written), VARIABLES_IN.has(element ?? ''));
    // Of an argument that there is none nobody knows what it takes.
    const value = this.#scalar(text) ?? (element === undefined ? text : undefined);
    if (value === undefined || isAbsent(value, element)) return [];
    const member: Member = { ...named, value, span, ...(value.kind === 'opaque' && { maybe: true }) };
    return [broughtBy([], member, [{ attribute, value: text }])];
  }

  /** All arguments take texts: numbers and booleans become some. */
  #text(node: ValueNode, variables: boolean): ValueNode {
    switch (node.kind) {
      case 'array':
        return this.#texts(node, variables);
      case 'literal':
        return node.value === null ? node : new LiteralString(String(node.value), node.span);
      case 'string':
        return variables ? withVariables(node) : node;
      case 'object':
      case 'opaque':
        return node;
    }
  }

  #texts(list: ArrayNode, variables: boolean): WrittenArray {
    const texts = new Map(list.items.map((item) => [item, this.#text(item, variables)]));
    const textOf = (item: ValueNode): ValueNode => texts.get(item) ?? item;
    const written = itemsWritten(list).map((part) => ({ ...part, items: part.items.map(textOf) }));
    return { ...list, items: list.items.map(textOf), written };
  }

  /** A set of one is written as its value, an empty one not at all. What only a plan knows stays in its list: it is no list itself. */
  #scalar(node: ValueNode): ValueNode | undefined {
    if (node.kind !== 'array') return node;
    const items = node.items.filter((item) => item.kind !== 'literal' || item.value !== null);
    if (!items.length && !node.open) return undefined;
    const [only] = items;
    return only && items.length === 1 && !node.open && only.kind !== 'opaque' ? only : { ...node, items };
  }

  #principals(blocks: readonly Found[], body: Body, type: string): ValueNode {
    const [first] = blocks;
    const lists = new Map<string, Group>();
    let open: ObjectNode['open'] = isDynamic(body, type) ? 'dynamic' : undefined;
    for (const principals of blocks) {
      const key = this.#keyOf(attributeOf(principals.body, 'type'));
      if (!key) open ??= 'unreadable';
      if (!key) continue;
      const list = lists.get(key.value) ?? { key, values: [], blocks: [], again: [] };
      lists.set(key.value, list);
      list.values.push(...this.#values(attributeOf(principals.body, 'identifiers')));
      list.blocks.push(principals);
    }
    const members = [...lists.values()].map((group) => this.#member(group));
    const [only] = members;
    if (
      members.length === 1 &&
      !open &&
      only?.key.value === '*' &&
      only.value?.kind === 'string' &&
      only.value.value === '*'
    )
      return only.value;
    const span = first ? around(blocks.map(({ block }) => block)) : emptyAt(body.span);
    return { kind: 'object', span, members, ...(open && { open }), ...(first && { head: first.block.type.span }) };
  }

  #conditions(blocks: readonly Found[], body: Body): ObjectNode {
    const operators = new Map<string, { key: StringNode; keys: Map<string, Group>; blocks: Found[] }>();
    let open: ObjectNode['open'] = isDynamic(body, 'condition') ? 'dynamic' : undefined;
    for (const condition of blocks) {
      const operator = this.#keyOf(attributeOf(condition.body, 'test'));
      const variable = this.#keyOf(attributeOf(condition.body, 'variable'));
      if (!operator || !variable) open ??= 'unreadable';
      if (!operator) continue;
      let group = operators.get(operator.value);
      if (!group) operators.set(operator.value, (group = { key: operator, keys: new Map(), blocks: [] }));
      group.blocks.push(condition);
      if (!variable) continue;
      const key = group.keys.get(variable.value) ?? { key: variable, values: [], blocks: [], again: [] };
      group.keys.set(variable.value, key);
      if (!condition.maybe && key.blocks.some(({ maybe }) => !maybe)) key.again.push(variable);
      key.values.push(...this.#values(attributeOf(condition.body, 'values')));
      key.blocks.push(condition);
    }
    const members = [...operators.values()].map((group): DocumentMember => {
      const span = around(group.blocks.map(({ block }) => block));
      const keys = [...group.keys.values()].map((each) => this.#member(each));
      return broughtBy(group.blocks, { key: group.key, value: { kind: 'object', span, members: keys }, span });
    });
    const [first] = blocks;
    const span = first ? around(blocks.map(({ block }) => block)) : emptyAt(body.span);
    return { kind: 'object', span, members, ...(open && { open }), ...(first && { head: first.block.type.span }) };
  }

  /** Values of one list, with the arguments that they stand in. */
  #values(attribute: Attribute | undefined): readonly Argument[] {
    return attribute?.value ? [{ attribute, value: this.#text(this.#reader.value(attribute.value), true) }] : [];
  }

  #member({ key, values, blocks, again }: Group): DocumentMember {
    const span = around(blocks.map(({ block }) => block));
    const value = this.#joined(values.map((argument) => argument.value));
    return broughtBy(blocks, { key, value, span, ...(again.length > 0 && { again }) }, values);
  }

  /** A text that is a key of the policy; one that only a plan knows is all hole. */
  #keyOf(attribute: Attribute | undefined): StringNode | undefined {
    if (!attribute?.value) return undefined;
    const value = this.#text(this.#reader.value(attribute.value), false);
    if (value.kind === 'string') return value;
    return value.kind === 'opaque' ? holeString(shortened(value.text), value.span) : undefined;
  }

  /** The values of several blocks that say the same are values of one list. */
  #joined(values: readonly ValueNode[]): ValueNode | undefined {
    const [first, ...rest] = values;
    if (!first) return undefined;
    if (!rest.length) return this.#scalar(first) ?? (first.kind === 'array' ? first : undefined);
    const items = values.flatMap((value) =>
      value.kind === 'array' ? value.items : value.kind === 'opaque' ? [] : [value],
    );
    const open = values.some((value) => value.kind === 'opaque' || (value.kind === 'array' && value.open));
    const joined: WrittenArray = { kind: 'array', span: around(values), items, written: values.flatMap(itemsWritten) };
    return open ? { ...joined, open: 'merge' } : joined;
  }
}

/** Blocks of one name, whose values are one list. */
interface Group {
  readonly key: StringNode;
  readonly values: Argument[];
  readonly blocks: Found[];
  /** Names of further blocks that are sure to come. */
  readonly again: StringNode[];
}

/** A member with the blocks that bring it, and the arguments that its value stands in. */
function broughtBy(blocks: readonly BringingBlock[], member: Member, args: readonly Argument[] = []): DocumentMember {
  const maybe = member.maybe ?? (blocks.length > 0 && blocks.every((block) => block.maybe));
  return { ...member, arguments: args, blocks, ...(maybe && { maybe }) };
}

/** Elements whose values may hold policy variables, which are written `&{aws:username}` here. */
const VARIABLES_IN: ReadonlySet<string> = new Set(['Resource', 'NotResource']);

/** A text whose `&{…}` is sent as `${…}`, unit for unit. */
function withVariables(node: StringNode): StringNode {
  if (!node.value.includes('&{')) return node;
  if (node instanceof FilledString) return node.saying(variablesIn);
  return node instanceof TemplateString ? node.saying(variablesIn(node.value)) : node;
}

function variablesIn(text: string): string {
  return text.replaceAll('&{', '${');
}

/** A name that there is none of; one of IAM's own names is none here. */
function unknownName({ text, span }: Name): Pick<Member, 'key' | 'misnamed'> {
  return { key: new WordString(text, span), ...(isElement(text) && { misnamed: true as const }) };
}

/** What a plan leaves out: null, and a Sid without a letter. */
function isAbsent(node: ValueNode, element: string | undefined): boolean {
  if (node.kind === 'literal' && node.value === null) return true;
  return element === 'Sid' && node.kind === 'string' && node.value === '';
}

function implied(name: string, value: string, members: readonly Member[], { start }: Span): Member[] {
  if (members.some(({ key, maybe }) => key.value === name && !maybe)) return [];
  const decided = members.some(({ key }) => key.value === name);
  if (decided) return [];
  const span = { start, end: start };
  return [{ key: new PlacedString(name, span), value: new PlacedString(value, span), span, implied: true }];
}

function keyword(element: string, [first]: readonly Found[]): PlacedString {
  return new PlacedString(element, first?.block.type.span ?? { start: 0, end: 0 });
}

/** From the first to the last of some that stand in their order. */
function around(nodes: readonly { readonly span: Span }[]): Span {
  return { start: nodes[0]?.span.start ?? 0, end: nodes.at(-1)?.span.end ?? 0 };
}

function emptyAt({ start }: Span): Span {
  return { start, end: start };
}

function inOrder(members: Member[]): Member[] {
  return members.toSorted((a, b) => a.key.span.start - b.key.span.start);
}
