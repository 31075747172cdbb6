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
  it('calls an account what its owner calls it, also where a table knows a vendor of it', () => {
    const document = new PolicyDocument(wholePolicy(allow('{"AWS": "464622532012"}')), true);
    assert.deepEqual(
      explain(document, { ...config, ownAccounts: { '464622532012': 'mine' } }).map((e) => e.sentence),
      ['Any principal in account 464622532012 (mine) can assume this role'],
    );
  });

  const aws: Readonly<Record<string, string>> = {
    '*': 'Anyone with an AWS account can assume this role',
    '111122223333': 'Any principal in account 111122223333 (prod) can assume this role',
    '464622532012': 'Any principal in account 464622532012 (Datadog) can assume this role',
    'arn:aws:iam::444455556666:root': 'Any principal in account 444455556666 can assume this role',
    'arn:aws:iam::444455556666:role/ci/deploy': 'Role deploy in account 444455556666 can assume this role',
    'arn:aws:iam::444455556666:user/alice': 'User alice in account 444455556666 can assume this role',
    'arn:aws:sts::444455556666:assumed-role/deploy/run-1':
      'Session run-1 of role deploy in account 444455556666 can assume this role',
    'arn:aws:sts::444455556666:federated-user/bob': 'Federated user bob in account 444455556666 can assume this role',
    AROAEXAMPLEID1234567:
      'No one can assume the role through this statement: it names only a deleted role (AROAEXAMPLEID1234567)',
    'arn:aws:iam::<ACCOUNT>:root': 'Any principal in account <ACCOUNT> can assume this role',
  };
  for (const [principal, sentence] of Object.entries(aws))
    it(principal, () => {
      says(allow(`{"AWS": "${principal}"}`), sentence);
    });

  it('names the people of a permission set, whose roles have names that change', () => {
    const set = (arn: string, operator = 'ArnLike', principal = '"arn:aws:iam::444455556666:root"'): string =>
      allow(`{"AWS": ${principal}}`, `{"${operator}": {"aws:PrincipalArn": ${arn}}}`);
    const role = (path: string, account = '444455556666'): string =>
      `"arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com${path}"`;
    const suffix = '?'.repeat(16);
    says(
      set(role(`/*AWSReservedSSO_Admin_${suffix}`)),
      'People with permission set Admin in account 444455556666 can assume this role',
    );
    says(
      set(
        `[${role(`*/AWSReservedSSO_Admin_${suffix}`)}, ${role(`/eu-west-1/AWSReservedSSO_Dev_${suffix}`)}]`,
        'StringLike',
      ),
      'People with permission sets Admin or Dev in account 444455556666 can assume this role',
    );
    says(
      set(role('/*AWSReservedSSO_Admin_*')),
      'People with permission set Admin or Admin_* in account 444455556666 can assume this role',
    );
    // Those of another account, of any set, and all but those of one.
    for (const other of [
      set(role(`/*AWSReservedSSO_Admin_${suffix}`, '777788889999')),
      set(role('/*AWSReservedSSO_*')),
      set(role(`/*AWSReservedSSO_Admin_${suffix}`), 'ArnNotLike'),
      set(role(`/*AWSReservedSSO_Admin_${suffix}`), 'ArnLike', '["444455556666", "777788889999"]'),
    ])
      assert.doesNotMatch(sentences(other)[0] ?? 'People', /^People/, other);
  });

  it('names services, several principals and kinds, each kind as it is said', () => {
    says(allow('{"Service": "lambda.amazonaws.com"}'), 'AWS Lambda can assume this role');
    says(allow('{"Service": "something-new.amazonaws.com"}'), 'something-new.amazonaws.com can assume this role');
    says(
      allow('{"AWS": "111122223333", "Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]}'),
      'Amazon EC2, AWS Lambda and any principal in account 111122223333 (prod) can assume this role',
    );
    says(
      allow('{"AWS": ["arn:aws:iam::444455556666:role/a", "arn:aws:iam::444455556666:role/b"]}'),
      'Roles a and b in account 444455556666 can assume this role',
    );
    says(
      allow(`{"AWS": [${[1, 2, 3, 4, 5].map((n) => `"${n}${'0'.repeat(11)}"`).join()}]}`),
      'Any principal in accounts 100000000000, 200000000000, 300000000000 and 2 more can assume this role',
    );
  });

  it('names everyone first: a list that is cut short hides them not', () => {
    const roles = ['a', 'b', 'c', 'd'].map((n, i) => `"arn:aws:iam::${String(i).repeat(12)}:role/${n}"`).join();
    const [sentence = ''] = sentences(allow(`{"Service": "ec2.amazonaws.com", "AWS": [${roles}, "*"]}`));
    assert.ok(sentence.startsWith('Anyone with an AWS account, Amazon EC2, role a in account'), sentence);
    assert.ok(sentence.endsWith('and 3 more can assume this role'), sentence);
  });

  it('leaves a principal out that none of the actions fits, and says when none is left', () => {
    const federated = '"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"';
    says(allow(`{"Service": "ec2.amazonaws.com", ${federated}}`), 'Amazon EC2 can assume this role');
    says(
      allow(`{${federated}}`),
      "No one can assume the role through this statement: SAML sign-ins can't be used with sts:AssumeRole",
    );
    says(
      allow('{"AWS": "444455556666"}', undefined, '"sts:AssumeRoleWithSAML"'),
      "No one can assume the role through this statement: any principal in account 444455556666 can't use sts:AssumeRoleWithSAML",
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
      assert.match(
        sentences(allow(`{${principal}}`))[0] ?? '',
        /^IAM rejects this policy: ".+" isn't a valid principal$/,
        principal,
      );
    says(allow('"ec2.amazonaws.com"'), 'No one can assume the role through this statement: Principal is empty');
  });

  it('says nobody where the key is never sent', () => {
    says(
      allow('{"Service": "ec2.amazonaws.com"}', '{"Bool": {"aws:MultiFactorAuthPresent": "true"}}'),
      'No one can assume the role through this statement: aws:MultiFactorAuthPresent is never in requests from Amazon EC2',
    );
  });
});

