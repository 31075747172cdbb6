import assert from 'node:assert/strict';
import { getExpressionAst, parse } from '@cdktf/hcl2json';

/** A Terraform file as the language reads it: blocks by type and labels, each in a list of its own. */
export interface TerraformFile {
  /** The members of the one block with this type and these labels; undefined when there is none. */
  block(type: string, ...labels: readonly string[]): Readonly<Record<string, unknown>> | undefined;
  /** Type and labels of each block, in the order in which the parser has them. */
  readonly names: readonly string[];
}

export async function readTerraform(text: string): Promise<TerraformFile> {
  const blocks = new Map<string, Readonly<Record<string, unknown>>>();
  const collect = (value: unknown, name: string): void => {
    if (Array.isArray(value)) {
      assert.equal(value.length, 1, `several blocks ${name}`);
      blocks.set(name, decoded(value[0]) as Record<string, unknown>);
    } else for (const [label, inner] of Object.entries(value as object)) collect(inner, `${name} ${label}`.trim());
  };
  collect(await parse('role.tf', text), '');
  return { block: (...name) => blocks.get(name.join(' ')), names: [...blocks.keys()] };
}

/** Texts as Terraform has them in the end: the parser leaves the escapes of templates, and expressions as `${…}`. */
function decoded(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith('${') ? value : value.replace(/([$%])\1(?=\{)/g, '$1');
  if (Array.isArray(value)) return value.map(decoded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [decoded(key), decoded(member)]));
}

/** What is not known before Terraform runs. */
export interface Reference {
  readonly reference: string;
}

/** What an expression of literals is worth, `jsonencode(…)` as the value that it encodes; references stay references. */
export async function evaluated(expression: string): Promise<unknown> {
  const ast = (await getExpressionAst('role.tf', expression)) as Node | null;
  assert.ok(ast, expression);
  return valueOf(ast, Buffer.from(expression));
}

/** A part of an expression. */
interface Node {
  readonly type: string;
  readonly children: readonly Node[];
  readonly meta?: unknown;
  readonly range: { readonly start: { readonly byte: number }; readonly end: { readonly byte: number } };
}

function valueOf(node: Node, source: Buffer): unknown {
  const meta = (node.meta ?? {}) as Readonly<Record<string, unknown>>;
  switch (node.type) {
    case 'function':
      assert.equal(meta['name'], 'jsonencode');
      assert.equal(node.children.length, 1);
      return node.children.map((child) => valueOf(child, source))[0];
    case 'object':
      return Object.fromEntries(
        node.children.flatMap((key, i) => {
          const value = node.children[i + 1];
          return i % 2 || !value ? [] : [[keyOf(key, source), valueOf(value, source)] as const];
        }),
      );
    case 'tuple':
      return node.children.map((child) => valueOf(child, source));
    case 'template':
      return node.children.map((child) => literal(child)).join('');
    case 'literalValue':
      return JSON.parse(String(meta['value'])) as unknown;
    case 'scopeTraversal':
      return { reference: String(meta['fullAccessor']) } satisfies Reference;
    default:
      return assert.fail(`an expression of type ${node.type}`);
  }
}

function keyOf(key: Node, source: Buffer): string {
  const [template] = key.children;
  if (template) return String(valueOf(template, source));
  return source.subarray(key.range.start.byte, key.range.end.byte).toString();
}

/** A part of a quoted text, whose escapes the parser leaves. https://developer.hashicorp.com/terraform/language/expressions/strings */
function literal(node: Node): string {
  assert.equal(node.type, 'literalValue', 'a text with something filled in');
  const raw = String((node.meta as Readonly<Record<string, unknown>>)['value']);
  return raw.replace(
    /\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|(.))|([$%])\4(?=\{)/g,
    (_, four?: string, eight?: string, simple?: string, sign?: string) => {
      const code = four ?? eight;
      if (code !== undefined) return String.fromCodePoint(parseInt(code, 16));
      return sign ?? SIMPLE.get(simple ?? '') ?? assert.fail(`the escape \\${simple ?? ''}`);
    },
  );
}

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);
