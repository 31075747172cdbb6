import { TAG_VALUE } from '../guards/forms.ts';
import { regionProblem } from '../guards/regionProblem.ts';
import { isAccountId } from '../iam/account.ts';
import { isPrincipalArn } from '../iam/awsPrincipal.ts';
import { REFUSED } from '../iam/characters.ts';
import { PARTITIONS } from '../iam/partitions.ts';
import { variableMistakes } from '../iam/variables.ts';
import { codePoint, printable } from '../text/printable.ts';
import type { TextQuestion } from './steps.ts';
import type { Answers } from './answers.ts';
import { pastedAccount, pastedArn, pastedPartition, unquoted } from './pasted.ts';
import { pastedPrincipals } from './pastedPrincipals.ts';

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
  return partitionProblem(value);
};

/** Of what was pasted. */
function partitionProblem(value: string): string | undefined {
  const partition = pastedPartition(value);
  return partition === undefined || PARTITIONS.includes(partition)
    ? undefined
    : `Unknown partition ${quoted(partition)}.`;
}

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

/** The principals of an answer, accounts by their twelve digits, each once, with the partition that one of them tells. */
export function readPrincipals(value: string): string | Answers {
  const parts = pastedPrincipals(value);
  const read = parts.map((part) => (part.startsWith('arn:') ? part : readAccount(part)));
  const named = [...new Set(read)].join(', ');
  const [partition] = parts.flatMap((part) => pastedPartition(part) ?? []);
  return partition === undefined ? named : { principals: named, partition };
}

function listOf(value: string, empty: string, check: AnswerCheck): string | undefined {
  const parts = pastedPrincipals(value);
  if (!parts.length) return empty;
  for (const part of parts) {
    const problem = check(part);
    if (problem !== undefined) return parts.length === 1 ? problem : `${quoted(part)}: ${problem}`;
  }
  const partitions = new Set(parts.flatMap((part) => pastedPartition(part) ?? []));
  return partitions.size > 1
    ? `One role can't trust several partitions (found ${[...partitions].join(', ')}).`
    : undefined;
}

function principalArn(value: string): string | undefined {
  const arn = pastedArn(value);
  if (!arn || !(arn.service.value === 'iam' || arn.service.value === 'sts'))
    return 'Not an IAM ARN. Example: arn:aws:iam::111122223333:role/deploy';
  const unknown = partitionProblem(value);
  if (unknown !== undefined) return unknown;
  if (arn.region.value !== '') return `IAM ARNs have no Region: remove ${quoted(arn.region.value)}.`;
  if (!isAccountId(arn.account.value)) return 'Account IDs in ARNs have 12 digits.';
  if (/[*?]/.test(value)) return "Wildcards aren't allowed inside a principal.";
  return isPrincipalArn(arn) ? undefined : "This ARN doesn't name a role, user or role session.";
}

/** A part of an answer to be shown in a message. */
export function quoted(text: string): string {
  return `"${printable(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text)}"`;
}

const MOST_SHOWN = 40;

/** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html */
export const permissionSet: AnswerCheck = (value) =>
  /^ps-[0-9a-f]{16}$/.test(value.trim())
    ? 'This is the ID of a permission set: enter its name.'
    : /^[\w+=,.@-]{1,32}$/.test(value.trim())
      ? undefined
      : 'Permission set names have up to 32 letters, digits and + = , . @ - _';

export const trustAnchorArn: AnswerCheck = (value) => {
  const arn = pastedArn(value);
  const named = arn?.service.value === 'rolesanywhere' && /^trust-anchor\/[0-9a-f-]{36}$/i.test(arn.resource.value);
  if (!arn || !named || !isAccountId(arn.account.value))
    return 'Not the ARN of a trust anchor. Example: arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/ and a UUID';
  return regionProblem(arn);
};

/** Roles Anywhere makes tags of names, and drops those that no tag can have. */
export const certificateName: AnswerCheck = (value) => {
  const name = value.trim();
  const literal = name.replace(/\$\{[^{}]*\}/g, ''); // variables are filled in before
  if (name.length > 256) return 'Common names in conditions have at most 256 characters.';
  return name !== '' && TAG_VALUE.test(literal)
    ? undefined
    : 'Conditions can test only common names with letters, digits, spaces and _.:/=+-@';
};

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
export const clusterName: AnswerCheck = (value) =>
  /^[0-9A-Za-z][\w-]{0,99}$/.test(value.trim())
    ? undefined
    : 'Cluster names have up to 100 letters, digits, hyphens and underscores.';

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const kubernetesName: AnswerCheck = (value) =>
  /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(value.trim())
    ? undefined
    : 'Kubernetes names have lowercase letters, digits, hyphens and dots.';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const roleName: AnswerCheck = (value) =>
  /^[\w+=,.@-]{1,64}$/.test(value.trim()) ? undefined : 'Role names have up to 64 letters, digits and + = , . @ - _';

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
