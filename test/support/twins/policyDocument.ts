import type { Span } from '../../../server/src/text/span.ts';
import type { Member, ObjectNode, StringNode, ValueNode } from '../../../server/src/tree/node.ts';
import { NoTwin } from './noTwin.ts';
import { Printer, type Encode, type Encoded, type Printed } from './printer.ts';
import { Expression, NAME, quoted, ROLE, ROLE_END, withHoles } from './terraform.ts';

/** Arguments by the elements that they are. */
const ARGUMENTS: ReadonlyMap<string, string> = new Map([
  ['Version', 'version'],
  ['Id', 'policy_id'],
  ['Sid', 'sid'],
  ['Effect', 'effect'],
  ['Action', 'actions'],
  ['NotAction', 'not_actions'],
  ['Resource', 'resources'],
  ['NotResource', 'not_resources'],
]);

/** Arguments that take a list, whatever its length. */
const LISTS: ReadonlySet<string> = new Set(['Action', 'NotAction', 'Resource', 'NotResource']);

/** Arguments in whose texts policy variables have a sign of their own. */
const VARIABLES_IN: ReadonlySet<string> = new Set(['Resource', 'NotResource']);

/** Blocks by the elements that they are. */
const BLOCKS: ReadonlyMap<string, string> = new Map([
  ['Statement', 'statement'],
  ['Principal', 'principals'],
  ['NotPrincipal', 'not_principals'],
  ['Condition', 'condition'],
]);

/** Names that mean something here, so that none of them is an unknown one. */
const TAKEN: ReadonlySet<string> = new Set([
  ...[...ARGUMENTS.values(), ...BLOCKS.values()],
  ...['type', 'identifiers', 'test', 'variable', 'values', 'count', 'provider', 'region', 'dynamic'],
]);

/** The policy as a data source, which a role refers to. */
export function policyDocument(root: ValueNode): Printed {
  if (root.kind !== 'object') throw new NoTwin('notBlock');
  const printer = new Printer();
  printer.at(root.span, () => {
    printer.named(root, () => printer.put('data')).put(' "aws_iam_policy_document" "twin" {');
    new DataSource(printer).members(root, '\n  ', 'Version');
    printer.put('\n}');
  });
  return printer.put(`\n\n${ROLE}data.aws_iam_policy_document.twin.json${ROLE_END}`);
}

class DataSource {
  readonly #printer: Printer;

  constructor(printer: Printer) {
    this.#printer = printer;
  }

  /** @param implied the element that has a default */
  members(node: ObjectNode, line: string, implied: 'Version' | 'Effect'): void {
    if (!node.members.some((m) => m.key.value === implied)) throw new NoTwin('implied');
    for (const { key, value, span } of uniqueMembers(node)) {
      const block = BLOCKS.get(key.value);
      if (block === undefined) this.#argument(key, value, span, line);
      else if (block === 'statement') this.#statements(key, value, span, line);
      else if (block === 'condition') this.#conditions(key, value, span, line);
      else this.#principals(block, key, value, span, line);
    }
  }

