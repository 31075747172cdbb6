import type { Span } from '../../text/span.ts';
import type { Cursor } from '../../tree/cursor.ts';
import type { TerraformPolicy } from './policy.ts';

/** A cursor in an expression or in a block of Terraform's language. */
export interface HclCursor extends Cursor {
  readonly policy: TerraformPolicy | undefined;
  /** The word or text under the cursor, quotes included; empty where nothing stands yet. */
  readonly replace: Span;
  /** Where a comma is due before the insertion. */
  readonly commaAt: number | undefined;
  readonly commaAfter: boolean;
  /** What is written there: arguments and blocks, or an expression; an expression that has to be a list. */
  readonly writes: 'body' | 'expression' | 'list';
  readonly members: MemberStyle;
}

/** How the members beside a cursor are written. */
export interface MemberStyle {
  /** Names stand in quotes. */
  readonly quoted: boolean;
  /** What stands between name and value: ` = `, ` : `, `: `. */
  readonly assign: string;
  /** How far from its name's start a line's `=` stands, where lines beside it have theirs; 0 for none. */
  readonly width: number;
}
