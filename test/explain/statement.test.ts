import assert from 'node:assert/strict';
import { DEFAULT_CONFIG, explain, PolicyDocument } from '../../server/src/service.ts';
import { wholePolicy } from '../support/marked.ts';

const config = { ...DEFAULT_CONFIG, ownAccounts: { '111122223333': 'prod' } };

const sentences = (source: string): string[] =>
  explain(new PolicyDocument(wholePolicy(source), true), config).map((e) => e.sentence);

function says(source: string, sentence: string): void {
  assert.deepEqual(sentences(source), [sentence]);
}

const allow = (principal: string, condition?: string, action = '"sts:AssumeRole"'): string =>
  `"Effect": "Allow", "Principal": ${principal}, "Action": ${action}${condition === undefined ? '' : `, "Condition": ${condition}`}`;
const web = (issuer: string, condition: string): string =>
  allow(
    `{"Federated": "arn:aws:iam::111122223333:oidc-provider/${issuer}"}`,
    condition.replaceAll('ISS:', `${issuer}:`),
    '"sts:AssumeRoleWithWebIdentity"',
  );

describe('explain: who', () => {
  const aws: Readonly<Record<string, string>> = {
    '*': 'Lets anyone with any AWS account in',
    '111122223333': 'Lets every principal of account 111122223333 (prod) in',
    '464622532012': 'Lets every principal of account 464622532012 (Datadog) in',
    'arn:aws:iam::444455556666:root': 'Lets every principal of account 444455556666 in',
    'arn:aws:iam::444455556666:role/ci/deploy': 'Lets role deploy of account 444455556666 in',
    'arn:aws:iam::444455556666:user/alice': 'Lets user alice of account 444455556666 in',
    'arn:aws:sts::444455556666:assumed-role/deploy/run-1':
      'Lets the session run-1 of role deploy of account 444455556666 in',
    'arn:aws:sts::444455556666:federated-user/bob': 'Lets the federated user bob of account 444455556666 in',
    AROAEXAMPLEID1234567: 'Lets nobody in: it names only a deleted role (AROAEXAMPLEID1234567)',
    'arn:aws:iam::<ACCOUNT>:root': 'Lets every principal of account <ACCOUNT> in',
  };
  for (const [principal, sentence] of Object.entries(aws))
    it(principal, () => {
      says(allow(`{"AWS": "${principal}"}`), sentence);
    });

  it('names services, several principals and kinds, each kind as it is said', () => {
    says(allow('{"Service": "lambda.amazonaws.com"}'), 'Lets AWS Lambda in');
    says(allow('{"Service": "something-new.amazonaws.com"}'), 'Lets something-new.amazonaws.com in');
    says(
      allow('{"AWS": "111122223333", "Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]}'),
      'Lets Amazon EC2, AWS Lambda and every principal of account 111122223333 (prod) in',
    );
    says(
      allow('{"AWS": ["arn:aws:iam::444455556666:role/a", "arn:aws:iam::444455556666:role/b"]}'),
      'Lets roles a and b of account 444455556666 in',
    );
    says(
      allow(`{"AWS": [${[1, 2, 3, 4, 5].map((n) => `"${n}${'0'.repeat(11)}"`).join()}]}`),
      'Lets every principal of account 100000000000, every principal of account 200000000000, every principal of account 300000000000 and 2 more in',
    );
  });

  it('leaves a principal out that none of the actions fits, and says when none is left', () => {
    const federated = '"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"';
    says(allow(`{"Service": "ec2.amazonaws.com", ${federated}}`), 'Lets Amazon EC2 in');
    says(
      allow(`{${federated}}`),
      'Lets nobody in: sts:AssumeRole does not work for whoever signs in through the SAML provider Corp',
    );
    says(
      allow('{"AWS": "444455556666"}', undefined, '"sts:AssumeRoleWithSAML"'),
      'Lets nobody in: sts:AssumeRoleWithSAML does not work for any principal of account 444455556666',
    );
  });

  it('says where IAM refuses a principal, or knows nobody by it', () => {
    for (const principal of [
      '"Service": "Lambda.amazonaws.com"',
      '"Service": "lambda"',
      '"AWS": "arn:aws:iam::123:root"',
      '"AWS": "arn:aws:iam::444455556666:role/a*"',
      '"Aws2": "444455556666"',
    ])
      assert.match(sentences(allow(`{${principal}}`))[0] ?? '', /^Does nothing: IAM refuses the principal /, principal);
    says(allow('"ec2.amazonaws.com"'), 'Lets nobody in: its Principal names nobody');
  });

  it('says nobody where the key is never sent', () => {
    says(
      allow('{"Service": "ec2.amazonaws.com"}', '{"Bool": {"aws:MultiFactorAuthPresent": "true"}}'),
      'Lets nobody in: the calls of Amazon EC2 never carry aws:MultiFactorAuthPresent',
    );
  });
});

