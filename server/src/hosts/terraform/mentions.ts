import type { Span } from '../../text/span.ts';
import type { FilePlace, Mentions, NamePlace } from '../host.ts';
import { moduleFacts, type ModuleFacts } from './facts.ts';
import { DOT, HEREDOC, NAME, QUOTED, tokensOf } from './lexing.ts';
import { Module } from './module.ts';
import { addressOf, attributeOf, filePath, isTrustPlace, labelOf, POLICY_DOCUMENT, textOf } from './places.ts';
import { readExpression, readFile } from './reader.ts';
import type { Block, Body, Call, Expression, ObjectMember, Reference } from './syntax.ts';
import { Template } from './template.ts';

/**
 * What the blocks of a file are called, and where it calls others by their names.
 * @param beside what the module's other files tell
 * @param covers whether a place lies in a trust policy
 */
export function mentionsIn(
  path: string,
  text: string,
  beside: readonly ModuleFacts[],
  covers: (span: Span) => boolean,
): Mentions {
  const tree = readFile(text);
  const own = tree && moduleFacts(path, text, tree);
  if (!own) return { names: [], files: [] };
  const finder = new MentionFinder(text, new Module([own, ...beside]), covers);
  finder.file(tree.body);
  return finder;
}

/** Where an expression stands. */
interface Place {
  readonly within: string | undefined;
  /** It is given to a role as its trust policy, or is a part of one. */
  readonly isTrust: boolean;
  /** It fills in a file. */
  readonly isFilling?: boolean;
}

const NOWHERE: Place = { within: undefined, isTrust: false };

class MentionFinder implements Mentions {
  readonly names: NamePlace[] = [];
  readonly files: FilePlace[] = [];
  readonly #text: string;
  readonly #module: Module;
  readonly #covers: (span: Span) => boolean;

  constructor(text: string, module: Module, covers: (span: Span) => boolean) {
    this.#text = text;
    this.#module = module;
    this.#covers = covers;
  }

  file({ items }: Body): void {
    for (const item of items) {
      if (item.kind === 'block') this.#block(item);
      else this.#walk(item.value, placeOf(NOWHERE, item.name.text)); // Terragrunt's inputs
    }
  }

  #block(block: Block): void {
    const { type, labels, body } = block;
    if (type.text === 'locals') {
      for (const item of body.items) if (item.kind === 'attribute') this.#local(item.name, item.value);
      return;
    }
    const name = nameOf(block);
    const span = labels.at(-1)?.span;
    const preset = type.text === 'variable' ? attributeOf(body, 'default')?.value : undefined;
    if (name !== undefined && span) this.#define(name, span, preset, true);
    const isDocument = type.text === 'data' && labelOf(block, 0) === POLICY_DOCUMENT;
    this.#body(body, { ...NOWHERE, within: isDocument ? name : undefined });
  }

  #local(name: { readonly text: string; readonly span: Span }, value: Expression | undefined): void {
    const within = `local.${name.text}`;
    this.#define(within, name.span, value, false);
    this.#walk(value, { within, isTrust: isTrustPlace(name.text) || this.#module.isTrusted(within) });
  }

  #define(name: string, span: Span, value: Expression | undefined, isDefault: boolean): void {
    const said = value && { text: textOf(this.#text, value.span), isDefault };
    const isTrusted = this.#covers(span);
    this.names.push({ name, span, is: 'definition', within: undefined, isTrusted, said });
  }

  #body({ items }: Body, place: Place): void {
    for (const item of items) {
      if (item.kind === 'block') this.#body(item.body, place);
      else this.#walk(item.value, placeOf(place, item.name.text));
    }
  }

  #walk(expression: Expression | undefined, place: Place): void {
    switch (expression?.kind) {
      case 'template':
        for (const { source } of expression.holes) this.#hole(source, place);
        break;
      case 'tuple':
        for (const item of expression.items) this.#walk(item, place);
        break;
      case 'object':
        for (const member of expression.members) this.#member(member, place);
        break;
      case 'parentheses':
        this.#walk(expression.inner, place);
        break;
      case 'conditional':
        for (const part of [expression.condition, expression.whenTrue, expression.whenFalse]) this.#walk(part, place);
        break;
      case 'call':
        this.#call(expression, place);
        break;
      case 'reference':
        this.#reference(expression, place);
        break;
      case 'opaque':
        this.#tokens(expression.span, place);
        break;
      case 'literal':
      case undefined:
    }
  }

  #member({ key, value }: ObjectMember, place: Place): void {
    if (key.kind !== 'name') this.#walk(key, place);
    const name = key.kind === 'name' ? key.text : key.kind === 'template' ? key.value : '';
    this.#walk(value, placeOf(place, name));
  }

  #hole(source: Span, place: Place): void {
    const expression = readExpression(this.#text, source);
    if (expression) this.#walk(expression, place);
    else this.#tokens(source, place); // such as a directive
  }

  #call({ name, arguments: given }: Call, place: Place): void {
    const isFile = name.text === 'file' || name.text === 'templatefile';
    if (isFile && place.isTrust && !place.isFilling) this.#linked(given[0]);
    for (const argument of given) this.#walk(argument, isFile ? { ...place, isFilling: true } : place);
  }

  #linked(written: Expression | undefined): void {
    const file = filePath(this.#text, written);
    if (file) this.files.push(file);
  }

  #reference({ root, steps, span }: Reference, place: Place): void {
    const path = [root.text, ...steps.flatMap((step) => (step.kind === 'name' ? [step.text] : []))];
    this.#refer(path, span, place);
  }

  /** What cannot be read as an expression may still call others by their names. */
  #tokens(span: Span, place: Place): void {
    const { kinds, starts, ends, unclosed } = tokensOf(this.#text, span.start, span.end);
    for (let at = 0; at < kinds.length; at++) {
      const start = starts[at] ?? 0;
      const kind = kinds[at];
      if (kind === QUOTED || kind === HEREDOC) {
        const form = kind === QUOTED ? 'quoted' : 'heredoc';
        const whole = { start, end: ends[at] ?? start };
        if (whole.start > span.start || whole.end < span.end)
          this.#walk(new Template(this.#text, whole, form, !unclosed.has(start)), place);
      }
      if (kind !== NAME) continue;
      const path = [this.#text.slice(start, ends[at])];
      for (; kinds[at + 1] === DOT && kinds[at + 2] === NAME; at += 2)
        path.push(this.#text.slice(starts[at + 2], ends[at + 2]));
      this.#refer(path, { start, end: ends[at] ?? start }, place);
    }
  }

  #refer([root = '', first, second]: readonly string[], span: Span, { within, isTrust }: Place): void {
    const parts = root === 'data' ? [root, first, second] : [root, first];
    if (parts.includes(undefined) || NO_NAMES.has(root)) return;
    const isTrusted = isTrust || this.#covers(span);
    this.names.push({ name: parts.join('.'), span, is: 'reference', within, isTrusted });
  }
}

function placeOf(place: Place, argument: string): Place {
  return isTrustPlace(argument) ? { ...place, isTrust: true } : place;
}

/** How others call a block; undefined for one that they cannot. */
function nameOf(block: Block): string | undefined {
  switch (block.type.text) {
    case 'variable':
      return `var.${labelOf(block, 0) ?? ''}`;
    case 'resource':
    case 'data':
    case 'module':
      return addressOf(block);
    default:
      return undefined;
  }
}

/** What the place of an expression gives a meaning, not a block. */
const NO_NAMES = new Set(['each', 'count', 'path', 'self', 'terraform']);
