import { servicePrefixes } from '../../../catalogue/servicePrincipals.ts';
import {
  ASSUME_ROLE,
  ASSUME_ROLE_WITH_SAML,
  ASSUME_ROLE_WITH_WEB_IDENTITY,
  COMPANION_ACTIONS,
  TRUST_ACTIONS,
} from '../../../iam/vocabulary.ts';
import { withoutEnd } from '../../../text/cut.ts';
import { arnsIn } from './arns.ts';
import { accountIn, COGNITO, GITHUB, isOthersIn, issuerIn, serviceIn, tokenIn, vendorIn } from './callers.ts';
import type { DeniedCall, LookUp, SaidBy, SaidCaller } from './reading.ts';
import { mayBeOfAws } from './signs.ts';

/** Whether a text says that somebody was denied something, or could not get a role. */
export function isDenial(text: string): boolean {
  if (IDENTITY_POOL.test(text) || SWITCH.test(text) || DELIVERY.test(text)) return true;
  if (TRANSLATED.test(text) && arnsIn(text).role) return true;
  return mayBeOfAws(text) && [DENIED, UNABLE, TRUST, REQUIRED].some((words) => words.test(text));
}

const DENIED =
  /\bAccess ?Denied\w*|AccessDeniedException|\bUnauthorized(?:Operation|Exception)\b|\bnot (?:been )?authorized\b|\bisn't authorized\b|AssumeRoleUnauthorizedAccess/i;