describe('explain: whose tokens', () => {
  const github = 'token.actions.githubusercontent.com';
  const bySubject: readonly (readonly [issuer: string, subject: string, who: string])[] = [
    [github, 'repo:acme/app:ref:refs/heads/main', 'any workflow of acme/app on branch main'],
    [github, 'repo:acme/app:ref:refs/heads/*', 'any workflow of acme/app on any branch'],
    [github, 'repo:acme/app:ref:refs/tags/v*', 'any workflow of acme/app on a tag like v*'],
    [github, 'repo:acme/app:environment:prod', 'any workflow of acme/app with environment prod'],
    [github, 'repo:acme/app:pull_request', 'any workflow of acme/app for pull requests'],
    [github, 'repo:acme/app:*', 'any workflow of acme/app'],
    [github, 'repo:acme/*', 'any workflow of any repository of acme'],
    [github, 'repo:acme/app-*:*', 'any workflow of a repository like acme/app-*'],
    [github, 'repo:*', 'any workflow of any repository of any owner'],
    [github, 'repo:${ORG}/${REPO}:*', 'any workflow of ${ORG}/${REPO}'],
    ['gitlab.com', 'project_path:acme/app:ref_type:branch:ref:main', 'any pipeline of acme/app on branch main'],
    [
      'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
      'system:serviceaccount:shop:checkout',
      'any pod of service account shop/checkout',
    ],
    [
      'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
      'system:serviceaccount:shop:*',
      'any pod of namespace shop',
    ],
    [
      'app.terraform.io',
      'organization:acme:project:core:workspace:prod:run_phase:*',
      'any run of workspace prod of project core of organization acme',
    ],
    ['idp.example.com', 'alice', 'whoever has a token of idp.example.com with the subject alice'],
  ];
  for (const [issuer, subject, who] of bySubject)
    it(`${issuer} ${subject}`, () => {
      const sentence = sentences(web(issuer, `{"StringLike": {"ISS:sub": "${subject}"}}`))[0];
      if (issuer === 'idp.example.com')
        assert.equal(sentence, 'Lets whoever has a token of idp.example.com in, when the token’s sub is alice');
      else assert.equal(sentence, `Lets ${who} in`);
    });

  it('says alternatives once, and the usual audience not at all', () => {
    says(
      web(
        github,
        '{"StringEquals": {"ISS:aud": "sts.amazonaws.com", "ISS:sub": ["repo:a/b:ref:refs/heads/main", "repo:a/b:ref:refs/heads/dev"]}}',
      ),
      'Lets any workflow of a/b on branch main or on branch dev in',
    );
    says(
      web(github, '{"StringEquals": {"ISS:aud": "https://other.example.com"}}'),
      'Lets any workflow of GitHub Actions in, when the audience of the token is https://other.example.com',
    );
  });

  it('knows tokens that do not carry the key, and names an issuer that is one tenant’s', () => {
    const [a, b] = ['A', 'B'].map((c) => `oidc.eks.eu-west-1.amazonaws.com/id/${c.repeat(32)}`);
    says(
      allow(
        `{"Federated": "arn:aws:iam::111122223333:oidc-provider/${a ?? ''}"}`,
        `{"StringEquals": {"${b ?? ''}:sub": "system:serviceaccount:a:b"}}`,
        '"sts:AssumeRoleWithWebIdentity"',
      ),
      `Lets nobody in: the calls of any pod of ${a ?? ''} never carry ${b ?? ''}:sub`,
    );
    says(web(a ?? '', '{"StringEquals": {"ISS:aud": "sts.amazonaws.com"}}'), `Lets any pod of ${a ?? ''} in`);
  });

  it('knows SAML and identity pools', () => {
    says(
      allow(
        '{"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}',
        '{"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml", "SAML:sub_type": "persistent"}}',
        '"sts:AssumeRoleWithSAML"',
      ),
      'Lets whoever signs in through the SAML provider Corp in, when SAML:sub_type is persistent',
    );
    const pool =
      '"StringEquals": {"cognito-identity.amazonaws.com:aud": "eu-west-1:0b7d8a7e-0000-4000-8000-000000000000"}';
    const cognito = (amr: string): string =>
      allow(
        '{"Federated": "cognito-identity.amazonaws.com"}',
        `{${pool}, "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "${amr}"}}`,
        '"sts:AssumeRoleWithWebIdentity"',
      );
    const of = 'of the identity pool eu-west-1:0b7d8a7e-0000-4000-8000-000000000000 in';
    says(cognito('authenticated'), `Lets any signed-in user ${of}`);
    says(cognito('unauthenticated'), `Lets any guest ${of}`);
    says(
      allow('{"Federated": "cognito-identity.amazonaws.com"}', undefined, '"sts:AssumeRoleWithWebIdentity"'),
      'Lets any user of any Cognito identity pool of any AWS account in',
    );
  });
});

