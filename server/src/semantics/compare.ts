import { isEpoch, parseDate } from '../iam/dates.ts';
import { addressesOf } from '../iam/ip.ts';
import type { Operator } from '../iam/operators.ts';
import { partsOfValue } from '../iam/variables.ts';
import type { HoledText } from '../text/holedText.ts';
import { Glob, wildPieces, type Piece } from './glob.ts';
import type { Sent, Variables } from './sent.ts';
import { partsOf } from './texts.ts';
import type { Tristate } from './tristate.ts';

/** One value of a condition, ready to be compared with many that are sent. A negated operator asks the same and turns the answer. */
export interface Comparison {
  /** Any value that is sent surely matches. */
  readonly isEverything: boolean;
  matches(sent: string, fill: Variables): Tristate;
  /** Whether no value that is sent matches, whatever it is: where there is nothing to fill in. */
  isNothing?(fill: Variables): boolean;
}

const UNTOLD: Comparison = { isEverything: false, matches: () => 'unknown' };
const NOTHING: Comparison = { isEverything: false, matches: () => 'no', isNothing: () => true };

/**
 * Reads a value as its operator does. Empty ones, and such as are not of the operator's type, match nobody knows what.
 * @param filling whether `${…}` is filled in, as Version 2012-10-17 does
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function comparison(operator: Operator, { value, holes }: HoledText, filling: boolean): Comparison {
  if (holes.length || value === '') return UNTOLD;
  switch (operator.family) {
    case 'String':
    case 'Arn':
      return filling && value.includes('${') ? filled(operator, value) : textual(operator, piecesOf(operator, value));
    case 'Bool':
      return bool(value);
    case 'Numeric':
      return onLine(operator, numberOf(value), numberOf);
    case 'Date':
      return onLine(operator, policyDate(value), sentDate);
    case 'IpAddress':
      return address(value);
    case 'Binary':
      return binary(value);
    case 'Null':
      return UNTOLD;
  }
}

/** A number as JSON and people write one. */
export function numberOf(text: string): number | undefined {
  return /^[+-]?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function piecesOf({ wildcards }: Operator, value: string): readonly Piece[] {
  return wildcards ? wildPieces(value) : [value];
}

function textual(operator: Operator, pieces: readonly Piece[]): Comparison {
  if (operator.family === 'Arn') return arn(pieces);
  if (operator.base.endsWith('IgnoreCase')) {
    const wanted = joined(pieces).toLowerCase();
    return plain((sent) => sent.toLowerCase() === wanted);
  }
  if (!operator.wildcards) {
    const wanted = joined(pieces);
    return plain((sent) => sent === wanted);
  }
  const glob = new Glob(pieces);
  return { isEverything: glob.isEverything, matches: (sent) => glob.matches(sent) };
}

function plain(isMet: (sent: string) => boolean): Comparison {
  return { isEverything: false, matches: (sent) => (isMet(sent) ? 'yes' : 'no') };
}

/** Where no piece is a wildcard. */
function joined(pieces: readonly Piece[]): string {
  return pieces.filter((piece) => typeof piece === 'string').join('');
}

/** ARNs are compared part by part, so a wildcard in one of the first five does not reach over a colon. */
function arn(pieces: readonly Piece[]): Comparison {
  const parts = arnParts(pieces);
  if (parts.length === 1) return UNTOLD;
  if (parts.length < ARN_PARTS) return NOTHING;
  const globs = parts.map((part) => new Glob(part));
  return {
    isEverything: false,
    matches: (sent) => {
      const given = partsOf(sent);
      if (given.length !== ARN_PARTS) return 'no';
      let all: Tristate = 'yes';
      for (const [i, glob] of globs.entries()) {
        const one = glob.matches(given[i] ?? '');
        if (one === 'no') return 'no';
        if (one === 'unknown') all = 'unknown';
      }
      return all;
    },
  };
}

const ARN_PARTS = 6;

function arnParts(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const parts: Piece[][] = [[]];
  for (const piece of pieces) {
    const [first = piece, ...more] = typeof piece === 'string' ? partsLeft(piece, ARN_PARTS - parts.length) : [piece];
    if (first !== '') parts.at(-1)?.push(first);
    for (const text of more) parts.push(text === '' ? [] : [text]);
  }
  return parts;
}

/** A text cut at its first colons; the last part keeps the others. */
function partsLeft(text: string, colons: number): readonly string[] {
  const all = text.split(':');
  return [...all.slice(0, colons), ...(all.length > colons ? [all.slice(colons).join(':')] : [])];
}

/**
 * A value with policy variables. What a request fills in is text to the letter; where it has nothing to fill in, nothing is matched.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
function filled(operator: Operator, value: string): Comparison {
  const parts = partsOfValue(value);
  if (!parts) return UNTOLD;
  if (parts.every(({ kind }) => kind !== 'variable'))
    return textual(operator, piecesWith(operator, parts, () => undefined) ?? []);
  return {
    isEverything: false,
    matches: (sent, fill) => {
      const texts = parts.map((part) => (part.kind === 'variable' ? filling(fill(part.name), part.otherwise) : ''));
      if (texts.includes(null)) return 'unknown';
      const pieces = piecesWith(operator, parts, (i) => texts[i] ?? undefined);
      return pieces ? textual(operator, pieces).matches(sent, fill) : 'no';
    },
    isNothing: (fill) =>
      parts.some((part) => part.kind === 'variable' && filling(fill(part.name), part.otherwise) === undefined),
  };
}

/** What stands for a variable: undefined where there is nothing, null where that is not known. Keys with several values fill in none. */
function filling(sent: Sent, otherwise: string | undefined): string | undefined | null {
  if (sent.kind === 'one') return sent.value;
  return sent.kind === 'absent' ? otherwise : null;
}

type Parts = NonNullable<ReturnType<typeof partsOfValue>>;

/** @param fill undefined where there is nothing to fill in */
function piecesWith(
  operator: Operator,
  parts: Parts,
  fill: (index: number) => string | undefined,
): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const [i, part] of parts.entries()) {
    switch (part.kind) {
      case 'text':
        pieces.push(...piecesOf(operator, part.text));
        break;
      case 'character':
        pieces.push(part.character);
        break;
      case 'variable': {
        const text = fill(i);
        if (text === undefined) return undefined;
        pieces.push(text);
      }
    }
  }
  return pieces;
}

