import type { Span } from '../../../text/span.ts';
import type { ObjectExpression, Tuple } from '../syntax.ts';
import { hasComment, indentAt, isOneLine, lineRest, lineStart, startsLine } from './lines.ts';
import type { Sheet } from './sheet.ts';
import { partsOf } from './style.ts';

/** What is new between the parts of braces or brackets. */
interface Fresh {
  /** The part that it comes behind, by its index; -1 for the start. */
  readonly after: number;
  /** @param indent of the line that it starts on; undefined where it has to stand on one line */
  readonly write: (indent: string | undefined) => string;
}

/** Takes parts out of braces or brackets and puts others in, with the commas and lines that belong to them. */
export class ContainerChange {
  readonly #sheet: Sheet;
  readonly #span: Span;
  readonly #parts: readonly Span[];
  readonly #kind: 'object' | 'tuple';
  /** Whether commas stand at the ends of lines, where they need not. */
  readonly #commas: boolean;
  readonly #unit: string;
  readonly #removed = new Set<number>();
  readonly #fresh: Fresh[] = [];

  constructor(
    sheet: Sheet,
    expression: ObjectExpression | Tuple,
    { commas, unit }: { readonly commas: boolean; readonly unit: string },
  ) {
    this.#sheet = sheet;
    this.#span = expression.span;
    this.#parts = partsOf(expression).map(({ span }) => span);
    this.#kind = expression.kind;
    this.#commas = commas || expression.kind === 'tuple';
    this.#unit = unit;
  }

  remove(index: number): void {
    this.#removed.add(index);
  }

  add(after: number, write: Fresh['write']): void {
    this.#fresh.push({ after, write });
  }

  /** Whether it would have no part any more. */
  get empties(): boolean {
    return !this.#fresh.length && this.#removed.size === this.#parts.length;
  }

  write(): void {
    const stays = this.#parts.flatMap((_, i) => (this.#removed.has(i) ? [] : i));
    if (!stays.length) {
      this.#refill();
      return;
    }
    for (const i of this.#removed) if (this.#standsAlone(i)) this.#removeLines(i);
    this.#removeInline();
    const byAnchor = new Map<number, Fresh[]>();
    for (const fresh of this.#fresh) {
      const anchor = stays.findLast((i) => i <= fresh.after) ?? -1;
      const group = byAnchor.get(anchor);
      if (group) group.push(fresh);
      else byAnchor.set(anchor, [fresh]);
    }
    const last = stays.at(-1) ?? 0;
    if (!byAnchor.has(last)) this.#endAsBefore(last);
    for (const [anchor, fresh] of byAnchor)
      this.#insert(
        anchor,
        stays.find((i) => i > anchor),
        fresh,
      );
  }

  /** Whether a part has its lines for itself. */
  #standsAlone(index: number): boolean {
    const part = this.#parts[index];
    return (
      part !== undefined && startsLine(this.#sheet.text, part.start) && lineRest(this.#sheet.text, part.end).isBlank
    );
  }

