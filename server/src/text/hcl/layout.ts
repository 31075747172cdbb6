/** An expression to be laid out. A string is written already. */
export type Expression =
  | string
  | Verbatim
  | { readonly items: readonly Expression[] }
  | { readonly members: readonly Named[] }
  | { readonly call: string; readonly argument: Expression };

/** What is written as it stands elsewhere, moved to the lines where it goes. */
export interface Verbatim {
  /** @param indent of the line where it begins; undefined where all of it has to stand on that line */
  readonly write: (indent: string | undefined) => string;
  readonly isObject: boolean;
}

/** An argument, or a member of an object. */
export interface Named {
  /** With its quotes, where it needs some. */
  readonly name: string;
  readonly value: Expression;
}

/** A block. */
export interface Block {
  /** Its type, and its labels in their quotes. */
  readonly block: string;
  readonly lines: readonly Line[];
}

/** What stands on lines of its own; a function writes all of its lines. */
export type Line = Named | Block | ((indent: string) => string);

/** How an author lays out Terraform's language. */
export interface Style {
  readonly eol: string;
  /** One level of indentation. */
  readonly unit: string;
  /** Between a key and its value: ` = `, ` : `, `: `. */
  readonly sign: string;
  /** Whether keys that need no quotes have some. */
  readonly quoted: boolean;
  /** Whether commas stand between members on lines of their own. */
  readonly commas: boolean;
  /** Whether the last of several lines ends with a comma too: of members, of items. */
  readonly lastMember: boolean;
  readonly lastItem: boolean;
  /** Whether objects of one plain value stand on one line where they are members. */
  readonly inline: boolean;
  /** Whether a blank line keeps blocks apart. */
  readonly spaced: boolean;
}

/** As most people write it. https://developer.hashicorp.com/terraform/language/style */
export const USUAL: Style = {
  eol: '\n',
  unit: '  ',
  sign: ' = ',
  quoted: false,
  commas: false,
  lastMember: false,
  lastItem: false,
  inline: false,
  spaced: true,
};

/** What a line of a list may have before each of its items gets one of its own. Characters. */
const LONGEST_LIST = 80;

/** Lays out expressions and blocks as `terraform fmt` leaves them. */
export class Layout {
  readonly style: Style;
  readonly #sign: (text: string) => string;
  readonly #shown: (line: string) => string;

  /**
   * @param sign writes what the layout adds itself, where that has to be escaped
   * @param shown a line as somebody sees it, where more is written
   */
  constructor(style: Style, sign = (text: string): string => text, shown = (line: string): string => line) {
    this.style = style;
    this.#sign = sign;
    this.#shown = shown;
  }

  /** @param indent of the line where the value begins; undefined where all of it has to stand on that line */
  value(value: Expression, indent: string | undefined): string {
    if (typeof value === 'string') return value;
    if ('write' in value) return value.write(indent);
    if ('items' in value) return this.list(value.items, indent);
    if ('call' in value) return `${value.call}(${this.value(value.argument, indent)})`;
    return this.#object(value.members, indent);
  }

  /** The value of a member: a short one stands on one line where others do. */
  member(value: Expression, indent: string | undefined): string {
    return this.value(value, this.style.inline && isShort(value) ? undefined : indent);
  }

