import type { Member, ObjectNode, StringNode, ValueNode } from '../../../server/src/tree/node.ts';
import { embedded } from './jsonText.ts';
import { NoTwin } from './noTwin.ts';
import { Printer, type Encode, type Encoded, type Printed } from './printer.ts';

export const ROLE = 'resource "aws_iam_role" "twin" {\n  assume_role_policy = ';
export const ROLE_END = '\n}\n';

/** JSON text in a heredoc. */
export function heredoc(text: string): Printed {
  const encode = (at: number): string => doubled(text, at);
  return embedded(text, `${ROLE}<<EOT\n`, `\nEOT${ROLE_END}`, encode);
}

/** The same with an indentation that is none of the text. */
export function indentedHeredoc(text: string): Printed {
  const encode = (at: number): string => doubled(text, at) + (text[at] === '\n' ? '    ' : '');
  return embedded(text, `${ROLE}<<-EOT\n    `, `\n    EOT${ROLE_END}`, encode);
}

/** JSON text in quotes. */
export function escapedString(text: string): Printed {
  return embedded(text, `${ROLE}"`, `"${ROLE_END}`, (at) => escaped(text, at));
}

/** As HCL's object, with bare names and a member a line. */
export function jsonencode(root: ValueNode): Printed {
  const printer = new Printer().put(`${ROLE}jsonencode(`);
  new Expression(printer, true).value(root, '  ');
  return printer.put(`)${ROLE_END}`);
}

/** As HCL's object, written as JSON is. */
export function quotedJsonencode(root: ValueNode): Printed {
  const printer = new Printer().put(`${ROLE}jsonencode(`);
  new Expression(printer, false).value(root, '  ');
  return printer.put(`)${ROLE_END}`);
}

/** A sign that would open a hole is written twice. */
function doubled(text: string, at: number): string {
  const sign = text.charAt(at);
  return (sign === '$' || sign === '%') && text[at + 1] === '{' ? sign + sign : sign;
}

function escaped(text: string, at: number): string {
  const sign = doubled(text, at);
  return SHORT.get(sign) ?? (sign < ' ' ? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}` : sign);
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['"', '\\"'],
  ['\\', '\\\\'],
]);

/** What opens a hole is one escape for two signs. */
export function quoted(value: string, at: number): Encoded {
  const opens = doubled(value, at).length > 1;
  return { text: escaped(value, at) + (opens ? '{' : ''), length: opens ? 2 : 1 };
}

/** What a deploy fills in is a variable. */
export function withHoles({ holes }: StringNode, encode: Encode): Encode {
  if (!holes.length) return encode;
  return (value, at) => {
    const hole = holes.find(({ from }) => from === at);
    return hole ? { text: '${var.hole}', length: hole.to - hole.from } : encode(value, at);
  };
}

export const NAME = /^[A-Za-z_][\w-]*$/;

/** A value as an expression. */
export class Expression {
  readonly #printer: Printer;
  readonly #bare: boolean;

  constructor(printer: Printer, bare: boolean) {
    this.#printer = printer;
    this.#bare = bare;
  }

  value(node: ValueNode, indent: string): void {
    const printer = this.#printer;
    if ((node.kind === 'object' || node.kind === 'array') && node.open) throw new NoTwin('called');
    switch (node.kind) {
      case 'object':
        printer.within(node.span, '{', () => {
          this.#object(node, indent);
        });
        break;
      case 'array':
        printer.within(node.span, '[', () => {
          for (const [i, item] of node.items.entries()) {
            if (i > 0) printer.put(', ');
            this.value(item, indent);
          }
          printer.put(']');
        });
        break;
      case 'string':
        printer.string(node, withHoles(node, quoted));
        break;
      case 'literal':
        printer.at(node.span, () => printer.put(String(node.value)));
        break;
      case 'opaque':
        throw new NoTwin('opaque');
    }
  }

  #object({ members }: ObjectNode, indent: string): void {
    const printer = this.#printer;
    for (const [i, member] of members.entries()) {
      printer.put(this.#bare ? `\n${indent}  ` : i > 0 ? ', ' : ' ');
      this.#member(member, `${indent}  `);
    }
    printer.put(this.#bare && members.length ? `\n${indent}}` : ' }');
  }

  #member({ key, value, span }: Member, indent: string): void {
    const printer = this.#printer;
    printer.at(span, () => {
      if (this.#bare && !key.holes.length && NAME.test(key.value)) printer.string(key, one, '');
      else printer.string(key, withHoles(key, quoted));
      printer.put(this.#bare ? ' = ' : ' : ');
      if (!value) throw new NoTwin('brokenText');
      this.value(value, indent);
    });
  }
}

function one(value: string, at: number): Encoded {
  return { text: value.charAt(at), length: 1 };
}
