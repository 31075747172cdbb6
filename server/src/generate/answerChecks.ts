import { isRegion } from '../catalogue/regions.ts';
import { isVendorName } from '../catalogue/vendorAccounts.ts';
import { isAccountId } from '../iam/account.ts';
import { isPrincipalArn } from '../iam/awsPrincipal.ts';
import { REFUSED } from '../iam/characters.ts';
import { parseDate } from '../iam/dates.ts';
import { isExternalId, weaknessOf } from '../iam/externalId.ts';
import { parseIpRange } from '../iam/ip.ts';
import { isOrganizationId } from '../iam/organization.ts';
import { PARTITIONS } from '../iam/partitions.ts';
import { variableMistakes } from '../iam/variables.ts';
import { codePoint, printable } from '../text/printable.ts';
import type { TextQuestion } from './steps.ts';
import { pastedAccount, pastedArn, pastedPrincipals, unquoted } from './pasted.ts';

/** Checks of answers: what is wrong, as a sentence, or undefined. */
export type AnswerCheck = (value: string) => string | undefined;

/** What holds for every text that goes into a policy, before its own check. */
export const inPolicy =
  ({ problem, read }: Pick<TextQuestion, 'problem' | 'read'>): AnswerCheck =>
  (value) => {
    const said = read?.(value.trim()) ?? value.trim();
    const text = typeof said === 'string' ? said : Object.values(said).flat().join('\n');
    const [character] = REFUSED.exec(text) ?? [];
    if (character !== undefined) return `This character isn't allowed: ${codePoint(character)}`;
    return variableMistakes(text).length ? 'Not a policy variable. Example: ${aws:PrincipalTag/team}' : problem(value);
  };

/** Of a claim of a token: a call with a token is not signed by an AWS identity, so variables have no value in it. */
export const ofToken =
  (check: AnswerCheck): AnswerCheck =>
  (value) =>
    value.includes('${') ? 'Policy variables have no value for tokens: remove "${".' : check(value);

/** An account, in any form that people paste; in the policy are its twelve digits. */
export const accountId: AnswerCheck = (value) => {
  const digits = unquoted(value).replace(/[\s\p{Pd}]/gu, '');
  if (/^\d+$/.test(digits) && !isAccountId(digits)) return `Account IDs have 12 digits (found ${digits.length}).`;
  if (pastedAccount(value) === undefined) return 'Not an account ID. Example: 111122223333';
  const partition = pastedArn(value)?.partition.value ?? DEFAULT_PARTITION;
  return partition === DEFAULT_PARTITION
    ? undefined
    : `This ARN is in partition ${quoted(partition)}. Give the 12-digit account ID instead.`;
};

const DEFAULT_PARTITION = 'aws';

/** What an answer about an account stands for. */
export function readAccount(value: string): string {
  return pastedAccount(value) ?? value;
}

export const optional =
  (check: AnswerCheck): AnswerCheck =>
  (value) =>
    value.trim() === '' ? undefined : check(value);

/** One account id or IAM ARN, or several with commas between them. */
export const principals: AnswerCheck = (value) =>
  listOf(value, 'Give an account ID or the ARN of a role or user.', (part) =>
    /^[\d\s\p{Pd}]+$|^https:/u.test(part) ? accountId(part) : principalArn(part),
  );

/** One ARN of a role, user or session, or several with commas between them. */
export const principalArns: AnswerCheck = (value) =>
  listOf(
    value,
    'Give the ARN of a role or user.',
    (part) =>
      principalArn(part) ?? (part.endsWith(':root') ? 'This ARN is a whole account. Give a role or user.' : undefined),
  );

/** The principals of an answer, accounts by their twelve digits. */
export function readPrincipals(value: string): string {
  return pastedPrincipals(value)
    .map((part) => (part.startsWith('arn:') ? part : readAccount(part)))
    .join(', ');
}

