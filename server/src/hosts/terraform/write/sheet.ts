import type { TextEdit } from '../../../text/edit.ts';
import type { Span } from '../../../text/span.ts';
import { lineEndOf } from './lines.ts';

/** A document with what is written into it. */
export class Sheet {
  readonly text: string;
  readonly eol: string;
  readonly edits: TextEdit[] = [];
  /** Something cannot be written: then nothing is. */
  fails = false;

  constructor(text: string) {
    this.text = text;
    this.eol = lineEndOf(text);
  }

  put(span: Span, newText: string): void {
    if (span.start < span.end || newText !== '') this.edits.push({ span, newText });
  }

  insert(offset: number, newText: string): void {
    this.put({ start: offset, end: offset }, newText);
  }

  slice({ start, end }: Span): string {
    return this.text.slice(start, end);
  }

  decline(): void {
    this.fails = true;
  }
}
