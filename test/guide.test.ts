// Every policy that the guide and the generator's page show, with what we say of it.
import assert from 'node:assert/strict';
import { check, finish, PolicyDocument } from '../server/src/service.ts';
import { testContext } from './support/context.ts';

const policy = (...statements: readonly object[]): object => ({ Version: '2012-10-17', Statement: statements });
const allow = (principal: object, condition?: object, action = 'sts:AssumeRole'): object => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  ...(condition ? { Condition: condition } : {}),
});
const ACCOUNT = { AWS: 'arn:aws:iam::123456789012:root' };
const GITHUB = 'token.actions.githubusercontent.com';

const CASES: Readonly<Record<string, readonly [document: object, says: readonly string[]]>> = {
  'the basic policy: a whole account': [policy(allow(ACCOUNT)), ['warning external-id-missing']],
  'a service': [policy(allow({ Service: 'ec2.amazonaws.com' })), []],
  'several principals: a user, a role and a service': [
    policy(
      allow({
        AWS: ['arn:aws:iam::123456789012:user/AdminUser', 'arn:aws:iam::123456789012:role/CrossAccountRole'],
        Service: 'lambda.amazonaws.com',
      }),
    ),
    ['information statement-mixed', 'information external-id-missing', 'hint principal-user'],
  ],
  'conditions: ExternalId, address, date': [
    policy(
      allow(ACCOUNT, {
        StringEquals: { 'sts:ExternalId': 'UniqueExternalId123' },
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
        DateGreaterThan: { 'aws:CurrentTime': '2024-01-01T00:00:00Z' },
      }),
    ),
    // The start of a window that never ends has passed.
    ['warning external-id-weak', 'information condition-always-matches'],
  ],
  SAML: [
    policy(
      allow(
        { Federated: 'arn:aws:iam::123456789012:saml-provider/CompanySAML' },
        { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
        'sts:AssumeRoleWithSAML',
      ),
    ),
    [],
  ],
  'GitHub Actions': [
    policy(
      allow(
        { Federated: `arn:aws:iam::123456789012:oidc-provider/${GITHUB}` },
        {
          StringEquals: {
            [`${GITHUB}:sub`]: 'repo:myorg/myrepo:ref:refs/heads/main',
            [`${GITHUB}:aud`]: 'sts.amazonaws.com',
          },
        },
        'sts:AssumeRoleWithWebIdentity',
      ),
    ),
    ['hint oidc-subject-immutable'],
  ],
  'a provider’s account with an ExternalId': [
    policy(
      allow(
        { AWS: 'arn:aws:iam::THIRD-PARTY-ACCOUNT:root' },
        { StringEquals: { 'sts:ExternalId': 'MyUniqueExternalId-2024-7f8e9d' } },
      ),
    ),
    ['information placeholder'],
  ],
  MFA: [
    policy(
      allow(ACCOUNT, {
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
      }),
    ),
    [],
  ],
  'for a time': [
    policy(
      allow(
        { AWS: 'arn:aws:iam::123456789012:user/TemporaryUser' },
        {
          DateGreaterThan: { 'aws:CurrentTime': '2024-07-01T00:00:00Z' },
          DateLessThan: { 'aws:CurrentTime': '2024-12-31T23:59:59Z' },
        },
      ),
    ),
    ['information external-id-missing', 'hint principal-user', 'warning condition-expired'],
  ],
  'ExternalId and MFA together': [
    policy(
      allow(ACCOUNT, {
        StringEquals: { 'sts:ExternalId': 'MyExternalId123' },
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      }),
    ),
    ['warning external-id-weak'],
  ],
  'the permission policy that goes with a role': [
    policy({ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::my-shared-bucket/*' }),
    ['warning policy-kind-permission'],
  ],
  'the trusting half of cross-account access, as a bare statement': [
    allow({ AWS: 'arn:aws:iam::ACCOUNT_B:role/RoleB' }, { StringEquals: { 'sts:ExternalId': 'unique-shared-secret' } }),
    ['error element-unknown', 'warning version-missing', 'information placeholder'],
  ],
  'the calling half, as a bare statement': [
    { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::ACCOUNT_A:role/RoleA' },
    ['error element-unknown', 'warning version-missing', 'information placeholder'],
  ],
  'two services in a list': [policy(allow({ Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] })), []],
};

describe('the guide’s policies', () => {
  for (const [name, [document, says]] of Object.entries(CASES)) {
    it(name, () => {
      const text = JSON.stringify(document, null, 2);
      const { findings } = finish(check(new PolicyDocument(text, true), testContext()));
      assert.deepEqual(
        findings.map((f) => `${f.level} ${f.ruleId}`),
        says,
      );
    });
  }
});