describe('explain: whose tokens', () => {
  const github = 'token.actions.githubusercontent.com';
  const HARNESS = 'app.harness.io/ng/api/oidc/account';
  const bySubject: readonly (readonly [issuer: string, subject: string, who: string])[] = [
    [github, 'repo:acme/app:ref:refs/heads/main', 'Any GitHub Actions workflow in acme/app on branch main'],
    [github, 'repo:acme/app:ref:refs/heads/*', 'Any GitHub Actions workflow in acme/app on any branch'],
    [github, 'repo:acme/app:ref:refs/tags/v*', 'Any GitHub Actions workflow in acme/app on any tag matching v*'],
    [github, 'repo:acme/app:environment:prod', 'Any GitHub Actions workflow in acme/app using environment prod'],
    [github, 'repo:acme/app:pull_request', 'Any GitHub Actions workflow in acme/app for pull requests'],
    [github, 'repo:acme/app:*', 'Any GitHub Actions workflow in acme/app'],
    [github, 'repo:acme/*', 'Any GitHub Actions workflow in any repository of acme'],
    [github, 'repo:acme/app-*:*', 'Any GitHub Actions workflow in any repository matching acme/app-*'],
    [github, 'repo:*', 'Any GitHub Actions workflow in any repository of any owner'],
    [github, 'repo:${ORG}/${REPO}:*', 'Any GitHub Actions workflow in ${ORG}/${REPO}'],
    [
      github,
      'repo:${REPOSITORY}:ref:refs/heads/main',
      'Any GitHub Actions workflow whose subject is repo:${REPOSITORY}:ref:refs/heads/main',
    ],
    [
      'app.terraform.io',
      'organization:acme:project:core:workspace:<WORKSPACE>',
      'Any HCP Terraform run in workspace <WORKSPACE> of project core of organization acme',
    ],
    [github, '<SUBJECT>', 'Any GitHub Actions workflow whose subject is <SUBJECT>'],
    ['gitlab.com', 'project_path:acme/app:ref_type:branch:ref:main', 'Any GitLab pipeline in acme/app on branch main'],
    [
      'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
      'system:serviceaccount:shop:checkout',
      'Any EKS pod with service account shop/checkout in cluster EXAMPLED… (eu-west-1)',
    ],
    [
      'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
      'system:serviceaccount:shop:*',
      'Any EKS pod in namespace shop in cluster EXAMPLED… (eu-west-1)',
    ],
    [
      'app.terraform.io',
      'organization:acme:project:core:workspace:prod:run_phase:*',
      'Any HCP Terraform run in workspace prod of project core of organization acme',
    ],
    [
      'agent.buildkite.com',
      'organization:acme:pipeline:web:*',
      'Any Buildkite job in pipeline web of organization acme',
    ],
    [
      'acme.app.spacelift.io',
      'space:core:stack:net:run_type:*:scope:write',
      'Any Spacelift run in stack net of space core with scope write',
    ],
    [
      'acme.app.spacelift.io',
      'space:core:module:net:run_type:*:scope:*',
      'Any Spacelift run in module net of space core',
    ],
    [
      'acme.app.spacelift.io',
      'space:core:*:net:run_type:*:scope:*',
      'Any Spacelift run in stack or module net of space core',
    ],
    [
      'jenkins.acme.com/oidc',
      'https://jenkins.acme.com/job/web/',
      'Any Jenkins build in job web of server jenkins.acme.com',
    ],
    [
      'jenkins.acme.com/oidc',
      'https://jenkins.acme.com/job/web/*',
      'Any Jenkins build in job web or any job in it of server jenkins.acme.com',
    ],
    [
      `${HARNESS}/acmeAcmeAcmeAcmeAcme12`,
      'account/acmeAcmeAcmeAcmeAcme12:org/core:project/',
      'Any Harness pipeline in organization core of account acmeAcmeAcmeAcmeAcme12',
    ],
    [
      `${HARNESS}/acmeAcmeAcmeAcmeAcme12`,
      'account/acmeAcmeAcmeAcmeAcme12:org/core:project/web',
      'Any Harness pipeline in project web of organization core of account acmeAcmeAcmeAcmeAcme12',
    ],
    [
      `${HARNESS}/acmeAcmeAcmeAcmeAcme12`,
      'acmeAcmeAcmeAcmeAcme12',
      'Any Harness pipeline in account acmeAcmeAcmeAcmeAcme12',
    ],
    ['studio.datachain.ai/api', 'credentials:acme/etl', 'Credentials acme/etl of DataChain'],
    [
      'container.googleapis.com/v1/projects/acme/locations/europe-west1/clusters/blue',
      'system:serviceaccount:shop:web',
      'Any GKE pod with service account shop/web in cluster blue (europe-west1) of project acme',
    ],
    [
      'acme-oidc.s3.eu-west-1.amazonaws.com',
      'system:serviceaccount:shop:*',
      'Any Kubernetes pod in namespace shop in the cluster of issuer acme-oidc.s3.eu-west-1.amazonaws.com',
    ],
    ['idp.example.com', 'alice', 'whoever has a token of idp.example.com with the subject alice'],
  ];
  for (const [issuer, subject, who] of bySubject)
    it(`${issuer} ${subject}`, () => {
      const sentence = sentences(web(issuer, `{"StringLike": {"ISS:sub": "${subject}"}}`))[0];
      if (issuer === 'idp.example.com')
        assert.equal(
          sentence,
          "Anyone with a token from idp.example.com can assume this role if the token's sub is alice",
        );
      else assert.equal(sentence, `${who} can assume this role`);
    });

  it('cuts no subject where it says which workspace and phase, and of another long value the middle', () => {
    const workspace = 'networking-and-peering-of-the-shared-services-account-eu-central-1';
    const subject = `organization:acme-corporation:project:Platform Engineering:workspace:${workspace}:run_phase:apply`;
    says(
      web('tfe.acme.com', `{"StringEquals": {"ISS:sub": "${subject}"}}`),
      `Anyone with a token from tfe.acme.com can assume this role if the token's sub is ${subject}`,
    );
    const role = `arn:aws:iam::444455556666:role/${'deployment/'.repeat(8)}network`;
    says(
      allow('{"AWS": "444455556666"}', `{"ArnEquals": {"aws:PrincipalArn": "${role}"}}`),
      'Any principal in account 444455556666 can assume this role if its ARN is arn:aws:iam::444455556666:role/deploymen…eployment/deployment/deployment/network',
    );
  });

  it('says what a service acts for once, also where the conditions on it stand apart', () => {
    says(
      allow(
        '{"Service": "scheduler.amazonaws.com"}',
        `{"StringEquals": {"aws:SourceAccount": "444455556666"}, "DateLessThan": {"aws:CurrentTime": "2999-12-31T23:59:59Z"},
          "ArnLike": {"aws:SourceArn": "arn:aws:scheduler:eu-west-1:444455556666:schedule-group/blue"}}`,
      ),
      'Amazon EventBridge Scheduler can assume this role if it acts for account 444455556666 and arn:aws:scheduler:eu-west-1:444455556666:schedule-group/blue, and the time is before 2999-12-31 23:59:59 UTC',
    );
  });

  it('names the app that people sign in to', () => {
    says(
      allow(
        '{"Federated": "accounts.google.com"}',
        '{"StringEquals": {"accounts.google.com:aud": "1234-ab.apps.googleusercontent.com"}}',
        '"sts:AssumeRoleWithWebIdentity"',
      ),
      'Anyone who signs in through Google to app 1234-ab.apps.googleusercontent.com can assume this role',
    );
    says(
      allow(
        '{"Federated": "graph.facebook.com"}',
        '{"StringEquals": {"graph.facebook.com:app_id": "8612345", "graph.facebook.com:id": "77"}}',
        '"sts:AssumeRoleWithWebIdentity"',
      ),
      "Anyone who signs in through Facebook to app 8612345 can assume this role if the token's id is 77",
    );
    says(
      allow(
        '{"Federated": "accounts.google.com"}',
        '{"StringEquals": {"accounts.google.com:aud": "113579246801357924680"}}',
        '"sts:AssumeRoleWithWebIdentity"',
      ),
      "Anyone with a token from Google can assume this role if the token's audience is 113579246801357924680",
    );
  });

  it('names the pods of EKS Pod Identity by the tags of their sessions', () => {
    const pods = (tags: Readonly<Record<string, string>>, operator = 'StringEquals'): string =>
      allow(
        '{"Service": "pods.eks.amazonaws.com"}',
        JSON.stringify({
          [operator]: Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:RequestTag/${tag}`, value])),
        }),
        '["sts:AssumeRole", "sts:TagSession"]',
      );
    const account = { 'kubernetes-namespace': 'shop', 'kubernetes-service-account': 'web' };
    says(
      pods({ ...account, 'eks-cluster-arn': 'arn:aws:eks:eu-west-1:111122223333:cluster/blue' }),
      'Any EKS pod with service account shop/web in cluster blue (eu-west-1) can assume this role',
    );
    says(
      pods({ 'kubernetes-namespace': 'shop', 'eks-cluster-name': 'blue' }),
      'Any EKS pod in namespace shop in cluster blue can assume this role',
    );
    says(
      pods({ 'kubernetes-service-account': 'web' }),
      'Any EKS pod with service account web in any namespace can assume this role',
    );
    says(
      pods({ ...account, team: 'red' }),
      'Any EKS pod with service account shop/web can assume this role if the session tag team is red',
    );
    says(
      pods({ 'kubernetes-namespace': 'shop' }, 'StringNotEquals'),
      "EKS Pod Identity can assume this role if the session tag kubernetes-namespace isn't shop",
    );
    says(
      pods({ 'kubernetes-namespace': 'shop' }, 'StringEqualsIfExists'),
      "EKS Pod Identity can assume this role if the session tag kubernetes-namespace is shop (or isn't in the request)",
    );
  });

  it('says alternatives once, and the usual audience not at all', () => {
    says(
      web(
        github,
        '{"StringEquals": {"ISS:aud": "sts.amazonaws.com", "ISS:sub": ["repo:a/b:ref:refs/heads/main", "repo:a/b:ref:refs/heads/dev"]}}',
      ),
      'Any GitHub Actions workflow in a/b on branch main or on branch dev can assume this role',
    );
    says(
      web(
        github,
        '{"StringLike": {"ISS:sub": ["repo:a/b:ref:refs/heads/main", "repo:a/b:ref:refs/heads/dev", "repo:a/*", "repo:*"]}}',
      ),
      'Any GitHub Actions workflow in any repository of any owner, in any repository of a or 2 others can assume this role',
    );
    says(
      web(github, '{"StringEquals": {"ISS:aud": "https://other.example.com"}}'),
      "Any GitHub Actions workflow can assume this role if the token's audience is https://other.example.com",
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
      `No one can assume the role through this statement: ${b ?? ''}:sub is never in requests from this principal`,
    );
    says(
      web(a ?? '', '{"StringEquals": {"ISS:aud": "sts.amazonaws.com"}}'),
      `Any EKS pod with a token from ${a ?? ''} can assume this role`,
    );
  });

  it('knows SAML and identity pools', () => {
    says(
      allow(
        '{"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}',
        '{"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml", "SAML:sub_type": "persistent"}}',
        '"sts:AssumeRoleWithSAML"',
      ),
      'Anyone who signs in through SAML provider Corp can assume this role if SAML:sub_type is persistent',
    );
    const pool =
      '"StringEquals": {"cognito-identity.amazonaws.com:aud": "eu-west-1:0b7d8a7e-0000-4000-8000-000000000000"}';
    const cognito = (amr: string): string =>
      allow(
        '{"Federated": "cognito-identity.amazonaws.com"}',
        `{${pool}, "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "${amr}"}}`,
        '"sts:AssumeRoleWithWebIdentity"',
      );
    const of = 'of identity pool eu-west-1:0b7d8a7e-0000-4000-8000-000000000000 can assume this role';
    says(cognito('authenticated'), `Any signed-in user ${of}`);
    says(cognito('unauthenticated'), `Any guest ${of}`);
    says(
      allow('{"Federated": "cognito-identity.amazonaws.com"}', undefined, '"sts:AssumeRoleWithWebIdentity"'),
      'Any user of any Cognito identity pool in any AWS account can assume this role',
    );
  });
});

describe('explain: on which conditions', () => {
  const when: readonly (readonly [operator: string, key: string, value: string, phrase: string])[] = [
    ['StringEquals', 'sts:ExternalId', '"abc-123"', 'it sends the external ID'],
    ['StringEquals', 'sts:ExternalId', '["abc-123", "def-456"]', 'it sends one of 2 external IDs'],
    ['StringLike', 'sts:ExternalId', '"abc*"', 'it sends an external ID matching abc*'],
    ['StringLike', 'sts:ExternalId', '"*"', 'it sends any external ID'],
    ['StringEqualsIfExists', 'sts:ExternalId', '"abc-123"', 'it sends the right external ID or none'],
    ['StringNotEquals', 'aws:PrincipalOrgID', '"o-a1b2c3d4e5"', "it doesn't belong to organization o-a1b2c3d4e5"],
    ['StringEquals', 'aws:PrincipalOrgID', '"o-a1b2c3d4e5"', 'it belongs to organization o-a1b2c3d4e5'],
    ['StringEqualsIgnoreCase', 'aws:username', '"alice"', 'its IAM user name is alice (ignoring case)'],
    ['StringNotEqualsIgnoreCase', 'aws:username', '"alice"', "its IAM user name isn't alice (ignoring case)"],
    ['StringLike', 'sts:RoleSessionName', '"${aws:username}"', 'its session name is its IAM user name'],
    ['StringNotLike', 'sts:RoleSessionName', '"ci-*"', "its session name doesn't match ci-*"],
    ['StringEquals', 'aws:PrincipalTag/team', '"red"', 'its tag team is red'],
    ['StringEquals', 'aws:RequestTag/team', '["red", "blue"]', 'the session tag team is red or blue'],
    ['StringLike', 'aws:RequestTag/team', '"*"', 'the session tag team has any value'],
    ['ForAllValues:StringEquals', 'aws:TagKeys', '["team", "cost"]', "each of the session's tag keys is team or cost"],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', '"team"', "one of the session's tag keys is team"],
    [
      'ArnLike',
      'aws:PrincipalArn',
      '"arn:aws:iam::444455556666:role/x*"',
      'its ARN matches arn:aws:iam::444455556666:role/x*',
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
      "its ARN isn't arn:aws:iam::444455556666:role/x",
    ],
    [
      'ArnNotLike',
      'aws:PrincipalArn',
      '"arn:aws:iam::444455556666:role/x*"',
      "its ARN doesn't match arn:aws:iam::444455556666:role/x*",
    ],
    ['Bool', 'aws:MultiFactorAuthPresent', '"true"', 'it signed in with MFA'],
    ['BoolIfExists', 'aws:MultiFactorAuthPresent', '"true"', 'it signed in with MFA or uses long-term access keys'],
    ['BoolIfExists', 'aws:MultiFactorAuthPresent', '"false"', "it didn't sign in with MFA"],
    ['Bool', 'aws:MultiFactorAuthPresent', '"false"', 'it signed in without MFA'],
    ['Bool', 'aws:SecureTransport', '"true"', 'aws:SecureTransport is true'],
    ['NumericLessThan', 'aws:MultiFactorAuthAge', '"3600"', 'its MFA sign-in is less than 1 hour old'],
    ['NumericLessThanEquals', 'aws:MultiFactorAuthAge', '"90"', 'its MFA sign-in is at most 90 seconds old'],
    ['NumericGreaterThan', 'aws:MultiFactorAuthAge', '"60"', 'its MFA sign-in is more than 1 minute old'],
    ['NumericGreaterThanEquals', 'aws:MultiFactorAuthAge', '"60"', 'its MFA sign-in is at least 1 minute old'],
    ['NumericEquals', 'ec2:RoleDelivery', '"2.0"', 'ec2:RoleDelivery is 2.0'],
    ['NumericNotEquals', 'ec2:RoleDelivery', '"2.0"', "ec2:RoleDelivery isn't 2.0"],
    ['NumericLessThan', 'ec2:RoleDelivery', '"2.0"', 'ec2:RoleDelivery is less than 2.0'],
    ['DateEquals', 'aws:CurrentTime', '"2026-12-31"', 'the time is 2026-12-31 00:00 UTC'],
    ['DateNotEquals', 'aws:CurrentTime', '"2026-12-31"', "the time isn't 2026-12-31 00:00 UTC"],
    ['DateLessThan', 'aws:CurrentTime', '"2026-12-31T23:59:59Z"', 'the time is before 2026-12-31 23:59:59 UTC'],
    [
      'DateLessThanEquals',
      'aws:CurrentTime',
      '"2026-12-31T12:30:00+02:00"',
      'the time is at or before 2026-12-31 10:30 UTC',
    ],
    ['DateGreaterThan', 'aws:CurrentTime', '"2026-12-31"', 'the time is after 2026-12-31 00:00 UTC'],
    ['DateGreaterThanEquals', 'aws:CurrentTime', '"2026-12-31"', 'the time is at or after 2026-12-31 00:00 UTC'],
    ['DateLessThan', 'aws:CurrentTime', '"1767225599"', 'the time is before 2025-12-31 23:59:59 UTC'],
    ['DateLessThan', 'aws:EpochTime', '"1767225599"', 'the time is before 2025-12-31 23:59:59 UTC'],
    ['NumericLessThan', 'aws:EpochTime', '"1767225599"', 'the time is before 2025-12-31 23:59:59 UTC'],
    ['NumericGreaterThanEquals', 'aws:EpochTime', '1767225599', 'the time is at or after 2025-12-31 23:59:59 UTC'],
    ['NumericLessThan', 'aws:PrincipalTag/n', '"1767225599"', 'its tag n is less than 1767225599'],
    ['IpAddress', 'aws:SourceIp', '["203.0.113.0/24", "198.51.100.7"]', 'it calls from 203.0.113.0/24 or 198.51.100.7'],
    ['NotIpAddress', 'aws:SourceIp', '"203.0.113.0/24"', "it doesn't call from 203.0.113.0/24"],
    [
      'IpAddressIfExists',
      'aws:VpcSourceIp',
      '"10.0.0.0/8"',
      "its IP address in the VPC is in 10.0.0.0/8 (or isn't in the request)",
    ],
    ['BinaryEquals', 'aws:username', '"QUJD"', 'its IAM user name is QUJD'],
    ['Null', 'sts:ExternalId', '"false"', 'it sends any external ID'],
    ['Null', 'sts:ExternalId', '"true"', "it doesn't send any external ID"],
    ['Null', 'aws:PrincipalTag/team', '"false"', 'the request includes aws:PrincipalTag/team'],
    ['Null', 'aws:PrincipalTag/team', '"true"', "the request doesn't include aws:PrincipalTag/team"],
    ['StringEquals', 'aws:NoSuchKey', '"x"', 'aws:NoSuchKey is x'],
  ];
  for (const [operator, key, value, phrase] of when)
    it(`${operator} ${key} ${value}`, () => {
      says(
        allow('{"AWS": "444455556666"}', `{"${operator}": {"${key}": ${value}}}`),
        `Any principal in account 444455556666 can assume this role if ${phrase}`,
      );
    });

  it('says that IAM rejects an operator that it does not know, but not one that a deploy makes', () => {
    for (const [operator, isRejected] of [
      ['StringEqual', true],
      ['stringequals', true],
      ['ForAnyValue:StringLik', true],
      ['<OPERATOR>', false],
    ] as const) {
      const policy = allow('{"AWS": "444455556666"}', `{"${operator}": {"aws:username": "alice"}}`);
      if (isRejected) says(policy, `IAM rejects this policy: "${operator}" isn't a condition operator`);
      else assert.match(sentences(policy).join(), /^Any principal in account 444455556666 can assume/);
    }
  });

  it('speaks of several callers as several, and says once what they do', () => {
    says(
      allow(
        '{"Service": ["sns.amazonaws.com", "sqs.amazonaws.com"]}',
        '{"StringEquals": {"aws:SourceAccount": "111122223333"}, "ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:*"}}',
      ),
      'Amazon SNS and Amazon SQS can assume this role if they act for account 111122223333 (prod) and arn:aws:sns:*:111122223333:*',
    );
    says(
      allow(
        '{"AWS": "444455556666"}',
        '{"StringEquals": {"sts:ExternalId": "abc-123"}, "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "Bool": {"aws:MultiFactorAuthPresent": "true"}}',
      ),
      'Any principal in account 444455556666 can assume this role if it sends the external ID, calls from 203.0.113.0/24 and signed in with MFA',
    );
  });

  it('says where a list within a list ends', () => {
    says(
      allow(
        '{"Service": "rds.amazonaws.com"}',
        '{"ArnEquals": {"aws:SourceArn": ["arn:aws:rds:eu-west-1:111122223333:db:a", "arn:aws:rds:eu-west-1:111122223333:db:b"]}, "StringEquals": {"aws:SourceAccount": "111122223333"}}',
      ),
      'Amazon RDS can assume this role if it acts for arn:aws:rds:eu-west-1:111122223333:db:a or arn:aws:rds:eu-west-1:111122223333:db:b, and account 111122223333 (prod)',
    );
    says(
      allow(
        '{"AWS": ["arn:aws:iam::444455556666:role/a", "arn:aws:iam::444455556666:role/b", "arn:aws:iam::444455556666:user/c"]}',
      ),
      'Roles a and b in account 444455556666, and user c in account 444455556666 can assume this role',
    );
  });

  it('says of an ExternalId that a caller could choose what it is, and shows a blank at an end', () => {
    says(
      allow('{"AWS": "444455556666"}', '{"StringEquals": {"sts:ExternalId": "${aws:PrincipalTag/customer}"}}'),
      'Any principal in account 444455556666 can assume this role if the external ID it sends is ${aws:PrincipalTag/customer}',
    );
    says(
      allow('{"AWS": "444455556666"}', '{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5 "}}'),
      'Any principal in account 444455556666 can assume this role if it belongs to organization "o-a1b2c3d4e5 "',
    );
  });

  it('says of a role that it never has MFA', () => {
    const mfa = '{"Bool": {"aws:MultiFactorAuthPresent": "true"}}';
    says(
      allow('{"AWS": "arn:aws:iam::444455556666:role/deploy"}', mfa),
      "Role deploy in account 444455556666 can assume this role if it signed in with MFA, which roles can't",
    );
    says(
      allow('{"AWS": "arn:aws:iam::444455556666:role/deploy"}', mfa.replace('Bool', 'BoolIfExists')),
      'Role deploy in account 444455556666 can assume this role if it signed in with or without MFA',
    );
    says(
      allow('{"AWS": "arn:aws:iam::444455556666:user/ada"}', mfa),
      'User ada in account 444455556666 can assume this role if they signed in with MFA',
    );
  });

  it('counts what would be too much for a line', () => {
    const tags = [1, 2, 3, 4, 5, 6].map((n) => `"aws:PrincipalTag/t${n}": "x"`).join();
    says(
      allow('{"AWS": "444455556666"}', `{"StringEquals": {${tags}}}`),
      'Any principal in account 444455556666 can assume this role if its tag t1 is x, its tag t2 is x, its tag t3 is x, its tag t4 is x and 2 more conditions match',
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
      'Denies sts:AssumeRole to everyone outside organization o-a1b2c3d4e5',
    );
    says(
      deny('"Principal": {"AWS": "444455556666"}, "Action": "sts:*"'),
      'Denies any principal in account 444455556666',
    );
    says(
      deny('"Principal": {"AWS": "444455556666"}, "Action": "sts:TagSession"'),
      'Denies sts:TagSession to any principal in account 444455556666',
    );
    says(
      deny('"NotPrincipal": {"AWS": "arn:aws:iam::444455556666:role/a"}, "Action": "sts:AssumeRole"'),
      "IAM rejects this policy: trust policies can't use NotPrincipal",
    );
    says(
      deny('"Principal": "*", "NotAction": "sts:TagSession"'),
      'Denies every action except sts:TagSession to everyone',
    );
  });

  it('companions of the assume actions', () => {
    says(
      allow('{"Service": "rolesanywhere.amazonaws.com"}', undefined, '["sts:TagSession", "sts:SetSourceIdentity"]'),
      'IAM Roles Anywhere can pass session tags and set a source identity',
    );
  });

  it('an Allow that another statement denies', () => {
    const datadog = allow('{"AWS": "464622532012"}', '{"StringEquals": {"sts:ExternalId": "abc-123"}}');
    const outside = '{"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}}';
    const denyAll = (sid: string): string =>
      `{${sid}"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": ${outside}}`;
    const can = 'Any principal in account 464622532012 (Datadog) can assume this role if it sends the external ID';
    assert.equal(sentences(`${datadog}}, ${denyAll('').slice(0, -1)}`)[0], `${can}, but statement 2 denies it`);
    const onlyTag = (team: string): string =>
      `{"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Condition": {"StringNotEquals": {"aws:PrincipalTag/team": "${team}"}}}`;
    assert.equal(
      sentences(`${datadog}}, ${onlyTag('red')}, ${onlyTag('blue').slice(0, -1)}`)[0],
      `${can}, but statement 2 and statement 3 together deny it`,
    );
    assert.equal(
      sentences(`${datadog}}, ${denyAll('"Sid": "Ours", ').slice(0, -1)}`)[0],
      `${can}, but statement "Ours" denies it`,
    );
    assert.equal(sentences(`${datadog}}, ${denyAll('').replace('111122223333', '464622532012').slice(0, -1)}`)[0], can);
  });

  it('what is not finished', () => {
    says('"Principal": "*"', 'Has no effect: Effect is missing');
    says(
      '"Effect": "Allow", "Action": "sts:AssumeRole"',
      'No one can assume the role through this statement: Principal is missing',
    );
    says('"Effect": "Allow", "Principal": "*"', 'No one can assume the role through this statement: Action is missing');
    says(
      allow('{"AWS": "444455556666"}', undefined, '"s3:GetObject"'),
      'No one can assume the role through this statement: none of its actions assumes a role',
    );
    says(
      `${allow('{"AWS": "444455556666"}')}, "Condition": \${CONDITION}`,
      'Any principal in account 444455556666 can assume this role if the conditions set at deployment match',
    );
  });
});

describe('explain: what a template sets', () => {
  const inTemplate = (principal: string, condition = '{}', action = '"sts:AssumeRole"'): string | undefined => {
    const policy = `{"Version": "2012-10-17", "Statement": [{${allow(principal, condition, action)}}]}`;
    const template = `{"Parameters": {"OrgId": {"Type": "String"}}, "Resources": {
      "AppRole": {"Type": "AWS::IAM::Role", "Properties": {}},
      "Ci": {"Type": "AWS::IAM::OIDCProvider"},
      "Bucket": {"Type": "AWS::S3::Bucket"},
      "R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": ${policy}}}}}`;
    return explain(new PolicyDocument(template, undefined), config)[0]?.sentence;
  };
  const said: Readonly<Record<string, string>> = {
    '{"AWS": {"Fn::GetAtt": ["AppRole", "Arn"]}}': 'Role AppRole of this template can assume this role',
    '{"AWS": {"Fn::GetAtt": "AppRole.Arn"}}': 'Role AppRole of this template can assume this role',
    '{"AWS": {"Ref": "AWS::AccountId"}}': "Any principal in the stack's account can assume this role",
    '{"AWS": {"Ref": "OrgId"}}': 'The principal in parameter OrgId can assume this role',
    '{"AWS": {"Fn::ImportValue": "Other"}}':
      'A principal set by the template (Fn::ImportValue Other) can assume this role',
    '{"AWS": {"Fn::GetAtt": ["Bucket", "Arn"]}}':
      'A principal set by the template (Fn::GetAtt Bucket.Arn) can assume this role',
    '{"AWS": {"Fn::Sub": "${Caller}"}}': 'A principal set by the template (${Caller}) can assume this role',
    '{"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/deploy"}}':
      "Role deploy in the stack's account can assume this role",
    '{"AWS": {"Fn::GetAtt": ["Elsewhere", "Arn"]}}':
      'A principal set by the template (Fn::GetAtt Elsewhere.Arn) can assume this role',
  };
  for (const [principal, sentence] of Object.entries(said))
    it(principal, () => {
      assert.equal(inTemplate(principal), sentence);
    });

  it('identity providers and values too', () => {
    assert.equal(
      inTemplate('{"Federated": {"Ref": "Ci"}}', undefined, '"sts:AssumeRoleWithWebIdentity"'),
      'Anyone with a token from identity provider Ci of this template can assume this role',
    );
    assert.equal(
      inTemplate(
        '{"Service": "sns.amazonaws.com"}',
        '{"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}, "aws:SourceOrgID": {"Ref": "OrgId"}}}',
      ),
      "Amazon SNS can assume this role if it acts for the stack's account and the organization in parameter OrgId",
    );
    assert.equal(
      inTemplate('{"AWS": "*"}', '{"StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5", {"Ref": "OrgId"}]}}'),
      'Anyone with an AWS account can assume this role if they belong to organization o-a1b2c3d4e5 or the organization in parameter OrgId',
    );
    assert.equal(
      inTemplate(
        '{"Service": "sns.amazonaws.com"}',
        '{"StringEquals": {"aws:SourceAccount": {"Fn::ImportValue": "Acct"}}}',
      ),
      'Amazon SNS can assume this role if it acts for the account set by the template (Fn::ImportValue Acct)',
    );
  });
});
