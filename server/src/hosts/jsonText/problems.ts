import type { Span } from '../../text/span.ts';
import { ParseErrorCode } from 'jsonc-parser';
import { encodeThrough, spanThrough, type Layer } from '../../text/layer.ts';
import type { SyntaxFix, SyntaxProblem } from '../../tree/source.ts';

type Kind = SyntaxProblem['kind'];

/**
 * Collects what is wrong with a text, one problem per cause: slips that stand for themselves (comments, trailing commas)
 * are all kept; of the parser's errors only the first, because the rest follow from it.
 */
export class Problems {
  readonly #found: SyntaxProblem[] = [];
  readonly #text: string;
  readonly #layers: readonly Layer[];
  /** Where the parser first failed. */
  #failedAt: number | undefined;
  #unclosed = '';
  #end: number | undefined;

  constructor(text: string, layers: readonly Layer[], prescanned: readonly SyntaxProblem[]) {
    this.#text = text;
    this.#layers = layers;
    for (const p of prescanned) this.#add(p.kind, p.span.start, p.span.end, p.detail, p.fix);
  }

  tooDeep(offset: number): void {
    this.#add('tooDeep', offset, offset + 1, '');
  }

  comment(offset: number, length: number): void {
    // Behind text that could not be read, slashes may be anything ("https://…" in a broken string).
    if (this.#failedAt !== undefined) return;
    const own = ownLine(this.#text, offset, offset + length);
    const fix = { title: 'Remove the comment', edits: [{ span: own, newText: '' }] };
    const lineEnd = this.#text.slice(offset, offset + length).search(/[\r\n]/);
    this.#add('comment', offset, offset + (lineEnd < 0 ? length : lineEnd), '', fix);
  }

  /** @param closer where the object or list ends; something unreadable may stand before it */
  trailingComma(offset: number, closer: number): void {
    if (isBlank(this.#text, offset + 1, closer)) this.#trailingComma(offset);
  }

  #trailingComma(offset: number): void {
    const span = { start: offset, end: offset + 1 };
    this.#add('trailingComma', span.start, span.end, '', {
      title: 'Remove the trailing comma',
      edits: [{ span, newText: '' }],
    });
  }

  /**
   * @param inObject whether a key is due, so that only a string and a colon can follow a comma
   * @param before where the last value ends
   */
  parser(code: ParseErrorCode, offset: number, length: number, inObject: boolean, before: number): void {
    const atEnd = offset >= this.#text.length;
    if (atEnd && (code === ParseErrorCode.CloseBraceExpected || code === ParseErrorCode.CloseBracketExpected)) {
      this.#unclosed += code === ParseErrorCode.CloseBraceExpected ? '}' : ']';
      this.#end = lastCharacter(this.#text);
      return;
    }
    if (this.#failedAt !== undefined) return;
    const at = atEnd ? lastCharacter(this.#text) : offset;
    const written = this.#text.slice(offset, offset + length);
    const end = atEnd ? at + 1 : at + firstLineLength(written || this.#text.charAt(offset));
    const comma = code === ParseErrorCode.CommaExpected ? this.#commaFix(offset, length, inObject, before) : undefined;
    if (comma) {
      this.#add('commaMissing', at, end, this.#detail(code, offset, length), comma);
      return; // nothing is lost by it
    }
    this.#failedAt = offset;
    const strayCloser = code === ParseErrorCode.CommaExpected && /^[}\]]$/.test(written);
    const detail = strayCloser ? (inObject ? '}' : ']') : this.#detail(code, offset, length);
    this.#add(strayCloser ? 'closingMissing' : kindOf(code, written), at, end, detail);
  }

  result(): readonly SyntaxProblem[] {
    if (this.#unclosed && this.#failedAt === undefined && this.#end !== undefined) {
      this.#add('closingMissing', this.#end, this.#end + 1, this.#unclosed);
    }
    return this.#found;
  }

  #detail(code: ParseErrorCode, offset: number, length: number): string {
    if (code === ParseErrorCode.CloseBraceExpected) return '}';
    if (code === ParseErrorCode.CloseBracketExpected) return ']';
    return shortened(this.#text.slice(offset, offset + Math.max(length, 1)));
  }

  /** The comma that makes two neighbours two members or items; undefined where that is not what is wrong. */
  #commaFix(offset: number, length: number, inObject: boolean, before: number): SyntaxFix | undefined {
    const next = this.#text.charAt(offset);
    const colon = /^\s*:/.test(this.#text.slice(offset + length, offset + length + 100));
    if (inObject ? next !== '"' || !colon : !/["{[\d-]/.test(next)) return undefined;
    return { title: 'Insert the missing comma', edits: [{ span: { start: before, end: before }, newText: ',' }] };
  }

  #add(kind: Kind, start: number, end: number, detail: string, fix?: SyntaxFix): void {
    const mapped = fix && {
      title: fix.title,
      edits: fix.edits.map((e) => ({
        span: spanThrough(this.#layers, e.span.start, e.span.end),
        newText: encodeThrough(this.#layers, e.newText),
      })),
    };
    const span = spanThrough(this.#layers, start, end);
    this.#found.push({ kind, span, detail, fix: mapped, plain: this.#layers.length === 0 });
  }
}

/** What is written, with an ellipsis where it is long, inside its quotes. */
function shortened(written: string): string {
  if (written.length <= LONGEST_DETAIL) return written;
  const close = written.endsWith('"') ? '"' : '';
  return `${written.slice(0, LONGEST_DETAIL - 1 - close.length).replace(/[\ud800-\udbff]$/, '')}…${close}`;
}

const LONGEST_DETAIL = 40;

/**
 * Blanks before the first brace of a document that is a policy: IAM takes them for no JSON. Of line breaks and tabs nobody knows.
 * @param start where the policy begins
 */
export function leadingSpace(text: string, start: number): SyntaxProblem | undefined {
  const from = text.startsWith('\ufeff') ? 1 : 0;
  if (text.charAt(from) !== ' ' || text.slice(from, start).trim() !== '') return undefined;
  const span = { start: from, end: start };
  const fix = { title: 'Remove the white space before the policy', edits: [{ span, newText: '' }] };
  return { kind: 'leadingSpace', span, detail: '', fix, plain: false };
}

function kindOf(code: ParseErrorCode, text: string): Kind {
  switch (code) {
    case ParseErrorCode.CommaExpected:
      return 'commaMissing';
    case ParseErrorCode.ColonExpected:
      return 'colonMissing';
    case ParseErrorCode.ValueExpected:
    case ParseErrorCode.PropertyNameExpected:
      return /^[\]},]?$/.test(text) ? 'valueMissing' : 'unexpected';
    case ParseErrorCode.CloseBraceExpected:
    case ParseErrorCode.CloseBracketExpected:
      return 'closingMissing';
    case ParseErrorCode.EndOfFileExpected:
      return 'extraText';
    case ParseErrorCode.UnexpectedEndOfString:
    case ParseErrorCode.UnexpectedEndOfComment:
      return 'stringUnclosed';
    case ParseErrorCode.InvalidUnicode:
    case ParseErrorCode.InvalidEscapeCharacter:
      return 'badEscape';
    case ParseErrorCode.InvalidCharacter:
      return 'badCharacter';
    default:
      return 'unexpected';
  }
}

function firstLineLength(text: string): number {
  const end = text.search(/[\r\n]/);
  return Math.max(end < 0 ? text.length : end, 1);
}

function lastCharacter(text: string): number {
  return Math.max(text.trimEnd().length - 1, 0);
}

/** The comment with its line when nothing else stands on it, else the comment and the blanks before it. */
function ownLine(text: string, start: number, end: number): { start: number; end: number } {
  let from = start;
  while (from > 0 && (text.charAt(from - 1) === ' ' || text.charAt(from - 1) === '\t')) from--;
  const lineStarts = from === 0 || text.charAt(from - 1) === '\n';
  const rest = /^[ \t]*(\r?\n|$)/.exec(text.slice(end));
  return lineStarts && rest ? { start: from, end: end + rest[0].length } : { start: from, end };
}

/** Whether white space and comments are all there is. Walked by hand: an expression overflows on a long text. */
function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const closer = text.startsWith('//', at) ? '\n' : text.startsWith('/*', at) ? '*/' : undefined;
    if (closer !== undefined) {
      const end = text.indexOf(closer, at + 2);
      if (closer === '*/' && (end < 0 || end + 2 > to)) return false;
      at = end < 0 ? to : end + closer.length - 1;
    } else if (text.charAt(at).trim() !== '') return false;
  }
  return true;
}

/** Slips that the reader gets over without losing anything. */
const HARMLESS: ReadonlySet<SyntaxProblem['kind']> = new Set([
  'comment',
  'trailingComma',
  'singleQuotes',
  'smartQuotes',
  'byteOrderMark',
  'commaMissing',
]);

/** Where a text could not be read. */
export function unreadableIn(problems: readonly SyntaxProblem[]): readonly Span[] {
  return problems.filter((p) => !HARMLESS.has(p.kind)).map((p) => p.span);
}
