import { ASSUME_ROLE, ASSUME_ROLE_WITH_SAML, ASSUME_ROLE_WITH_WEB_IDENTITY } from '../../../iam/vocabulary.ts';
import { arnsIn } from './arns.ts';
import { readEvent, type EventSaid } from './event.ts';
import { issuerIn, serviceIn } from './callers.ts';
import { messageIn } from './message.ts';
import { isRejection, otherPolicyIn, readRejection } from './rejection.ts';
import { readPasted } from './pasted.ts';
import { reasonIn } from './reasons.ts';
import type { OtherError, Reading } from './reading.ts';
import { actionIn, isDenial, isOtherOperation, lookUpIn, readDenial, saidByIn, trustAction } from './sentence.ts';
import { isOfAws } from './signs.ts';

/**
 * Reads a pasted error of the CLI, an SDK, the console, CloudTrail, a service or a build; undefined when the text is none and
 * names no role.
 */
export function readError(pasted: string): Reading | undefined {
  const { text, event, code } = readPasted(pasted);
  return event ? ofEvent(readEvent(event)) : ofText(text, code);
}

/** @param sent the code, where the text is what AWS sent */
function ofText(text: string, sent: string | undefined): Reading | undefined {
  const code = CODE.exec(text)?.[1] ?? sent ?? CODE_FIRST.exec(text)?.[1];
  if (isRejection(text)) {
    const policy = otherPolicyIn(text);
    return policy === undefined ? readRejection(text) : { ...other(code ?? MALFORMED, undefined, text), policy };
  }
  const { role } = arnsIn(text);
  const isAws = sent !== undefined || isOfAws(text, code);
  const reason = reasonIn(text, isAws);
  if (reason) return { kind: 'reason', reason, message: messageIn(text, reason.at), role, issuer: issuerIn(text) };
  const busy = BUSY.exec(text)?.[0] ?? (isAws ? TOO_FAST.exec(text)?.[0] : undefined);
  if (busy !== undefined) return other(code ?? busy, undefined, text);
  if (isDenial(text)) {
    const action = actionIn(text);
    if (action !== undefined && trustAction(action) === undefined)
      return other(`AccessDenied for ${action}`, action, text);
    if (action === undefined && isOtherOperation(text)) return other(code ?? 'AccessDenied', undefined, text);
    return readDenial(text);
  }
  if (!isAws) return undefined;
  if (code !== undefined) return other(code, undefined, text);
  return role && { kind: 'role', role };
}

function other(code: string, action: string | undefined, text: string): OtherError {
  return { kind: 'other', code, action, saidBy: saidByIn(text), lookUp: lookUpIn(text) };
}

/** AWS would have to be asked again: it has denied nothing. */
const BUSY = /\b(?:Throttling\w*|RequestLimitExceeded|TooManyRequests\w*|ServiceUnavailable\w*|InternalFailure)\b/;
const TOO_FAST = /\bRate exceeded\b/;
const MALFORMED = 'MalformedPolicyDocument';
const CODE = /An error occurred \((\w+)\)/;
const CODE_FIRST = /^(?:Error: )?(?:[\w.]{1,80}[.#])?([A-Z]\w{2,60}(?:Exception|Error|Fault|Denied))\b/;

const ASSUMING = /^AssumeRole(?:WithSAML|WithWebIdentity)?$/;

function ofEvent(event: EventSaid): Reading {
  const { name, source, code, message, caller, role, call } = event;
  const text = code === undefined ? message : `${code}: ${message}`;
  const service = source.replace('.amazonaws.com', '');
  if (isRejection(text)) {
    const policy = otherPolicyIn(`${name} ${text}`);
    return policy === undefined
      ? { ...readRejection(text), role }
      : { ...other(`${code ?? 'The error'} for ${service}:${name}`, undefined, text), policy };
  }
  if (code === undefined) return other(`${name} (no error)`, undefined, '');
  const reason = reasonIn(text, true);
  if (reason) return { kind: 'reason', reason, message, role, issuer: issuerIn(text) };
  const said = readDenial(text);
  const isPod = name === 'AssumeRoleForPodIdentity';
  const action = isPod ? ASSUME_ROLE : (actionIn(message) ?? (ASSUMING.test(name) ? `sts:${name}` : undefined));
  if (action === undefined || trustAction(action) === undefined)
    return other(`${code} for ${service}:${name}`, action, text);
  return {
    ...said,
    action,
    isActionSaid: !isPod && actionIn(message) !== undefined,
    // Whoever asks for the credentials of a pod, it is EKS that assumes the role.
    caller: isPod ? serviceIn('EKS pod identity') : (caller ?? said.caller ?? unnamed(action)),
    role: role ?? said.role,
    call,
  };
}

/** A caller of whom the call says the kind alone. */
function unnamed(action: string): ReturnType<typeof readDenial>['caller'] {
  switch (action) {
    case ASSUME_ROLE_WITH_SAML:
      return { kind: 'saml', provider: undefined, user: undefined };
    case ASSUME_ROLE_WITH_WEB_IDENTITY:
      return { kind: 'oidc', provider: undefined, issuer: undefined, claims: {} };
    default:
      return undefined;
  }
}
