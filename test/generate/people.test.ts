import assert from 'node:assert/strict';
import { wizard, type Answers } from '../../server/src/service.ts';

// People and certificates: what is pasted for them, in the form that the policy has it in, and what is wrong otherwise.

const NOW = Date.parse('2026-11-20T12:00:00Z');
const ACCOUNT = '222233334444';

const asked = (answers: Answers): ReturnType<typeof wizard> => wizard({ guards: [], ...answers }, () => '', NOW);
const policyOf = (answers: Answers): string => asked(answers).policy ?? JSON.stringify(asked(answers).problems);
const problemOf = (answers: Answers): string => asked(answers).problems[0]?.message ?? '';

describe('permission sets in the wizard', () => {
  it('are matched by their 16 characters behind the name, so that no longer name matches too', () => {
    assert.match(
      policyOf({ kind: 'identityCenter', permissionSet: 'Admin', account: ACCOUNT }),
      /"arn:aws:iam::222233334444:role\/aws-reserved\/sso\.amazonaws\.com\/\*AWSReservedSSO_Admin_\?{16}"/,
    );
  });

  it('are taken as their role’s name or ARN, in any partition', () => {
    const role = 'role/aws-reserved/sso.amazonaws.com/us-gov-west-1/AWSReservedSSO_Ops_Team_0123456789abcdef';
    const policy = policyOf({ kind: 'identityCenter', permissionSet: `arn:aws-us-gov:iam::${ACCOUNT}:${role}` });
    assert.match(policy, /"arn:aws-us-gov:iam::222233334444:root"/);
    assert.match(policy, /AWSReservedSSO_Ops_Team_\?{16}"/);
    for (const [permissionSet, says] of [
      ['arn:aws:sso:::permissionSet/ssoins-1/ps-1', /doesn't contain the name/],
      [`arn:aws:iam::${ACCOUNT}:role/deploy`, /^Not the ARN of a role of a permission set/],
      ['Admin Access', /^Permission set names have/],
    ] as const)
      assert.match(problemOf({ kind: 'identityCenter', permissionSet, account: ACCOUNT }), says, permissionSet);
  });
});

describe('SAML sign-in in the wizard', () => {
  const saml = { kind: 'saml', provider: `arn:aws:iam::${ACCOUNT}:saml-provider/Corp`, guards: ['signInAddress'] };
  const audience = (answers: Answers): string | undefined => /"SAML:aud": "(.*)"/.exec(policyOf(answers))?.[1];

  it('has the address of one Region or of encrypted assertions as its audience', () => {
    for (const [given, address] of [
      ['eu-west-1', 'https://eu-west-1.signin.aws.amazon.com/saml'],
      ['https://eu-west-1.signin.aws.amazon.com/saml/', 'https://eu-west-1.signin.aws.amazon.com/saml'],
      [
        '"https://signin.aws.amazon.com/saml/acs/SAMLSP4HHL3E3EXAMPLE"',
        'https://signin.aws.amazon.com/saml/acs/SAMLSP4HHL3E3EXAMPLE',
      ],
    ] as const)
      assert.equal(audience({ ...saml, signInAddressValue: given }), address);
    const china = { kind: 'saml', provider: 'Corp', account: ACCOUNT, partition: 'aws-cn', guards: ['signInAddress'] };
    assert.equal(
      audience({ ...china, signInAddressValue: 'cn-north-1' }),
      'https://cn-north-1.signin.amazonaws.cn/saml',
    );
    assert.equal(audience({ ...china, guards: [] }), 'https://signin.amazonaws.cn/saml');
  });

  it('has no address that no one signs in at', () => {
    for (const [signInAddressValue, says] of [
      ['https://login.example.com/saml', /^Not a sign-in address/],
      ['http://signin.aws.amazon.com/saml', /^Not a sign-in address/],
      ['https://eu-wset-1.signin.aws.amazon.com/saml', /^Unknown Region "eu-wset-1"/],
      ['https://cn-north-1.signin.aws.amazon.com/saml', /in partition aws, not in aws-cn/],
      ['us-gov-west-1', /provider is in partition aws, this address in aws-us-gov/],
    ] as const)
      assert.match(problemOf({ ...saml, signInAddressValue }), says, signInAddressValue);
  });

  it('has attributes with exact values, of which one has to match', () => {
    const policy = policyOf({
      ...saml,
      guards: ['samlAffiliation', 'samlSubject'],
      samlAffiliationValue: 'staff; student\nstaff',
      samlSubjectValue: 'CN=Ana, OU=Eng',
    });
    assert.match(
      policy,
      /"ForAnyValue:StringEquals": \{\s+"SAML:edupersonaffiliation": \[\s+"staff",\s+"student"\s+\]/,
    );
    assert.match(policy, /"SAML:sub": "CN=Ana, OU=Eng"/);
    for (const [value, says] of [
      ['st*', /^Wildcards aren't matched/],
      ['${saml:sub}', /^Policy variables have no value/],
      [';', /^Give a value/],
    ] as const)
      assert.match(problemOf({ ...saml, guards: ['samlCn'], samlCnValue: value }), says, value);
  });
});

describe('certificates in the wizard', () => {
  const uuid = '5d0e6a3c-2222-4333-8444-555566667777';
  const anchor = `arn:aws:rolesanywhere:eu-west-1:${ACCOUNT}:trust-anchor/${uuid}`;
  const name = (commonName: string): string | undefined =>
    /"aws:PrincipalTag\/x509Subject\/CN": "(.*)"/.exec(
      policyOf({ kind: 'rolesAnywhere', trustAnchor: anchor, commonName }),
    )?.[1];

  it('are told by their common name, whatever of the subject was pasted', () => {
    for (const subject of [
      'build-7',
      'CN=build-7',
      'cn = build-7',
      'CN=build-7,OU=eng,O=Example Corp',
      'OU=eng\\, ops, CN=build-7',
      'subject=C = US, O = "Example", CN = build-7',
      'Subject: CN=build-7+serialNumber=1',
      '/C=US/O=Example/CN=build-7',
    ])
      assert.equal(name(subject), 'build-7', subject);
    const given = (commonName: string): string => problemOf({ kind: 'rolesAnywhere', trustAnchor: anchor, commonName });
    assert.match(given('OU=eng'), /no common name/);
    assert.match(given('CN=a*'), /^Conditions can test only/);
  });

  it('are of an anchor whose ARN is as AWS writes it', () => {
    const policy = (trustAnchor: string): string => policyOf({ kind: 'rolesAnywhere', trustAnchor, commonName: '' });
    assert.ok(policy(anchor.replace(uuid, uuid.toUpperCase())).includes(`"${anchor}"`));
    assert.ok(policy(` "${anchor}" `).includes(`"${anchor}"`));
    assert.match(policy(anchor.replace('arn:aws:', 'arn:aws-us-gov:')), /Region eu-west-1 is in partition aws/);
    assert.match(policy(`arn:aws:iam::${ACCOUNT}:role/a`), /Not the ARN of a trust anchor/);
  });
});

describe('pods in the wizard', () => {
  const pods = { kind: 'podIdentity', namespace: 'shop', serviceAccount: 'web' };

  it('are of one cluster by its ARN, or of each one with a name', () => {
    const arn = `arn:aws-cn:eks:cn-north-1:${ACCOUNT}:cluster/prod`;
    assert.ok(policyOf({ ...pods, cluster: arn }).includes(`"aws:RequestTag/eks-cluster-arn": "${arn}"`));
    assert.match(policyOf({ ...pods, cluster: 'prod' }), /"aws:RequestTag\/eks-cluster-name": "prod"/);
    assert.doesNotMatch(policyOf({ ...pods, cluster: '' }), /eks-cluster/);
    for (const [cluster, says] of [
      [arn.replace('cn-north-1', 'eu-west-1'), /^Region eu-west-1 is in partition aws, not in aws-cn/],
      [arn.replace('cluster/', 'nodegroup/'), /^Not the ARN of a cluster/],
      ['my cluster', /^Cluster names have/],
    ] as const)
      assert.match(problemOf({ ...pods, cluster }), says, cluster);
  });

  it('take namespace and service account at once', () => {
    for (const namespace of ['shop/web', 'system:serviceaccount:shop:web', 'shop:web']) {
      const policy = policyOf({ kind: 'podIdentity', cluster: '', namespace });
      assert.match(policy, /kubernetes-namespace": "shop"/, namespace);
      assert.match(policy, /kubernetes-service-account": "web"/, namespace);
    }
  });
});
