import type { Context } from '../analysis/context.ts';
import type { Config } from '../config/config.ts';
import { explainPolicy } from '../explain/policy.ts';
import type { Explanation } from '../explain/statement.ts';
import { foldsOf } from '../features/folding.ts';
import { hintsOf, type Hint } from '../features/hints.ts';
import { hoverAt, type Hover } from '../features/hover.ts';
import type { ExternalIdUsage } from '../features/hoverText/externalId.ts';
import { lensOf, lensPlace, ownerLensOf, ownerLensPlace, type Lens } from '../features/lenses.ts';
import { selectionsAt } from '../features/selection.ts';
import { symbolOf, type Symbol } from '../features/symbols.ts';
import { tokensOf, type Token } from '../features/tokens.ts';
import { PLAIN_TEXT } from '../hosts/detect.ts';
import type { SaidValue } from '../hosts/host.ts';
import { eachInSteps, finish, type Steps } from '../steps.ts';
import type { Policy } from '../policy/model.ts';
import type { Span } from '../text/span.ts';
import type { PolicyDocument } from './document.ts';
import { nameAt, namesIn } from './mentions.ts';

// What may be long goes in steps, the reading of the policies included.

/** The coloured words of all trust policies of a document, by place. */
export function* tokens(policyDocument: PolicyDocument): Steps<readonly Token[]> {
  const found = yield* ofEach(policyDocument, tokensOf);
  return found.flat().sort((a, b) => a.span.start - b.span.start);
}

/**
 * What stands at an offset, explained.
 * @param usage where the external ID that stands there is used
 * @param said the value of the name that stands there
 */
export function hover(
  policyDocument: PolicyDocument,
  offset: number,
  { config, now }: Context,
  usage?: ExternalIdUsage,
  said?: SaidValue,
): Hover | undefined {
  const policy = policyDocument.trustPolicyAt(offset);
  const place = said && nameAt(namesIn(policyDocument), offset);
  const value = place && { ...said, name: place.name, span: place.span };
  const written = ({ start, end }: Span): string => policyDocument.text.slice(start, end);
  return policy && hoverAt(policy, offset, { names: config, now, usage, value, written });
}

/** A line for each statement, and one for a policy that stands apart from its roles. */
export function* lenses(policyDocument: PolicyDocument, { config }: Context): Steps<readonly Lens[]> {
  const found = yield* ofEach(policyDocument, function* (policy) {
    const own = ownerLensOf(policy);
    const each = yield* eachInSteps(policy.statements, (statement) => lensOf(statement, config));
    return own ? [own, ...each] : each;
  });
  return found.flat();
}

/** Where the lines of `lenses` will hang. */
export function* lensPlaces(policyDocument: PolicyDocument): Steps<readonly Span[]> {
  yield* policyDocument.read();
  return policyDocument.trustPolicies.flatMap((policy) => [
    ...[ownerLensPlace(policy)].filter((place) => place !== undefined),
    ...policy.statements.map(lensPlace),
  ]);
}

/** The line that hangs at an offset. */
export function lensAt(policyDocument: PolicyDocument, offset: number, { config }: Context): Lens | undefined {
  const policy = policyDocument.trustPolicyAt(offset);
  if (!policy) return undefined;
  if (ownerLensPlace(policy)?.start === offset) return ownerLensOf(policy);
  const statement = policy.statements.find((s) => lensPlace(s).start === offset);
  return statement && lensOf(statement, config);
}

/** Names of accounts and distances of dates, to show beside them. */
export function* hints(policyDocument: PolicyDocument, { config, now }: Context): Steps<readonly Hint[]> {
  return (yield* ofEach(policyDocument, (policy) => hintsOf(policy, config, now))).flat();
}

/**
 * The outline of a document that is a policy; where one is inside of something else, the outline of its own language says more. Plain
 * text has none.
 */
export function* symbols(policyDocument: PolicyDocument, { config }: Context): Steps<readonly Symbol[]> {
  const isPlain = policyDocument.languageId === PLAIN_TEXT;
  const found = yield* ofEach(policyDocument, function* (policy) {
    return isPlain || policy.source.place === 'document' ? [yield* symbolOf(policy, config)] : [];
  });
  return found.flat();
}

/** What a selection grows to, the smallest first; none outside of policies. */
export function selections(policyDocument: PolicyDocument, offset: number): readonly Span[] {
  const policy = policyDocument.trustPolicyAt(offset);
  return policy ? selectionsAt(policy.source.root, offset) : [];
}

/** What can be folded. */
export function* folds(policyDocument: PolicyDocument): Steps<readonly Span[]> {
  return (yield* ofEach(policyDocument, (policy) => foldsOf(policy.source.root))).flat();
}

/** Every statement of a document's trust policies in plain words. */
export function explain(policyDocument: PolicyDocument, config: Config): readonly Explanation[] {
  return policyDocument.trustPolicies.flatMap((policy) => finish(explainPolicy(policy, config)));
}

/** What there is to say of each trust policy of a document, in order. */
function* ofEach<T>(policyDocument: PolicyDocument, say: (policy: Policy) => Steps<T>): Steps<T[]> {
  yield* policyDocument.read();
  const said: T[] = [];
  for (const policy of policyDocument.trustPolicies) said.push(yield* say(policy));
  return said;
}
