import type { Span } from '../../../text/span.ts';
import type { Cursor } from '../../../tree/cursor.ts';
import type { JsonCursor } from '../../jsonText/locate.ts';
import type { YamlPolicy } from '../policy.ts';
import type { InnerTemplate } from './innerTemplate.ts';

/** A cursor in a YAML file: in JSON text, in a template that is a text, else in YAML itself. */
export type AnyCursor = YamlCursor | JsonCursor | TemplateCursor;

/** A cursor in a template that is a text of the document. */
export interface TemplateCursor extends Cursor, InnerTemplate {
  /** The cursor in the template as a document of its own. */
  readonly inner: AnyCursor;
}

/** A cursor in the mappings, lists and texts of YAML itself. */
export interface YamlCursor extends Cursor {
  readonly policy: YamlPolicy | undefined;
  /** What is written anew: the name or text under the cursor with its quotes; empty where nothing stands yet. */
  readonly replace: Span;
  readonly site: Site;
  /** The quotes of what is under the cursor; empty for a bare word. */
  readonly quote: Quote;
  /** What the texts beside it are quoted with. */
  readonly beside: { readonly names: Quote; readonly values: Quote };
  /** The function whose text is completed: what it fills in is written its way. */
  readonly substituted: boolean;
  /** What is written anew is a name to fill in, within a text; with the quote that the text lacks behind it. */
  readonly hole?: Quote;
  /** The tool that reads the file wants a policy as JSON text. */
  readonly asText: boolean;
}

export type Quote = '' | '"' | "'";

/** Where something new is written, and what it takes there to be YAML. */
export type Site = BlockSite | FlowSite;

/** Among lines. */
export interface BlockSite {
  readonly form: 'block';
  /**
   * `own`: on a line of its own, or behind a dash; `behind`: behind a name and its colon, where what has lines of its own needs new
   * ones.
   */
  readonly at: 'own' | 'behind';
  /** Of what begins on its own line; else of the name before. */
  readonly column: number;
  /** What has to stand before: a blank behind a colon, a dash. */
  readonly lead: '' | ' ' | '- ';
  /** Blanks before, which a line that ends there loses. */
  readonly blanks: Span;
}

/** In brackets. */
export interface FlowSite {
  readonly form: 'flow';
  readonly lead: '' | ' ';
  /** Where a comma is due before. */
  readonly commaAt: number | undefined;
  readonly commaAfter: boolean;
  /** The outermost bracket goes over several lines. */
  readonly hasLines: boolean;
}
