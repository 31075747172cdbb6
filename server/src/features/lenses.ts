import type { Names } from '../explain/phrases.ts';
import { explainStatement } from '../explain/statement.ts';
import type { Statement } from '../policy/model.ts';
import { beginning } from '../text/printable.ts';
import type { Span } from '../text/span.ts';

/** A line above a statement. */
export interface Lens {
  readonly span: Span;
  readonly title: string;
  /** All that the title says, where that is too long for a line. */
  readonly sentence: string;
  /**
   * whole: the statement does what the title says. idle: it does nothing, perhaps not yet. broken: it cannot be read as a whole.
   * While it is typed in, an editor may keep the last title of a statement that is not whole.
   */
  readonly standing: 'whole' | 'idle' | 'broken';
}

/** A line of an editor holds no more. Characters. */
const LONGEST = 180;

/** What a statement does, in one line. */
export function lensOf(statement: Statement, names: Names): Lens {
  const { sentence, effect } = explainStatement(statement, names);
  return {
    span: statement.node.span,
    sentence,
    title: sentence.length > LONGEST ? `${beginning(sentence, LONGEST - 1)}…` : sentence,
    standing: !statement.complete ? 'broken' : effect === 'nothing' ? 'idle' : 'whole',
  };
}
