import type { Policy } from '../../policy/model.ts';
import { displaySubject, displayText, type Names } from '../phrases.ts';
import { said } from './causes/said.ts';
import { checksOf, deployed, lookUps } from './checks.ts';
import { explainDenied } from './denied.ts';
import { explainRejected } from './malformed.ts';
import type { NamedRole, OtherError, Reading } from './reading/reading.ts';
import { explainReason } from './reason.ts';
import { acceptedCallers } from './causes/accepted.ts';
import type { AccessDenied, Suspect } from './types.ts';

/** What is known of the policy that an error may be about. */
export interface Suspected {
  readonly policy: Policy | undefined;
  /** What was found in it; in the whole document where it holds no policy. */
  readonly suspects: readonly Suspect[];
}

/** Why AWS denied a call or rejected a policy: as far as a policy tells, else from the error alone. */
export function explainReading(reading: Reading, { policy, suspects }: Suspected, names: Names): AccessDenied {
  switch (reading.kind) {
    case 'malformed':
      return explainRejected(reading, policy, suspects);
    case 'reason':
      return explainReason(reading, policy);
    case 'other':
      return explainOther(reading);
    case 'role':
      return explainNamed(reading, policy);
    case 'denied':
      return explainDenied(reading, policy, suspects, names);
  }
}

function explainOther({ code, action, policy, saidBy, lookUp }: OtherError): AccessDenied {
  const isPassRole = action?.toLowerCase() === 'iam:passrole';
  return {
    summary: `${displayText(code)} isn't caused by a trust policy.`,
    causes: [
      ...(saidBy && action !== undefined ? [said(saidBy, action)] : []),
      ...(isPassRole ? [PASS_ROLE] : []),
      ...(policy === undefined ? [] : [{ sure: true, text: policy, span: undefined }]),
    ],
    checks: lookUps(lookUp),
  };
}

const PASS_ROLE = {
  sure: true,
  text: "The caller's own permissions policy must allow iam:PassRole on the role that it gives to a service.",
  span: undefined,
};

/** Nobody knows what happened, but which role it is about. */
function explainNamed({ role }: NamedRole, policy: Policy | undefined): AccessDenied {
  return {
    summary: `The text names role ${displaySubject(role.arn ?? role.name)}, but not who called it or what AWS answered. Paste the full message, including the error code.`,
    causes: policy ? [...acceptedCallers(policy.statements.filter(({ effect }) => effect === 'Allow'))] : [],
    checks: [deployed(role), ...checksOf(role)],
  };
}
