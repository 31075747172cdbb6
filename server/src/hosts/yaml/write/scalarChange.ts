import type { CST } from 'yaml';
import { narrowed, type TextChange } from '../../freshText.ts';
import type { Quote, WrittenChange } from '../../hostString.ts';
import { decoded, indentOfBlock, type ScalarToken } from '../scalars.ts';
import { startOfBlock } from '../tokens.ts';
import { inQuotes, isPlain } from './quoting.ts';

/**
 * A part of a text with other text in its place, as YAML. The quotes stay; a text without gets some where it needs them. Undefined
 * where it cannot be written as it stands. The span counts as the token's offset does.
 * @param value what the text says, which is not its own text where it is a word for yes or no
 */
export function changedScalar(
  token: ScalarToken,
  value: string,
  change: TextChange,
  quote: Quote | undefined,
): WrittenChange | undefined {
  if (token.type === 'alias') return undefined;
  const wanted = value.slice(0, change.from) + change.text + value.slice(change.to);
  const { text } = decoded(token);
  const isPart = text === value && (token.type !== 'scalar' || isPlain(wanted, aroundOf(text)));
  const part = isPart ? changedPart(token, narrowed(text, change), wanted) : undefined;
  if (part ?? token.type === 'block-scalar') return part;
  const own = token.type === 'double-quoted-scalar' ? '"' : token.type === 'single-quoted-scalar' ? "'" : undefined;
  const { offset, source } = token;
  return { span: { start: offset, end: offset + source.length }, newText: inQuotes(wanted, own ?? quote ?? "'") };
}

/** A text without quotes that cannot be one in brackets stands in none. */
function aroundOf(text: string): 'block' | 'flow' {
  return isPlain(text, 'flow') ? 'flow' : 'block';
}

/** Undefined where more than a part would change, as where a blank at the end of a line would go with the line. */
function changedPart(token: ScalarToken, { from, to, text }: TextChange, wanted: string): WrittenChange | undefined {
  const { offsets, start: first } = decoded(token);
  const at = (offset: number): number => (offsets ? (offsets[offset] ?? first) : first + offset);
  const [start, end] = [at(from), Math.max(at(from), at(to))];
  const newText = encodedIn(token, text);
  const base = token.type === 'block-scalar' ? startOfBlock(token) : token.offset;
  const source = token.source.slice(0, start - base) + newText + token.source.slice(end - base);
  return start >= base && decoded({ ...token, source }).text === wanted ? { span: { start, end }, newText } : undefined;
}

/** How further text of a scalar has to be written. */
export function encodedIn(token: ScalarToken, inner: string): string {
  switch (token.type) {
    case 'double-quoted-scalar':
      return inQuotes(inner, '"').slice(1, -1);
    case 'single-quoted-scalar':
      return inner.replaceAll("'", "''");
    case 'block-scalar':
      return inner.includes('\n') ? inner.replaceAll('\n', lineEndIn(token)) : inner;
    case 'scalar':
    case 'alias':
      return inner;
  }
}

/** What ends a line of a text that has lines of its own, and indents the next one. */
function lineEndIn(token: CST.BlockScalar): string {
  const head = token.props.find(({ type }) => type === 'newline');
  const end = head && 'source' in head ? head.source : '\n';
  return end + ' '.repeat(indentOfBlock(token));
}
