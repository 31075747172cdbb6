import type { Context } from '../analysis/context.ts';
import type { Config } from '../config/config.ts';
import { explainPolicy } from '../explain/policy.ts';
import type { Explanation } from '../explain/statement.ts';
import { foldsOf } from '../features/folding.ts';
import { hintsOf, type Hint } from '../features/hints.ts';
import { hoverAt, type Hover } from '../features/hover.ts';
import { lensesOf, type Lens } from '../features/lenses.ts';
import { linksOf, type Link } from '../features/links.ts';
import { selectionsAt } from '../features/selection.ts';
import { symbolOf, type Symbol } from '../features/symbols.ts';
import { tokensOf, type Token } from '../features/tokens.ts';
import type { Span } from '../text/span.ts';
import type { Snapshot } from './snapshot.ts';

/** The coloured words of all trust policies of a document, by place. */
export function tokens(snapshot: Snapshot): readonly Token[] {
  return snapshot.trustPolicies.flatMap(tokensOf).sort((a, b) => a.span.start - b.span.start);
}

/** What stands at an offset, explained. */
export function hover(snapshot: Snapshot, offset: number, { config, now }: Context): Hover | undefined {
  const policy = snapshot.trustPolicyAt(offset);
  return policy && hoverAt(policy, offset, { names: config, now });
}

/** A line for each statement. */
export function lenses(snapshot: Snapshot, { config }: Context): readonly Lens[] {
  return snapshot.trustPolicies.flatMap((policy) => lensesOf(policy, config));
}

/** Names of accounts and distances of dates, to show beside them. */
export function hints(snapshot: Snapshot, { config, now }: Context): readonly Hint[] {
  return snapshot.trustPolicies.flatMap((policy) => hintsOf(policy, config, now));
}

/** The outline of a document. */
export function symbols(snapshot: Snapshot, { config }: Context): readonly Symbol[] {
  return snapshot.trustPolicies.map((policy) => symbolOf(policy, config));
}

/** Words that lead to AWS's pages. */
export function links(snapshot: Snapshot): readonly Link[] {
  return snapshot.trustPolicies.flatMap(linksOf);
}

/** What a selection grows to, the smallest first; none outside of policies. */
export function selections(snapshot: Snapshot, offset: number): readonly Span[] {
  const policy = snapshot.trustPolicyAt(offset);
  return policy ? selectionsAt(policy.source.root, offset) : [];
}

/** What can be folded. */
export function folds(snapshot: Snapshot): readonly Span[] {
  return snapshot.trustPolicies.flatMap((policy) => foldsOf(policy.source.root));
}

/** Every statement of a document's trust policies in plain words. */
export function explain(snapshot: Snapshot, config: Config): readonly Explanation[] {
  return snapshot.trustPolicies.flatMap((policy) => explainPolicy(policy, config));
}
