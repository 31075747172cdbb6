import { isAccountId } from '../iam/account.ts';
import { parseArn, type Arn } from '../iam/arn.ts';
import { PARTITIONS } from '../iam/partitions.ts';

/** What people have on the clipboard, with the quotes of where they copied it from. */
export function unquoted(text: string): string {
  return text
    .trim()
    .replace(/^(["'`])(.*)\1$/s, '$2')
    .trim();
}

/** An ARN as it was pasted. */
export function pastedArn(text: string): Arn | undefined {
  const value = unquoted(text);
  return value.startsWith('arn:') ? parseArn({ value, holes: [] }) : undefined;
}

/** The account of a sign-in or console address; https://docs.aws.amazon.com/IAM/latest/UserGuide/console.html */
const CONSOLE = /^https:\/\/(\d{12})(?:-[a-z0-9]+)?\.(?:[a-z0-9-]+\.)?(?:signin|console)\.aws\.amazon\.com(?:[/?#]|$)/;
/** Of a link that switches to a role, or of one in the access portal. */
const ACCOUNT_PARAMETER =
  /^https:\/\/[a-z0-9.-]+\.(?:aws\.amazon|awsapps)\.com\/[^\s]*[?&]account(?:_id)?=(\d{12})(?:[&#]|$)/;

/**
 * The account that somebody means: its ID, with dashes or blanks as the console shows it, an ARN of something in it, or an address
 * of the console.
 */
export function pastedAccount(text: string): string | undefined {
  const value = unquoted(text);
  const digits = value.replace(/[\s\p{Pd}]/gu, '');
  const account =
    pastedArn(value)?.account.value ?? CONSOLE.exec(value)?.[1] ?? ACCOUNT_PARAMETER.exec(value)?.[1] ?? digits;
  return isAccountId(account) ? account : undefined;
}

/** The parts of a list of principals: commas, semicolons, and blanks between ARNs part them. */
export function pastedPrincipals(text: string): readonly string[] {
  return text
    .split(/[,;]/)
    .flatMap((part) => (part.includes('arn:') ? part.split(/\s+/) : [part]))
    .map(unquoted)
    .filter(Boolean);
}

/** An OIDC issuer as it was pasted: an address, or the ARN of its provider, which also holds an account and a partition. */
export interface PastedIssuer {
  readonly issuer: string;
  readonly account?: string;
  readonly partition?: string;
}

export function pastedIssuer(text: string): PastedIssuer {
  const arn = pastedArn(text);
  const named = arn?.service.value === 'iam' ? /^oidc-provider\/(.+)$/.exec(arn.resource.value)?.[1] : undefined;
  if (arn && named !== undefined && isAccountId(arn.account.value) && PARTITIONS.includes(arn.partition.value))
    return { issuer: named, account: arn.account.value, partition: arn.partition.value };
  return {
    issuer: unquoted(text)
      .replace(/^https:\/\//i, '')
      .replace(/\/\.well-known\/openid-configuration$/, ''),
  };
}
