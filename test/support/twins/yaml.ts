import type { ArrayNode, ObjectNode, StringNode, ValueNode } from '../../../server/src/tree/node.ts';
import { embedded } from './jsonText.ts';
import { NoTwin } from './noTwin.ts';
import { Printer, type Encode, type Encoded, type Printed } from './printer.ts';

export const TEMPLATE = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Twin:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:`;
const INDENT = '        ';

export const TASK = `- name: Twin
  amazon.aws.iam_role:
    name: twin
    assume_role_policy_document: `;

/** A mapping in a CloudFormation template, a member a line. */
export function blockMapping(root: ValueNode): Printed {
  const printer = new Printer().put(TEMPLATE);
  new Mapping(printer).value(root, INDENT);
  return printer.put('\n');
}

/** A mapping in braces, with the names and texts in quotes, in a task of Ansible, where a number is one. */
export function flowMapping(root: ValueNode): Printed {
  const printer = new Printer().put(TASK);
  flow(printer, root);
  return printer.put('\n');
}

/** JSON text in lines of its own. */
export function blockScalar(text: string): Printed {
  if (PSEUDO.test(text)) throw new NoTwin('unsubstituted');
  return inLines(text, '', (at) => text.charAt(at));
}

/** The same where a function would fill in what it finds. */
export function subText(text: string): Printed {
  return inLines(text, ' !Sub', (at) => escaped(text, at).text);
}

function inLines(text: string, tag: string, encode: (at: number) => string): Printed {
  if (NOT_IN_LINES.test(text)) throw new NoTwin('noCharacter');
  // Blanks at the start would count as indentation.
  const said = /^\s/.test(text) ? '2' : '';
  return embedded(text, `${TEMPLATE}${tag} |${said}\n${INDENT}`, '\n', (at) =>
    text[at] === '\n' ? `\n${INDENT}` : encode(at),
  );
}

/** A mapping or list is in lines, all else on one. */
class Mapping {
  readonly #printer: Printer;

  constructor(printer: Printer) {
    this.#printer = printer;
  }

  /** Behind a colon. */
  value(node: ValueNode, indent: string): void {
    this.#printer.put(isInLines(node) ? `\n${indent}` : ' ');
    this.#node(node, indent);
  }

  #node(node: ValueNode, indent: string): void {
    const printer = this.#printer;
    if ((node.kind === 'object' || node.kind === 'array') && node.open) throw new NoTwin('called');
    switch (node.kind) {
      case 'object':
        if (isInLines(node)) {
          const { start } =
            printer
              .at(node.span, () => {
                this.#members(node, indent);
              })
              .place(node.span) ?? node.span;
          printer.placed({ start: node.span.start, end: node.span.start + 1 }, { start, end: start + 1 });
        } else flow(printer, node);
        break;
      case 'array':
        if (isInLines(node))
          printer.within(node.span, '-', () => {
            this.#items(node, indent);
          });
        else flow(printer, node);
        break;
      case 'string':
        scalar(printer, node);
        break;
      case 'literal':
        if (node.value !== null) throw new NoTwin('untyped');
        flow(printer, node);
        break;
      case 'opaque':
        throw new NoTwin('opaque');
    }
  }

  #members({ members }: ObjectNode, indent: string): void {
    const printer = this.#printer;
    for (const [i, { key, value, span }] of members.entries()) {
      if (!value) throw new NoTwin('brokenText');
      if (isCalled(key)) throw new NoTwin('called');
      printer.put(i > 0 ? `\n${indent}` : '').at(span, () => {
        scalar(printer, key);
        printer.put(':');
        this.value(value, `${indent}  `);
      });
    }
  }

  #items({ items }: ArrayNode, indent: string): void {
    for (const [i, item] of items.entries()) {
      this.#printer.put(i > 0 ? `\n${indent}- ` : ' ');
      this.#node(item, `${indent}  `);
    }
  }
}

function isInLines(node: ValueNode): boolean {
  return (node.kind === 'object' && node.members.length > 0) || (node.kind === 'array' && node.items.length > 0);
}

/** A text in the quotes that it needs, with a function where a deploy fills something in. */
function scalar(printer: Printer, node: StringNode): void {
  const { value } = node;
  const isFilled = isCalled(node);
  if (!isFilled && PSEUDO.test(value)) throw new NoTwin('unsubstituted');
  if (isFilled) printer.put('!Sub ');
  const quote = value.length && CONTROL.test(value) ? '"' : PLAIN.test(value) && !WORD.test(value) ? '' : "'";
  const encode = QUOTED[quote];
  printer.string(node, isFilled ? withHoles(node, encode) : encode, quote);
}

/** A value as JSON has it, but that what is filled in is a token of a template language. */
function flow(printer: Printer, node: ValueNode): void {
  if ((node.kind === 'object' || node.kind === 'array') && node.open) throw new NoTwin('called');
  switch (node.kind) {
    case 'object':
      printer.within(node.span, '{', () => {
        for (const [i, { key, value, span }] of node.members.entries()) {
          if (!value) throw new NoTwin('brokenText');
          printer.put(i > 0 ? ', ' : '').at(span, () => {
            inTask(printer, key);
            printer.put(': ');
            flow(printer, value);
          });
        }
        printer.put('}');
      });
      break;
    case 'array':
      printer.within(node.span, '[', () => {
        for (const [i, item] of node.items.entries()) {
          printer.put(i > 0 ? ', ' : '');
          flow(printer, item);
        }
        printer.put(']');
      });
      break;
    case 'string':
      inTask(printer, node);
      break;
    case 'literal':
      printer.at(node.span, () => printer.put(String(node.value)));
      break;
    case 'opaque':
      throw new NoTwin('opaque');
  }
}

function inTask(printer: Printer, node: StringNode): void {
  const { value, holes } = node;
  if (/\{[{%]/.test(value)) throw new NoTwin('otherSign');
  const encode: Encode = (_, at) => {
    const hole = holes.find(({ from, reason }) => from === at && reason === 'intrinsic');
    return hole ? { text: '{{ hole }}', length: hole.to - hole.from } : QUOTED['"'](value, at);
  };
  printer.string(node, encode, '"');
}

function isCalled({ holes }: StringNode): boolean {
  return holes.some(({ reason }) => reason === 'intrinsic');
}

/** In a function, where what only looks like a token of it has a mark. */
function withHoles({ holes }: StringNode, encode: Encode): Encode {
  return (value, at) => {
    const hole = holes.find(({ from, reason }) => from === at && reason === 'intrinsic');
    if (!hole) return escaped(value, at, encode);
    const token = value.slice(hole.from, hole.to);
    const isToken = /^\$\{[\w.:]+\}$|^\{\{resolve:/.test(token);
    return { text: isToken ? token : '${Twin.Arn}', length: token.length };
  };
}

function escaped(value: string, at: number, encode: Encode = asItIs): Encoded {
  const { text, length } = encode(value, at);
  const isToken = value.charAt(at) === '{' && value.charAt(at - 1) === '$' && /^\{[^{}$"]*\}/.test(value.slice(at));
  return { text: isToken ? `${text}!` : text, length };
}

const asItIs: Encode = (value, at) => ({ text: value.charAt(at), length: 1 });

const QUOTED: Readonly<Record<'' | '"' | "'", Encode>> = {
  '': asItIs,
  "'": (value, at) => ({ text: value.charAt(at) === "'" ? "''" : value.charAt(at), length: 1 }),
  '"': (value, at) => ({ text: JSON.stringify(value.charAt(at)).slice(1, -1), length: 1 }),
};

/** What CloudFormation leaves as it stands without a function, as nobody else does. */
const PSEUDO = /\$\{AWS::\w+\}/;
const PLAIN = /^[A-Za-z](?:[\w.*?/=@+-]|:(?=[\w/*]))*$/;
/** Words that say something else than their letters. */
const WORD = /^(?:null|true|false|yes|no|on|off|y|n)$/i;
const CONTROL = /[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]/;
/** What a text in lines cannot hold, as there are no escapes. */
const NOT_IN_LINES = /[\0-\x08\v\f\x0e-\x1f]|\r(?!\n)/;
