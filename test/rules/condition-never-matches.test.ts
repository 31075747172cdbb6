import { ruleTest } from '../support/ruleTest.ts';

const s = (
  condition: string,
  principal = '{"AWS": "arn:aws:iam::111122223333:role/deploy"}',
  action = 'sts:AssumeRole',
): string => `"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": {${condition}}`;
const SERVICE = '{"Service": "cloudformation.amazonaws.com"}';
const ROOT = '{"AWS": "arn:aws:iam::111122223333:root"}';

const ORG = '2f0d3a55-1111-4222-8333-444455556666';
const PROJECT = '7a8b9c0d-1111-4222-8333-444455556666';
const CIRCLECI = `oidc.circleci.com/org/${ORG}`;

const ofProvider = (issuer: string, sub: string, claim: string, value: string): string =>
  s(
    `"StringLike": {"${issuer}:sub": "${sub}"}, "StringEquals": {"${issuer}:${claim}": "${value}"}`,
    `{"Federated": "arn:aws:iam::111122223333:oidc-provider/${issuer}"}`,
    'sts:AssumeRoleWithWebIdentity',
  );
const ofGitHub = (sub: string, claim: string, value: string): string =>
  ofProvider('token.actions.githubusercontent.com', sub, claim, value);

const ofSubject = (issuer: string, sub: string, operator = 'StringLike'): string =>
  s(
    `"${operator}": {"${issuer}:sub": ${sub}}`,
    `{"Federated": "arn:aws:iam::111122223333:oidc-provider/${issuer}"}`,
    'sts:AssumeRoleWithWebIdentity',
  );