function listOf(value: string, empty: string, check: AnswerCheck): string | undefined {
  const parts = pastedPrincipals(value);
  if (!parts.length) return empty;
  for (const part of parts) {
    const problem = check(part);
    if (problem !== undefined) return parts.length === 1 ? problem : `${quoted(part)}: ${problem}`;
  }
  const partitions = new Set(parts.map((part) => pastedArn(part)?.partition.value ?? DEFAULT_PARTITION));
  return partitions.size > 1
    ? `One role can't trust several partitions (found ${[...partitions].join(', ')}).`
    : undefined;
}

function principalArn(value: string): string | undefined {
  const arn = pastedArn(value);
  if (!arn || !(arn.service.value === 'iam' || arn.service.value === 'sts'))
    return 'Not an IAM ARN. Example: arn:aws:iam::111122223333:role/deploy';
  if (!PARTITIONS.includes(arn.partition.value)) return `Unknown partition ${quoted(arn.partition.value)}.`;
  if (arn.region.value !== '') return `IAM ARNs have no Region: remove ${quoted(arn.region.value)}.`;
  if (!isAccountId(arn.account.value)) return 'Account IDs in ARNs have 12 digits.';
  if (/[*?]/.test(value)) return "Wildcards aren't allowed inside a principal.";
  return isPrincipalArn(arn) ? undefined : "This ARN doesn't name a role, user or role session.";
}

/** A part of an answer to be shown in a message. */
function quoted(text: string): string {
  return `"${printable(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text)}"`;
}

const MOST_SHOWN = 40;

/** @param accounts those that the answers name so far */
export const externalId =
  (accounts: readonly string[]): AnswerCheck =>
  (value) => {
    const id = value.trim();
    if (accounts.some((account) => isVendorName(id, account)))
      return "The vendor's own name is the same for all its customers. Use the external ID that the vendor gave you.";
    const weakness = weaknessOf(id);
    if (weakness !== undefined) return WEAK[weakness];
    return isExternalId(id) ? undefined : 'External IDs contain only letters, digits and + = , . @ : / - _';
  };

const WEAK: Readonly<Record<NonNullable<ReturnType<typeof weaknessOf>>, string>> = {
  sample: 'This external ID is a sample from documentation and easy to guess. Use a random one.',
  account: 'An account ID is easy to guess as an external ID. Use a random one.',
  short: 'External IDs this short are easy to guess: use 6 characters or more.',
};

export const organizationId: AnswerCheck = (value) =>
  isOrganizationId(value.trim()) ? undefined : 'Not an organization ID. Example: o-a1b2c3d4e5';

/** A public IPv4 or IPv6 address or range of them; bits behind the mask are dropped from what is written. */
export const addressRange: AnswerCheck = (value) => {
  const range = parseIpRange(value.trim());
  if (!range) return 'Not an address range. Example: 203.0.113.0/24';
  if (range.everything) return 'This range contains every address, so it restricts nothing. Example: 203.0.113.0/24';
  if (range.mapped !== undefined) return `Use the IPv4 form of this address: ${range.mapped}`;
  return range.private
    ? 'Private addresses never reach AWS, so no one could assume the role. Use public ones.'
    : undefined;
};

/** The range as IAM compares with it. */
export function readAddressRange(value: string): string {
  return parseIpRange(value)?.masked ?? value;
}

/** A day that is not over. @param now milliseconds since 1970 */
export const lastDay =
  (now: number): AnswerCheck =>
  (value) => {
    const day = value.trim();
    const end = /^\d{4}-\d{2}-\d{2}$/.test(day) ? parseDate(endOfDay(day)) : undefined;
    if (end === undefined) return 'Not a date. Example: 2027-12-31';
    return end < now ? 'This day has passed. Give today or a later day.' : undefined;
  };

/** The last second of a day, in UTC. */
export function endOfDay(day: string): string {
  return `${day}T23:59:59Z`;
}

/** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html */
export const permissionSet: AnswerCheck = (value) =>
  /^[\w+=,.@-]{1,32}$/.test(value.trim())
    ? undefined
    : 'Permission set names have up to 32 letters, digits and + = , . @ - _';

