import assert from 'node:assert/strict';
import { readError } from '../../server/src/explain/accessDenied/reading/read.ts';
import type { Reading } from '../../server/src/explain/accessDenied/reading/reading.ts';

const USER = 'arn:aws:iam::111122223333:user/ada';
const ROLE = 'arn:aws:iam::444455556666:role/target';

/** Who calls which role, as far as a text says. */
function named(pasted: string): readonly [caller: string | undefined, role: string | undefined] {
  const reading: Reading | undefined = readError(pasted);
  assert.equal(reading?.kind, 'denied', pasted);
  const { caller, role } = reading;
  const who =
    caller && 'arn' in caller ? caller.arn : caller && 'principals' in caller ? caller.principals.join() : undefined;
  return [who, role?.arn ?? role?.name];
}

describe('reading a pasted error', () => {
  it('finds the caller and the role in their places, however they are written', () => {
    for (const [pasted, caller, role] of [
      [`${USER} is not authorized to perform sts:AssumeRole on ${ROLE}`, USER, ROLE],
      [`The role ${ROLE} cannot be assumed by ${USER}. Check its trust policy.`, USER, ROLE],
      [`Verify that the trust policy of ${ROLE} allows the state machine role ${USER}: access denied`, USER, ROLE],
      [`User: “${USER}” is not authorized to perform: ‘sts:AssumeRole’ on resource: “${ROLE}”`, USER, ROLE],
      [`> User:\n> ${USER} is not authorized to perform: sts:AssumeRole on\n> resource: ${ROLE}`, USER, ROLE],
      [`**User: ${USER} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}**`, USER, ROLE],
      [`current credentials could not be used to assume '${ROLE}', but are for the right account.`, undefined, ROLE],
      [`IAM Role (${ROLE}) cannot be assumed. The role ARN is not valid`, undefined, ROLE],
      ['User: arn:aws:iam::***:user/*** is not authorized to perform: sts:AssumeRole', undefined, undefined],
    ] as const)
      assert.deepEqual(named(pasted), [caller, role], pasted);
  });

  it('mends what a console of any width broke', () => {
    const whole = `(AccessDenied) when calling the AssumeRole operation: User: ${USER} is not authorized to perform: sts:AssumeRole on resource: ${ROLE} because no identity-based policy allows the sts:AssumeRole action`;
    for (let width = 40; width < 180; width++) {
      const lines = Array.from({ length: Math.ceil(whole.length / width) }, (_, n) =>
        whole.slice(n * width, (n + 1) * width),
      );
      assert.deepEqual(named(lines.join('\n')), [USER, ROLE], String(width));
      const reading = readError(lines.join('\n'));
      assert.equal(reading?.kind === 'denied' && reading.saidBy?.policy, 'identity-based policy', String(width));
    }
  });

  it('finds the service that acts, not the one that is called', () => {
    for (const [pasted, service] of [
      [
        'operation error S3: ListBuckets, get identity: operation error STS: AssumeRole, api error AccessDenied: no',
        undefined,
      ],
      [
        'operation error GuardDuty: CreateMalwareProtectionPlan, the provided IAM role cannot be assumed by the service.',
        'malware-protection-plan.guardduty.amazonaws.com',
      ],
      ['SNS is not authorized to perform: sts:AssumeRole on the role', 'sns.amazonaws.com'],
      [
        'The role must trust airflow.amazonaws.com and airflow-env.amazonaws.com: trust policy',
        'airflow.amazonaws.com,airflow-env.amazonaws.com',
      ],
      ['Service role EMR_DefaultRole cannot be assumed by EMR', 'elasticmapreduce.amazonaws.com'],
      [
        `InvalidInputException: Role ${ROLE} should be given assume role permissions for Glue Service.`,
        'glue.amazonaws.com',
      ],
      [`AccessDeniedFault: The IAM Role ${ROLE} is not configured properly.`, 'dms.amazonaws.com'],
      // A longer name has the shorter one within.
      ['AWS Glue DataBrew is unable to assume the role', 'databrew.amazonaws.com'],
      ['The role cannot be assumed by AWS IoT FleetWise', 'iotfleetwise.amazonaws.com'],
      ['Amazon EMR Serverless is not able to assume the role', 'emr-serverless.amazonaws.com'],
      ['The role cannot be assumed by Amazon SNS', 'sns.amazonaws.com'],
    ] as const)
      assert.equal(named(pasted)[0], service, pasted);
  });

  it('knows which policy was rejected', () => {
    for (const [pasted, kind] of [
      ['MalformedPolicyDocument: Invalid principal in policy: "AWS":"x"', 'malformed'],
      [
        'An error occurred (MalformedPolicy) when calling the PutBucketPolicy operation: Invalid principal in policy',
        'other',
      ],
      [
        'operation error IAM: CreatePolicy, MalformedPolicyDocument: Policy document should not specify a principal.',
        'other',
      ],
      [`User: ${USER} is not authorized to perform: iam:UpdateAssumeRolePolicy on resource: role x`, 'other'],
    ] as const)
      assert.equal(readError(pasted)?.kind, kind, pasted);
  });

  it('takes nothing for an error of AWS that others say too', () => {
    for (const pasted of [
      "ERROR 1045 (28000): Access denied for user 'root'@'localhost'",
      'The trust relationship between this workstation and the primary domain failed.',
      'ERROR: role "app" does not exist',
      "TypeError: Cannot read properties of undefined (reading 'map')",
      'AADSTS700016: the service principal was not found in the tenant',
      'JsonWebTokenError: jwt expired',
      'Unauthorized: token has expired',
      'Invalid audience in JWT',
      'Rate exceeded for this API',
      'getaddrinfo ENOTFOUND registry.example.com',
    ])
      assert.equal(readError(pasted), undefined, pasted);
    for (const pasted of ['ThrottlingException: Rate exceeded', 'Could not assume role with OIDC: Rate exceeded'])
      assert.equal(readError(pasted)?.kind, 'other', pasted);
  });

  it('knows messages that say their reason themselves', () => {
    for (const [pasted, reason] of [
      ['InvalidIdentityToken: SAML Response audience is invalid', 'The audience of the SAML response'],
      ['Could not assume role with OIDC: Token is expired', 'The token has expired'],
      ['ExpiredToken: The security token included in the request is expired', "The caller's own credentials"],
      [
        '(ValidationError) when calling the AssumeRole operation: arn:aws:iam::1:x/y is invalid',
        'The value for the role',
      ],
      [
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key",
        'The session',
      ],
      ['Partial credentials found in assume-role, missing: source_profile', 'The AWS CLI or SDK found no credentials'],
      ['getaddrinfo ENOTFOUND sts.eu-west-1.amazonaws.com', "AWS STS couldn't be reached"],
    ] as const) {
      const reading = readError(pasted);
      const said = reading?.kind === 'reason' ? reading.reason.text : undefined;
      assert.equal(said?.slice(0, reason.length), reason, pasted);
    }
  });

  it('finds the event that was denied, on lines or on the one line of an input box', () => {
    const event = (user: string, more = ''): string =>
      `{"eventSource": "sts.amazonaws.com", "eventName": "AssumeRole",${more} "userIdentity": {"type": "IAMUser", "arn": "${user}"},
       "requestParameters": {"roleArn": "${ROLE}"}, "errorMessage": "a \\"}{\\""}`;
    const all = `found 2:\n1 ${event('arn:aws:iam::111122223333:user/eve')}\n2 ${event(USER, '"errorCode": "AccessDenied",')}`;
    for (const pasted of [all, all.replaceAll('\n', ' ')]) assert.deepEqual(named(pasted), [USER, ROLE]);
    assert.equal(readError(`eventName ${'{}'.repeat(200_000)}`), undefined);
  });

  it('cuts out what AWS says', () => {
    for (const pasted of [
      'WebIdentityErr: failed to retrieve credentials\ncaused by: InvalidIdentityToken: Incorrect token audience\n\tstatus code: 400, request id: 1',
      'Error: operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 400, InvalidIdentityToken: Incorrect token audience',
      'com.amazonaws.SdkException: Incorrect token audience (Service: Sts, Status Code: 400)',
    ]) {
      const reading = readError(pasted);
      assert.equal(reading?.kind === 'reason' ? reading.message : undefined, 'Incorrect token audience', pasted);
    }
  });
});
