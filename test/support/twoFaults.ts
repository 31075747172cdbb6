import fc from 'fast-check';

/** A statement as JSON, for faults to be put into. */
interface Statement {
  [element: string]: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

const GITHUB = 'token.actions.githubusercontent.com';
const CLUSTER = 'oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
const PROVIDER = 'arn:aws:iam::111122223333:oidc-provider';
const WEB = 'sts:AssumeRoleWithWebIdentity';

/** A sound statement for each kind of caller, and its guard that matters most. */
const SOUND: readonly { readonly guard: string; readonly statement: Statement }[] = [
  {
    guard: 'sts:ExternalId',
    statement: {
      Principal: { AWS: 'arn:aws:iam::464622532012:root' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': '7f9c3b1e-2c1d-4c55' } },
    },
  },
  {
    guard: 'aws:PrincipalOrgID',
    statement: {
      Principal: { AWS: ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::444455556666:user/b'] },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: {
        StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      },
    },
  },
  {
    guard: 'aws:SourceAccount',
    statement: {
      Principal: { Service: 'scheduler.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:SourceAccount': '111122223333' },
        ArnLike: { 'aws:SourceArn': 'arn:aws:scheduler:eu-west-1:111122223333:schedule-group/a' },
      },
    },
  },
  {
    guard: `${GITHUB}:sub`,
    statement: {
      Principal: { Federated: `${PROVIDER}/${GITHUB}` },
      Action: WEB,
      Condition: {
        StringEquals: {
          [`${GITHUB}:aud`]: 'sts.amazonaws.com',
          [`${GITHUB}:sub`]: 'repo:acme@1/app@2:ref:refs/heads/main',
        },
      },
    },
  },
  {
    guard: `${CLUSTER}:sub`,
    statement: {
      Principal: { Federated: `${PROVIDER}/${CLUSTER}` },
      Action: WEB,
      Condition: {
        StringEquals: {
          [`${CLUSTER}:aud`]: 'sts.amazonaws.com',
          [`${CLUSTER}:sub`]: 'system:serviceaccount:web:front',
        },
      },
    },
  },
  {
    guard: 'SAML:aud',
    statement: {
      Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/Corp' },
      Action: 'sts:AssumeRoleWithSAML',
      Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
    },
  },
  {
    guard: 'cognito-identity.amazonaws.com:aud',
    statement: {
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: WEB,
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:12345678-1234-4321-8765-123456789012' },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
      },
    },
  },
  {
    guard: 'aws:RequestTag/kubernetes-namespace',
    statement: {
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'web' } },
    },
  },
];

/** Puts a fault into a statement. @param guard the key that matters most in it */
type Fault = (statement: Statement, guard: string) => void;

/** The operator and value of the guard, taken out of the statement; undefined where another fault has changed its name. */
function takeGuard(statement: Statement, guard: string): { operator: string; value: unknown } | undefined {
  const block = Object.entries(statement.Condition ?? {});
  const [operator, keys] = block.find(([, tests]) => Object.hasOwn(tests, guard)) ?? [];
  if (operator !== undefined && keys) {
    const rest = Object.entries(keys).filter(([key]) => key !== guard);
    const others = block.filter(([name]) => name !== operator);
    statement.Condition = Object.fromEntries(rest.length ? [...others, [operator, Object.fromEntries(rest)]] : others);
    return { operator, value: keys[guard] };
  }
  return undefined;
}

function putTest(statement: Statement, operator: string, key: string, value: unknown): void {
  const block = (statement.Condition ??= {});
  (block[operator] ??= {})[key] = value;
}

const operatorAs =
  (change: (operator: string) => string): Fault =>
  (statement, guard) => {
    const taken = takeGuard(statement, guard);
    if (taken) putTest(statement, change(taken.operator), guard, taken.value);
  };
const keyAs =
  (change: (key: string) => string): Fault =>
  (statement, guard) => {
    const taken = takeGuard(statement, guard);
    if (taken) putTest(statement, taken.operator, change(guard), taken.value);
  };
const valueAs =
  (change: (value: string) => unknown): Fault =>
  (statement, guard) => {
    const taken = takeGuard(statement, guard);
    if (taken) putTest(statement, taken.operator, guard, change(String(taken.value)));
  };
const add =
  (operator: string, key: string, value: unknown): Fault =>
  (statement) => {
    putTest(statement, operator, key, structuredClone(value));
  };
