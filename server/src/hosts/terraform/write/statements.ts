import type { Block, Expression, Line, Named } from '../../../text/hcl/layout.ts';
import { quoted } from '../../../text/hcl/words.ts';
import { keptNode, newMembers, type NewValue } from '../../../tree/edit.ts';
import type { StringNode, ValueNode } from '../../../tree/node.ts';
import { WordString } from '../strings.ts';
import { NAMES, POLICY_ARGUMENTS, STATEMENT_ARGUMENTS } from '../vocabulary.ts';
import type { Block as WrittenBlock } from '../syntax.ts';
import { isDocumentMember } from '../written.ts';
import { indentAt, lineRest, lineStart } from './lines.ts';
import type { Parents } from './parents.ts';
import { moved, type Pen } from './pen.ts';
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

  constructor(sheet: Sheet, parents: Parents, pen: Pen, values: ValueWriter, effects: boolean) {
    this.#sheet = sheet;
    this.#parents = parents;
    this.#pen = pen;
    this.#values = values;
    this.#effects = effects;
  }

  /** An element as an argument; undefined for one that is none. */
  line(element: string, value: NewValue): Named | undefined {
    const name = NAMES.get(element);
    if (name === undefined || !ARGUMENT_ORDER.includes(name)) return undefined;
    return { name, value: isScalar(name) ? this.#values.newScalar(value) : this.#values.newList(value) };
  }

  principals(type: string | StringNode, identifiers: NewValue, block = 'principals'): Block {
    const lines = [
      { name: 'type', value: this.#text(type) },
      { name: 'identifiers', value: this.#values.newList(identifiers) },
    ];
    return { block, lines };
  }

  condition(test: string | StringNode, variable: string | StringNode, values: NewValue): Block {
    const lines = [
      { name: 'test', value: this.#text(test) },
      { name: 'variable', value: this.#text(variable) },
      { name: 'values', value: this.#values.newList(values) },
    ];
    return { block: 'condition', lines };
  }

  #text(name: string | StringNode): Expression {
    if (typeof name === 'string') return quoted(name);
    if (name instanceof WordString) return quoted(name.value);
    return { write: (indent) => this.#pen.kept(name, indent), isObject: false };
  }

  /** Blocks of Principal or NotPrincipal; undefined for what cannot be some. */
  principalBlocks(value: NewValue, block = 'principals'): readonly Block[] | undefined {
    if (value === '*') return [this.principals('*', '*', block)];
    const kept = keptNode(value);
    if (kept) return this.#copies(kept, block);
    return newMembers(value)?.map(([type, identifiers]) => this.principals(type, identifiers, block));
  }

  conditionBlocks(value: NewValue): readonly Block[] | undefined {
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
  #copies(node: ValueNode, type: string): readonly Block[] | undefined {
    const member = this.#parents.memberOf(node);
    if (!member || !isDocumentMember(member) || member.blocks.some(({ maybe }) => maybe)) return undefined;
    return member.blocks.map(({ block }) => ({ block: type, lines: this.#linesOf(block) }));
  }

  /** The lines of a block, as they stand. */
  #linesOf({ body }: WrittenBlock): readonly Line[] {
    const { text } = this.#sheet;
    const from = lineRest(text, body.span.start + 1).next;
    const to = lineStart(text, body.span.end - 1);
    const lines = text.slice(from, Math.max(from, to)).replace(/(?:\r\n|\n|\r)$/, '');
    const first = indentAt(text, body.items[0]?.span.start ?? from);
    return lines === '' ? [] : [(indent) => moved(`\n${lines}`, first, indent).slice(1)];
  }

  /** A whole statement; undefined for what a policy document cannot say. */
  statement(value: NewValue): Block | undefined {
    const members = newMembers(value);
    const lines = members && this.#inside(members);
    return lines && { block: 'statement', lines };
  }

  #inside(members: Written): readonly Line[] | undefined {
    const lines: Named[] = [];
    const blocks: Block[] = [];
    for (const [name, value] of members) {
      const element = textOf(name);
      if (this.#isLeftOut(element, value)) continue;
      const line = this.line(element, value);
      const more = line ? [] : this.#blocksOf(element, value);
      if (!more) return undefined;
      if (line) lines.push(line);
      blocks.push(...more);
    }
    const rank = ({ name }: Named): number => ARGUMENT_ORDER.indexOf(name);
    const order = ({ block }: Block): number => (block === 'condition' ? 1 : 0);
    return [...lines.toSorted((a, b) => rank(a) - rank(b)), ...blocks.toSorted((a, b) => order(a) - order(b))];
  }

  #blocksOf(element: string, value: NewValue): readonly Block[] | undefined {
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