ruleTest('condition-never-matches', {
  clean: [
    s('"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "StringLike": {"aws:PrincipalOrgID": "o-*"}'),
    s('"StringEquals": {"aws:PrincipalTag/t": ["a", "b"]}, "StringNotEquals": {"aws:PrincipalTag/t": "a"}'),
    // Both are met without the key.
    s('"StringEqualsIfExists": {"aws:PrincipalTag/t": "a"}, "StringLikeIfExists": {"aws:PrincipalTag/t": "b"}'),
    s('"StringEqualsIfExists": {"aws:PrincipalTag/t": "a"}, "StringNotEquals": {"aws:PrincipalTag/t": "a"}'),
    s('"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "IpAddressIfExists": {"aws:SourceIp": "203.0.113.0/25"}'),
    // Two values may meet them, and none.
    s(
      '"ForAnyValue:StringEquals": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-1/"}, "ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-f6/*"}',
    ),
    s('"ForAllValues:StringEquals": {"aws:PrincipalTag/t": "a"}, "StringEquals": {"aws:PrincipalTag/t": "b"}'),
    s('"StringEqualsIgnoreCase": {"aws:PrincipalTag/t": "A"}, "StringNotEquals": {"aws:PrincipalTag/t": "A"}'),
    s('"StringLike": {"aws:PrincipalTag/t": "*-a"}, "StringNotLike": {"aws:PrincipalTag/t": "x-*"}'),
    s(
      '"StringEquals": {"aws:PrincipalTag/t": "${aws:PrincipalTag/u}"}, "StringNotEquals": {"aws:PrincipalTag/t": "a"}',
    ),
    s('"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "NotIpAddress": {"aws:SourceIp": "203.0.113.0/25"}'),
    s(
      '"NumericGreaterThanEquals": {"aws:MultiFactorAuthAge": "60"}, "NumericLessThanEquals": {"aws:MultiFactorAuthAge": "60.0"}',
      ROOT,
    ),
    s('"DateEquals": {"aws:CurrentTime": "2998-01-01"}, "DateLessThanEquals": {"aws:CurrentTime": "2998-01-01"}'),
    s('"Bool": {"aws:SecureTransport": "true"}, "BoolIfExists": {"aws:SecureTransport": "TRUE"}'),
    // What one key tells of another.
    s(
      '"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*"}',
    ),
    s(
      '"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": ["o-f6g7h8i9j0/*", "o-a*"]}',
    ),
    s(
      '"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-f6g7h8i9j0/*"}',
    ),
    s(
      '"StringNotEquals": {"aws:PrincipalOrgID": "o-f6g7h8i9j0"}, "ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-f6g7h8i9j0/*"}',
    ),
    s(
      '"StringEquals": {"aws:PrincipalAccount": "111122223333"}, "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/deploy"}',
    ),
    s(
      '"StringEquals": {"aws:PrincipalAccount": "111122223333"}, "StringLike": {"aws:PrincipalArn": "arn:*role/deploy"}',
    ),
    s(
      '"StringEqualsIfExists": {"aws:SourceVpce": "vpce-0a1b2c3d4e5f60718"}, "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}',
    ),
    s(
      '"StringEquals": {"aws:SourceVpce": "vpce-0a1b2c3d4e5f60718"}, "NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}',
    ),
    s('"StringEquals": {"aws:SourceVpc": "vpc-0a1b2c3d4e5f60718"}, "IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}'),
    s('"Null": {"aws:MultiFactorAuthAge": "true"}, "Bool": {"aws:MultiFactorAuthPresent": "true"}', ROOT),
    s('"Null": {"aws:PrincipalArn": "true"}', '"*"'),
    s('"Null": {"aws:PrincipalOrgID": "true"}'),
    s('"Null": {"aws:username": "true"}', '{"AWS": ["111122223333", "arn:aws:iam::111122223333:role/deploy"]}'),
    s('"Null": {"aws:SourceVpce": "true"}'),
    s('"Null": {"aws:PrincipalArn": "true"}', '{"Service": "cloudformation.amazonaws.com", "AWS": "111122223333"}'),
    // What the principals send.
    s('"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/deploy"}'),
    s('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:*"}'),
    s('"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/other"}'),
    s('"ArnLikeIfExists": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/x"}'),
    s('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/x"}', '"*"'),
    s('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/x"}', '{"AWS": "*"}'),
    s('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/x"}', '{"AWS": "AROAJQABLZS4A3QDU576Q"}'),
    s(
      '"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/x"}',
      '{"AWS": "arn:aws:iam::<ACCOUNT>:role/x"}',
    ),
    s('"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::<ACCOUNT>:role/x"}'),
    s(
      '"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/x"}',
      '{"AWS": ["111122223333", "444455556666"]}',
    ),
    // A session's role may be in any path; a role with a path is another one without it.
    s(
      '"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/team/app"}',
      '{"AWS": "arn:aws:sts::111122223333:assumed-role/app/ada"}',
    ),
    s('"StringLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/ci-*"}', '{"AWS": "111122223333"}'),
    // One of the principals is left, or may be.
    s('"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}', '{"AWS": ["111122223333", "444455556666"]}'),
    s('"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}', '{"AWS": "*"}'),
    s('"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}', '{"AWS": "111122223333"}'),
    s('"StringNotEquals": {"aws:PrincipalServiceName": "ec2.amazonaws.com"}', '{"Service": "ec2.amazonaws.com"}'),
    s('"StringEqualsIfExists": {"aws:SourceAccount": "444455556666"}', SERVICE),
    // A wildcard of a String operator reaches over colons.
    s('"StringLike": {"aws:PrincipalArn": "arn:aws:*:444455556666:*"}', '{"AWS": "111122223333"}'),
    s(
      '"StringEquals": {"aws:SourceAccount": "111122223333"}, "StringLike": {"aws:SourceArn": "arn:aws:cloudformation:*:444455556666:*"}',
      SERVICE,
    ),
    s(
      '"StringLike": {"aws:SourceArn": "arn:aws:code*:eu-west-1:111122223333:*"}',
      '{"Service": "codebuild.amazonaws.com"}',
    ),
    s('"StringLike": {"aws:userid": "AROA*:ada"}', '{"AWS": "arn:aws:sts::111122223333:assumed-role/app/ada"}'),
    s('"StringEquals": {"aws:userid": "AIDAJQABLZS4A3QDU576Q"}', '{"AWS": "arn:aws:iam::111122223333:user/ada"}'),
    s('"StringLike": {"aws:userid": "AROAJQABLZS4A3QDU576Q:*"}'),
    s('"StringEquals": {"aws:PrincipalType": "AssumedRole"}'),
    s('"StringEquals": {"aws:PrincipalServiceName": "scheduler.amazonaws.com"}', '{"AWS": "*"}'),
    s('"ArnLike": {"aws:SourceArn": "arn:aws:logs:*:111122223333:*"}', '{"Service": "delivery.logs.amazonaws.com"}'),
    s('"ArnLike": {"aws:SourceArn": "arn:aws:*:eu-west-1:111122223333:rule/*"}', '{"Service": "events.amazonaws.com"}'),
    s(
      '"ArnLike": {"aws:SourceArn": "arn:aws:scheduler:eu-west-1:111122223333:schedule-group/*"}',
      '{"Service": ["events.amazonaws.com", "scheduler.amazonaws.com"]}',
    ),
    s('"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}, "ForAllValues:StringEquals": {"aws:TagKeys": "b"}'),
    s('"DateGreaterThan": {"aws:CurrentTime": "2026-01-01"}, "DateLessThan": {"aws:CurrentTime": "2027-01-01"}'),
    s('"DateGreaterThan": {"aws:CurrentTime": "2026-12-31"}, "DateLessThan": {"aws:CurrentTime": "1798848000"}'),
    s('"DateGreaterThan": {"aws:CurrentTime": "2026-12-31"}, "NumericLessThan": {"aws:EpochTime": "1798848000"}'),
    // The time of the request, and that of the credentials.
    s('"DateGreaterThan": {"aws:CurrentTime": "2998-01-01"}, "DateLessThan": {"aws:TokenIssueTime": "2997-01-01"}'),
    s('"DateGreaterThan": {"aws:CurrentTime": "2998-01-01"}, "DateLessThan": {"aws:CurrentTime": "<END>"}'),
    s('"StringEquals": {"aws:PrincipalTag/t": "a"}, "Null": {"aws:PrincipalTag/t": "false"}'),
    s('"StringEquals": {"aws:PrincipalTag/t": "<A>"}, "StringLike": {"aws:PrincipalTag/t": "b"}'),
    s(
      '"StringEquals": {"aws:SourceAccount": "111122223333"}, "ArnLike": {"aws:SourceArn": "arn:aws:s3:::bucket"}',
      SERVICE,
    ),
    s(
      '"StringEquals": {"aws:SourceAccount": ["111122223333", "444455556666"]}, "ArnLike": {"aws:SourceArn": "arn:aws:sns:eu-west-1:444455556666:t"}',
      SERVICE,
    ),
    s(
      '"ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::111122223333:role/deploy", "arn:aws:sts::111122223333:assumed-role/x/*"]}',
    ),
    // A subject and a claim of the same token that may go together.
    ...[
      ['repo:octo-org/octo-repo:*', 'repository', 'octo-org/octo-repo'],
      ['repo:octo-org/octo-*', 'repository', 'octo-org/octo-repo'],
      ['repo:octo-org/octo-repo:environment:prod', 'ref', 'refs/heads/main'],
      ['repo:octo-org/octo-repo:pull_request', 'ref', 'refs/pull/1/merge'],
      ['repo:octo-org/octo-repo:environment:prod%3Aeu', 'environment', 'prod:eu'],
      ['repo:Octo-Org/octo-repo:pull_request', 'repository', 'octo-org/octo-repo'],
      ['repo:octo-org/octo-repo:pull_request', 'repository_owner_id', '1234'],
    ].map(([sub = '', claim = '', value = '']) => ofGitHub(sub, claim, value)),
    ofGitHub('repo:octo-org/octo-repo:pull_request', 'repository', 'octo-org/other').replace(
      'StringEquals',
      'StringNotEquals',
    ),
    ofGitHub('repo:octo-org/octo-repo:pull_request', 'repository', 'octo-org/other').replace(
      'StringEquals',
      'StringEqualsIfExists',
    ),
    // A subject of the customer that the issuer names.
    ...[
      [CIRCLECI, `"org/${ORG}/project/${PROJECT}/user/*"`],
      [CIRCLECI, '"org/*/project/*/user/*/vcs-origin/github.com/acme/shop/vcs-ref/refs/heads/main"'],
      [CIRCLECI, `["org/${ORG}/project/*", "org/${PROJECT}/project/*"]`],
      [CIRCLECI, `"org/${ORG.slice(0, 8)}*"`],
      [CIRCLECI, '"org/${ORG}/project/*"'],
      ['oidc.vercel.com/acme', '"owner:acme:project:shop:environment:production"'],
      ['oidc.vercel.com/acme', '"owner:ac*:project:shop:*"'],
      ['oidc.vercel.com', '"owner:other:project:shop:environment:production"'],
      ['oidc.fly.io/acme-x', '"acme*:shop:*"'],
      ['oidc.fly.io/acme-x', '"acme*shop:*"'],
      // What a person's own organization is called in the subject is not documented.
      ['oidc.fly.io/personal', '"ada:shop:*"'],
      ['app.harness.io/ng/api/oidc/account/Xa1b2C3d4', '"account/Xa1b2C3d4:org/default:project/*"'],
      ['app.harness.io/ng/api/oidc/account/Xa1b2C3d4', '"account/Xa1?2C3d4:*"'],
      ['acme.semaphoreci.com', '"org:acme:project:*"'],
    ].map(([issuer = '', sub = '']) => ofSubject(issuer, sub)),
    ofSubject('oidc.vercel.com/acme', '"owner:other:project:shop:environment:production"', 'StringNotEquals'),
    ofSubject('oidc.vercel.com/acme', '"owner:other:project:shop:environment:production"', 'StringEqualsIfExists'),
    // Of another issuer first: key-provider-mismatch.
    ofSubject('oidc.vercel.com/acme', '"owner:acme:project:shop:*"').replace('vercel.com/acme:', 'vercel.com/other:'),
    // No subject of the provider: oidc-subject-form.
    ofSubject('oidc.vercel.com/acme', '"team:other:project:shop:*"'),
  ],
  flagged: [
    // What every request of these principals has is left out.
    ...[
      ['"StringNotEquals": {"aws:PrincipalAccount": «["444455556666", "111122223333"]»}', '{"AWS": "111122223333"}'],
      ['"StringNotEquals": {"aws:PrincipalAccount": «"111122223333"»}'],
      ['"ArnNotLike": {"aws:PrincipalArn": «"arn:aws:iam::111122223333:*"»}'],
      ['"ArnNotEquals": {"aws:PrincipalArn": «"arn:aws:iam::111122223333:role/deploy"»}'],
    ].map(([test = '', principal]) => ({ policy: s(test, principal), says: ['principal'], level: 'error' as const })),
    // Advice on the operator or on a wildcard of the value is about something else.
    {
      policy: s('"StringLike": {"aws:PrincipalArn": «"arn:aws:iam::444455556666:role/ci-*"»}'),
      says: ['principal'],
      level: 'error',
    },
    { policy: s('"ArnLike": {"aws:PrincipalArn": «"arn:aws:*::444455556666:role/ci"»}'), says: ['principal'] },
    {
      policy: s(
        '"StringEquals": {"aws:SourceAccount": «"111122223333"»}, "StringLike": {"aws:SourceArn": "arn:aws:cloudformation:eu-west-1:444455556666:stack/*"}',
        SERVICE,
      ),
      says: ['account'],
    },
    {
      policy: s(
        '"StringLike": {"aws:SourceArn": «"arn:aws:codepipeline:eu-west-1:111122223333:*"»}',
        '{"Service": "codebuild.amazonaws.com"}',
      ),
      says: ['service'],
    },
    ...[
      [CIRCLECI, `"org/${PROJECT}/project/${PROJECT}/user/*"`],
      [CIRCLECI, `"org/${PROJECT}/project/<PROJECT>/user/*"`],
      [CIRCLECI, `["org/${PROJECT}/project/*", "org/1*/project/*"]`],
      ['oidc.vercel.com/acme', '"owner:other:project:shop:environment:production"'],
      ['oidc.vercel.com/acme', '"owner:x*:project:shop:*"'],
      ['oidc.fly.io/acme', '"other:shop:*"'],
      ['app.harness.io/ng/api/oidc/account/Xa1b2C3d4', '"account/Zz9:org/default:project/Shop"'],
      ['app.harness.io/ng/api/oidc/account/Xa1b2C3d4', '"Zz9"'],
      ['acme.semaphoreci.com', '"org:other:project:*"'],
    ].map(([issuer = '', sub = '']) => ({
      policy: ofSubject(issuer, `«${sub}»`),
      says: ['issuer'],
      level: 'error' as const,
      mentions: issuer,
    })),
    {
      policy: ofSubject('oidc.fly.io/acme', '«"other:shop:*"»').replace('Allow', 'Deny'),
      says: ['issuer'],
      level: 'warning',
    },
    ...[
      ofGitHub('repo:octo-org/octo-repo:*', 'repository', 'octo-org/other'),
      ofGitHub('repo:octo-org/*', 'repository', 'another/octo-repo'),
      ofGitHub('repo:octo-org@1234/octo-repo@5678:*', 'repository_owner_id', '4321'),
      ofGitHub('repo:octo-org@1234/octo-repo@5678:*', 'repository_id', '1234'),
      ofGitHub('repo:octo-org/octo-repo:environment:prod', 'environment', 'test'),
      ofGitHub('repo:octo-org/octo-repo:ref:refs/heads/main', 'ref', 'refs/heads/next'),
      ofGitHub('repo:octo-org/octo-repo:ref:refs/heads/main', 'ref', 'refs/tags/main'),
    ].map((policy) => ({
      policy: policy.replace(/("StringEquals": \{"[^"]*": )("[^"]*")/, '$1«$2»'),
      says: ['claim'],
    })),
    ...[
      ofProvider('gitlab.com', 'project_id:22:ref_type:branch:ref:main', 'project_id', '23'),
      ofProvider('agent.buildkite.com', 'organization:acme:pipeline:shop:*', 'organization_slug', 'other'),
      ofProvider('agent.buildkite.com', 'organization:acme:pipeline:shop:*', 'pipeline_slug', 'other'),
      ofProvider(CIRCLECI, `org/${ORG}/project/${PROJECT}/user/*`, 'oidc.circleci.com/project-id', ORG),
    ].map((policy) => ({
      policy: policy.replace(/("StringEquals": \{"[^"]*": )("[^"]*")/, '$1«$2»'),
      says: ['claim'],
    })),
    {
      policy:
        '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"ForAnyValue:StringNotLike": {"aws:TagKeys": «"*"»}}',
      says: ['notAny'],
    },
    {
      policy: s('"StringEquals": {"aws:PrincipalTag/t": "a"}, "StringLike": {"aws:PrincipalTag/t": «"b*"»}'),
      says: ['values'],
      level: 'error',
      fixed: null,
    },
    {
      policy: s('"StringEquals": {"aws:PrincipalTag/t": "a"}, "StringNotEquals": {"aws:PrincipalTag/T": «"a"»}'),
      says: ['values'],
    },
    {
      policy: s(
        '"DateGreaterThan": {"aws:CurrentTime": "2998-01-01"}, "DateLessThan": {"aws:CurrentTime": «"2997-01-01"»}',
      ),
      says: ['range'],
    },
    // Seconds since 1970 are dates too, under either key of the clock and either family: 32440608000 is 2998.
    ...[
      '"DateGreaterThan": {"aws:CurrentTime": "2998-01-02"}, "DateLessThan": {"aws:CurrentTime": «"32440608000"»}',
      '"DateGreaterThan": {"aws:EpochTime": "32440608000"}, "DateLessThan": {"aws:EpochTime": «"2997-01-01"»}',
      '"NumericGreaterThan": {"aws:EpochTime": "32440608000"}, "DateLessThan": {"aws:EpochTime": «"2997-01-01"»}',
      '"NumericGreaterThan": {"aws:EpochTime": "32440608000"}, "DateLessThan": {"aws:CurrentTime": «"2997-01-01"»}',
    ].map((conditions) => ({ policy: s(conditions), says: ['range'] })),
    {
      policy: s(
        '"NumericLessThan": {"aws:MultiFactorAuthAge": "60"}, "NumericGreaterThanEquals": {"aws:MultiFactorAuthAge": «"60"»}',
        '{"AWS": "arn:aws:iam::111122223333:root"}',
      ),
      says: ['range'],
    },
    // Every call has these keys; a user has its name, and a role has none.
    { policy: s('"Null": {"aws:CurrentTime": «"true"»}'), says: ['sent'] },
    { policy: s('"Null": {"aws:PrincipalAccount": «"true"»}', ROOT), says: ['sent'] },
    { policy: s('"Null": {"sts:RoleSessionName": «"true"»}', SERVICE), says: ['sent'] },
    {
      policy: s('"Null": {"aws:username": «"true"»}', '{"AWS": "arn:aws:iam::111122223333:user/ana"}'),
      says: ['sent'],
    },
    {
      policy: s('"StringEquals": {"aws:PrincipalTag/t": "a"}, "Null": {"aws:PrincipalTag/t": «"true"»}').replace(
        'Allow',
        'Deny',
      ),
      says: ['nulls'],
      level: 'warning',
    },
    // The test for absence is named, whatever order they stand in, and whatever else there is to be said of the other.
    ...[
      '"Null": {"aws:MultiFactorAuthAge": «"true"»}, "NumericLessThan": {"aws:MultiFactorAuthAge": ["3600", "900"]}',
      '"NumericLessThan": {"aws:MultiFactorAuthAge": ["3600", "900"]}, "Null": {"aws:MultiFactorAuthAge": «"true"»}',
    ].map((conditions) => ({ policy: s(conditions), says: ['nulls'] })),
    {
      policy: s(
        '"StringEquals": {"aws:SourceAccount": «"111122223333"»}, "ArnLike": {"aws:SourceArn": "arn:aws:scheduler:eu-west-1:444455556666:schedule-group/g"}',
        SERVICE,
      ),
      says: ['account'],
    },
    { policy: s('"ArnLike": {"aws:PrincipalArn": «"arn:aws:sts::111122223333:assumed-role/x/*"»}'), says: ['session'] },
    { policy: s('"StringNotLike": {"sts:RoleSessionName": «"*"»}'), says: ['notAny'] },
    // Across operators and forms: at least one of them fails without the key.
    ...[
      s('"StringEquals": {"aws:PrincipalTag/t": "a"}, "StringEqualsIfExists": {"aws:PrincipalTag/t": «"b"»}'),
      s(
        '"StringLike": {"aws:PrincipalTag/t": ["a-*", "b-c"]}, "StringNotLike": {"aws:PrincipalTag/t": «["a*", "b*"]»}',
      ),
      s(
        '"StringLike": {"aws:PrincipalTag/t": "a-*"}, "StringLike": {"aws:PrincipalTag/u": "x"}, "StringEqualsIgnoreCase": {"aws:PrincipalTag/t": «"B-C"»}',
      ).replace(', "StringLike": {"aws:PrincipalTag/u": "x"}', ''),
      s('"StringEquals": {"sts:RoleSessionName": "ada"}, "StringLike": {"sts:RoleSessionName": «"b*"»}'),
      s(
        '"StringEquals": {"aws:PrincipalTag/t": ["a", "b"]}, "StringLike": {"aws:PrincipalTag/t": ["b*", "c"]}, "StringNotEquals": {"aws:PrincipalTag/t": «"b"»}',
      ),
      s('"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "IpAddressIfExists": {"aws:SourceIp": «"198.51.100.0/24"»}'),
      s(
        '"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "NotIpAddress": {"aws:SourceIp": «["203.0.113.0/25", "203.0.113.128/25"]»}',
      ),
      s('"Bool": {"aws:SecureTransport": "true"}, "BoolIfExists": {"aws:SecureTransport": «"false"»}'),
      s(
        '"NumericLessThan": {"aws:MultiFactorAuthAge": "60"}, "NumericEquals": {"aws:MultiFactorAuthAge": «["60", "90"]»}',
        ROOT,
      ),
      s('"DateEquals": {"aws:CurrentTime": "2998-01-01"}, "DateNotEquals": {"aws:CurrentTime": «"32440608000"»}'),
      s(
        '"StringEqualsIfExists": {"aws:PrincipalTag/t": "a"}, "Null": {"aws:PrincipalTag/t": "false"}, "StringNotEquals": {"aws:PrincipalTag/t": «"a"»}',
      ),
      s(
        '"ArnLike": {"aws:SourceArn": "arn:aws:cloudformation:*:111122223333:stack/a/*"}, "ArnNotLike": {"aws:SourceArn": «"arn:aws:cloudformation:*:*:stack/*"»}',
        SERVICE,
      ),
    ].map((policy) => ({ policy, says: ['values'] })),
    ...[
      s(
        '"StringEquals": {"aws:PrincipalOrgID": «"o-a1b2c3d4e5"»}, "ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-f6g7h8i9j0/r-ab12/*"}',
      ),
      s(
        '"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-f6g7h8i9j0/r-ab12/*"}, "StringEquals": {"aws:PrincipalOrgID": «"o-a1b2c3d4e5"»}',
      ),
      s(
        '"StringEquals": {"aws:SourceOrgID": «"o-a1b2c3d4e5"»}, "ForAnyValue:StringLike": {"aws:SourceOrgPaths": "o-f6g7h8i9j0/*"}',
        SERVICE,
      ),
    ].map((policy) => ({ policy, says: ['organization'] })),
    {
      policy: s(
        '"StringEquals": {"aws:PrincipalAccount": «"444455556666"»}, "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}',
        '{"AWS": "*"}',
      ),
      says: ['account'],
    },
    ...['aws:SourceVpce": "vpce-0a1b2c3d4e5f60718', 'aws:SourceVpc": "vpc-0a1b2c3d4e5f60718'].map((test) => ({
      policy: s(`"StringEquals": {"${test}"}, "IpAddress": {"aws:SourceIp": «"203.0.113.0/24"»}`),
      says: ['endpoint'],
    })),
    ...[
      s('"ArnEquals": {"aws:PrincipalArn": «"arn:aws:iam::111122223333:role/other"»}'),
      s('"ArnEquals": {"aws:PrincipalArn": «"arn:aws:iam::111122223333:role/team/deploy"»}'),
      s('"ArnLike": {"aws:PrincipalArn": «"arn:aws-cn:iam::111122223333:*"»}'),
      s('"ArnLike": {"aws:PrincipalArn": «"arn:aws:iam::111122223333:user/*"»}'),
      s('"ArnLike": {"aws:PrincipalArn": «"arn:aws:iam::444455556666:role/x"»}', ROOT),
      s(
        '"StringEquals": {"aws:PrincipalAccount": «["444455556666", "777788889999"]»}',
        '{"AWS": ["111122223333", "arn:aws:iam::222233334444:role/x"]}',
      ),
      s('"StringEquals": {"aws:PrincipalType": «"User"»}'),
      s('"StringEquals": {"aws:userid": «"AROAJQABLZS4A3QDU576Q"»}'),
      s('"StringLike": {"aws:userid": «"aroa*:*"»}'),
      s('"StringLike": {"aws:userid": «"*:bob"»}', '{"AWS": "arn:aws:sts::111122223333:assumed-role/app/ada"}'),
      s('"StringEquals": {"aws:username": «"bob"»}', '{"AWS": "arn:aws:iam::111122223333:user/ada"}'),
    ].map((policy) => ({ policy, says: ['principal'] })),
    // Each of the two misses another test.
    {
      policy: s(
        '"StringEquals": {"aws:PrincipalAccount": «"111122223333"»}, "ArnLike": {"aws:PrincipalArn": "arn:*:iam::*:role/x"}',
        '{"AWS": ["444455556666", "arn:aws:iam::111122223333:role/y"]}',
      ),
      says: ['principal'],
    },
    {
      policy: s(
        '"ArnLike": {"aws:SourceArn": «"arn:aws:scheduler:eu-west-1:111122223333:schedule-group/*"»}',
        '{"Service": "events.amazonaws.com"}',
      ),
      says: ['service'],
      mentions: 'events.amazonaws.com sends ARNs like arn:aws:events:REGION:ACCOUNT:rule/RULE',
    },
    { policy: s('"StringNotLike": {"sts:ExternalId": «"*"»}'), says: ['onlyAbsent'], level: 'warning' },
  ],
});
