import { parseDate } from '../iam/dates.ts';
import { isAccountId } from '../iam/account.ts';
import { parseArn } from '../iam/arn.ts';

/** Checks of answers: what is wrong, as a sentence, or undefined. */
export type Check = (value: string) => string | undefined;

export const accountId: Check = (value) =>
  isAccountId(value.trim()) ? undefined : `An account id has 12 digits; this has ${value.replace(/\D/g, '').length}.`;

export const optional =
  (check: Check): Check =>
  (value) =>
    value.trim() === '' ? undefined : check(value);

/** One account id or IAM ARN, or several with commas between them. */
export const principals: Check = (value) => {
  const parts = splitList(value);
  if (!parts.length) return 'Give an account id or the ARN of a role or user.';
  for (const part of parts) {
    const problem = /^\d+$/.test(part) ? accountId(part) : principalArn(part);
    if (problem !== undefined) return problem;
  }
  return undefined;
};

/** One ARN of a role, user or session, or several with commas between them. */
export const principalArns: Check = (value) => {
  const parts = splitList(value);
  if (!parts.length) return 'Give the ARN of a role or user.';
  for (const part of parts) {
    const problem =
      principalArn(part) ?? (part.endsWith(':root') ? 'This is a whole account; give a role or user.' : undefined);
    if (problem !== undefined) return problem;
  }
  return undefined;
};

const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', 'aws-eusc'];

function principalArn(value: string): string | undefined {
  const arn = parseArn({ value, holes: [] });
  const service = arn?.service.value;
  if (!arn || (service !== 'iam' && service !== 'sts')) {
    return `${value} is neither a 12-digit account id nor an ARN such as arn:aws:iam::111122223333:role/deploy.`;
  }
  if (!PARTITIONS.includes(arn.partition.value)) return `There is no partition ${arn.partition.value}.`;
  if (arn.region.value !== '') return `ARNs of principals have no Region: ${value}.`;
  if (!isAccountId(arn.account.value)) return `The account in ${value} has not 12 digits.`;
  if (/[*?]/.test(value)) return 'A principal takes no wildcards.';
  const form =
    service === 'iam'
      ? /^(root|(role|user)(\/[\w+=,.@-]+)+)$/
      : /^(assumed-role\/[\w+=,.@-]+|federated-user)\/[\w+=,.@-]+$/;
  return form.test(arn.resource.value) ? undefined : `${value} names no role, user or session.`;
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const externalId: Check = (value) =>
  /^[\w+=,.@:/-]{6,1224}$/.test(value.trim())
    ? undefined
    : 'An ExternalId has 6 characters or more: letters, digits and + = , . @ : / - _';

export const organizationId: Check = (value) =>
  /^o-[a-z0-9]{10,32}$/.test(value.trim()) ? undefined : 'An organization id looks like o-a1b2c3d4e5.';

/** A public IPv4 or IPv6 range with a prefix length. */
export const cidr: Check = (value) => {
  const [address = '', bits] = value.trim().split('/');
  const v4 = /^\d{1,3}(\.\d{1,3}){3}$/.test(address) && address.split('.').every((n) => Number(n) <= 255);
  const most = v4 ? 32 : 128;
  const length = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
  if ((!v4 && !isV6(address)) || length <= 0 || length > most) return 'Give an address range such as 203.0.113.0/24.';
  const own = /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd]|fe80|::1$)/i;
  return own.test(address) ? 'Private addresses never reach AWS: nobody could assume the role.' : undefined;
};

/** Eight groups of hex digits, or fewer with one `::`. */
function isV6(address: string): boolean {
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  return (
    groups.every((g) => /^[0-9a-f]{1,4}$/i.test(g)) && (halves.length === 2 ? groups.length < 8 : groups.length === 8)
  );
}

export const lastDay: Check = (value) =>
  parseDate(value.trim()) !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value.trim())
    ? undefined
    : 'A day looks like 2026-12-31.';

/** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html */
export const permissionSet: Check = (value) =>
  /^[\w+=,.@-]{1,32}$/.test(value.trim())
    ? undefined
    : 'A permission set’s name has up to 32 letters, digits and + = , . @ - _';

export const trustAnchorArn: Check = (value) =>
  /^arn:aws[\w-]*:rolesanywhere:[a-z0-9-]+:\d{12}:trust-anchor\/[0-9a-f-]{36}$/.test(value.trim())
    ? undefined
    : 'A trust anchor’s ARN looks like arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/ and a UUID.';

export const certificateName: Check = (value) =>
  /^[^*?"\\]{1,256}$/.test(value.trim()) ? undefined : 'A common name has no wildcards, quotes or backslashes.';

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const kubernetesName: Check = (value) =>
  /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(value.trim())
    ? undefined
    : 'A Kubernetes name has lower-case letters, digits, hyphens and dots.';

export const numericId: Check = (value) =>
  /^\d{1,20}$/.test(value.trim()) ? undefined : 'An id on GitHub is a number.';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const roleName: Check = (value) =>
  /^[\w+=,.@-]{1,64}$/.test(value.trim()) ? undefined : 'A role’s name has up to 64 letters, digits and + = , . @ - _';

export const policyArn: Check = (value) =>
  /^arn:aws[\w-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/.test(value.trim())
    ? undefined
    : 'A managed policy’s ARN looks like arn:aws:iam::aws:policy/ReadOnlyAccess.';

/** `Key=Value` pairs with commas between them. */
export const tags: Check = (value) =>
  splitList(value).every((pair) => /^[\p{L}\p{N} _.:/+@-]{1,128}=[\p{L}\p{N} _.:/+@=-]{0,256}$/u.test(pair)) &&
  new Set(splitList(value).map((pair) => pair.split('=')[0])).size === splitList(value).length
    ? undefined
    : 'Tags look like Purpose=Backup, Environment=Production.';

export const gitHubOwner: Check = (value) =>
  /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:_[A-Za-z0-9]+)?$/.test(value.trim())
    ? undefined
    : 'An organization or user has letters, digits and hyphens.';

export const gitHubRepository: Check = (value) =>
  /^[\w.-]{1,100}$/.test(value.trim())
    ? undefined
    : 'A repository name has letters, digits, hyphens, dots and underscores; its owner is asked for before.';

/** https://git-scm.com/docs/git-check-ref-format */
export const refName: Check = (value) => {
  const name = value.trim();
  if (name.startsWith('refs/')) return 'Give the short name, without refs/heads/ or refs/tags/.';
  const sound = /^[^\s:*?[\\^~"'$<>]{1,250}$/.test(name) && !/^[./]|\.\.|\/\/|[./]$|@\{|\.lock$/.test(name);
  return sound ? undefined : 'This is no name of a branch or tag.';
};

export const environmentName: Check = (value) =>
  /^[^:*?/]{1,255}$/.test(value.trim()) ? undefined : 'An environment name has no colons, slashes or wildcards.';

export const providerName: Check = (value) =>
  /^[\w.-]{1,128}$/.test(value.trim())
    ? undefined
    : 'A SAML provider’s name has letters, digits, dots, hyphens and underscores.';

/** The parts of an answer with commas. */
export function splitList(value: string): readonly string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}
