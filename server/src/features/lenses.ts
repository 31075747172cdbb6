import type { Names } from '../explain/phrases.ts';
import { explainStatement } from '../explain/statement.ts';
import type { Policy, Statement } from '../policy/model.ts';
import { abridged, beginning } from '../text/printable.ts';
import type { Span } from '../text/span.ts';
import { calledRoles } from '../tree/source.ts';

/** A line above a statement, or above a policy. */
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

/** Where the line above a statement hangs. */
export function lensPlace({ node }: Statement): Span {
  return node.head ?? node.span;
}

/** Where the line hangs above a policy that stands apart from its roles; undefined for one that stands with its role. */
export function ownerLensPlace({ source: { owner, root } }: Policy): Span | undefined {
  return owner?.isApart ? (root.kind === 'object' && root.head) || root.span : undefined;
}

/** Whose policy it is, where that is not to be seen. */
export function ownerLensOf(policy: Policy): Lens | undefined {
  const span = ownerLensPlace(policy);
  const roles = calledRoles(policy.source, ({ address }) => address);
  if (!span || roles === undefined) return undefined;
  const sentence = `Trust policy of ${abridged(roles, LONGEST)}`;
  return { span, sentence, title: sentence, standing: 'whole' };
}

/** What a statement does, in one line. */
export function lensOf(statement: Statement, names: Names): Lens {
  const { sentence, effect } = explainStatement(statement, names);
  return {
    span: lensPlace(statement),
    sentence,
    title: sentence.length > LONGEST ? `${beginning(sentence, LONGEST - 1)}…` : sentence,
    standing: !statement.complete ? 'broken' : effect === 'nothing' ? 'idle' : 'whole',
  };
}
