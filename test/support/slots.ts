/** One statement that allows. */
export const allow = (more: string, principal = '{"AWS": "arn:aws:iam::111122223333:role/x"}'): string =>
  `{"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"${more}}`;

/** A document with these statements. */
export const policy = (...statements: readonly string[]): string =>
  `{"Version": "2012-10-17", "Statement": [${statements.join(', ')}]}`;

/** A document with this condition. */
export const condition = (block: string): string => policy(allow(`, "Condition": ${block}`));
const OIDC = '{"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}';

/** A document with a name in each slot of the grammar. */
export const SLOTS: Readonly<Record<string, (name: string) => string>> = {
  'policy element': (n) => `{"${n}": "x", "Version": "2012-10-17", "Statement": [${allow('')}]}`,
  version: (n) => `{"Version": "${n}", "Statement": [${allow('')}]}`,
  'statement element': (n) => policy(allow(`, "${n}": "x"`)),
  effect: (n) => policy(allow('').replace('"Allow"', `"${n}"`)),
  sid: (n) => policy(allow(`, "Sid": "${n}"`), allow(`, "Sid": "${n}"`)),
  'principal type': (n) => policy(allow('', `{"${n}": "x", "AWS": "111122223333"}`)),
  principal: (n) => policy(allow('', `{"AWS": ["${n}", "arn:aws:iam::111122223333:role/${n}"]}`)),
  'kind of principal': (n) => policy(allow('', `{"AWS": "arn:aws:iam::111122223333:${n}/x"}`)),
  partition: (n) => policy(allow('', `{"AWS": "arn:${n}:iam::111122223333:role/x"}`)),
  account: (n) => policy(allow('', `{"AWS": "arn:aws:iam::${n}:role/x"}`)),
  service: (n) => policy(allow('', `{"Service": ["${n}", "${n}.amazonaws.com", "lambda.${n}.amazonaws.com"]}`)),
  provider: (n) =>
    policy(
      allow(
        `, "Condition": {"StringEquals": {"${n}:aud": "x", "example.com/${n}:sub": "${n}"}}`,
        `{"Federated": ["${n}", "arn:aws:iam::111122223333:oidc-provider/${n}", "arn:aws:iam::111122223333:saml-provider/${n}"]}`,
      ).replace('sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity'),
    ),
  claim: (n) =>
    policy(allow(`, "Condition": {"StringEquals": {"token.actions.githubusercontent.com:${n}": "x"}}`, OIDC)),
  subject: (n) =>
    policy(
      allow(
        `, "Condition": {"StringLike": {"token.actions.githubusercontent.com:sub": ["repo:${n}/${n}:${n}:x", "repo:a/b:environment:${n}", "${n}"]}}`,
        OIDC,
      ),
    ),
  action: (n) => policy(allow('').replace('"sts:AssumeRole"', `["${n}", "sts:${n}", "${n}:*"]`)),
  'condition block': (n) => condition(`"${n}"`),
  operator: (n) => condition(`{"${n}": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "ForAllValues:${n}": {"${n}": "x"}}`),
  'condition key': (n) =>
    condition(`{"StringEquals": {"${n}": "x", "aws:${n}": "x", "${n}:x": "x"}, "Null": {"${n}": "true"}}`),
  'tag key': (n) =>
    condition(`{"StringEquals": {"aws:PrincipalTag/${n}": "x", "aws:RequestTag/${n}": "x", "sts:${n}": "x"}}`),
  'member of a value': (n) => condition(`{"StringEquals": {"aws:PrincipalOrgID": {"${n}": "x"}}}`),
  value: (n) =>
    condition(
      `{"StringEquals": {"sts:ExternalId": "${n}", "aws:PrincipalOrgID": "${n}", "aws:SourceAccount": "${n}"}, "Bool": {"aws:MultiFactorAuthPresent": "${n}"}, "DateLessThan": {"aws:CurrentTime": "${n}"}, "IpAddress": {"aws:SourceIp": "${n}"}, "NumericLessThan": {"aws:MultiFactorAuthAge": "${n}"}, "ArnLike": {"aws:PrincipalArn": "${n}", "aws:SourceArn": "arn:${n}:${n}:${n}:${n}:${n}"}}`,
    ),
  variable: (n) => condition(`{"StringLike": {"aws:PrincipalArn": "\${${n}}/\${aws:${n}}/\${aws:PrincipalTag/${n}}"}}`),
  'member of a dump': (n) =>
    `{"${n}": {"RoleName": "${n}", "Arn": "arn:aws:iam::111122223333:role/${n}", "AssumeRolePolicyDocument": ${policy(allow(''))}}}`,
  intrinsic: (n) => policy(allow('', `{"AWS": {"Fn::${n}": "${n}"}}`)),
  'what can be merged': (n) =>
    policy(
      allow(`, "Condition": {"StringEquals": {"aws:PrincipalTag/x": "1", "${n}": "x"}}`),
      allow(`, "Condition": {"StringEquals": {"aws:PrincipalTag/x": "2", "${n}": "x"}}`),
    ),
};