export const trustAnchorArn: AnswerCheck = (value) => {
  const arn = pastedArn(value);
  const named = arn?.service.value === 'rolesanywhere' && /^trust-anchor\/[0-9a-f-]{36}$/.test(arn.resource.value);
  if (!arn || !named || !isAccountId(arn.account.value))
    return 'Not the ARN of a trust anchor. Example: arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/ and a UUID';
  if (!PARTITIONS.includes(arn.partition.value)) return `Unknown partition ${quoted(arn.partition.value)}.`;
  return isRegion(arn.region.value) ? undefined : `Unknown Region ${quoted(arn.region.value)}.`;
};

export const certificateName: AnswerCheck = (value) =>
  /^[^*?"\\]{1,256}$/.test(value.trim()) ? undefined : 'Common names have no wildcards, quotes or backslashes.';

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const kubernetesName: AnswerCheck = (value) =>
  /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(value.trim())
    ? undefined
    : 'Kubernetes names have lowercase letters, digits, hyphens and dots.';

export const numericId: AnswerCheck = (value) =>
  /^\d{1,20}$/.test(value.trim()) ? undefined : 'IDs on GitHub are numbers. Example: 123456';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const roleName: AnswerCheck = (value) =>
  /^[\w+=,.@-]{1,64}$/.test(value.trim()) ? undefined : 'Role names have up to 64 letters, digits and + = , . @ - _';

export const policyArn: AnswerCheck = (value) =>
  /^arn:aws[\w-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/.test(value.trim())
    ? undefined
    : 'Not the ARN of a managed policy. Example: arn:aws:iam::aws:policy/ReadOnlyAccess';

/** `Key=Value` pairs with commas between them. */
export const tags: AnswerCheck = (value) =>
  splitList(value).every((pair) => /^[\p{L}\p{N} _.:/+@-]{1,128}=[\p{L}\p{N} _.:/+@=-]{0,256}$/u.test(pair)) &&
  new Set(splitList(value).map((pair) => pair.split('=')[0])).size === splitList(value).length
    ? undefined
    : 'Not a list of tags. Example: Purpose=Backup, Environment=Production';

/** Owner and repository, as GitHub shows them in addresses of all kinds. */
export function readGitHubRepository(value: string): string {
  const path = unquoted(value).replace(/^(?:https:\/\/|git@|ssh:\/\/git@)?(?:www\.)?github\.com[/:]/, '');
  const [owner = '', repository, ...rest] = path.split('/');
  const isAddress = path !== unquoted(value);
  return repository === undefined || (rest.length && !isAddress)
    ? path
    : `${owner}/${repository.replace(/\.git$/, '')}`;
}

export const gitHubRepository: AnswerCheck = (value) => {
  const [owner = '', repository, ...rest] = readGitHubRepository(value).split('/');
  if (repository === undefined || repository === '' || rest.length)
    return 'Give the owner and the repository. Example: octo-org/octo-repo';
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:_[A-Za-z0-9]+)?$/.test(owner))
    return `Owners on GitHub have letters, digits and hyphens (found ${quoted(owner)}).`;
  return /^[\w.-]{1,100}$/.test(repository)
    ? undefined
    : `Repository names have letters, digits, hyphens, dots and underscores (found ${quoted(repository)}).`;
};

/** https://git-scm.com/docs/git-check-ref-format */
export const refName: AnswerCheck = (value) => {
  const name = value.trim().replace(/^refs\/(?:heads|tags)\//, '');
  if (name.startsWith('refs/')) return 'Give the name of a branch or tag. Example: main';
  const sound = /^[^\s:*?[\\^~"'$<>]{1,250}$/.test(name) && !/^[./]|\.\.|\/\/|[./]$|@\{|\.lock$/.test(name);
  return sound ? undefined : 'Not the name of a branch or tag. Example: main';
};

export const environmentName: AnswerCheck = (value) =>
  /^[^:*?/]{1,255}$/.test(value.trim()) ? undefined : 'Environment names have no colons, slashes or wildcards.';

export const providerName: AnswerCheck = (value) =>
  /^[\w.-]{1,128}$/.test(value.trim())
    ? undefined
    : 'Names of SAML providers have letters, digits, dots, hyphens and underscores.';

/** The parts of an answer with commas. */
export function splitList(value: string): readonly string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}