/** The console, where somebody switches to a role; in Japanese too. */
const SWITCH = /\binvalid information in one or more fields\b|フィールドに無効な情報があります/i;
/** CloudWatch Logs, where its role can't be assumed, or where the role isn't allowed to write. */
const DELIVERY = /\bCould not deliver test message to specified\b/;
/** "Not authorized", as the console and translated logs say it beside the ARNs. */
const TRANSLATED =
  /\bnicht (?:autorisiert|berechtigt)\b|n['’]est pas autorisé|\bno (?:está autorizad|tiene (?:autorización|permisos?))|não (?:está autorizad|tem (?:autorização|permissão))|\bnon (?:è autorizzat|dispone)|(?:権限が|許可されてい|承認されてい|認可されてい)(?:ありません|ない|ません)|[无無][权權]|未(?:获|经|經)?授[权權]|没有权限|沒有權限|권한이 없/i;
const UNABLE =
  /\b(?:(?:can ?not|can't|could ?n[o']t|could not|unable to|not able to|failed to|failure|error|invalid)\b(?:[^.]|\.(?=\w)){0,80}\bassum(?:e|ed|ing|ption)\b|(?:can ?not|can't|could not|unable to|not able to)\b(?:[^.]|\.(?=\w)){0,80}\b(?:sts:)?AssumeRole|(?:assum(?:e|ed|ing)|AssumeRole\w{0,20})\b[^.]{0,60}\b(?:failed|denied|error)|(?:allow(?:ed)?|permissions?|rights?|privileges?|authorized)\b(?:[^.]|\.(?=\w)){0,60}\bto (?:assume|use the passed role)|\b(?:not|must be) assumable|\b(?:given|grant(?:ed)?|needs?|requires?|lacks?|missing|without|no)(?: the)? assume[- ]?role permissions?)\b/i;
const REQUIRED =
  /\brole\b.{0,60}\b(?:(?:does not|doesn't) (?:have|include) (?:the )?(?:required|sufficient) permissions|is not configured properly|is not a valid role to allow)|\busing IAM role\b.{0,200}\brole configuration\b|\bIamFleetRole is invalid\b/i;
const TRUST = /\b(?:trust(?:ed)? (?:relationship|polic|entit|permission)\w*|TrustPolicy|service principals?)\b/i;

/** Words that are about a role that nobody gets, whatever else was called. */
const OF_ROLES = [UNABLE, TRUST, REQUIRED, DELIVERY];

/** Whether a text is about an operation of another service, which was denied itself. */
export function isOtherOperation(text: string): boolean {
  const operation = OPERATION.exec(text)?.slice(1).find(Boolean);
  const isOther = operation === undefined ? OTHER_API.test(text) : trustAction(operation) === undefined;
  return isOther && !OF_ROLES.some((words) => words.test(text));
}

/** The suffix of an SDK, where the sentence before it is of no role. */
const OTHER_API =
  /^(?!.*(?:\brole\b|assum)).*\(Service: (?!AWSSecurityToken|Sts\b|Amazon(?:IdentityManagement|CognitoIdentity)|Iam\b)/i;

const OPERATION = /\bwhen calling the (\w{3,60}) operation|operation error [\w ]{2,40}: (\w{3,60})/;

/** Reads a sentence about a denied call, with whoever it names in their places. */
export function readDenial(text: string): DeniedCall {
  const { caller: arn, isCallerHidden, role, notRole, provider } = arnsIn(text);
  const said = actionIn(text);
  const action = said ?? ASSUME_ROLE;
  return {
    kind: 'denied',
    action,
    isActionSaid: said !== undefined,
    together: togetherIn(text),
    caller: isCallerHidden ? undefined : callerIn(text, action, arn, provider),
    role,
    notRole,
    saidBy: saidByIn(text),
    isOthers: isOthersIn(text, arn),
    call: callIn(text),
    lookUp: lookUpIn(text),
  };
}

/** Redshift passes the database user as the external ID. https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-database-users.html */
function callIn(text: string): DeniedCall['call'] {
  const user = /\barn:aws[\w-]{0,16}:redshift:[\w-]{0,30}:\d{12}:dbuser:[\w/.+@-]{1,300}/.exec(text)?.[0];
  return user === undefined ? {} : { with: { externalId: withoutEnd(user, '.') } };
}

function callerIn(
  text: string,
  action: string,
  arn: string | undefined,
  provider: string | undefined,
): SaidCaller | undefined {
  if (action === ASSUME_ROLE_WITH_SAML)
    return provider === undefined ? undefined : { kind: 'saml', provider, user: undefined };
  if (IDENTITY_POOL.test(text)) return { kind: 'oidc', provider: undefined, issuer: COGNITO, claims: {} };
  if (action === ASSUME_ROLE_WITH_WEB_IDENTITY) return tokenIn(text, provider);
  if (arn !== undefined) return { kind: 'principal', arn };
  const trusted = TRUSTED_ROLE.exec(text)?.[1];
  if (trusted !== undefined) return { kind: 'roleName', name: trusted };
  return vendorIn(text) ?? serviceIn(text) ?? accountIn(text);
}

/** Of stack sets: the execution role has to trust the administration role, which is in another account. */
const TRUSTED_ROLE = /\btrust relationship to role ["'`]([\w+=,.@/-]{1,500})["'`]/i;

/** Where an action is named, the plainest first. */
const ACTIONS: readonly RegExp[] = [
  /\bperform(?: (?:the )?action)?:? ["'`]?((?:[\w-]{2,40}:)?[A-Z]\w{2,60})/,
  /\b(?:explicit deny|allows?) (?:the )?([\w-]{2,40}:\w{3,60}) action/,
  /\bcalling (?:the )?["'`]?((?:[\w-]{2,40}:)?[A-Z]\w{2,60})|operation error [\w ]{2,40}: (\w{3,60})/,
];
const ASSUMING = /\b(?:sts:)?(AssumeRole(?:With(?:WebIdentity|SAML))?)(?![A-Za-z])/i;
/** Cognito gets credentials for the users of a pool with a token of its own. */
const IDENTITY_POOL = /Invalid ?Identity ?Pool ?Configuration/i;
/** The API through which pods get their role; it assumes the role by sts:AssumeRole. */
const POD_IDENTITY = /AssumeRoleForPodIdentity/;

/** The action that was denied: of STS in its own spelling, of another service as written; undefined where none is named. */
export function actionIn(text: string): string | undefined {
  const named = ACTIONS.map((words) => words.exec(text)?.slice(1).find(Boolean) ?? '');
  for (const name of named) {
    const known = trustAction(name);
    if (known !== undefined) return known;
  }
  const other = named.find((name) => name.includes(':'));
  if (other !== undefined) return other;
  if (IDENTITY_POOL.test(text)) return ASSUME_ROLE_WITH_WEB_IDENTITY;
  if (GITHUB === issuerIn(text) && /OIDC/.test(text)) return ASSUME_ROLE_WITH_WEB_IDENTITY;
  if (POD_IDENTITY.test(text)) return undefined;
  const assumed = ASSUMING.exec(text)?.[1];
  return assumed === undefined ? otherActionIn(text) : trustAction(assumed);
}

/** An action of another service, in a text that says nothing of a role that nobody gets. */
function otherActionIn(text: string): string | undefined {
  if (OF_ROLES.some((words) => words.test(text))) return undefined;
  const [, action, prefix = ''] =
    /(?<![\w:./-])(([a-z][a-z0-9-]{1,40}):[A-Z][A-Za-z]{2,60})\b(?![:/])/.exec(text) ?? [];
  return servicePrefixes.has(prefix) ? action : undefined;
}

/** The companions that a service requires beside sts:AssumeRole: it says so in one breath. */
function togetherIn(text: string): readonly string[] {
  const said = TOGETHER.exec(text)?.[0].match(/sts:\w+/gi) ?? [];
  return COMPANION_ACTIONS.filter((action) => said.some((name) => trustAction(name) === action));
}

const TOGETHER = /\bsts:\w{3,20}["'`]?(?:(?:,? and|,|,? or) ["'`]?sts:\w{3,20}["'`]?){1,3}/i;

/** An action of trust policies in AWS's spelling, whichever way it is written. */
export function trustAction(name: string): string | undefined {
  const lower = name.toLowerCase().replace(/^sts:/, '');
  return TRUST_ACTIONS.find((action) => action.slice(4).toLowerCase() === lower);
}

const SAID_BY =
  /\b(?:(explicit deny) in (?:an?|the)|because no) ((?:[a-z-]{1,20} ){0,3}(?:policy|policies|boundary))\b(?:: ?(arn:aws[\w-]{0,16}:[\w:/+=,.@-]{5,300}))?/i;

/** What AWS said before it named the kind of policy. */
const EXPLICIT = /\bwith an explicit deny\b/i;

/** The kind of policy that AWS itself names. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function saidByIn(text: string): SaidBy | undefined {
  const [, explicit, policy, arn] = SAID_BY.exec(text) ?? [];
  if (policy === undefined)
    return EXPLICIT.test(text) ? { policy: undefined, explicit: true, arn: undefined } : undefined;
  return {
    policy: policy.toLowerCase().replace(/^vpc/, 'VPC'),
    explicit: explicit !== undefined,
    arn: arn === undefined ? undefined : withoutEnd(arn, '.,'),
  };
}

/** Whether AWS names the role's own policy, or may mean it. */
export function isTrustPolicy({ policy }: SaidBy): boolean {
  return policy === undefined || /^(?:resource-based|(?:role )?trust) polic/.test(policy);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied-authorization-id.html */
export function lookUpIn(text: string): LookUp | undefined {
  const id =
    /authorization-details\/([A-Za-z0-9]{8,256})/.exec(text)?.[1] ??
    /authorization id[:=]? ?["']?([A-Za-z0-9]{8,256})/i.exec(text)?.[1];
  const region = /\b(?:region=|https:\/\/)([a-z]{2}(?:-[a-z]{2,12}){1,2}-\d)\b/.exec(text)?.[1];
  if (id !== undefined) return { kind: 'authorizationId', id, region };
  const message = /encoded authorization (?:failure )?message:? ?["']?([\w-]{20,})/i.exec(text)?.[1];
  return message === undefined ? undefined : { kind: 'encodedMessage', message };
}
