import { KEYS } from '../iam/vocabulary.ts';
import { memo } from '../text/memo.ts';
import type { Condition, Statement } from './model.ts';

/** Keys that every call that assumes a role has. */
const ALL: readonly string[] = [
  KEYS.roleSessionName,
  KEYS.currentTime,
  KEYS.epochTime,
  'aws:SecureTransport',
  'aws:RequestedRegion',
  'aws:UserAgent',
  'aws:ViaAWSService',
];
/** Keys that every call of an AWS account's role or user has. */
const SIGNED: readonly string[] = [KEYS.principalArn, KEYS.principalAccount, KEYS.userId, 'aws:PrincipalType'];

/** Whether surely every request of the statement's principals has the condition's key. */
export function isAlwaysSent({ known, statement }: Condition): boolean {
  if (!known) return false;
  if (ALL.includes(known.name)) return true;
  return SIGNED.includes(known.name) && isSigned(statement);
}

/** Whether all principals of a statement are roles and users. */
const isSigned = memo(
  ({ shape }: Statement): boolean =>
    shape.principals.length > 0 && shape.principals.every((p) => p.kind === 'account' || p.kind === 'everyone'),
);
