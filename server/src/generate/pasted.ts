import { upTo } from '../text/cut.ts';
import { isAccountId } from '../iam/account.ts';
import { PARTITIONS } from '../iam/partitions.ts';
import { pastedArn, unquoted } from '../iam/pasted.ts';

export { pastedArn, unquoted };

/** The account of a sign-in or console address; https://docs.aws.amazon.com/IAM/latest/UserGuide/console.html */
const CONSOLE =
  /^https:\/\/(\d{12})(?:-[a-z0-9]+)?\.(?:[a-z0-9-]+\.)?(?:signin|console)\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)(?:[/?#]|$)/;
/** Of a link that switches to a role, or of one in the access portal. */
const ACCOUNT_PARAMETER =
  /^https:\/\/[a-z0-9.-]+\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com|awsapps\.com|awsapps\.cn)\/[^\s]*[?&]account(?:_id)?=(\d{12})(?:[&#]|$)/;

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

/** The partition that an ARN or an address of the console tells. */
export function pastedPartition(text: string): string | undefined {
  const value = unquoted(text);
  const host = /^https:\/\/([a-z0-9.-]+)/.exec(value)?.[1];
  return pastedArn(value)?.partition.value ?? HOSTS.find(([part]) => host?.includes(part))?.[1];
}

/** By what is in the names of the console's and the access portal's hosts. */
const HOSTS: readonly (readonly [part: string, partition: string])[] = [
  ['amazonaws.cn', 'aws-cn'],
  ['awsapps.cn', 'aws-cn'],
  ['amazonaws-us-gov.com', 'aws-us-gov'],
  ['us-gov-home.awsapps.com', 'aws-us-gov'],
  ['aws.amazon.com', 'aws'],
  ['awsapps.com', 'aws'],
];

/** An OIDC issuer as it was pasted: an address, or the ARN of its provider, which also holds an account and a partition. */
export interface PastedIssuer {
  readonly issuer: string;
  readonly account?: string;
  readonly partition?: string;
}

/** In JSON, such as the output of `aws eks describe-cluster`, or in a line of it. */
const ISSUER_MEMBER = /"issuer"\s*:\s*"(https:\/\/[^"\s]+)"/;

export function pastedIssuer(text: string): PastedIssuer {
  const arn = pastedArn(text);
  const named = arn?.service.value === 'iam' ? /^oidc-provider\/(.+)$/.exec(arn.resource.value)?.[1] : undefined;
  if (arn && named !== undefined && isAccountId(arn.account.value) && PARTITIONS.includes(arn.partition.value))
    return { issuer: named, account: arn.account.value, partition: arn.partition.value };
  const issuer = (ISSUER_MEMBER.exec(text)?.[1] ?? unquoted(text))
    .replace(/^https:\/\//i, '')
    .replace(/\/\.well-known\/[\w.-]+$/, '');
  const host = upTo(issuer, '/');
  // Names alone are as they are: only a host is the same in either case.
  return { issuer: host.includes('.') ? host.toLowerCase() + issuer.slice(host.length) : issuer };
}
