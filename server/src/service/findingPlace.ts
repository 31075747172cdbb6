import type { Finding } from '../findings.ts';
import type { Policy, Statement } from '../policy/model.ts';
import { contains, type Span } from '../text/span.ts';
import { policyIndexAt } from './diagnostics.ts';
import type { PolicyDocument } from './document.ts';

/** The policy that a finding stands in. */
export interface FindingPlace {
  /** Among the policies of the document, in order. */
  readonly index: number;
  /** The role's ARN, or its name where the document does not tell the ARN. */
  readonly role: string | undefined;
  /** Of the statement that it stands in. */
  readonly sid: string | undefined;
}

/** Which policy, role and statement a finding is about; undefined for one that stands in no policy. */
export function findingPlace(document: PolicyDocument, finding: Finding): FindingPlace | undefined {
  const index = policyIndexAt(document, finding);
  const source = document.extraction.policies[index];
  if (!source) return undefined;
  const statement = statementAround(document.policy(source), finding.span);
  const sid = statement?.elements.get('Sid')?.value;
  return {
    index,
    role: source.owner?.roleArn ?? source.owner?.roleName,
    sid: sid?.kind === 'string' ? sid.value : undefined,
  };
}

/** Statements stand one behind the other. */
function statementAround({ statements }: Policy, span: Span): Statement | undefined {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((statements[middle]?.node.span.start ?? 0) <= span.start) low = middle + 1;
    else high = middle;
  }
  const last = statements[low - 1];
  return last && contains(last.node.span, span) ? last : undefined;
}