describe('explain: on which conditions', () => {
  const when: readonly (readonly [operator: string, key: string, value: string, phrase: string])[] = [
    ['StringEquals', 'sts:ExternalId', '"abc-123"', 'it sends the ExternalId'],
    ['StringEquals', 'sts:ExternalId', '["abc-123", "def-456"]', 'it sends one of 2 ExternalIds'],
    ['StringLike', 'sts:ExternalId', '"abc*"', 'it sends an ExternalId like abc*'],
    ['StringLike', 'sts:ExternalId', '"*"', 'it sends any ExternalId'],
    ['StringEqualsIfExists', 'sts:ExternalId', '"abc-123"', 'it sends the right ExternalId, or none'],
    ['StringNotEquals', 'aws:PrincipalOrgID', '"o-a1b2c3d4e5"', 'it does not belong to organization o-a1b2c3d4e5'],
    ['StringEquals', 'aws:PrincipalOrgID', '"o-a1b2c3d4e5"', 'it belongs to organization o-a1b2c3d4e5'],
    ['StringEqualsIgnoreCase', 'aws:username', '"alice"', 'its IAM user name is, in any case, alice'],
    ['StringNotEqualsIgnoreCase', 'aws:username', '"alice"', 'its IAM user name is not, in any case, alice'],
    ['StringLike', 'sts:RoleSessionName', '"${aws:username}"', 'the session name it chooses is its IAM user name'],
    ['StringNotLike', 'sts:RoleSessionName', '"ci-*"', 'the session name it chooses is not like ci-*'],
    ['StringEquals', 'aws:PrincipalTag/team', '"red"', 'its tag team is red'],
    ['StringEquals', 'aws:RequestTag/team', '["red", "blue"]', 'the session tag team is red or blue'],
    ['StringLike', 'aws:RequestTag/team', '"*"', 'the session tag team is anything at all'],
    ['ForAllValues:StringEquals', 'aws:TagKeys', '["team", "cost"]', 'each of the session’s tag keys is team or cost'],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', '"team"', 'one of the session’s tag keys is team'],
    [
      'ArnLike',
      'aws:PrincipalArn',
      '"arn:aws:iam::444455556666:role/x*"',
      'its ARN is like arn:aws:iam::444455556666:role/x*',
    ],
    [
      'ArnEquals',
      'aws:PrincipalArn',
      '"arn:aws:iam::444455556666:role/x"',
      'its ARN is arn:aws:iam::444455556666:role/x',
    ],
    [
      'ArnNotEquals',
      'aws:PrincipalArn',
      '"arn:aws:iam::444455556666:role/x"',
      'its ARN is not arn:aws:iam::444455556666:role/x',
    ],
    [
      'ArnNotLike',
      'aws:PrincipalArn',
      '"arn:aws:iam::444455556666:role/x*"',
      'its ARN is not like arn:aws:iam::444455556666:role/x*',
    ],
    ['Bool', 'aws:MultiFactorAuthPresent', '"true"', 'it signed in with MFA'],
    ['BoolIfExists', 'aws:MultiFactorAuthPresent', '"true"', 'it signed in with MFA or uses access keys'],
    ['BoolIfExists', 'aws:MultiFactorAuthPresent', '"false"', 'it did not sign in with MFA'],
    ['Bool', 'aws:MultiFactorAuthPresent', '"false"', 'its session is one without MFA'],
    ['Bool', 'aws:SecureTransport', '"true"', 'aws:SecureTransport is true'],
    ['NumericLessThan', 'aws:MultiFactorAuthAge', '"3600"', 'its MFA is less than 1 hour old'],
    ['NumericLessThanEquals', 'aws:MultiFactorAuthAge', '"90"', 'its MFA is at most 90 seconds old'],
    ['NumericGreaterThan', 'aws:MultiFactorAuthAge', '"60"', 'its MFA is more than 1 minute old'],
    ['NumericGreaterThanEquals', 'aws:MultiFactorAuthAge', '"60"', 'its MFA is at least 1 minute old'],
    ['NumericEquals', 'ec2:RoleDelivery', '"2.0"', 'ec2:RoleDelivery is 2.0'],
    ['NumericNotEquals', 'ec2:RoleDelivery', '"2.0"', 'ec2:RoleDelivery is not 2.0'],
    ['NumericLessThan', 'ec2:RoleDelivery', '"2.0"', 'ec2:RoleDelivery is less than 2.0'],
    ['DateEquals', 'aws:CurrentTime', '"2026-12-31"', 'the time is 2026-12-31 00:00 UTC'],
    ['DateNotEquals', 'aws:CurrentTime', '"2026-12-31"', 'the time is not 2026-12-31 00:00 UTC'],
    ['DateLessThan', 'aws:CurrentTime', '"2026-12-31T23:59:59Z"', 'the time is before 2026-12-31 23:59:59 UTC'],
    [
      'DateLessThanEquals',
      'aws:CurrentTime',
      '"2026-12-31T12:30:00+02:00"',
      'the time is not after 2026-12-31 10:30 UTC',
    ],
    ['DateGreaterThan', 'aws:CurrentTime', '"2026-12-31"', 'the time is after 2026-12-31 00:00 UTC'],
    ['DateGreaterThanEquals', 'aws:CurrentTime', '"2026-12-31"', 'the time is not before 2026-12-31 00:00 UTC'],
    ['DateLessThan', 'aws:CurrentTime', '"1767225599"', 'the time is before 2025-12-31 23:59:59 UTC'],
    ['DateLessThan', 'aws:EpochTime', '"1767225599"', 'the time is before 2025-12-31 23:59:59 UTC'],
    ['NumericLessThan', 'aws:EpochTime', '"1767225599"', 'the time is before 2025-12-31 23:59:59 UTC'],
    ['NumericGreaterThanEquals', 'aws:EpochTime', '1767225599', 'the time is not before 2025-12-31 23:59:59 UTC'],
    ['NumericLessThan', 'aws:PrincipalTag/n', '"1767225599"', 'its tag n is less than 1767225599'],
    ['IpAddress', 'aws:SourceIp', '["203.0.113.0/24", "198.51.100.7"]', 'it calls from 203.0.113.0/24 or 198.51.100.7'],
    ['NotIpAddress', 'aws:SourceIp', '"203.0.113.0/24"', 'it does not call from 203.0.113.0/24'],
    [
      'IpAddressIfExists',
      'aws:VpcSourceIp',
      '"10.0.0.0/8"',
      'its address in the VPC is in 10.0.0.0/8 (or the request does not say)',
    ],
    ['BinaryEquals', 'aws:username', '"QUJD"', 'its IAM user name is QUJD'],
    ['Null', 'sts:ExternalId', '"false"', 'it sends any ExternalId'],
    ['Null', 'sts:ExternalId', '"true"', 'it sends no ExternalId'],
    ['Null', 'aws:PrincipalTag/team', '"false"', 'the request carries aws:PrincipalTag/team'],
    ['Null', 'aws:PrincipalTag/team', '"true"', 'the request carries no aws:PrincipalTag/team'],
    ['StringEqual', 'aws:username', '"alice"', 'aws:username passes StringEqual'],
    ['StringEquals', 'aws:NoSuchKey', '"x"', 'aws:NoSuchKey is x'],
  ];
  for (const [operator, key, value, phrase] of when)
    it(`${operator} ${key} ${value}`, () => {
      says(
        allow('{"AWS": "444455556666"}', `{"${operator}": {"${key}": ${value}}}`),
        `Lets every principal of account 444455556666 in, when ${phrase}`,
      );
    });

  it('speaks of several callers as several, and says once what they do', () => {
    says(
      allow(
        '{"Service": ["sns.amazonaws.com", "sqs.amazonaws.com"]}',
        '{"StringEquals": {"aws:SourceAccount": "111122223333"}, "ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:*"}}',
      ),
      'Lets Amazon SNS and Amazon SQS in, when they work for account 111122223333 (prod) and arn:aws:sns:*:111122223333:*',
    );
    says(
      allow(
        '{"AWS": "444455556666"}',
        '{"StringEquals": {"sts:ExternalId": "abc-123"}, "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "Bool": {"aws:MultiFactorAuthPresent": "true"}}',
      ),
      'Lets every principal of account 444455556666 in, when it sends the ExternalId, calls from 203.0.113.0/24 and signed in with MFA',
    );
  });

  it('says of an ExternalId that a caller could choose what it is, and shows a blank at an end', () => {
    says(
      allow('{"AWS": "444455556666"}', '{"StringEquals": {"sts:ExternalId": "${aws:PrincipalTag/customer}"}}'),
      'Lets every principal of account 444455556666 in, when the ExternalId it sends is ${aws:PrincipalTag/customer}',
    );
    says(
      allow('{"AWS": "444455556666"}', '{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5 "}}'),
      'Lets every principal of account 444455556666 in, when it belongs to organization "o-a1b2c3d4e5 "',
    );
  });

  it('counts what would be too much for a line', () => {
    const tags = [1, 2, 3, 4, 5, 6].map((n) => `"aws:PrincipalTag/t${n}": "x"`).join();
    says(
      allow('{"AWS": "444455556666"}', `{"StringEquals": {${tags}}}`),
      'Lets every principal of account 444455556666 in, when its tag t1 is x, its tag t2 is x, its tag t3 is x, its tag t4 is x and 2 more conditions hold',
    );
  });

  it('keeps a hostile value on one line and short', () => {
    const [sentence = ''] = sentences(
      allow('{"AWS": "444455556666"}', `{"StringEquals": {"aws:username": "a\\n\\u202eb${'c'.repeat(200)}"}}`),
    );
    assert.ok(sentence.includes('is a \\u202ebccc') && sentence.length < 170, sentence);
  });
});

