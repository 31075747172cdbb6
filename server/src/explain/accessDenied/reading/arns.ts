import { parseAwsPrincipal } from '../../../iam/awsPrincipal.ts';
import { withoutEnd } from '../../../text/cut.ts';
import type { SaidRole } from './reading.ts';

/** Whoever an error names by an ARN, each in its place: the role is never the caller. */
export interface NamedArns {
  readonly caller: string | undefined;
  /** Somebody calls whose name is hidden. */
  readonly isCallerHidden: boolean;
  readonly role: SaidRole | undefined;
  /** What stands where the role should: a user, a session, a group. */
  readonly notRole: string | undefined;
  /** An identity provider. */
  readonly provider: string | undefined;
}

interface Found {
  readonly arn: string;
  readonly what: string;
  /** The account is hidden, as build logs hide it. */
  readonly isMasked: boolean;
  readonly before: string;
  readonly after: string;
}

/** An ARN as IAM's names allow it; logs and people hide the account, the partition or the name: `arn:aws:iam::***:role/deploy`. */
const ARN =
  /\barn:(?:aws[\w-]{0,16}|[*x#]{1,16}):(?:iam|sts)::([\w*<>{}()[\]$#.-]{0,40}):(root\b|(?:role|user|assumed-role|federated-user|group|instance-profile|oidc-provider|saml-provider)\/(?:[\w+=,.@/:*-]|<(?!br>)[\w -]{2,40}>|\[[\w -]{2,40}\]){1,700})/g;

/** What follows whoever acts: it is not allowed to do something to another. */
const ACTS =
  /^["'`)\]]{0,3} (?:\([^()]{0,80}\) )?(?:is|are|was|were|isn't|not|does|doesn't|cannot|can't|could|couldn't|has|failed|can)\b[^:"]{0,30}?\b(?:authorized to (?:perform|assume|call)|perform|(?:permissions?|allowed|able|unable) to (?:perform|assume|call)|assume(?!d))\b/i;
/** What follows a role that nobody gets. */
const SUFFERS = /^[^.]{0,40}\b(?:be|been|being) assumed\b/i;
const NAMES_CALLER =
  /\b(?:user|caller|identity|principal|caller arn|(?:call|assum)ed by|logged in as|running as|current role|source role|(?:must|to|should|not|doesn't) trust|allows?(?: [\w-]{1,20}){0,4})["']?:? ?["'`([]{0,2}$/i;
/** What comes before the role that is asked for. */
const NAMES_ROLE =
  /(?:\bon resources?:?|\bon|\bto assume(?: (?:the|an?))?(?: provided| specified| target| following)?(?: iam)?(?: role)?|\bassum(?:e|ing)(?: (?:the|an?))?(?: [\w-]{1,20}){0,3}|\brole(?: with)?(?: arn)?|\brolearn|\bresource)["']?[:=]? ?["'`([]{0,2}$/i;

/** Reads who is named in an error on one line. */
export function arnsIn(text: string): NamedArns {
  const all = [...text.matchAll(ARN)].map(foundAt);
  const provider = all.find(({ what }) => what.endsWith('-provider'))?.arn;
  const people = all.filter(({ what }) => !what.endsWith('-provider') && what !== 'instance-profile');
  const caller = people.find(isCaller);
  const others = people.filter((one) => one.arn !== caller?.arn || (one !== caller && NAMES_ROLE.test(one.before)));
  const asked = others.filter((one) => NAMES_ROLE.test(one.before));
  const role = asked.find(isRole) ?? others.filter(isRole).at(-1);
  const notRole = role ? undefined : (asked.find(({ what }) => what !== 'role')?.arn ?? otherResource(text));
  const isCallerHidden = caller !== undefined && isNameHidden(caller.arn);
  return {
    caller: isCallerHidden ? undefined : caller?.arn,
    isCallerHidden,
    role: role ? saidRole(role) : roleByName(text),
    notRole,
    provider,
  };
}

/** What a call asks for instead of a role: a policy, a bucket. */
function otherResource(text: string): string | undefined {
  const [, arn, resource = ''] =
    /\bon resource:? ["'(]?(arn:aws[\w-]{0,16}:[\w-]{2,40}:[\w-]{0,20}:[\w*]{0,20}:([\w/:+=,.@*-]{1,300}))/i.exec(
      text,
    ) ?? [];
  return arn === undefined || resource.startsWith('role/') ? undefined : withoutEnd(arn, '.,:');
}

function foundAt(match: RegExpExecArray): Found {
  const whole = withoutEnd(match[0], '.,:*');
  const end = match.index + whole.length;
  return {
    arn: whole.replace(/^arn:(?!aws)[^:]*/, 'arn:aws'),
    what: /^[\w-]+/.exec(match[2] ?? '')?.[0] ?? '',
    isMasked: !/^\d{12}$/.test(match[1] ?? ''),
    before: match.input.slice(Math.max(0, match.index - 60), match.index),
    after: match.input.slice(end, end + 140),
  };
}

function isRole({ what }: Found): boolean {
  return what === 'role';
}

function isCaller({ what, before, after }: Found): boolean {
  if (/\bon resources?:? ?["']?$/i.test(before)) return false;
  if (NAMES_CALLER.test(before)) return true;
  if (what !== 'role') return !NAMES_ROLE.test(before) || ACTS.test(after);
  return ACTS.test(after) && !SUFFERS.test(after);
}

function isNameHidden(arn: string): boolean {
  const [, ...names] = arn.split('/');
  return names.at(-1) === '' || names.some((name) => /[*<[]/.test(name));
}

/** A role by an ARN, of which a hidden account leaves the name. */
function saidRole({ arn, isMasked }: Found): SaidRole | undefined {
  if (isNameHidden(arn)) return undefined;
  return { arn: isMasked ? undefined : arn, name: arn.slice(arn.lastIndexOf('/') + 1) };
}

export function roleOfArn(arn: string): SaidRole | undefined {
  const named = parseAwsPrincipal({ value: arn, holes: [] });
  return named.kind === 'role' ? { arn, name: named.name } : undefined;
}

const QUOTED_ROLE = /\brole(?: name)?:? ["'`]([\w+=,.@-]{1,64})["'`]|["'`]([\w+=,.@-]{1,64})["'`] (?:iam )?role\b/i;
/** Without quotes only what is plainly a name. */
const PLAIN_ROLE = /\b(?:assume (?:the )?(?:iam )?role|role with name|rolename[:=]) ([\w+=,.@-]{2,64})/i;
const NO_NAME = /^(?:that|which|provided|specified|because|with|from|and|for|in|on|to|is|\w*(?:Err|Error|Exception))$/i;

function roleByName(text: string): SaidRole | undefined {
  const quoted = QUOTED_ROLE.exec(text);
  const plain = quoted ? undefined : PLAIN_ROLE.exec(text);
  const name = withoutEnd(quoted?.[1] ?? quoted?.[2] ?? plain?.[1] ?? '', '.,');
  if (name === '' || NO_NAME.test(name)) return undefined;
  // A plain word is a name where the sentence ends with it.
  const isName = !plain || /[A-Z0-9_-]/.test(name) || plain[1]?.endsWith('.');
  return isName ? { arn: undefined, name } : undefined;
}