  #removeLines(index: number): void {
    const { text } = this.#sheet;
    const part = this.#parts[index];
    if (!part) return;
    this.#sheet.put({ start: lineStart(text, part.start), end: lineRest(text, part.end).next }, '');
  }

  /** What is last now ends as what was last did. */
  #endAsBefore(last: number): void {
    if (last === this.#parts.length - 1 || this.#endsWithComma || !this.#standsAlone(this.#parts.length - 1)) return;
    const { comma } = lineRest(this.#sheet.text, this.#parts[last]?.end ?? 0);
    if (comma !== undefined) this.#sheet.put({ start: comma, end: comma + 1 }, '');
  }

  get #endsWithComma(): boolean {
    const last = this.#parts.at(-1);
    return last !== undefined && lineRest(this.#sheet.text, last.end).comma !== undefined;
  }

  /** What shares its line with others goes up to the next of them, or from the one before. */
  #removeInline(): void {
    for (let from = 0; from < this.#parts.length; from++) {
      if (!this.#removed.has(from) || this.#standsAlone(from)) continue;
      let to = from;
      while (this.#removed.has(to + 1) && !this.#standsAlone(to + 1)) to++;
      const [before, first, last, after] = [from - 1, from, to, to + 1].map((i) => this.#parts[i]);
      if (first && after) this.#cut({ start: first.start, end: after.start }, to + 1);
      else if (before && last) this.#cut(this.#upTo(before, last), from - 1);
      from = to;
    }
  }

  /** What goes behind a part: where both end lines, it is the last one's that stays, which is as far out as it has to be. */
  #upTo(before: Span, last: Span): Span {
    const { text } = this.#sheet;
    const isSame = text.charAt(before.end - 1) === text.charAt(last.end - 1);
    const endLines = isSame && [before, last].every(({ end }) => startsLine(text, end - 1));
    return endLines
      ? { start: lineStart(text, before.end), end: lineStart(text, last.end) }
      : { start: before.end, end: last.end };
  }

  /** @param beside the part that is the border of what goes, which has to stay */
  #cut(span: Span, beside: number): void {
    const between = { start: this.#removed.has(beside) ? 0 : span.start, end: span.end };
    if (this.#removed.has(beside) || this.#gapsHaveComment(between)) this.#sheet.decline();
    else this.#sheet.put(span, '');
  }

  #gapsHaveComment({ start, end }: Span): boolean {
    let at = start;
    for (const part of this.#parts) {
      if (part.end <= start || part.start >= end) continue;
      if (hasComment(this.#sheet.text, { start: at, end: Math.max(at, part.start) })) return true;
      at = Math.max(at, part.end);
    }
    return at < end && hasComment(this.#sheet.text, { start: at, end });
  }

  #insert(anchor: number, next: number | undefined, fresh: readonly Fresh[]): void {
    const before = this.#parts[anchor];
    const after = next === undefined ? undefined : this.#parts[next];
    if (before) this.#insertBehind(before, after, fresh);
    else if (after) this.#insertFirst(after, fresh);
  }

  #insertBehind(before: Span, after: Span | undefined, fresh: readonly Fresh[]): void {
    const { text, eol } = this.#sheet;
    if (this.#commas && text.slice(before.start, before.end).includes('<<')) {
      this.#sheet.decline(); // the mark that ends a heredoc stands alone
      return;
    }
    const lines = [before, after].find((part) => part && startsLine(text, part.start));
    const rest = lineRest(text, before.end);
    if (!lines || (after && !rest.isBlank)) {
      if (!isOneLine(text, before) && startsLine(text, before.end - 1)) this.#insertJoined(before, after, fresh);
      else this.#sheet.insert(before.end, fresh.map(({ write }) => `, ${write(undefined)}`).join(''));
      return;
    }
    const indent = indentAt(text, lines.start);
    const written = fresh.map(({ write }) => eol + indent + write(indent));
    const comma = this.#commas ? ',' : '';
    if (rest.isBlank) {
      if (rest.comma === undefined && comma) this.#sheet.insert(before.end, comma);
      const ends = after || this.#endsWithComma ? comma : '';
      this.#sheet.insert(rest.end, written.join(comma) + ends);
    } else this.#sheet.insert(before.end, comma + written.join(comma));
  }

  /** Where the lines of one part end, those of the next begin: `}, {`. */
  #insertJoined(before: Span, after: Span | undefined, fresh: readonly Fresh[]): void {
    const { text } = this.#sheet;
    const outer = indentAt(text, this.#parts.at(-1)?.end ?? before.end);
    const lead = this.#leadBetween(outer);
    const written = fresh.map(({ write }) => write(outer));
    const led = written.map((part, i) => (after || i < written.length - 1 ? ledBy(part, outer, lead) : part));
    if (!after && lead !== outer) this.#sheet.put({ start: lineStart(text, before.end), end: before.end - 1 }, lead);
    this.#sheet.insert(before.end, led.map((part) => `, ${part}`).join(''));
  }

  /** What stands before `}, {`: as it does already, else as `terraform fmt` has it, which is as far in as what is inside. */
  #leadBetween(outer: string): string {
    const { text } = this.#sheet;
    const joint = this.#parts.slice(0, -1).find((part) => startsLine(text, part.end - 1));
    return joint ? indentAt(text, joint.end) : outer + this.#unit;
  }

  #insertFirst(after: Span, fresh: readonly Fresh[]): void {
    const { text, eol } = this.#sheet;
    const rest = lineRest(text, this.#span.start + 1);
    if (startsLine(text, after.start) && rest.isBlank) {
      const indent = indentAt(text, after.start);
      const comma = this.#commas ? ',' : '';
      this.#sheet.insert(rest.end, fresh.map(({ write }) => eol + indent + write(indent) + comma).join(''));
      return;
    }
    const indent = isOneLine(text, after) ? undefined : indentAt(text, after.start);
    this.#sheet.insert(after.start, fresh.map(({ write }) => `${write(indent)}, `).join(''));
  }

  /** Nothing of the old content stays. */
  #refill(): void {
    const { text, eol } = this.#sheet;
    const inside = { start: this.#span.start + 1, end: this.#span.end - 1 };
    if (this.#gapsHaveComment(inside)) {
      this.#sheet.decline();
      return;
    }
    const outer = indentAt(text, this.#span.start);
    // An empty object opens where its line is its own, and not another's.
    const opens =
      this.#kind === 'object' && !/[{[,]/.test(text.slice(lineStart(text, this.#span.start), this.#span.start));
    const isLines = this.#parts.length ? !isOneLine(text, this.#span) : opens;
    const indent = isLines ? outer + this.#unit : undefined;
    const written = this.#fresh.map(({ write }) => write(indent));
    if (!written.length) this.#sheet.put(inside, '');
    else if (indent === undefined)
      this.#sheet.put(inside, this.#kind === 'object' ? ` ${written.join(', ')} ` : written.join(', '));
    else
      this.#sheet.put(inside, written.map((each) => eol + indent + each).join(this.#commas ? ',' : '') + eol + outer);
  }
}

/** The same with its last line further in or out. */
function ledBy(part: string, from: string, to: string): string {
  const end = part.length - from.length - 1;
  return /[\r\n]/.test(part.charAt(end - 1)) ? part.slice(0, end) + to + part.slice(-1) : part;
}
