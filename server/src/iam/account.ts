import { isHole, type HoledText } from '../text/holedText.ts';
import type { Answer } from './answer.ts';
import { parseArn, type ArnField } from './arn.ts';

/** Account ids are 12 digits, leading zeros kept. */
export const ACCOUNT_DIGITS = 12;

export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/**
 * Whether a text is the unique ID of a user, role or other thing of IAM, or an access key: all start with four letters that tell
 * what they are. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function isUniqueId(text: string): boolean {
  return /^(?:ABIA|ACCA|AGPA|AIDA|AIPA|AKIA|ANPA|ANVA|APKA|AROA|ASCA|ASIA)[A-Z0-9]{12,}$/.test(text);
}

/** Where the account stands in an AWS principal: the whole value, or the ARN's field. */
export function accountFieldOf(principal: HoledText): ArnField | undefined {
  const arn = parseArn(principal);
  if (arn) return arn.account;
  const value = principal.value;
  return /^\d+$/.test(value) || isHole(principal)
    ? { value, holes: principal.holes, from: 0, to: value.length }
    : undefined;
}

/** The account an AWS principal, a provider ARN or a source ARN belongs to, when it is a literal one. */
export function accountOf(principal: HoledText): string | undefined {
  if (!principal.holes.length && principal.value.startsWith('arn:'))
    return /^arn:(?:[^:]*:){3}(\d{12}):/.exec(principal.value)?.[1];
  const field = accountFieldOf(principal);
  return field && !field.holes.length && isAccountId(field.value) ? field.value : undefined;
}

/** Whether the principal stands for a whole account: a bare id, or its `:root`. */
export function isWholeAccount(principal: HoledText): Answer {
  const arn = parseArn(principal);
  if (!arn) return isAccountId(principal.value) ? 'yes' : principal.holes.length ? 'unknown' : 'no';
  if (arn.resource.holes.length) return 'unknown';
  return arn.service.value === 'iam' && arn.resource.value === 'root' ? 'yes' : 'no';
}
