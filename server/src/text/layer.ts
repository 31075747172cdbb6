import { own } from './own.ts';
import type { Span } from './span.ts';

/**
 * A text that lies inside another: a policy in a JSON string, or URL-encoded in one. Offsets of the inner text are turned
 * into offsets of the outer one and back, and inner text is written the way the outer text wants it.
 */
export interface Layer {
  /** The inner text, decoded. */
  readonly text: string;
  /** Inner offset to outer offset; monotonic, defined for 0…text.length. */
  outer(offset: number): number;
  /** The same for where something ends, in a text whose parts stand apart. */
  readonly outerEnd?: (this: Layer, offset: number) => number;
  /** Whether a span of the inner text stands together in the outer one; left out where any does. */
  readonly isOne?: (this: Layer, start: number, end: number) => boolean;
  /** Outer offset to the inner offset at or before it, clamped to the inner text. */
  inner(offset: number): number;
  /** Inner text as it must stand in the outer text. */
  encode(inner: string): string;
  /** Whether the lines of the inner text are lines of the outer one too; else what ends them is written as an escape. */
  readonly keepsLines?: boolean;
  /** Line ends may be read as blanks, and blanks as line ends, so that no line can be put in or taken out. */
  readonly foldsLines?: boolean;
  /** What stands before the inner text in each line of the outer one. */
  readonly lead?: string;
}

/** Maps a span of the innermost text through its layers (outermost first) to the document. */
export function spanThrough(layers: readonly Layer[], start: number, end: number): Span {
  let s = start;
  let e = end;
  for (let i = layers.length - 1; i >= 0; i--) {
    const layer = layers[i];
    if (!layer) continue;
    const isEmpty = s === e;
    s = layer.outer(s);
    e = isEmpty ? s : (layer.outerEnd?.(e) ?? layer.outer(e));
  }
  return { start: s, end: e };
}

/** Whether a span of the innermost text stands together in the document, so that other text can be put in its place. */
export function standsTogether(layers: readonly Layer[], { start, end }: Span): boolean {
  return layers.every((layer, i) => {
    if (!layer.isOne) return true;
    const within = spanThrough(layers.slice(i + 1), start, end);
    return layer.isOne(within.start, within.end);
  });
}

/** Maps a document offset into the innermost text. */
export function offsetWithin(layers: readonly Layer[], offset: number): number {
  return layers.reduce((at, layer) => layer.inner(at), offset);
}

/** Writes innermost text so that it can stand in the document. */
export function encodeThrough(layers: readonly Layer[], text: string): string {
  return layers.reduceRight((inner, layer) => layer.encode(inner), text);
}

/**
 * The characters of a JSON string's body (what stands between the quotes) as a layer: `\"`, `\\`, `\n`, `\u00e9` decoded.
 * @param raw the body as written, without quotes
 * @param base outer offset of the body's first character
 */
export function jsonStringLayer(raw: string, base: number): Layer {
  if (!raw.includes('\\')) return plainLayer(raw, base, escapeJson);
  const offsets: number[] = [];
  let text = '';
  for (let i = 0; i < raw.length;) {
    const length = escapeLength(raw, i);
    text += length === 1 ? raw.charAt(i) : decodeEscape(raw.slice(i, i + length));
    offsets.push(base + i);
    i += length;
  }
  offsets.push(base + raw.length);
  return mappedLayer(text, offsets, escapeJson);
}

/**
 * Percent-encoded text (RFC 3986, as the IAM API returns policy documents) as a layer; undefined when it does not decode.
 * @param raw the encoded text
 * @param base outer offset of its first character
 */
export function urlEncodedLayer(raw: string, base: number): Layer | undefined {
  const offsets: number[] = [];
  let text = '';
  for (let i = 0; i < raw.length;) {
    let length = raw.charCodeAt(i) === PERCENT ? encodedLength(raw, i) : 1;
    if (length === undefined) return undefined;
    let decoded: string;
    try {
      decoded = length === 1 ? raw.charAt(i) : decodeURIComponent(raw.slice(i, i + length));
    } catch {
      return undefined; // not UTF-8: not text that IAM encoded
    }
    if (length === 1 && decoded === '+') decoded = ' ';
    length = Math.max(length, 1);
    for (let k = 0; k < decoded.length; k++) offsets.push(base + i);
    text += decoded;
    i += length;
  }
  offsets.push(base + raw.length);
  return mappedLayer(text, offsets, encodeURIComponent);
}

const PERCENT = 37;

/** Length of the percent escapes that make one character: the first byte tells how many follow (UTF-8). */
function encodedLength(raw: string, at: number): number | undefined {
  const first = Number.parseInt(raw.slice(at + 1, at + 3), 16);
  if (Number.isNaN(first)) return undefined;
  const bytes = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  return bytes * 3;
}

function escapeLength(raw: string, at: number): number {
  if (raw.charAt(at) !== '\\') return 1;
  if (raw.charAt(at + 1) !== 'u') return at + 1 < raw.length ? 2 : 1;
  return /^[0-9a-fA-F]{4}$/.test(raw.slice(at + 2, at + 6)) ? 6 : 2;
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function decodeEscape(escape: string): string {
  if (escape.length === 6) return String.fromCharCode(Number.parseInt(escape.slice(2), 16));
  const c = escape.charAt(1);
  return own(ESCAPES, c) ?? c;
}

function escapeJson(inner: string): string {
  return JSON.stringify(inner).slice(1, -1);
}

/** @param base outer offset of the first character, which the others follow as they stand */
export function plainLayer(text: string, base: number, encode: (inner: string) => string): Layer {
  return {
    text,
    outer: (offset) => base + offset,
    inner: (offset) => Math.min(Math.max(offset - base, 0), text.length),
    encode,
  };
}

/** @param offsets of each character of the inner text in the outer one, and of its end */
export function mappedLayer(text: string, offsets: readonly number[], encode: (inner: string) => string): Layer {
  const last = offsets.length - 1;
  return {
    text,
    outer: (offset) => offsets[Math.min(Math.max(offset, 0), last)] ?? 0,
    inner: (offset) => {
      let low = 0;
      let high = last;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((offsets[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return low;
    },
    encode,
  };
}
