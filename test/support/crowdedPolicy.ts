import fc from 'fast-check';
import { GITHUB } from './onePolicy.ts';

/** Policies of few words, so that much of them has to do with each other. */

const some = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
  fc.oneof(item, fc.array(item, { minLength: 1, maxLength: 4 }));

const aws = fc.constantFrom(
  '*',
  '111122223333',
  'arn:aws:iam::111122223333:root',
  'arn:aws:iam::111122223333:role/app',
  'arn:aws:iam::111122223333:role/team/app',
  'arn:aws:sts::111122223333:assumed-role/app/ada',
  'arn:aws:iam::444455556666:root',
  'arn:aws:iam::<ACCOUNT>:root',
);
const service = fc.constantFrom('ec2.amazonaws.com', 'lambda.amazonaws.com', 'pods.eks.amazonaws.com');
const provider = fc.constantFrom(
  `arn:aws:iam::111122223333:oidc-provider/${GITHUB}`,
  'arn:aws:iam::111122223333:saml-provider/Corp',
);
const principal = fc.oneof(
  fc.constant('*'),
  fc.record({ AWS: some(aws) }),
  fc.record({ Service: some(service) }),
  fc.record({ AWS: some(aws), Service: some(service), Federated: some(provider) }, { requiredKeys: [] }),
);
const action = fc.constantFrom(
  'sts:AssumeRole',
  'sts:assumerole',
  'sts:AssumeRole*',
  'sts:AssumeRoleWithWebIdentity',
  'sts:AssumeRoleWithSAML',
  'sts:TagSession',
  'STS:TagSession',
  'sts:*',
  's?s:*',
  'sts:**',
);
const operator = fc.constantFrom(
  'StringEquals',
  'StringLike',
  'StringNotEquals',
  'StringNotLike',
  'StringEqualsIgnoreCase',
  'StringEqualsIfExists',
  'Null',
  'DateLessThan',
  'DateGreaterThan',
  'NumericLessThan',
  'ArnLike',
  'BoolIfExists',
);
const key = fc.constantFrom(
  'sts:ExternalId',
  'sts:externalid',
  'aws:PrincipalOrgID',
  'aws:PrincipalArn',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:CurrentTime',
  'aws:EpochTime',
  'aws:MultiFactorAuthPresent',
  'aws:PrincipalTag/',
  'aws:PrincipalTag/team',
  'aws:RequestTag/team',
  `${GITHUB}:sub`,
  'SAML:aud',
  '${KEY}',
);
const value = fc.constantFrom(
  'a',
  'A',
  'a*',
  '*',
  '?b',
  'ab',
  'true',
  'false',
  '111122223333',
  '444455556666',
  'arn:aws:lambda:eu-west-1:111122223333:function:f',
  'arn:aws:lambda:eu-west-1:444455556666:function:f',
  '2020-01-01',
  '2030-01-01',
  '1798761599',
  '${aws:username}',
  '<VALUE>',
);
const block = fc.dictionary(operator, fc.dictionary(key, some(value), { minKeys: 1, maxKeys: 4 }), { maxKeys: 4 });
const statement = fc.record(
  {
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny', 'allow'),
    Principal: principal,
    Action: some(action),
    Condition: block,
  },
  { requiredKeys: ['Effect', 'Principal', 'Action'] },
);
/** Few of them differ. */
const plain = fc.record(
  {
    Effect: fc.constantFrom('Allow', 'Deny'),
    Principal: fc.record({ AWS: some(fc.constantFrom('111122223333', 'arn:aws:iam::111122223333:root', '*')) }),
    Action: some(action),
    Condition: fc.record(
      { StringEquals: fc.dictionary(fc.constantFrom('sts:ExternalId', 'aws:PrincipalOrgID'), value, { minKeys: 1 }) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['Effect', 'Principal', 'Action'] },
);

/** The text of such a policy. */
export const crowdedPolicy: fc.Arbitrary<string> = fc
  .tuple(fc.array(statement, { maxLength: 6 }), fc.array(plain, { maxLength: 6 }))
  .map(([some, more]) => JSON.stringify({ Version: '2012-10-17', Statement: [...some, ...more] }));
