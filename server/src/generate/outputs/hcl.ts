import { Layout, USUAL, type Expression } from '../../text/hcl/layout.ts';
import { isBare, quoted } from '../../text/hcl/words.ts';
import type { JsonValue } from '../../tree/node.ts';

/** A name and an expression in Terraform's language. */
export type HclMember = readonly [name: string, expression: Expression];

const LAYOUT = new Layout({ ...USUAL, lastItem: true });

/** A block of a file, as `terraform fmt` leaves it. */
export function block(type: string, labels: readonly string[], members: readonly HclMember[]): string {
  const lines = members.map(([name, value]) => ({ name, value }));
  return `${LAYOUT.block({ block: [type, ...labels.map(quoted)].join(' '), lines }, '')}\n`;
}

/** An expression by itself. */
export function written(expression: Expression): string {
  return LAYOUT.value(expression, '');
}

/** Lines that Terraform passes over. */
export function comment(...sentences: readonly string[]): string {
  return sentences.map((sentence) => `# ${sentence.replace(/[\r\n]+/g, ' ')}\n`).join('');
}

/** A value as the JSON text that Terraform makes of it. @param write a text of the value; in its quotes, if nothing else is said */
export function jsonencode(json: JsonValue, write = quoted): Expression {
  return { call: 'jsonencode', argument: value(json, write) };
}

function value(json: JsonValue, write: (text: string) => string): Expression {
  if (typeof json === 'string') return write(json);
  if (typeof json !== 'object' || json === null) return String(json);
  if (Array.isArray(json)) return { items: (json as readonly JsonValue[]).map((item) => value(item, write)) };
  const members = Object.entries(json as Readonly<Record<string, JsonValue>>);
  return {
    members: members.map(([key, member]) => ({ name: isBare(key) ? key : quoted(key), value: value(member, write) })),
  };
}

/** A map of texts by texts, in their order. */
export function textMap(pairs: readonly (readonly [key: string, value: string])[]): Expression {
  return { members: pairs.map(([key, member]) => ({ name: quoted(key), value: quoted(member) })) };
}
