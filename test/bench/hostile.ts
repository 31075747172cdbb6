/** Texts that once took minutes, of a number of repetitions: what is measured, and what a test holds to growing as they do. */
export const HOSTILE: readonly (readonly [name: string, text: (times: number) => string])[] = [
  ['blanks in a default', (n) => `\${aws:username,${' '.repeat(n)}a${' '.repeat(n)}"x}`],
  ['blanks in a variable', (n) => `\${aws:${' '.repeat(n)}username${' '.repeat(n)}x }`],
  ['id id id', (n) => `${'id'.repeat(n)}!`],
  ['sessions of SSO', (n) => `arn:aws:iam::111122223333:role${'/AWSReservedSSO_'.repeat(n)}x`],
  ['open variables', (n) => `${'${'.repeat(n)}}`],
  ['open variables of ours', (n) => `${'${aws:a,'.repeat(n)}}`],
  ['closed variables', (n) => '${aws:username,x}'.repeat(n)],
  ['fields of an ARN', (n) => `arn:aws:iam::${'A-B:'.repeat(n)}`],
  ['roles in a role', (n) => `arn:aws${':role/'.repeat(n)}*`],
  ['blanks', (n) => `${' '.repeat(n)}x`],
  ['slashes', (n) => `arn:aws:iam::111122223333:oidc-provider/https:${'/'.repeat(n)}x`],
  ['dots', (n) => `a${'.a'.repeat(n)}:sub`],
  ['stars', (n) => `repo:${'*a'.repeat(n)}`],
  ['a workflow', (n) => `job_workflow_ref:${'/'.repeat(n)}`],
  ['one letter', (n) => 'a'.repeat(n)],
  ['digits', (n) => '1'.repeat(n)],
];

const GITHUB = 'token.actions.githubusercontent.com';

const statement = (members: object): object => ({
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: 'sts:AssumeRole',
  ...members,
});
const policy = (members: object, own: object = {}): object => ({
  Version: '2012-10-17',
  ...own,
  Statement: [statement(members)],
});
const oidc = (key: string, value: string, operator = 'StringLike'): object =>
  policy({
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { [operator]: { [key]: value } },
  });

/** Wherever a string may stand in a policy. */
export const SLOTS: readonly (readonly [slot: string, policyWith: (text: string) => object])[] = [
  ['account', (text) => policy({ Condition: { StringEquals: { 'aws:SourceAccount': text } } })],
  ['pattern', (text) => policy({ Condition: { StringLike: { 'sts:ExternalId': text } } })],
  ['subject', (text) => oidc(`${GITHUB}:sub`, text)],
  ['audience', (text) => oidc(`${GITHUB}:aud`, text, 'StringEquals')],
  ['ARN', (text) => policy({ Condition: { ArnLike: { 'aws:PrincipalArn': text } } })],
  ['date', (text) => policy({ Condition: { DateLessThan: { 'aws:CurrentTime': text } } })],
  ['address', (text) => policy({ Condition: { IpAddress: { 'aws:SourceIp': text } } })],
  ['key', (text) => policy({ Condition: { StringEquals: { [text]: 'x' } } })],
  ['operator', (text) => policy({ Condition: { [text]: { 'sts:ExternalId': 'x' } } })],
  ['principal', (text) => policy({ Principal: { AWS: text } })],
  ['service', (text) => policy({ Principal: { Service: text } })],
  ['provider', (text) => policy({ Principal: { Federated: text }, Action: 'sts:AssumeRoleWithSAML' })],
  ['principal type', (text) => policy({ Principal: { [text]: 'x' } })],
  ['action', (text) => policy({ Action: text })],
  ['Sid', (text) => policy({ Sid: text })],
  ['effect', (text) => policy({ Effect: text })],
  ['member', (text) => policy({ [text]: 'x' })],
  ['Version', (text) => policy({}, { Version: text })],
  ['element', (text) => policy({}, { [text]: 'x' })],
];
