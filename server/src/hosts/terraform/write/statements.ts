import { keptNode, newMembers, type NewValue } from '../../../tree/edit.ts';
import type { StringNode, ValueNode } from '../../../tree/node.ts';
import { WordString } from '../strings.ts';
import { NAMES, POLICY_ARGUMENTS, STATEMENT_ARGUMENTS } from '../vocabulary.ts';
import { isDocumentMember } from '../written.ts';
import { blockText, type NewBlock, type NewLine } from './bodies.ts';
import { padded } from './columns.ts';
import { indentAt, lineRest, lineStart } from './lines.ts';
import type { Parents } from './parents.ts';
import { moved, quoted, type Pen } from './pen.ts';
import { textOf } from '../../sameValue.ts';
import type { Sheet } from './sheet.ts';
import type { ValueWriter } from './values.ts';

/** Arguments in the order in which people write them, which is IAM's. */
export const ARGUMENT_ORDER: readonly string[] = [...POLICY_ARGUMENTS.keys(), ...STATEMENT_ARGUMENTS.keys()];

/** Arguments that are one text; all others are lists. */
const SCALARS = new Set(['version', 'policy_id', 'sid', 'effect']);

export function isScalar(argument: string): boolean {
  return SCALARS.has(argument);
}

type Written = readonly (readonly [name: string | StringNode, value: NewValue])[];

/** Writes what is new in a policy document: arguments, and blocks with what stands in them. */
export class StatementPrinter {
  readonly #sheet: Sheet;
  readonly #parents: Parents;
  readonly #pen: Pen;
  readonly #values: ValueWriter;
  /** Whether statements say their effect where it is the default. */
  readonly #effects: boolean;
  readonly #spaced: boolean;

  constructor(
    sheet: Sheet,
    parents: Parents,
    pen: Pen,
    values: ValueWriter,
    { effects, spaced }: { readonly effects: boolean; readonly spaced: boolean },
  ) {
    this.#sheet = sheet;
    this.#parents = parents;
    this.#pen = pen;
    this.#values = values;
    this.#effects = effects;
    this.#spaced = spaced;
  }

  /** An element as an argument; undefined for one that is none. */
  line(element: string, value: NewValue, indent: string): NewLine | undefined {
    const name = NAMES.get(element);
    if (name === undefined || !ARGUMENT_ORDER.includes(name)) return undefined;
    return {
      name,
      value: isScalar(name) ? this.#values.scalarText(value, indent) : this.#values.listText(value, indent),
    };
  }

  principals(type: string | StringNode, identifiers: NewValue, block = 'principals'): NewBlock {
    return this.#block(block, [
      ['type', (indent) => this.#text(type, indent)],
      ['identifiers', (indent) => this.#values.listText(identifiers, indent)],
    ]);
  }

  condition(test: string | StringNode, variable: string | StringNode, values: NewValue): NewBlock {
    return this.#block('condition', [
      ['test', (indent) => this.#text(test, indent)],
      ['variable', (indent) => this.#text(variable, indent)],
      ['values', (indent) => this.#values.listText(values, indent)],
    ]);
  }

  #block(type: string, lines: readonly (readonly [name: string, value: (indent: string) => string])[]): NewBlock {
    return {
      type,
      inside: (indent) =>
        padded(
          lines.map(([key, value]) => ({ key, value: value(indent) })),
          ' = ',
        ).map((line) => indent + line),
    };
  }

  #text(name: string | StringNode, indent: string): string {
    if (typeof name === 'string') return quoted(name);
    return name instanceof WordString ? quoted(name.value) : this.#pen.kept(name, indent);
  }

  /** Blocks of Principal or NotPrincipal; undefined for what cannot be some. */
  principalBlocks(value: NewValue, block = 'principals'): readonly NewBlock[] | undefined {
    if (value === '*') return [this.principals('*', '*', block)];
    const kept = keptNode(value);
    if (kept) return this.#copies(kept, block);
    return newMembers(value)?.map(([type, identifiers]) => this.principals(type, identifiers, block));
  }

  conditionBlocks(value: NewValue): readonly NewBlock[] | undefined {
    const kept = keptNode(value);
    if (kept) return this.#copies(kept, 'condition');
    const operators = newMembers(value);
    const blocks = operators?.map(([test, keys]) => {
      const node = keptNode(keys);
      return node
        ? this.#copies(node, 'condition')
        : newMembers(keys)?.map(([variable, values]) => this.condition(test, variable, values));
    });
    return blocks?.every((some) => some) ? blocks.flatMap((some) => some ?? []) : undefined;
  }

  /** The blocks of an element, or of a part of it, as they stand. */
  #copies(node: ValueNode, type: string): readonly NewBlock[] | undefined {
    const member = this.#parents.memberOf(node);
    if (!member || !isDocumentMember(member) || member.blocks.some(({ maybe }) => maybe)) return undefined;
    return member.blocks.map(({ block }) => ({
      type,
      inside: (indent) => {
        const { text } = this.#sheet;
        const from = lineRest(text, block.body.span.start + 1).next;
        const to = lineStart(text, block.body.span.end - 1);
        const lines = text.slice(from, Math.max(from, to)).replace(/(?:\r\n|\n|\r)$/, '');
        const first = indentAt(text, block.body.items[0]?.span.start ?? from);
        return lines === '' ? [] : [moved(`\n${lines}`, first, indent).slice(1)];
      },
    }));
  }

  /** A whole statement; undefined for what a policy document cannot say. */
  statement(value: NewValue): NewBlock | undefined {
    const members = newMembers(value);
    if (!members || !this.#inside(members, '')) return undefined;
    return { type: 'statement', inside: (indent) => this.#inside(members, indent) ?? [] };
  }

  #inside(members: Written, indent: string): readonly string[] | undefined {
    const lines: NewLine[] = [];
    const blocks: NewBlock[] = [];
    for (const [name, value] of members) {
      const element = textOf(name);
      if (this.#isLeftOut(element, value)) continue;
      const line = this.line(element, value, indent);
      const more = line ? [] : this.#blocksOf(element, value);
      if (!more) return undefined;
      if (line) lines.push(line);
      blocks.push(...more);
    }
    const rank = ({ name }: NewLine): number => ARGUMENT_ORDER.indexOf(name);
    const sorted = lines.toSorted((a, b) => rank(a) - rank(b)).map(({ name, value }) => ({ key: name, value }));
    const order = (block: NewBlock): number => (block.type === 'condition' ? 1 : 0);
    const { eol } = this.#sheet;
    return [
      ...padded(sorted, ' = ').map((line) => indent + line),
      ...blocks
        .toSorted((a, b) => order(a) - order(b))
        .map((block, i) => {
          const gap = this.#spaced && (i > 0 || sorted.length) ? eol : '';
          return gap + blockText(block, indent, this.#pen.style.unit, eol);
        }),
    ];
  }

  #blocksOf(element: string, value: NewValue): readonly NewBlock[] | undefined {
    switch (element) {
      case 'Principal':
        return this.principalBlocks(value);
      case 'NotPrincipal':
        return this.principalBlocks(value, 'not_principals');
      case 'Condition':
        return this.conditionBlocks(value);
      default:
        return undefined;
    }
  }

  /** A default that is written nowhere else. */
  #isLeftOut(element: string, value: NewValue): boolean {
    const kept = keptNode(value);
    if (kept) return kept.span.start === kept.span.end;
    return element === 'Effect' && value === 'Allow' && !this.#effects;
  }
}
