import type { HostDocument } from '../../host.ts';
import type { TextLines } from './textLines.ts';

/** A template that is a text of a document. */
export interface InnerTemplate {
  /** As a document of its own. */
  readonly template: HostDocument;
  readonly lines: TextLines;
  /** What fills in the text as a whole has the same signs as what is written there. */
  readonly isFilled: boolean;
}
