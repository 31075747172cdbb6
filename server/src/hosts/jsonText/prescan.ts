import type { SyntaxProblem } from '../../tree/source.ts';
import type { Span } from '../../text/span.ts';

/** Deeper than this no tree is built: the parser's recursion would overflow near 5,000, and no policy comes close. */
export const MAX_DEPTH = 500;

/** What a look at the raw characters says, before the parser runs. */
export interface Prescan {
  /** Same length as the text, with what the parser cannot read blanked or replaced; equal to the text when all is plain. */
  readonly masked: string;
  /** Unquoted template tokens that stand for a value, by offset. */
  readonly tokens: ReadonlyMap<number, Span>;
  readonly problems: readonly SyntaxProblem[];
  /** Where nesting first passes MAX_DEPTH. */
  readonly tooDeepAt: number | undefined;
}

const QUOTE = 34;
const BACKSLASH = 92;
const NEWLINE = 10;
/** Typographic quotes, which close each other by kind; a straight one may close what a typographic one opened. */
const DOUBLE = '\u201c\u201d\u201e\u201f"';
const SINGLE = "\u2018\u2019'";
const SMART = DOUBLE.slice(0, -1) + SINGLE.slice(0, -1);

/** Characters that say nothing outside of strings: white space, comma, colon, digits, letters, signs of numbers. */
const PLAIN = Uint8Array.from({ length: 128 }, (_, c) => (c <= 32 || /[\w,:.+-]/.test(String.fromCharCode(c)) ? 1 : 0));

/**
 * One pass over the characters: counts nesting, finds template tokens that stand where a value belongs, and strings in the
 * wrong quotes. Characters inside proper strings and comments are passed over.
 */
export function prescan(text: string): Prescan {
  const scan = new Scan(text);
  for (let at = 0; at < text.length;) {
    const c = text.charCodeAt(at);
    if (c < 128 && PLAIN[c]) at++;
    else if (c === QUOTE) at = endOfString(text, at);
    else at = scan.step(at);
  }
  return scan.result();
}

class Scan {
  readonly #text: string;
  readonly #masks: { span: Span; by: string }[] = [];
  readonly #tokens = new Map<number, Span>();
  readonly #wrongQuotes: Span[] = [];
  #bom = false;
  #depth = 0;
  #tooDeepAt: number | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Looks at the character at `at`, returns where to look next. */
  step(at: number): number {
    const text = this.#text;
    const c = text.charCodeAt(at);
    if (c === 125 || c === 93) {
      this.#depth--;
      return at + 1;
    }
    if (c === 123 || c === 91) {
      const next = text.charCodeAt(at + 1);
      const token = c === 123 && (next === 123 || next === 37) ? this.#token(at) : undefined; // {{ {%
      if (token !== undefined) return token;
      if (++this.#depth > MAX_DEPTH) this.#tooDeepAt ??= at;
      return at + 1;
    }
    if (c === 47) return endOfComment(text, at);
    if (c === 36 || c === 60 || c === 37) return this.#token(at) ?? at + 1; // $ < %
    if (c === 39 || (c > 255 && SMART.includes(text.charAt(at)))) return this.#quoted(at);
    if (c === 0xfeff && at === 0) {
      this.#bom = true;
      this.#masks.push({ span: { start: at, end: at + 1 }, by: ' ' });
    }
    return at + 1;
  }

  result(): Prescan {
    const problems: SyntaxProblem[] = [];
    if (this.#bom) {
      const span = { start: 0, end: 1 };
      const fix = { title: 'Remove the byte order mark', edits: [{ span, newText: '' }] };
      problems.push({ kind: 'byteOrderMark', span, detail: '', fix, plain: true });
    }
    const first = this.#wrongQuotes[0];
    if (first) {
      const edits = this.#wrongQuotes.map((span) => ({
        span,
        newText: requote(this.#text.slice(span.start, span.end)),
      }));
      const single = this.#text.charAt(first.start) === "'";
      problems.push({
        kind: single ? 'singleQuotes' : 'smartQuotes',
        span: first,
        detail: this.#text.charAt(first.start),
        fix: {
          title: edits.length === 1 ? 'Use straight double quotes' : `Use straight double quotes (${edits.length}×)`,
          edits,
        },
        plain: true,
      });
    }
    return { masked: this.#masked(), tokens: this.#tokens, problems, tooDeepAt: this.#tooDeepAt };
  }

