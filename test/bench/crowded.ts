/** Policies that hold very many of one thing: what is measured, and what a test holds to growing as they do. */
export const CROWDED: readonly (readonly [name: string, text: (count: number) => string])[] = [
  ['statements of one account', (n) => whole(times(n, (i) => allow({ Condition: secret(`secret-of-${i}-6f1c`) })))],
  ['statements of many accounts', (n) => whole(times(n, (i) => allow({ Principal: { AWS: account(i) } })))],
  ['statements of one service', (n) => whole(times(n, (i) => allow({ Principal: LAMBDA, Sid: `S${i}` })))],
  [
    'statements of one provider',
    (n) => whole(times(n, (i) => github([`repo:octo-org/repo-${i}:ref:refs/heads/main`]))),
  ],
  [
    'guarded and unguarded statements',
    (n) => whole(times(n, (i) => allow(i % 2 ? { Condition: secret(`x-${i}-6f1c`) } : { Action: ACTIONS }))),
  ],
  ['wrong statements', (n) => whole(times(n, wrong))],
  ['one Sid', (n) => whole(times(n, (i) => allow({ Sid: 'Twice', Principal: { AWS: account(i) } })))],
  [
    'numbered Sids',
    (n) => whole(times(n, (i) => allow({ Sid: `S${i % 2 ? '' : i}`, Principal: { AWS: account(i) } }))),
  ],
  [
    'statements that deny',
    (n) => whole([allow({}), ...times(n, (i) => deny({ 'aws:SourceIp': `10.0.0.${i % 250}/32` }))]),
  ],
  [
    'statements that allow and deny',
    (n) => whole(times(n, (i) => (i % 2 ? allow({ Principal: { AWS: '*' } }) : deny({ 'aws:PrincipalOrgID': ORG })))),
  ],
  [
    'statements that allow and deny one caller',
    (n) => whole(times(n, (i) => (i % 2 ? allow({}) : deny({ 'aws:PrincipalTag/team': `t${i}` }, ACCOUNT)))),
  ],
  [
    'statements and a Deny of all their callers',
    (n) =>
      whole([
        ...times(n, (i) => allow({ Principal: { AWS: account(i) } })),
        ...times(60, () => deny({ 'aws:PrincipalTag/team': 'x' }, times(n, account))),
      ]),
  ],
  [
    'principals that statements deny',
    (n) =>
      whole([
        allow({ Principal: { AWS: times(n, account) } }),
        ...times(60, () => deny({ 'aws:PrincipalTag/team': 'x' }, times(n, account))),
      ]),
  ],
  [
    'addresses that statements deny',
    (n) =>
      whole([
        ...times(n, () => allow({ Condition: { NotIpAddress: { 'aws:SourceIp': '10.9.9.9/32' } } })),
        ...times(60, () => ({
          ...deny({}),
          Condition: { NotIpAddress: { 'aws:SourceIp': times(n, (i) => `10.${i % 250}.0.0/16`) } },
        })),
      ]),
  ],
  [
    'patterns that statements deny',
    (n) =>
      whole([
        ...times(n, (i) => allow({ Principal: { AWS: `arn:aws:iam::111122223333:role/r${i}` } })),
        ...times(60, () => ({
          ...deny({}),
          Condition: { ArnNotLike: { 'aws:PrincipalArn': times(n, (i) => `arn:aws:iam::*:role/*x${i}*`) } },
        })),
      ]),
  ],
  ['statements of vendors', (n) => whole(times(n, () => allow({ Principal: { AWS: DATADOG } })))],
  [
    'tags under one operator',
    (n) =>
      whole([
        allow({ Condition: { StringEquals: keyed(n, (i) => `aws:PrincipalTag/the-team-that-looks-after-it-${i}`) } }),
      ]),
  ],
  ['unknown keys', (n) => whole([allow({ Condition: { StringEquals: keyed(n, (i) => `aws:Unknown${i}`) } })])],
  [
    'unknown claims',
    (n) =>
      whole([
        github(
          [SUBJECT],
          keyed(n, (i) => `${GITHUB}:claim${i}`),
        ),
      ]),
  ],
  [
    'keys that a set operator opens',
    (n) =>
      whole([
        allow({
          Condition: {
            'ForAllValues:StringEquals': keyed(n, (i) => `aws:PrincipalTag/the-team-that-looks-after-it-${i}`),
          },
        }),
      ]),
  ],
  [
    'keys under IfExists',
    (n) =>
      whole([
        allow({
          Condition: { StringEqualsIfExists: keyed(n, (i) => `aws:PrincipalTag/the-team-that-looks-after-it-${i}`) },
        }),
      ]),
  ],
  [
    'keys under NullIfExists',
    (n) =>
      whole([
        allow({
          Condition: { NullIfExists: keyed(n, (i) => `aws:PrincipalTag/the-team-that-looks-after-it-${i}`, 'true') },
        }),
      ]),
  ],
  [
    'negated keys',
    (n) =>
      whole([
        allow({ Condition: { StringNotLike: keyed(n, (i) => `aws:PrincipalTag/the-team-that-looks-after-it-${i}`) } }),
      ]),
  ],
  [
    'keys under two operators',
    (n) =>
      whole([
        allow({
          Condition: {
            StringLike: keyed(n, (i) => `aws:PrincipalTag/the-team-that-looks-after-it-${i}`, 'a*'),
            StringNotEquals: keyed(n, (i) => `aws:PrincipalTag/the-team-that-looks-after-it-${i}`, 'x'),
          },
        }),
      ]),
  ],
  [
    'operators',
    (n) =>
      whole([
        allow({
          Condition: Object.fromEntries(times(n, (i) => [`Operator${i}`, { 'sts:ExternalId': 'x'.repeat(40) }])),
        }),
      ]),
  ],
  [
    'times',
    (n) => whole([allow({ Condition: { DateLessThan: keyed(n, (i) => spelt('aws:currenttime', i), '2999-01-01') } })]),
  ],
  ['weak secrets', (n) => whole([allow({ Condition: secret(times(n, () => '12345*')) })])],
  [
    'numbers of accounts',
    (n) => whole([allow({ Condition: { StringEquals: { 'aws:SourceAccount': times(n, () => '12345*') } } })]),
  ],
  ['sources', (n) => whole([allow({ Principal: LAMBDA, Condition: sources(n) })])],
  ['subjects', (n) => whole([github(times(n, (i) => `repo:octo-org/repo-${i}:ref:refs/heads/main`))])],
  ['broad subjects', (n) => whole([github(times(n, (i) => `repo:octo-org-${i}/*`))])],
  ['wrong subjects', (n) => whole([github(times(n, (i) => `repo:octo-org/repo:branch:${i}`))])],
  [
    'values of one key',
    (n) => whole([allow({ Condition: { StringEquals: { 'aws:PrincipalTag/t': times(n, (i) => `v${i}`) } } })]),
  ],
  [
    'patterns beside values',
    (n) =>
      whole([
        allow({
          Condition: {
            StringEquals: { 'aws:PrincipalOrgID': times(n, (i) => `o-a1b2c3d4${i}`) },
            StringNotLike: { 'aws:PrincipalOrgID': times(n, (i) => `o-*-${i}`) },
          },
        }),
      ]),
  ],
  [
    'ranges of addresses',
    (n) => whole([allow({ Condition: { IpAddress: { 'aws:SourceIp': times(n, (i) => `10.${i % 250}.0.0/16`) } } })]),
  ],
  ['principals', (n) => whole([allow({ Principal: { AWS: times(n, account) } })])],
  ['equal principals', (n) => whole([allow({ Principal: { AWS: times(n, () => ACCOUNT) } })])],
  ['roles and their sessions', (n) => whole([allow({ Principal: { AWS: times(n, session) } })])],
  ['services', (n) => whole([allow({ Principal: { Service: times(n, (i) => `svc${i}.amazonaws.com`) } })])],
  ['providers', (n) => whole([allow({ Principal: { Federated: times(n, provider) }, Action: WEB })])],
  ['principal types', (n) => whole([allow({ Principal: Object.fromEntries(times(n, (i) => [`Type${i}`, ACCOUNT])) })])],
  ['actions', (n) => whole([allow({ Action: times(n, (i) => `sts:Action${i}`) })])],
  ['equal actions', (n) => whole([allow({ Action: times(n, () => 'sts:AssumeRole') })])],
  ['patterns of actions', (n) => whole([allow({ Action: times(n, (i) => `sts:*${i}`) })])],
  ['elements of a statement', (n) => whole([allow(Object.fromEntries(times(n, (i) => [`Element${i}`, 'x'])))])],
  [
    'elements of a policy',
    (n) => JSON.stringify({ ...Object.fromEntries(times(n, (i) => [`Element${i}`, 'x'])), Statement: allow({}) }),
  ],
  ['one key again and again', (n) => whole([allow({})]).replace('"Effect"', `${'"Sid": "x", '.repeat(n)}"Effect"`)],
  ['comments', (n) => whole(times(n, wrong)).replaceAll('{"Sid"', '/* why */ {"Sid"')],
  [
    'trailing commas',
    (n) => whole(times(n, (i) => allow({ Sid: `S${i}`, Principal: { AWS: account(i) } }))).replaceAll('}}', '},}'),
  ],
  [
    'policies with comments',
    (n) => `[${times(n, () => `{"Statement": [/* why */ ${JSON.stringify(allow({}))}]}`).join(',\n')}]`,
  ],
  ['policies in strings', (n) => JSON.stringify(times(n, () => whole([allow({})])))],
  ['unreadable values', (n) => whole(times(n, (i) => allow({ Sid: `S${i}` }))).replaceAll('"Allow"', '"Allow\\q"')],
];