describe('explain: statements of other shapes', () => {
  it('Deny', () => {
    const deny = (rest: string): string => `"Effect": "Deny", ${rest}`;
    says(
      deny(
        '"Principal": "*", "Action": "sts:AssumeRole", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}',
      ),
      'Keeps everyone out by sts:AssumeRole, when they do not belong to organization o-a1b2c3d4e5',
    );
    says(
      deny('"Principal": {"AWS": "444455556666"}, "Action": "sts:*"'),
      'Keeps every principal of account 444455556666 out',
    );
    says(
      deny('"Principal": {"AWS": "444455556666"}, "Action": "sts:TagSession"'),
      'Keeps every principal of account 444455556666 from tagging the session',
    );
    says(
      deny('"NotPrincipal": {"AWS": "arn:aws:iam::444455556666:role/a"}, "Action": "sts:AssumeRole"'),
      'Does nothing: IAM refuses a trust policy with NotPrincipal',
    );
    says(deny('"Principal": "*", "NotAction": "sts:TagSession"'), 'Keeps everyone from all but sts:TagSession');
  });

  it('companions of the assume actions', () => {
    says(
      allow('{"Service": "rolesanywhere.amazonaws.com"}', undefined, '["sts:TagSession", "sts:SetSourceIdentity"]'),
      'Lets AWS Identity and Access Management Roles Anywhere tag the session and set a source identity',
    );
  });

  it('what is not finished', () => {
    says('"Principal": "*"', 'Neither allows nor denies yet: it has no Effect');
    says('"Effect": "Allow", "Action": "sts:AssumeRole"', 'Lets nobody in yet: it names no principal');
    says('"Effect": "Allow", "Principal": "*"', 'Lets nobody in yet: it names no action');
    says(
      allow('{"AWS": "444455556666"}', undefined, '"s3:GetObject"'),
      'Lets nobody in: it allows no action that assumes a role',
    );
    says(
      `${allow('{"AWS": "444455556666"}')}, "Condition": \${CONDITION}`,
      'Lets every principal of account 444455556666 in, when conditions hold that only a deploy fills in',
    );
  });
});