const set =
  (element: string, value: unknown): Fault =>
  (statement) => {
    statement[element] = structuredClone(value);
  };
const rename =
  (element: string, name: string): Fault =>
  (statement) => {
    const value = statement[element];
    statement[element] = undefined; // JSON leaves it out
    if (value !== undefined) statement[name] = value;
  };
const principalAs =
  (change: (type: string, value: string) => readonly [string, unknown]): Fault =>
  (statement) => {
    const principal = statement['Principal'];
    const [entry] = typeof principal === 'object' && principal !== null ? Object.entries(principal) : [];
    if (!entry) return;
    const [type, value] = entry as [string, unknown];
    const first: unknown = Array.isArray(value) ? value[0] : value;
    statement['Principal'] = Object.fromEntries([change(type, String(first))]);
  };

const FAULTS: Readonly<Record<string, Fault>> = {
  forAllValues: operatorAs((o) => `ForAllValues:${o}`),
  forAnyValue: operatorAs((o) => `ForAnyValue:${o}`),
  ifExists: operatorAs((o) => `${o}IfExists`),
  operatorSlip: operatorAs((o) => o.replace(/s$/, '')),
  operatorCase: operatorAs((o) => o.toLowerCase()),
  like: operatorAs((o) => o.replace('Equals', 'Like')),
  ignoreCase: operatorAs((o) => `${o}IgnoreCase`),
  negated: operatorAs((o) => o.replace('String', 'StringNot')),
  otherFamily: operatorAs(() => 'ArnEquals'),
  keySlip: keyAs((k) => `${k}s`),
  keyWithPort: keyAs((k) => k.replace(/\.com(?=[:/])/, '.com:443')),
  keyWithScheme: keyAs((k) => (k.includes('.com') ? `https://${k}` : k)),
  keyOfOther: keyAs((k) => k.replace(/^.*:/, 'gitlab.com:')),
  keyCase: keyAs((k) => k.toUpperCase()),
  deprecated: add('StringEquals', 'aws:ARN', 'arn:aws:iam::111122223333:role/a'),
  pattern: valueAs((v) => `${v.slice(0, -2)}*`),
  patternInList: valueAs((v) => [v, `${v.slice(0, 6)}*`]),
  star: valueAs(() => '*'),
  starInList: valueAs((v) => ['*', v]),
  blanks: valueAs((v) => ` ${v} `),
  several: valueAs((v) => `${v}, ${v}2`),
  number: valueAs(() => 12),
  empty: valueAs(() => []),
  twice: valueAs((v) => [v, v]),
  hole: valueAs(() => '${VALUE}'),
  boolLiteral: add('Bool', 'aws:MultiFactorAuthPresent', true),
  boolCase: add('Bool', 'aws:MultiFactorAuthPresent', 'True'),
  boolIfExists: add('BoolIfExists', 'aws:MultiFactorAuthPresent', 'true'),
  boolUnderString: add('StringEquals', 'aws:MultiFactorAuthPresent', 'true'),
  nullLiteral: (statement, guard) => {
    putTest(statement, 'Null', guard, false);
  },
  nullTrue: (statement, guard) => {
    putTest(statement, 'Null', guard, 'true');
  },
  nullOfExternalId: add('Null', 'sts:ExternalId', 'true'),
  nullIfExists: (statement, guard) => {
    putTest(statement, 'NullIfExists', guard, 'false');
  },
  nullOfSet: (statement, guard) => {
    putTest(statement, 'ForAllValues:Null', guard, 'false');
  },
  nullNo: (statement, guard) => {
    putTest(statement, 'Null', guard, 'no');
  },
  requestTag: add('StringEquals', 'aws:RequestTag/team', 'red'),
  tagKeys: add('ForAllValues:StringEquals', 'aws:TagKeys', ['team']),
  tagKeysPlain: add('StringEquals', 'aws:TagKeys', ['team']),
  sourceIdentity: add('StringLike', 'sts:SourceIdentity', '*'),
  sourceArn: add('StringEquals', 'aws:SourceArn', 'arn:aws:s3:::*'),
  sourceIp: add('IpAddress', 'aws:SourceIp', ['10.0.0.1/8', '203.0.113.9/24']),
  anywhere: add('IpAddress', 'aws:SourceIp', '0.0.0.0/0'),
  expired: add('DateLessThan', 'aws:CurrentTime', '2020-01-01'),
  dateForm: add('DateGreaterThan', 'aws:CurrentTime', '01.02.2027'),
  numberForm: add('NumericLessThan', 'aws:MultiFactorAuthAge', 'one'),
  numberBounds: add('NumericLessThan', 'aws:MultiFactorAuthAge', ['60', '120']),
  variable: add('StringEquals', 'aws:PrincipalTag/a', '${aws:username'),
  unguarded: (statement, guard) => {
    takeGuard(statement, guard);
  },
  unconditioned: rename('Condition', 'Conditions'),
  emptyCondition: set('Condition', {}),
  conditionList: (statement) => {
    statement['Condition'] = [statement.Condition] as never;
  },
  effectCase: set('Effect', 'allow'),
  noEffect: rename('Effect', 'effects'),
  principle: rename('Principal', 'Principle'),
  notPrincipal: rename('Principal', 'NotPrincipal'),
  everyone: set('Principal', '*'),
  everyoneInAws: set('Principal', { AWS: '*' }),
  principalText: principalAs((type, value) => [type.toLowerCase(), value]),
  otherType: principalAs((type, value) => [type === 'AWS' ? 'Service' : 'AWS', value]),
  principalTwice: principalAs((type, value) => [type, [value, value]]),
  principalSeveral: principalAs((type, value) => [type, `${value}, ${value}2`]),
  principalBlank: principalAs((type, value) => [type, `${value} `]),
  principalRegion: principalAs((type, value) => [type, value.replace('iam::', 'iam:eu-west-1:')]),
  principalScheme: principalAs((type, value) => [type, value.replace('oidc-provider/', 'oidc-provider/https://')]),
  principalPort: principalAs((type, value) => [type, value.replace(/\.com(?=$|\/)/, '.com:443')]),
  principalDoubled: principalAs((type, value) => [type, value.replace('oidc-provider/', `oidc-provider/${PROVIDER}/`)]),
  principalSlash: principalAs((type, value) => [type, `${value}/`]),
  principalUpper: principalAs((type, value) => [type, value.toUpperCase()]),
  principalStar: principalAs((type, value) => [type, `${value.slice(0, -2)}*`]),
  principalEmpty: principalAs((type, value) => [type, ['', value]]),
  withUser: (statement) => {
    const principal = statement['Principal'];
    if (typeof principal === 'object')
      statement['Principal'] = { ...principal, AWS: 'arn:aws:iam::111122223333:user/c' };
  },
  withService: (statement) => {
    const principal = statement['Principal'];
    if (typeof principal === 'object')
      statement['Principal'] = { ...principal, Service: ['ec2.amazonaws.com', 'Lambda.amazonaws.com'] };
  },
  actionSlip: set('Action', 'sts:AsumeRole'),
  actionSeveral: set('Action', 'sts:AssumeRole, sts:TagSession'),
  actionStar: set('Action', 'sts:*'),
  actionAll: set('Action', '*'),
  actionOther: set('Action', ['s3:GetObject', 'sts:AssumeRole']),
  actionSaml: set('Action', 'sts:AssumeRoleWithSAML'),
  actionTwice: set('Action', ['sts:AssumeRole', 'sts:AssumeRole', 'sts:assumerole']),
  actionEmpty: set('Action', []),
  noAction: rename('Action', 'Actions'),
  notAction: rename('Action', 'NotAction'),
  resource: set('Resource', '*'),
  sid: set('Sid', 'a b-c'),
  deny: set('Effect', 'Deny'),
};

/** A sound statement with faults put into it, one after the other. */
function faulty(sound: number, faults: readonly string[]): string {
  const { guard, statement } = SOUND[sound % SOUND.length] ?? { guard: '', statement: {} };
  const made = structuredClone({ Effect: 'Allow', ...statement }) as Statement;
  for (const name of faults) FAULTS[name]?.(made, guard);
  return JSON.stringify({ Version: '2012-10-17', Statement: [made] });
}

/** Two faults in one statement. */
export const twoFaults: fc.Arbitrary<string> = fc
  .tuple(fc.nat(SOUND.length - 1), fc.constantFrom(...Object.keys(FAULTS)), fc.constantFrom(...Object.keys(FAULTS)))
  .map(([sound, ...faults]) => faulty(sound, faults));
