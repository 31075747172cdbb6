import type { Quote } from '../../hostString.ts';

/** Where a text without quotes is to stand: on lines, or between the signs of a list or mapping in brackets. */
export type Around = 'block' | 'flow';

/**
 * Whether a text may stand without quotes: YAML 1.1, which CloudFormation reads, and YAML 1.2 both read that very text.
 * https://yaml.org/type/ https://yaml.org/spec/1.2.2/#733-plain-style
 */
export function isPlain(text: string, around: Around): boolean {
  return PLAIN.test(text) && !OTHERWISE.test(text) && !isOtherType(text) && (around === 'block' || !FLOW.test(text));
}

/** Printable ASCII with no blank at its ends, which begins with no sign that means something there. */
const PLAIN = /^(?:[A-Za-z0-9_./+$=\\^(<]|-(?=[^\s,[\]{}-]))(?:[ -~]*[!-~])?$/;
/** A colon that ends a name, the start of a comment, the end of a document. */
const OTHERWISE = /:(?:\s|$)|\s#|^\.\.\./;
/** What ends a text in brackets, or may do so: a quote behind a colon, the sign of a name with lines of its own. */
const FLOW = /[,[\]{}?"'#]/;

/** Whether it is a number, a date, a boolean or nothing in some version of YAML, also where programs take more for one than it says. */
function isOtherType(text: string): boolean {
  return WORD.test(text) || NUMBER.test(text) || DATE.test(text);
}

const WORD = /^(?:y|n|yes|no|on|off|true|false|null|~|=|<<|[-+]?\.(?:inf|nan))$/i;
/** In any base, with signs and points anywhere, with the minutes and seconds of YAML 1.1 behind colons. */
const NUMBER = /^[-+]?[\d_.,:]+(?:e[-+]?\d*)?$|^[-+]?0[xob][\da-f_]*$/i;
const DATE = /^\d{1,4}-\d{1,2}-\d{1,2}(?:$|[Tt\s])/;

/** A text in quotes, on one line. Single ones have no escapes, so that not every text can stand in them. */
export function inQuotes(text: string, quote: Quote): string {
  return quote === "'" && PRINTED.test(text)
    ? `'${text.replaceAll("'", "''")}'`
    : JSON.stringify(text).replace(UNSEEN, escaped);
}

/** What stands as it is on any line: no control characters, no line ends, no blanks that are cut. */
const PRINTED = /^[ -~\u00a1-\u1fff\u2030-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/;
const UNSEEN = /[\u007f-\u00a0\u2000-\u202f\ufeff\ufffe\uffff]/g;

function escaped(c: string): string {
  return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
