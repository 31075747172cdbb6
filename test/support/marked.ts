import type { Span } from '../../server/src/text/span.ts';

/** A text with its marks taken out: `«…»` spans and `‸` cursors, none of which occur in policies. */
export interface Marked {
  readonly text: string;
  readonly spans: readonly Span[];
  readonly cursor: number | undefined;
}

export function marked(source: string): Marked {
  let text = '';
  let cursor: number | undefined;
  const open: number[] = [];
  const spans: Span[] = [];
  for (const c of source) {
    if (c === '«') open.push(text.length);
    else if (c === '»') spans.push({ start: open.pop() ?? 0, end: text.length });
    else if (c === '‸') cursor = text.length;
    else text += c;
  }
  if (open.length) throw new Error('a « without its »');
  spans.sort((a, b) => a.start - b.start || a.end - b.end);
  return { text, spans, cursor };
}

/** A case's policy: the inside of one statement gets the rest around it, a text with a brace is taken whole. */
export function wholePolicy(source: string): string {
  return /^[\s‸«»\ufeff]*[{[]/.test(source) || source.startsWith('%7B')
    ? source
    : `{"Version": "2012-10-17", "Statement": [{${source}}]}`;
}
