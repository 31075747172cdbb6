import { explainPolicy } from '../explain/policy.ts';
import { outcomeOf } from '../explain/outcome.ts';
import type { Names } from '../explain/phrases.ts';
import type { Steps } from '../steps.ts';
import { abridged } from '../text/printable.ts';
import type { Span } from '../text/span.ts';
import { calledRoles, shortlyCalled } from '../tree/source.ts';
import type { PolicyDocument } from './document.ts';

/** A trust policy as a list of them names it. */
interface ToldPolicy {
  /** The role's name or ARN, where the document says it. */
  readonly role: string | undefined;
  readonly outcome: string;
  readonly span: Span;
}

/** The trust policies of a document, whether of a role or not; a step each. */
export function* policiesToldBy(policyDocument: PolicyDocument, names: Names): Steps<readonly ToldPolicy[]> {
  const told: ToldPolicy[] = [];
  for (const policy of policyDocument.trustPolicies) {
    const role = calledRoles(policy.source, shortlyCalled);
    told.push({
      role: role === undefined ? undefined : abridged(role),
      outcome: outcomeOf(yield* explainPolicy(policy, names)),
      span: policy.source.root.span,
    });
    yield undefined;
  }
  return told;
}
