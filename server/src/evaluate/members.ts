import { own } from '../text/own.ts';
import { asText, isRecord, memberOf, recordIn, type Given } from './reading.ts';

/** What a member of a request may hold: a kind of value, or members of its own. */
type Holds = keyof typeof KINDS | Members;
interface Members {
  readonly [name: string]: Holds;
}

type Test = (value: unknown) => boolean;

const isText: Test = (value) => asText(value) !== undefined;
const isListOf =
  (isItem: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(isItem);
const isFlag: Test = (value) => typeof value === 'boolean' || value === 'true' || value === 'false';

/** What is wrong with a value of each kind. */
const KINDS = {
  text: ['must be a text', isText],
  texts: ['must be a list of texts', (value: unknown) => isText(value) || isListOf(isText)(value)],
  tags: [
    'must be an object of texts',
    (value: unknown) =>
      isRecord(value) && Object.values(value).every((text) => text === null || text === undefined || isText(text)),
  ],
  values: ['must be an object', isRecord],
  flag: ['must be true or false', isFlag],
  mfa: ['must be true, false or {"age": seconds}', (value: unknown) => typeof value === 'boolean' || isRecord(value)],
  contexts: ['must be a list of objects', isListOf((item) => isRecord(item) || isText(item))],
} satisfies Readonly<Record<string, readonly [fault: string, isKind: Test]>>;

const OF_ACCOUNT: Members = { tags: 'tags', org: 'text', orgPaths: 'texts', tokenIssued: 'text' };

/** The members of a caller, by what tells its kind. */
const CALLERS: Readonly<Record<string, Members>> = {
  user: { ...OF_ACCOUNT, user: 'text', id: 'text' },
  role: { ...OF_ACCOUNT, role: 'text', session: 'text', id: 'text', sourceIdentity: 'text', issuedBy: 'values' },
  account: { ...OF_ACCOUNT, account: 'text' },
  service: {
    ...{ service: 'text', sourceArn: 'text', sourceAccount: 'text', sourceOrgId: 'text', sourceOrgPaths: 'texts' },
    x509: 'tags',
  },
  oidc: { oidc: { provider: 'text', issuer: 'text', claims: 'values' } },
  saml: { saml: { provider: 'text', keys: 'values' } },
};

const REQUEST: Members = {
  role: 'text',
  roleTags: 'tags',
  caller: 'values',
  with: {
    ...{ externalId: 'text', sessionName: 'text', mfa: 'mfa', tags: 'tags', transitiveTags: 'texts' },
    ...{ sourceIdentity: 'text', contexts: 'contexts' },
  },
  from: {
    ...{ ip: 'text', vpce: 'text', vpc: 'text', vpcIp: 'text', region: 'text', time: 'text', userAgent: 'text' },
    secureTransport: 'flag',
  },
  context: 'values',
  unknown: 'texts',
};

/** What is wrong with the members of a request. Of one that is left out, or null, nothing is. */
export function membersIn(request: Given): { readonly problem: string | undefined; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const caller = recordIn(request, 'caller');
  const members = own(CALLERS, Object.keys(caller).find((name) => Object.hasOwn(CALLERS, name)) ?? '');
  const problem = problemIn(request, REQUEST, '', notes) ?? (members && problemIn(caller, members, 'caller.', notes));
  return { problem, notes };
}

/** The first value that is none of its kind; adds a note for each member that there is not. */
function problemIn(given: Given, members: Members, path: string, notes: string[]): string | undefined {
  for (const name of Object.keys(given)) {
    const value = memberOf(given, name);
    const holds = own(members, name);
    if (holds === undefined) notes.push(`"${path}${name}" is left out: requests have no member of that name.`);
    else if (value !== null && value !== undefined) {
      const problem = problemOf(value, holds, path, name, notes);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

function problemOf(value: unknown, holds: Holds, path: string, name: string, notes: string[]): string | undefined {
  if (typeof holds !== 'string')
    return isRecord(value) ? problemIn(value, holds, `${path}${name}.`, notes) : `"${path}${name}" must be an object.`;
  const [fault, isKind] = KINDS[holds];
  return isKind(value) ? undefined : `"${path}${name}" ${fault}.`;
}