function bool(value: string): Comparison {
  const wanted = value.toLowerCase();
  if (wanted !== 'true' && wanted !== 'false') return UNTOLD;
  return plain((sent) => sent.toLowerCase() === wanted);
}

/** Numbers and instants. What is sent and is none of them is compared in no way that AWS tells. */
function onLine(
  { base }: Operator,
  wanted: number | undefined,
  read: (sent: string) => number | undefined,
): Comparison {
  if (wanted === undefined) return UNTOLD;
  const isMet = base.includes('LessThan')
    ? (sent: number) => sent < wanted || (base.endsWith('Equals') && sent === wanted)
    : base.includes('GreaterThan')
      ? (sent: number) => sent > wanted || (base.endsWith('Equals') && sent === wanted)
      : (sent: number) => sent === wanted;
  return {
    isEverything: false,
    matches: (text) => {
      const sent = read(text);
      return sent === undefined ? 'unknown' : isMet(sent) ? 'yes' : 'no';
    },
  };
}

/** AWS does not tell what a date without a time or a zone is, nor whether four digits are a year. */
function policyDate(text: string): number | undefined {
  return isEpoch(text) || (text.includes('T') && /(?:Z|[+-]\d{2}:?\d{2})$/.test(text)) ? parseDate(text) : undefined;
}

/** What is sent may be a number of seconds, however small. */
export function sentDate(text: string): number | undefined {
  return /^\d{1,11}$/.test(text) ? Number(text) * 1000 : policyDate(text);
}

/** Without a prefix it is one address; those of one version are never those of the other. */
function address(value: string): Comparison {
  const wanted = addressesOf(value);
  if (!wanted) return UNTOLD;
  return {
    isEverything: false,
    matches: (text) => {
      const sent = addressesOf(text);
      if (!sent) return 'unknown';
      return sent.width === wanted.width && wanted.first <= sent.first && sent.last <= wanted.last ? 'yes' : 'no';
    },
  };
}

/** Both sides are Base64, and their bytes are compared. */
function binary(value: string): Comparison {
  const wanted = bytesOf(value);
  if (wanted === undefined) return UNTOLD;
  return {
    isEverything: false,
    matches: (text) => {
      const sent = bytesOf(text);
      return sent === undefined ? 'unknown' : sent === wanted ? 'yes' : 'no';
    },
  };
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function bytesOf(text: string): string | undefined {
  return BASE64.test(text) ? atob(text) : undefined;
}
