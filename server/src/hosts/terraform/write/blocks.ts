import { quoted } from '../../../text/hcl/words.ts';
import { keptNode, type NewValue } from '../../../tree/edit.ts';
import type { StringNode, ValueNode } from '../../../tree/node.ts';
import { attributeOf } from '../places.ts';
import type { Argument, BringingBlock } from '../written.ts';
import type { BodyChange } from './bodies.ts';
import { isSame, textOf } from '../../sameValue.ts';
import type { Sheet } from './sheet.ts';
import { changeTexts } from './strings.ts';
import type { ValueWriter } from './values.ts';

/** What one or several blocks say: who a principal is, or a condition. */
export interface Present {
  /** By which it is told: type, or test and variable. */
  readonly names: readonly StringNode[];
  readonly value: ValueNode | undefined;
  readonly arguments: readonly Argument[];
  readonly blocks: readonly BringingBlock[];
  /** It goes, unless something new takes its place. */
  isRemoved: boolean;
  /** The names that it gets. */
  wanted: readonly (string | StringNode)[];
}

export interface Wanted {
  readonly names: readonly (string | StringNode)[];
  readonly value: NewValue;
}

/**
 * Writes what becomes of blocks. What is taken out and put in again under another name has moved: its blocks keep their place,
 * and only the name is written.
 */
export class BlockChange {
  readonly #sheet: Sheet;
  readonly #values: ValueWriter;
  readonly #body: BodyChange;
  /** The arguments that names stand in. */
  readonly #naming: readonly string[];

  constructor(sheet: Sheet, values: ValueWriter, body: BodyChange, naming: readonly string[]) {
    this.#sheet = sheet;
    this.#values = values;
    this.#body = body;
    this.#naming = naming;
  }

  /** What is left to be written as new blocks. */
  write(present: readonly Present[], added: readonly Wanted[]): readonly Wanted[] {
    const left = new Set(added);
    const takers: readonly ((old: Present, by: Wanted) => boolean)[] = [
      (old, by) => old.value !== undefined && keptNode(by.value) === old.value,
      (old, by) => isNamed(old, by) && isSame(old.value, by.value),
      (old, by) => isNamed(old, by),
      (old, by) => old.names.at(-1)?.value === textOf(by.names.at(-1) ?? ''),
      (old, by) => isSame(old.value, by.value),
      // One for another: who may assume the role is somebody else now.
      () => this.#naming.length === 1 && present.length === 1 && added.length === 1,
    ];
    for (const takes of takers)
      for (const old of present) {
        if (!old.isRemoved) continue;
        const by = [...left].find((each) => takes(old, each));
        if (!by) continue;
        left.delete(by);
        old.isRemoved = false;
        old.wanted = by.names;
        if (old.value) this.#takeOut(old, this.#values.become(old.value, old.arguments, by.value));
      }
    for (const old of present) {
      if (old.isRemoved) for (const each of old.blocks) this.#remove(each);
      else for (const [i, name] of old.wanted.entries()) this.#rename(old, name, this.#naming[i] ?? '');
    }
    return [...left];
  }

  /** Blocks of which no value is left. */
  takeOut(old: Present): void {
    if (old.value) this.#takeOut(old, this.#values.list(old.value, old.arguments));
  }

  #takeOut({ blocks }: Present, emptied: readonly Argument[]): void {
    for (const { attribute } of emptied) {
      const block = blocks.find((each) => each.block.body.items.includes(attribute));
      if (block) this.#remove(block);
    }
  }

  #remove({ block, maybe }: BringingBlock): void {
    if (maybe) this.#sheet.decline();
    else this.#body.remove(block);
  }

  /** One word. */
  #rename({ blocks, names }: Present, name: string | StringNode, argument: string): void {
    const key = names[this.#naming.indexOf(argument)];
    const text = textOf(name);
    if (!key || key.value === text) return;
    for (const { block } of blocks) {
      const value = attributeOf(block.body, argument)?.value;
      const isKey = value?.span.start === key.span.start && changeTexts(this.#sheet, key, text);
      if (isKey) continue;
      const isLiteral = value?.kind === 'template' && value.form === 'quoted' && value.closed && !value.holes.length;
      if (isLiteral) this.#sheet.put(value.span, quoted(text));
      else this.#sheet.decline();
    }
  }
}

function isNamed(old: Present, { names }: Wanted): boolean {
  return old.names.every((name, i) => name.value === textOf(names[i] ?? ''));
}