  /** Over several lines only where one is not enough. */
  list(items: readonly Expression[], indent: string | undefined): string {
    const line = `[${items.map((item) => this.value(item, undefined)).join(', ')}]`;
    const isPlain = items.every((item) => typeof item === 'string' || 'write' in item);
    if (
      indent === undefined ||
      !items.length ||
      (isPlain && this.#shown(line).length <= LONGEST_LIST && !isSeveral(line))
    )
      return line;
    return this.itemLines(items, indent);
  }

  /** Each item on a line of its own. */
  itemLines(items: readonly Expression[], indent: string): string {
    const { eol, unit, lastItem } = this.style;
    const inner = indent + unit;
    const lines = items.map((item) => eol + inner + this.value(item, inner)).join(',');
    return `[${lines}${lastItem ? ',' : ''}${eol}${indent}]`;
  }

  #object(members: readonly Named[], indent: string | undefined): string {
    const [open, close] = ['{', '}'].map(this.#sign) as [string, string];
    if (!members.length) return open + close;
    const { eol, unit, sign, lastMember } = this.style;
    if (indent === undefined)
      return `${open} ${members.map(({ name, value }) => name + sign + this.value(value, undefined)).join(', ')} ${close}`;
    const inner = indent + unit;
    const comma = this.style.commas ? ',' : '';
    const lines = this.members(members, inner).map((line) => eol + inner + line);
    return `${open}${lines.join(comma)}${comma && lastMember ? ',' : ''}${eol}${indent}${close}`;
  }

  /** Members on lines of their own, each without its indentation. */
  members(members: readonly Named[], indent: string): readonly string[] {
    const written = members.map(({ name, value }) => ({ name, value: this.member(value, indent) }));
    return aligned(written, this.style.sign);
  }

  /** What stands in a block, each on lines of its own. */
  lines(lines: readonly Line[], indent: string): readonly string[] {
    const { eol, spaced } = this.style;
    const written: string[] = [];
    for (let at = 0; at < lines.length;) {
      const row = namedFrom(lines, at);
      const named = row.map(({ name, value }) => ({ name, value: this.value(value, indent) }));
      const line = lines[at];
      const texts = row.length
        ? aligned(named, ' = ').map((text) => indent + text)
        : line === undefined
          ? []
          : [typeof line === 'function' ? line(indent) : 'block' in line ? this.block(line, indent) : ''];
      const gap = spaced && written.length > 0 ? eol : '';
      written.push(...texts.map((text, i) => (i ? '' : gap) + text));
      at += Math.max(row.length, 1);
    }
    return written;
  }

  block({ block, lines }: Block, indent: string): string {
    const { eol, unit } = this.style;
    const inside = this.lines(lines, indent + unit).map((line) => eol + line);
    return `${indent}${block} ${this.#sign('{')}${inside.join('')}${eol}${indent}${this.#sign('}')}`;
  }
}

/** The arguments that follow each other from a line on. */
function namedFrom(lines: readonly Line[], from: number): readonly Named[] {
  const row: Named[] = [];
  for (let at = from; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined || typeof line === 'function' || 'block' in line) break;
    row.push(line);
  }
  return row;
}

/** Lines with names and values, one below the other: the signs of those on one line each stand in a column, as far as they follow each other. */
export function aligned(lines: readonly { readonly name: string; readonly value: string }[], sign: string): string[] {
  if (sign !== ' = ') return lines.map(({ name, value }) => name + sign + value);
  const widths = lines.map(() => 0);
  for (let from = 0; from < lines.length; from++) {
    let to = from;
    while (to < lines.length && !isSeveral(lines[to]?.value ?? '')) to++;
    widths.fill(Math.max(0, ...lines.slice(from, to).map(({ name }) => columns(name))), from, to);
    from = to;
  }
  return lines.map(
    ({ name, value }, i) => name + ' '.repeat(Math.max((widths[i] ?? 0) - columns(name), 0)) + sign + value,
  );
}

/** How many characters a reader sees. */
function columns(name: string): number {
  return PLAIN.test(name) ? name.length : [...CHARACTERS.segment(name)].length;
}

const PLAIN = /^[\x20-\x7e]*$/;
const CHARACTERS = new Intl.Segmenter('en');

function isSeveral(text: string): boolean {
  return /[\r\n]/.test(text);
}

/** An object of one plain value. */
function isShort(value: Expression): boolean {
  if (typeof value === 'string' || !('members' in value)) return false;
  const [only, ...others] = value.members;
  return only !== undefined && !others.length && isScalar(only.value);
}

function isScalar(value: Expression): boolean {
  if (typeof value === 'string') return true;
  if ('write' in value) return !value.isObject;
  return 'items' in value && value.items.every(isScalar);
}
