import fc from 'fast-check';
import type { Named, Request } from './evaluator.ts';

/** Statements of few callers and few values, so that some of them say what others say, and requests that such callers make. */

const GITLAB = 'gitlab.example.com';
const OIDC = `arn:aws:iam::222233334444:oidc-provider/${GITLAB}`;
const SAML = 'arn:aws:iam::222233334444:saml-provider/Staff';

const PRINCIPALS: readonly (readonly [type: string, values: readonly string[]])[] = [
  [
    'AWS',
    [
      '*',
      '222233334444',
      'arn:aws:iam::222233334444:root',
      'arn:aws:iam::777788889999:root',
      'arn:aws:iam::222233334444:role/etl',
      'arn:aws:iam::222233334444:role/team/ops',
      'arn:aws:iam::222233334444:user/eve',
      'arn:aws:sts::222233334444:assumed-role/etl/run-1',
    ],
  ],
  ['Service', ['ec2.amazonaws.com', 'events.amazonaws.com']],
  ['Federated', [OIDC, SAML]],
];
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  AWS: ['sts:AssumeRole'],
  Service: ['sts:AssumeRole'],
  Federated: ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'],
};

const TEXTS = ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase'];
const FORMS = ['', '', '', 'IfExists', 'ForAllValues:', 'ForAnyValue:'];
const KEYS: readonly (readonly [key: string, operators: readonly string[], values: readonly string[]])[] = [
  ['aws:PrincipalAccount', TEXTS, ['222233334444', '777788889999', '2222*', '*']],
  ['aws:PrincipalOrgID', TEXTS, ['o-a1b2c3d4e5', 'o-z9y8x7w6v5', 'o-*']],
  [
    'aws:PrincipalArn',
    ['ArnLike', 'ArnNotLike', 'StringLike', 'StringNotLike', 'ArnEquals'],
    [
      'arn:aws:iam::222233334444:role/etl',
      'arn:aws:iam::222233334444:role/*',
      'arn:aws:iam::222233334444:*',
      'arn:aws:iam::777788889999:user/*',
      'arn:aws:iam::*:user/eve',
      'arn:aws:iam:*:role/etl',
    ],
  ],
  ['aws:PrincipalType', TEXTS, ['User', 'AssumedRole', 'Account']],
  ['aws:username', TEXTS, ['eve', 'mallory', 'e*']],
  ['aws:userid', TEXTS, ['AIDA*', 'AROA*', '*:run-1', '*:run-2', 'AROAEXAMPLEETL00000:run-1']],
  ['aws:PrincipalIsAWSService', ['Bool'], ['true', 'false']],
  ['aws:MultiFactorAuthPresent', ['Bool'], ['true', 'false']],
  ['aws:PrincipalTag/team', TEXTS, ['red', 'blue', 'r*']],
  ['sts:ExternalId', TEXTS, ['7f9c3b1e', '7f9C3b1e', '7f*', '?f9c3b1e']],
  ['aws:SourceAccount', TEXTS, ['222233334444', '777788889999']],
  ['aws:SourceIp', ['IpAddress', 'NotIpAddress'], ['203.0.113.0/24', '203.0.113.128/25', '203.0.113.7', '0.0.0.0/0']],
  ['aws:SourceVpce', TEXTS, ['vpce-0a1b2c3d', 'vpce-*']],
  [
    'aws:PrincipalOrgPaths',
    ['StringEquals', 'StringLike', 'StringNotLike'],
    ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/', 'o-a1b2c3d4e5/*', 'o-z9y8x7w6v5/*', 'o-*'],
  ],
  [
    'aws:CurrentTime',
    ['DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
    ['2025-01-01T00:00:00Z', '2035-01-01T00:00:00Z', '2040-01-01T00:00:00Z'],
  ],
  ['sts:RoleSessionName', TEXTS, ['run-1', 'run-*', 'x']],
  ['aws:TagKeys', ['StringEquals', 'StringLike'], ['team', 'cost', 't*']],
  [`${GITLAB}:sub`, TEXTS, ['project_path:acme/app:ref_type:branch:ref:main', 'project_path:acme/*', 'project_path:*']],
  ['SAML:aud', TEXTS, ['https://signin.aws.amazon.com/saml', 'https://*']],
];

const test = fc
  .record({ key: fc.constantFrom(...KEYS), operator: fc.nat(), form: fc.constantFrom(...FORMS), isNull: fc.nat(7) })
  .chain(({ key: [key, operators, values], operator, form, isNull }) =>
    isNull === 0
      ? fc.constantFrom('true', 'false').map((value) => ({ operator: 'Null', key, values: [value] }))
      : fc.subarray([...values], { minLength: 1, maxLength: 2 }).map((some) => {
          const base = operators[operator % operators.length] ?? '';
          return { operator: form.endsWith(':') ? form + base : base + form, key, values: some };
        }),
  );

/** A statement: principals of one type or two, no test or some. */
const statement = fc
  .record({
    effect: fc.constantFrom('Allow', 'Deny'),
    types: fc.subarray([...PRINCIPALS], { minLength: 1, maxLength: 2 }),
    picks: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
    tests: fc.array(test, { maxLength: 2 }),
    all: fc.boolean(),
  })
  .map(({ effect, types, picks, tests, all }) => {
    const block: Record<string, Record<string, readonly string[]>> = {};
    for (const { operator, key, values } of tests) (block[operator] ??= {})[key] = values;
    return {
      Effect: effect,
      Principal: Object.fromEntries(
        types.map(([type, values]) => [type, [...new Set(picks.map((i) => values[i % values.length]))]]),
      ),
      Action: all ? 'sts:*' : [...new Set(types.flatMap(([type]) => ACTIONS[type] ?? []))],
      ...(tests.length ? { Condition: block } : {}),
    };
  });

/** A statement, and beside it one that differs in little. */
const twins = fc
  .record({
    one: statement,
    test,
    effect: fc.constantFrom('Allow', 'Deny'),
    drop: fc.boolean(),
    everyone: fc.boolean(),
  })
  .map(({ one, test: { operator, key, values }, effect, drop, everyone }) => {
    const other = { ...one, Effect: effect, Condition: drop ? {} : { [operator]: { [key]: values } } };
    return [
      one,
      everyone && 'AWS' in one.Principal ? { ...other, Principal: { ...one.Principal, AWS: ['*'] } } : other,
    ];
  });

export const relatedStatements: fc.Arbitrary<readonly object[]> = fc.oneof(
  fc.array(statement, { minLength: 2, maxLength: 4 }),
  twins,
  fc.tuple(twins, statement).map(([pair, more]) => [...pair, more]),
);

interface Caller extends Named {
  readonly action: string;
  readonly sends: Readonly<Record<string, readonly string[]>>;
  readonly maySend: Readonly<Record<string, readonly (readonly string[])[]>>;
}

const ORGANIZATIONS = ['o-a1b2c3d4e5', 'o-z9y8x7w6v5'];
const TEAMS = [['red'], ['blue'], ['Red']];

function ofAccount(arn: string, name: string, session?: string): Caller {
  const account = arn.split(':')[4] ?? '';
  const isUser = session === undefined;
  const who = arn.split('/').at(-1) ?? '';
  return {
    type: 'AWS',
    value: isUser ? arn : `arn:aws:sts::${account}:assumed-role/${who}/${session}`,
    ...(isUser ? {} : { role: arn }),
    action: 'sts:AssumeRole',
    sends: {
      'aws:PrincipalArn': [arn],
      'aws:PrincipalAccount': [account],
      'aws:PrincipalType': [isUser ? 'User' : 'AssumedRole'],
      'aws:PrincipalIsAWSService': ['false'],
      'aws:userid': [isUser ? `AIDAEXAMPLE${name}` : `AROAEXAMPLE${name}:${session}`],
      ...(isUser ? { 'aws:username': [who] } : {}),
    },
    maySend: {
      // The paths are those of its own organization.
      'aws:PrincipalOrgPaths': ORGANIZATIONS.flatMap((id) => [[`${id}/r-ab12/`], [`${id}/r-ab12/ou-ab12-11111111/`]]),
      'aws:PrincipalTag/team': TEAMS,
      'aws:MultiFactorAuthPresent': [['true'], ['false']],
      'sts:ExternalId': [['7f9c3b1e'], ['7F9C3B1E'], ['other']],
    },
  };
}

function ofService(name: string): Caller {
  return {
    type: 'Service',
    value: name,
    action: 'sts:AssumeRole',
    sends: { 'aws:PrincipalIsAWSService': ['true'], 'aws:PrincipalServiceName': [name] },
    maySend: { 'aws:SourceAccount': [['222233334444'], ['777788889999'], ['111122223333']] },
  };
}

const CALLERS: readonly Caller[] = [
  ofAccount('arn:aws:iam::222233334444:user/eve', 'EVE00000'),
  ofAccount('arn:aws:iam::222233334444:user/staff/mallory', 'MAL00000'),
  ofAccount('arn:aws:iam::222233334444:role/etl', 'ETL00000', 'run-1'),
  ofAccount('arn:aws:iam::222233334444:role/etl', 'ETL00000', 'run-2'),
  ofAccount('arn:aws:iam::222233334444:role/team/ops', 'OPS00000', 'run-1'),
  ofAccount('arn:aws:iam::777788889999:user/eve', 'EVE99999'),
  ofAccount('arn:aws:iam::777788889999:role/etl', 'ETL99999', 'x'),
  ofAccount('arn:aws:iam::555566667777:role/etl', 'ETL55555', 'run-1'),
  ofService('ec2.amazonaws.com'),
  ofService('events.amazonaws.com'),
  {
    type: 'Federated',
    value: OIDC,
    action: 'sts:AssumeRoleWithWebIdentity',
    sends: { [`${GITLAB}:aud`]: ['aws'] },
    maySend: {
      [`${GITLAB}:sub`]: [['project_path:acme/app:ref_type:branch:ref:main'], ['project_path:umbra/x'], ['x']],
    },
  },
  {
    type: 'Federated',
    value: SAML,
    action: 'sts:AssumeRoleWithSAML',
    sends: { 'SAML:aud': ['https://signin.aws.amazon.com/saml'] },
    maySend: {},
  },
];

/** AWS's table of keys names no service that sends them. */
const ADDRESSES: Caller['maySend'] = {
  'aws:SourceIp': [['203.0.113.7'], ['203.0.113.200'], ['198.51.100.1'], ['2001:db8::1']],
  'aws:SourceVpce': [['vpce-0a1b2c3d'], ['vpce-0ffffff0']],
};
const BY_ALL: Caller['maySend'] = {
  'aws:RequestTag/team': TEAMS,
  'aws:TagKeys': [['team'], ['cost'], ['team', 'cost'], ['other', 'team']],
};

/** Not before the time that the tests take for now. */
export const NOW = Date.parse('2030-01-01T00:00:00Z');
const TIMES = ['2030-01-01T00:00:01Z', '2034-12-31T23:59:59Z', '2035-01-01T00:00:00Z', '2041-01-01T00:00:00Z'];

/** A request as its caller may make it. */
export const request: fc.Arbitrary<Request> = fc
  .record({
    caller: fc.constantFrom(...CALLERS),
    picks: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
    time: fc.constantFrom(...TIMES),
    name: fc.constantFrom('run-1', 'run-2', 'x', 'else'),
  })
  .map(({ caller: { action, sends, maySend, ...caller }, picks, time, name }) => {
    const chosen = Object.entries({ ...maySend, ...(caller.type === 'Service' ? {} : ADDRESSES), ...BY_ALL }).flatMap(
      ([key, choices], i) => {
        const values = choices[(picks[i] ?? 0) % (choices.length + 1)]; // one more: it is not sent
        return values ? [[key, values] as const] : [];
      },
    );
    const organization = chosen.find(([key]) => key === 'aws:PrincipalOrgPaths')?.[1][0]?.split('/', 1);
    const isOverEndpoint = chosen.some(([key]) => key === 'aws:SourceVpce');
    const context = new Map<string, readonly string[]>(
      [
        ...Object.entries(sends),
        ...chosen.filter(([key]) => key !== 'aws:SourceIp' || !isOverEndpoint),
        ...(organization ? [['aws:PrincipalOrgID', organization] as const] : []),
        ['aws:CurrentTime', [time]] as const,
        ['sts:RoleSessionName', [name]] as const,
      ].map(([key, values]) => [key.toLowerCase(), values]),
    );
    return { caller, action, context };
  });
