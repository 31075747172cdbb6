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
import type { PolicyDocument } from './document.ts';

/** The coloured words of all trust policies of a document, by place. */
export function tokens(policyDocument: PolicyDocument): readonly Token[] {
  return policyDocument.trustPolicies.flatMap(tokensOf).sort((a, b) => a.span.start - b.span.start);
}

/** What stands at an offset, explained. */
export function hover(policyDocument: PolicyDocument, offset: number, { config, now }: Context): Hover | undefined {
  const policy = policyDocument.trustPolicyAt(offset);
  return policy && hoverAt(policy, offset, { names: config, now });
}

/** A line for each statement. */
export function lenses(policyDocument: PolicyDocument, { config }: Context): readonly Lens[] {
  return policyDocument.trustPolicies.flatMap((policy) => lensesOf(policy, config));
}

/** Names of accounts and distances of dates, to show beside them. */
export function hints(policyDocument: PolicyDocument, { config, now }: Context): readonly Hint[] {
  return policyDocument.trustPolicies.flatMap((policy) => hintsOf(policy, config, now));
}

/** The outline of a document. */
export function symbols(policyDocument: PolicyDocument, { config }: Context): readonly Symbol[] {
  return policyDocument.trustPolicies.map((policy) => symbolOf(policy, config));
}

/** Words that lead to AWS's pages. */
export function links(policyDocument: PolicyDocument): readonly Link[] {
  return policyDocument.trustPolicies.flatMap(linksOf);
}

/** What a selection grows to, the smallest first; none outside of policies. */
export function selections(policyDocument: PolicyDocument, offset: number): readonly Span[] {
  const policy = policyDocument.trustPolicyAt(offset);
  return policy ? selectionsAt(policy.source.root, offset) : [];
}

/** What can be folded. */
export function folds(policyDocument: PolicyDocument): readonly Span[] {
  return policyDocument.trustPolicies.flatMap((policy) => foldsOf(policy.source.root));
}

/** Every statement of a document's trust policies in plain words. */
export function explain(policyDocument: PolicyDocument, config: Config): readonly Explanation[] {
  return policyDocument.trustPolicies.flatMap((policy) => explainPolicy(policy, config));
}