  #masked(): string {
    if (!this.#masks.length) return this.#text;
    let masked = '';
    let at = 0;
    for (const { span, by } of this.#masks) {
      masked += this.#text.slice(at, span.start) + by;
      at = span.end;
    }
    return masked + this.#text.slice(at);
  }

  /** An unquoted template token at `at`: masked so that the parser meets a number (a value) or nothing (a block tag). */
  #token(at: number): number | undefined {
    const end = endOfToken(this.#text, at);
    if (end === undefined) return undefined;
    const block =
      this.#text.startsWith('{%', at) || (this.#text.startsWith('<%', at) && !this.#text.startsWith('<%=', at));
    // A number that goes on as a token (`12${X}`) is one value that nobody knows.
    const start = block ? at : startOfNumber(this.#text, at);
    const span = { start, end };
    this.#masks.push({ span, by: (block ? ' ' : '0') + ' '.repeat(end - start - 1) });
    if (!block) this.#tokens.set(start, span);
    return end;
  }

  #quoted(at: number): number {
    const text = this.#text;
    if (!/(?:^|[{[,:/])\s*$/.test(text.slice(Math.max(0, at - 200), at))) return at + 1; // no string starts here: a stray mark
    const closers = text.charCodeAt(at) === 39 ? "'" : SINGLE.includes(text.charAt(at)) ? SINGLE : DOUBLE;
    for (let end = at + 1; end < text.length && text.charCodeAt(end) !== NEWLINE; end++) {
      if (text.charCodeAt(end) === BACKSLASH) end++;
      else if (closers.includes(text.charAt(end))) {
        const span = { start: at, end: end + 1 };
        this.#wrongQuotes.push(span);
        // As long as what it stands for, so that places stay: an escaped quote and a bare one become look-alikes.
        const body = text
          .slice(at + 1, end)
          .replace(/\\'/g, "''")
          .replace(/(\\.)|"/g, (_, escape: string | undefined) => escape ?? "'");
        this.#masks.push({ span, by: `"${body}"` });
        return end + 1;
      }
    }
    return at + 1;
  }
}

function endOfString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) return i + 1;
    if (c === BACKSLASH) i++;
    else if (c === NEWLINE) return i;
  }
  return text.length;
}

function endOfComment(text: string, at: number): number {
  const next = text.charAt(at + 1);
  if (next === '/') {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
  }
  if (next !== '*') return at + 1;
  const end = text.indexOf('*/', at + 2);
  return end < 0 ? text.length : end + 2;
}

const TOKENS: readonly (readonly [open: string, close: string])[] = [
  ['${', '}'],
  ['{{', '}}'],
  ['{%', '%}'],
  ['<%', '%>'],
  ['%{', '}'],
  ['<', '>'],
];

/** No template token is longer. UTF-16 units. */
const LONGEST_TOKEN = 500;

/** The end of the template token that opens at `at` and closes on the same line. */
function endOfToken(text: string, at: number): number | undefined {
  for (const [open, close] of TOKENS) {
    if (!text.startsWith(open, at)) continue;
    const line = text.slice(at + open.length, at + LONGEST_TOKEN).split(/[\r\n]/, 1)[0] ?? '';
    const length = line.indexOf(close);
    if (length < 0 || /^\s*"/.test(line)) return undefined; // `{{"AWS": …}}` is an object in doubled braces
    const end = at + open.length + length;
    return end + close.length;
  }
  if (text.charAt(at) !== '$') return undefined;
  let end = at + 1;
  while (/\w/.test(text.charAt(end))) end++;
  return end > at + 1 ? end : undefined;
}

/** Where the number before `at` begins; `at` itself where none stands. No number of a policy has more than a few digits. */
function startOfNumber(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < 40 && /[0-9.+-]/.test(text.charAt(start - 1))) start--;
  return start;
}

/** The string in straight double quotes: JSON's escapes stay, an escaped single quote needs none, a bare double one does. */
function requote(quoted: string): string {
  const body = quoted.slice(1, -1).replace(/\\(.)|"/g, (whole, escaped: string | undefined) => {
    if (escaped === undefined) return '\\"';
    return escaped === "'" ? "'" : whole;
  });
  return `"${body}"`;
}