  #argument(key: StringNode, value: ValueNode, span: Span, line: string): void {
    const printer = this.#printer;
    const argument = ARGUMENTS.get(key.value);
    if (argument === undefined && (TAKEN.has(key.value) || !NAME.test(key.value))) throw new NoTwin('ownName');
    printer.put(line).at(span, () => {
      printer.at(key.span, () => printer.put(argument ?? key.value)).put(' = ');
      if (argument === undefined) new Expression(printer, true).value(value, line.slice(1));
      else if (LISTS.has(key.value)) this.#list(value, VARIABLES_IN.has(key.value), NOT_EMPTY);
      else this.#text(value, quoted);
    });
    if (key.value === 'Sid' && value.kind === 'string' && value.value === '') throw new NoTwin('emptySid');
  }

  #text(node: ValueNode, encode: Encode): void {
    if (node.kind !== 'string') throw new NoTwin(node.kind === 'array' ? 'notList' : 'notText');
    this.#printer.string(node, withHoles(node, encode));
  }

  /** A list of one is the value itself, so that this is the place of both. */
  #list(node: ValueNode, variables: boolean, least = 0): void {
    const printer = this.#printer;
    const encode = variables ? withVariables : quoted;
    const items = node.kind === 'array' ? node.items : [node];
    if (items.length < least) throw new NoTwin('emptyList');
    const start = printer.text.length;
    printer.put('[');
    for (const [i, item] of items.entries()) {
      if (i > 0) printer.put(', ');
      this.#text(item, encode);
    }
    printer.put(']');
    const by = items.length === 1 ? 1 : 0;
    if (node.kind === 'array') printer.placed(node.span, { start: start + by, end: printer.text.length - by });
  }

  #statements(key: StringNode, value: ValueNode, span: Span, line: string): void {
    const items = value.kind === 'array' ? value.items : [value];
    const objects = items.filter((item) => item.kind === 'object');
    if (!objects.length || objects.length < items.length) throw new NoTwin('notBlock');
    this.#around([value.kind === 'array' ? value.span : span, span], () => {
      for (const [i, item] of objects.entries())
        this.#block(
          'statement',
          i ? [] : [key.span],
          [item.span],
          line,
          () => {
            this.members(item, `${line}  `, 'Effect');
          },
          item,
        );
    });
  }

  #principals(block: string, key: StringNode, value: ValueNode, span: Span, line: string): void {
    const printer = this.#printer;
    const inner = `${line}  `;
    if (value.kind === 'string' && value.value === '*') {
      this.#block(block, [key.span], [span], line, () => {
        printer.put(`${inner}type = "*"${inner}identifiers = [`).string(value, quoted).put(']');
      });
      return;
    }
    if (value.kind !== 'object' || !value.members.length) throw new NoTwin('notBlock');
    this.#around([value.span, span], () => {
      for (const [i, type] of uniqueMembers(value).entries()) {
        if (type.key.value === '*') throw new NoTwin('star');
        this.#block(block, i ? [] : [key.span], [type.span], line, () => {
          printer.put(`${inner}type = `).string(type.key, withHoles(type.key, quoted)).put(`${inner}identifiers = `);
          this.#list(type.value, true);
        });
      }
    });
  }

  #conditions(key: StringNode, value: ValueNode, span: Span, line: string): void {
    if (value.kind !== 'object' || !value.members.length) throw new NoTwin('notBlock');
    let first = true;
    this.#around([value.span, span], () => {
      for (const operator of uniqueMembers(value)) {
        const keys = operator.value;
        if (keys.kind !== 'object' || !keys.members.length) throw new NoTwin('notBlock');
        this.#around([keys.span, operator.span], () => {
          for (const [i, test] of uniqueMembers(keys).entries()) {
            this.#block('condition', first ? [key.span] : [], [test.span], line, () => {
              this.#test(operator.key, i === 0, test, `${line}  `);
            });
            first = false;
          }
        });
      }
    });
  }

  #test(operator: StringNode, isFirst: boolean, { key, value }: Filled, line: string): void {
    const printer = this.#printer;
    printer.put(`${line}test = `);
    if (isFirst) printer.string(operator, quoted);
    else printer.put(JSON.stringify(operator.value));
    printer.put(`${line}variable = `).string(key, withHoles(key, quoted)).put(`${line}values = `);
    this.#list(value, true);
  }

  /** @param keys places of the name, @param wholes of the whole, @param named the object that lacks what is missing inside */
  #block(
    type: string,
    keys: readonly Span[],
    wholes: readonly Span[],
    line: string,
    print: () => void,
    named?: ObjectNode,
  ): void {
    const printer = this.#printer;
    const start = printer.put(line).text.length;
    const word = (): unknown => printer.put(type);
    if (named) printer.named(named, word);
    else word();
    for (const key of keys) printer.placed(key, { start, end: printer.text.length });
    printer.put(' {');
    print();
    printer.put(`${line}}`);
    for (const whole of wholes) printer.placed(whole, { start, end: printer.text.length });
  }

  /** Blocks from the first to the last: their place begins behind the line end. */
  #around(wholes: readonly Span[], print: () => void): void {
    const printer = this.#printer;
    const before = printer.text.length;
    print();
    const start = before + printer.text.slice(before).search(/\S/);
    for (const whole of wholes) printer.placed(whole, { start, end: printer.text.length });
  }
}

const NOT_EMPTY = 1;

interface Filled extends Member {
  readonly value: ValueNode;
}

function uniqueMembers({ members, open }: ObjectNode): readonly Filled[] {
  if (open) throw new NoTwin('called');
  if (new Set(members.map((m) => m.key.value)).size < members.length) throw new NoTwin('twice');
  return members.map((member) => {
    if (!member.value) throw new NoTwin('brokenText');
    return { ...member, value: member.value };
  });
}

/** Policy variables are written with a sign of their own, which opens no hole. */
function withVariables(value: string, at: number): Encoded {
  if (value.startsWith('&{', at)) throw new NoTwin('otherSign');
  return value.startsWith('${', at) ? { text: '&{', length: 2 } : quoted(value, at);
}