const GITHUB = 'token.actions.githubusercontent.com';
const SUBJECT = 'repo:octo-org/octo-repo:ref:refs/heads/main';
const WEB = 'sts:AssumeRoleWithWebIdentity';
const ACTIONS = ['sts:AssumeRole', 'sts:TagSession'];
const ACCOUNT = 'arn:aws:iam::111122223333:root';
const DATADOG = 'arn:aws:iam::464622532012:root';
const LAMBDA = { Service: 'lambda.amazonaws.com' };
const ORG = 'o-a1b2c3d4e5';

/** With numbers of four digits, so that each thing is as long as all others. */
function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(1000 + i));
}

/** One line: where it matters, line breaks change nothing of how time grows. */
function whole(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

function allow(members: object): object {
  return { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole', ...members };
}

function deny(condition: object, callers: string | readonly string[] = '*'): object {
  return {
    Effect: 'Deny',
    Principal: { AWS: callers },
    Action: 'sts:AssumeRole',
    Condition: { StringNotEquals: condition },
  };
}

function github(subjects: readonly string[], others: object = {}): object {
  return allow({
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` },
    Action: WEB,
    Condition: {
      StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', ...others },
      StringLike: { [`${GITHUB}:sub`]: subjects },
    },
  });
}

/** Several rules have something to say of it. */
function wrong(index: number): object {
  return {
    Sid: `not valid ${index}`,
    Effect: 'allow',
    principle: { AWS: `arn:aws:iam:eu-west-1:11112222${index}:user:ada` },
    Action: 'sts:AsumeRole',
    Resource: '*',
    Condition: { StringEqual: { 'sts:ExternalID': '' }, Bool: { 'aws:MultiFactorAuthPresent': 'yes' } },
  };
}

function account(index: number): string {
  return `arn:aws:iam::${String(100_000_000_000 + index)}:root`;
}

function session(index: number): string {
  const role = `r${index >> 1}`;
  return index % 2 ? `arn:aws:iam::111122223333:role/x/${role}` : `arn:aws:sts::111122223333:assumed-role/${role}/s`;
}

function provider(index: number): string {
  return `arn:aws:iam::111122223333:oidc-provider/idp${index}.example.com`;
}

function secret(value: string | readonly string[]): object {
  return { StringLike: { 'sts:ExternalId': value } };
}

function sources(count: number): object {
  return {
    StringEquals: { 'aws:SourceAccount': times(count, (i) => String(100_000_000_000 + i)) },
    ArnLike: { 'aws:SourceArn': times(count, (i) => `arn:aws:lambda:eu-west-1:${200_000_000_000 + i}:function:x`) },
  };
}

function keyed(count: number, key: (index: number) => string, value = 'x'): object {
  return Object.fromEntries(times(count, (i) => [key(i), value]));
}

/** The name with some of its letters in the other case, so that it is another key to JSON and the same to IAM. */
function spelt(name: string, index: number): string {
  return Array.from(name, (c, i) => ((index >> i) & 1 ? c.toUpperCase() : c)).join('');
}
