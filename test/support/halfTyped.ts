// Texts as they stand between two key presses, and what a reader keeps of them.
import fc from 'fast-check';
import { endOfLine } from '../../server/src/hosts/terraform/endings.ts';
import type { Body, Expression, SyntaxTree } from '../../server/src/hosts/terraform/syntax.ts';

/** Replace `from`…`to` by `by`. */
export interface HalfTyped {
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

const TYPED = ['{', '}', '[', ']', '"', ':', '=', ',', '-', '#', '\t'];

/** The rest of a line is not typed yet, a character is missing, or one is too many. */
export function halfTyped(text: string): fc.Arbitrary<HalfTyped> {
  return fc
    .tuple(fc.nat(text.length - 1), fc.constantFrom('rest', 'delete', ...TYPED))
    .map(([at, what]) =>
      what === 'rest'
        ? { from: at, to: Math.max(endOfLine(text, at), at), by: '' }
        : what === 'delete'
          ? { from: at, to: at + 1, by: '' }
          : { from: at, to: at, by: what },
    );
}

export function typed(text: string, { from, to, by }: HalfTyped): string {
  return text.slice(0, from) + by + text.slice(to);
}

/** Every name of an attribute, a block or a member, and which names it lies under. */
export interface Key {
  readonly name: string;
  readonly path: string;
  readonly at: number;
}

export function keysOf(tree: SyntaxTree | undefined): Key[] {
  const keys: Key[] = [];
  const put = (name: string, above: string, at: number): string => {
    const path = `${above}/${name}`;
    keys.push({ name, path, at });
    return path;
  };
  const ofBody = (body: Body, above: string): void => {
    for (const item of body.items) {
      if (item.kind === 'attribute') ofExpression(item.value, put(item.name.text, above, item.name.span.start));
      else ofBody(item.body, put(item.type.text, above, item.type.span.start));
    }
  };
  const ofExpression = (expression: Expression | undefined, above: string): void => {
    switch (expression?.kind) {
      case 'tuple':
        for (const item of expression.items) ofExpression(item, above);
        break;
      case 'object':
        for (const { key, value } of expression.members) {
          const name = key.kind === 'name' ? key.text : key.kind === 'template' ? key.value : key.kind;
          ofExpression(value, put(name, above, key.span.start));
        }
        break;
      case 'parentheses':
        ofExpression(expression.inner, above);
        break;
      case 'conditional':
        ofExpression(expression.whenTrue, above);
        ofExpression(expression.whenFalse, above);
        break;
      case 'call':
        for (const argument of expression.arguments) ofExpression(argument, above);
        break;
      case 'template':
      case 'literal':
      case 'reference':
      case 'opaque':
      case undefined:
    }
  };
  if (tree) ofBody(tree.body, '');
  return keys;
}

/** How many of the keys in other lines are still there, and how many of these under the same names. */
export function kept(
  before: readonly Key[],
  edit: HalfTyped,
  text: string,
  after: readonly Key[],
): { readonly others: number; readonly found: number; readonly inPlace: number } {
  const line = text.lastIndexOf('\n', edit.from - 1) + 1;
  const end = endOfLine(text, edit.to);
  const shift = edit.by.length - (edit.to - edit.from);
  const names = new Set(after.map((key) => `${key.name}@${key.at}`));
  const paths = new Set(after.map((key) => `${key.path}@${key.at}`));
  const others = before.filter((key) => key.at < line || key.at > end);
  const moved = others.map((key) => ({ ...key, at: key.at > end ? key.at + shift : key.at }));
  return {
    others: others.length,
    found: moved.filter((key) => names.has(`${key.name}@${key.at}`)).length,
    inPlace: moved.filter((key) => paths.has(`${key.path}@${key.at}`)).length,
  };
}
