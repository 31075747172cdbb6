import type { Finding } from '../findings.ts';
import { statementAt } from '../policy/statementAt.ts';
import { calledRole } from '../tree/source.ts';
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
  const statement = statementAt(document.policy(source), finding.span);
  const sid = statement?.elements.get('Sid')?.value;
  return {
    index,
    role: calledRole(source.owner),
    sid: sid?.kind === 'string' ? sid.value : undefined,
  };
}
