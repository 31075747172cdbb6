import { ruleTest } from '../support/ruleTest.ts';

const POD = '"Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": "sts:AssumeRole"';
const USER = '"Principal": {"AWS": "arn:aws:iam::222233334444:user/eve"}, "Action": "sts:*"';
const policy = (...statements: readonly string[]): string =>
  `{"Version": "2012-10-17", "Statement": [${statements.map((s) => `{${s}}`).join(', ')}]}`;
const flagged = (...statements: readonly string[]): string =>
  policy(...statements).replace('"Statement"', '«"Statement"»');

ruleTest('policy-deny-only', {
  clean: [
    policy(`"Effect": "Deny", ${USER}`, `"Effect": "Allow", ${POD}`),
    // It allows, though it lets nobody assume the role by itself.
    policy(`"Effect": "Deny", ${USER}`, `"Effect": "Allow", ${POD.replace('AssumeRole', 'TagSession')}`),
    // An Effect that is missing, wrong, or set by a deploy may be an Allow.
    policy(`"Effect": "Deny", ${USER}`, POD),
    policy(`"Effect": "Deny", ${USER}`, `"Effect": "allow", ${POD}`),
    policy(`"Effect": "Deny", ${USER}`, `"Effect": "\${EFFECT}", ${POD}`),
    policy(`"Effect": "<EFFECT>", ${USER}`),
    policy(`"Effect": {"Ref": "Effect"}, ${USER}`),
    // So may a statement that a template brings, or that is no statement yet.
    policy(`"Effect": "Deny", ${USER}`, `"Fn::If": ["Open", {"Effect": "Allow", ${POD}}, {"Ref": "AWS::NoValue"}]`),
    policy(`"Effect": "Deny", ${USER}, "Fn::Transform": {"Name": "Guards"}`),
    `{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", ${USER}}, "\${MORE}"]}`,
    `{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", ${USER}}], "Fn::Transform": {"Name": "Guards"}}`,
    `{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", ${USER}}, {"Effect": ]}`,
    '{"Version": "2012-10-17", "Statement": []}',
    // A misspelt element is the cause that is told.
    `{"Version": "2012-10-17", "statement": {"Effect": "Deny", ${USER}}}`,
  ],
  flagged: [
    {
      policy: flagged(`"Effect": "Deny", ${USER}`, `"Effect": "Deny", ${POD}`),
      says: ['denies'],
      level: 'information',
    },
    { policy: flagged(`"Effect": "Deny", ${POD}`), says: ['denies'], fixed: null },
    {
      policy: `{"Version": "2012-10-17", «"Statement"»: {"Effect": "Deny", ${POD.replace('"pods.eks.amazonaws.com"', '"<SERVICE>.amazonaws.com"')}, "Condition": {"Bool": {"aws:SecureTransport": "false"}}}}`,
      says: ['denies'],
    },
  ],
});
