import { servicePrincipal } from '../catalogue/servicePrincipals.ts';
import { KEYS } from '../iam/vocabulary.ts';
import { EVERY, type Values } from './allowed.ts';
import type { CallerFacts, CallerKind } from './request.ts';
import { Texts } from './texts.ts';

/** Which values callers send of a key, as far as what they are tells: all there are where it does not. */
export function valuesSent(caller: CallerFacts, key: string): Values {
  return BY_KEY.get(key.toLowerCase())?.(caller) ?? EVERY;
}

type Telling = (caller: CallerFacts) => Values | undefined;

const BY_KEY: ReadonlyMap<string, Telling> = new Map<string, Telling>([
  [KEYS.principalAccount.toLowerCase(), ({ account }) => (account === undefined ? undefined : texts([account]))],
  [KEYS.principalArn.toLowerCase(), arnsOf],
  [KEYS.principalType.toLowerCase(), typeOf],
  [KEYS.userId.toLowerCase(), userIdsOf],
  [
    KEYS.username.toLowerCase(),
    ({ kinds, name }) => (isOnly(kinds, 'user') && name !== undefined ? texts([name]) : undefined),
  ],
  [KEYS.principalIsAwsService.toLowerCase(), ({ kinds }) => ofService(kinds)],
  [KEYS.principalServiceName.toLowerCase(), ({ service }) => nameOf(service)],
  [KEYS.sourceArn.toLowerCase(), ({ service }) => sourcesOf(service)],
]);

/** The keys of which something can be told, lower case. */
export const KEYS_TOLD: ReadonlySet<string> = new Set(BY_KEY.keys());

function texts(literals: readonly string[]): Values {
  return { kind: 'some', texts: Texts.of(literals, { wildcards: false, folds: false, inParts: false }) };
}

function patterns(values: readonly string[], inParts = false): Values {
  return { kind: 'some', texts: Texts.of(values, { wildcards: true, folds: false, inParts }) };
}

function isOnly(kinds: readonly CallerKind[], kind: CallerKind): boolean {
  return kinds.length > 0 && kinds.every((k) => k === kind);
}

function areAccounts(kinds: readonly CallerKind[]): boolean {
  return kinds.length > 0 && kinds.every((kind) => kind === 'user' || kind === 'session');
}

/**
 * The ARN of a user, or of the role of a session; never the session's own. Neither a root user nor a federated user can assume a
 * role. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
function arnsOf({ kinds, partition = '*', account, path, name }: CallerFacts): Values | undefined {
  if (!areAccounts(kinds) || account === undefined) return undefined;
  const resources = kinds.flatMap((kind) => {
    const type = kind === 'user' ? 'user' : 'role';
    if (name === undefined) return [`${type}/*`];
    return path === undefined ? [`${type}/${name}`, `${type}/*/${name}`] : [`${type}${path}${name}`];
  });
  return patterns(
    resources.map((resource) => `arn:${partition}:iam::${account}:${resource}`),
    true,
  );
}

function typeOf({ kinds }: CallerFacts): Values | undefined {
  if (isOnly(kinds, 'user')) return texts(['User']);
  return isOnly(kinds, 'session') ? texts(['AssumedRole']) : undefined;
}

/**
 * A user's unique ID, or a role's with the name of the session behind it: both upper case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
function userIdsOf({ kinds, id, session = '*' }: CallerFacts): Values | undefined {
  if (!areAccounts(kinds)) return undefined;
  return patterns(kinds.map((kind) => (kind === 'user' ? (id ?? 'AIDA*') : `${id ?? 'AROA*'}:${session}`)));
}

function ofService(kinds: readonly CallerKind[]): Values | undefined {
  const isService = isOnly(kinds, 'service');
  if (!isService && !areAccounts(kinds)) return undefined;
  return { kind: 'some', texts: Texts.of([String(isService)], { wildcards: false, folds: true, inParts: false }) };
}

/** The name before its Region and partition, of which AWS's pages do not tell which form is sent. */
function nameOf(service: string | undefined): Values | undefined {
  return service === undefined ? undefined : patterns([`${service.split('.', 1)[0] ?? ''}.*`]);
}

/**
 * The ARNs of a service's own resources, where AWS documents that it sends no others. Many send others': delivery.logs sends ARNs of
 * logs, vpc-flow-logs those of ec2.
 */
function sourcesOf(service: string | undefined): Values | undefined {
  const sends = service === undefined ? undefined : servicePrincipal(service)?.sends;
  const prefix = sends?.arns === 'some' ? undefined : sends?.sourceArns[0]?.split(':')[2];
  return prefix === undefined ? undefined : patterns([`arn:*:${prefix}:*:*:*`], true);
}
