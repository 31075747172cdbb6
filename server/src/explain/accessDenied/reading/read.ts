import { ASSUME_ROLE, ASSUME_ROLE_WITH_SAML, ASSUME_ROLE_WITH_WEB_IDENTITY } from '../../../iam/vocabulary.ts';
import { arnsIn } from './arns.ts';
import { readEvent, type EventSaid } from './event.ts';
import { issuerIn, serviceIn } from './callers.ts';
import { isRejection, readRejection } from './rejection.ts';
import { readPasted } from './pasted.ts';
import { reasonIn } from './reasons.ts';
import type { Reading } from './reading.ts';
import { actionIn, isDenial, isOtherOperation, lookUpIn, readDenial, saidByIn, trustAction } from './sentence.ts';

/**
 * Reads a pasted error of the CLI, an SDK, the console, CloudTrail, a service or a build; undefined when the text is none and
 * names no role.
 */
export function readError(pasted: string): Reading | undefined {
  const { text, event } = readPasted(pasted);
  return event ? ofEvent(readEvent(event)) : ofText(text);
}

function ofText(text: string): Reading | undefined {
  if (isRejection(text)) return readRejection(text);
  const { role } = arnsIn(text);
  const reason = reasonIn(text);
  if (reason) return { kind: 'reason', reason, message: afterCode(text), role, issuer: issuerIn(text) };
  const code = CODE.exec(text)?.[1] ?? CODE_FIRST.exec(text)?.[1];
  if (isDenial(text)) {
    const action = actionIn(text);
    if (action !== undefined && trustAction(action) === undefined)
      return other(`AccessDenied for ${action}`, action, text);
    if (isOtherOperation(text)) return other(code ?? 'AccessDenied', undefined, text);
    return readDenial(text);
  }
  if (code !== undefined) return other(code, undefined, text);
  return role && { kind: 'role', role };
}

function other(code: string, action: string | undefined, text: string): Reading {
  return { kind: 'other', code, action, saidBy: saidByIn(text), lookUp: lookUpIn(text) };
}

const CODE = /An error occurred \((\w+)\)/;
const CODE_FIRST = /^(?:Error: )?(?:[\w.]{1,80}[.#])?([A-Z]\w{2,60}(?:Exception|Error|Fault|Denied))\b/;

/** The message without what the CLI and SDKs put before it. */
export function afterCode(text: string): string {
  const before =
    /^(?:Error: )?(?:.{0,200}?\boperation(?: \(reached max retries: \d+\))?: |\w{3,60}(?:Exception|Error|Fault|Token|Document|Exceeded|Denied): )/.exec(
      text,
    );
  return before ? text.slice(before[0].length) : text;
}

const ASSUMING = /^AssumeRole(?:WithSAML|WithWebIdentity)?$/;

function ofEvent(event: EventSaid): Reading {
  const { name, source, code, message, caller, role, call } = event;
  const text = code === undefined ? message : `${code}: ${message}`;
  if (isRejection(text)) return { ...readRejection(text), role };
  const service = source.replace('.amazonaws.com', '');
  if (code === undefined) return other(`${name} (no error)`, undefined, '');
  const reason = reasonIn(text);
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
