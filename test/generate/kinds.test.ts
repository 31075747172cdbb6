import assert from 'node:assert/strict';
import {
  check,
  DEFAULT_CONFIG,
  finish,
  PolicyDocument,
  wizard,
  wizardSteps,
  type Answers,
} from '../../server/src/service.ts';

// Every kind of trust about accounts, services and people, each way through it, in each partition that it is in: the answers make a
// policy, and our own rules find in it at most what the answers ask for.

const NOW = Date.parse('2026-11-20T12:00:00Z');
const random = (): string => '6b1f0c3e9a7d4e52';
const ACCOUNT = '222233334444';
const REGIONS = { aws: 'eu-west-1', 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' };
type Partition = keyof typeof REGIONS;

interface Way {
  readonly answers: Answers;
  /** Answers that are different in each partition. */
  readonly of?: (partition: Partition, region: string) => Answers;
  /** Findings that the answers ask for, each with the reason. */
  readonly asksFor?: Readonly<Record<string, string>>;
}

const USER = 'IAM users have long-term access keys, and one was named';
const WHOLE = 'a whole account was chosen, without a condition';
const EVERYONE = "a policy can't name an organization as its principal; silent once it is in trustedOrganizations";
const SEVERAL = 'several services were chosen for one role';
const LATER = 'the external ID is still to come';

const inPartition = (partition: Partition): Answers => (partition === 'aws' ? {} : { partition });
/** Guards with the row of the partition, where that has to be chosen. */
const guards = (partition: Partition, ...ids: readonly string[]): Answers => ({
  guards: partition === 'aws' ? ids : [...ids, 'partition'],
  ...inPartition(partition),
});
const arn = (partition: string, resource: string, service = 'iam', region = ''): string =>
  `arn:${partition}:${service}:${region}:${ACCOUNT}:${resource}`;
const DAYS = { startValue: '2027-01-01', untilValue: '2027-06-30' };
const PLACES = { sourceIpValue: '203.0.113.0/24, 2001:db8::/32' };
const EXTERNAL = { externalIdValue: '6b1f0c3e9a7d4e52' };
const ORGANIZATION = { organizationId: 'o-z9y8x7w6v5' };
const UNIT = { organizationPath: arn('aws', 'ou/o-z9y8x7w6v5/ou-k1l2-0000aaaa', 'organizations') };

const WAYS: Readonly<Record<string, Way>> = {
  'a role': {
    answers: { kind: 'principal', guards: [] },
    of: (partition) => ({ principals: arn(partition, 'role/ci/deploy') }),
  },
  'a user with recent MFA from known places': {
    answers: { kind: 'principal', guards: ['mfa', 'mfaAge', 'sourceIp'], mfaAgeValue: '1 hour', ...PLACES },
    of: (partition) => ({ principals: arn(partition, 'user/ana') }),
    asksFor: { 'principal-user': USER },
  },
  'roles for a time, with tags and a source identity': {
    answers: { kind: 'principal', guards: ['start', 'until', 'tagSession', 'setSourceIdentity'], ...DAYS },
    of: (partition) => ({ principals: `${arn(partition, 'role/a')}\n${arn(partition, 'role/b')}` }),
  },
  'the own account': {
    answers: { kind: 'sameAccount', account: ACCOUNT },
    of: (partition) => guards(partition),
    asksFor: { 'principal-account-root': WHOLE },
  },
  'the own account with MFA, and no one else': {
    answers: { kind: 'sameAccount', account: ACCOUNT, denied: ['mfa', 'until'], untilValue: '2027-06-30' },
    of: (partition) => guards(partition, 'mfa', 'deny'),
  },
  'another account with an external ID': {
    answers: { kind: 'account', principals: ACCOUNT, ...EXTERNAL },
    of: (partition) => guards(partition, 'externalId'),
  },
  'another account with everything': {
    answers: {
      kind: 'account',
      principals: `${ACCOUNT}, 3333-4444-5555`,
      denied: ['organization', 'sourceIp', 'until'],
      ...EXTERNAL,
      ...ORGANIZATION,
      ...UNIT,
      ...PLACES,
      ...DAYS,
    },
    of: (partition) =>
      guards(
        partition,
        ...['externalId', 'organization', 'organizationPaths', 'sourceIp', 'start', 'until', 'tagSession', 'deny'],
      ),
  },
  'a vendor of the table': {
    answers: { kind: 'vendor', vendor: '464622532012', principals: ACCOUNT, ...EXTERNAL },
    of: (partition) => guards(partition),
  },
  'a vendor whose external ID is to come, from known places': {
    answers: { kind: 'vendor', vendor: 'snowflake', principals: ACCOUNT, externalIdValue: '', ...PLACES },
    of: (partition) => guards(partition, 'sourceIp'),
    asksFor: { placeholder: LATER },
  },
  'an organization': {
    answers: { kind: 'organization', ...ORGANIZATION },
    of: (partition) => guards(partition),
    asksFor: { 'principal-everyone': EVERYONE },
  },
  'a unit of an organization, and no one outside': {
    answers: { kind: 'organization', denied: ['organization'], ...ORGANIZATION, ...UNIT },
    of: (partition) => guards(partition, 'organizationPaths', 'deny'),
    asksFor: { 'principal-everyone': EVERYONE },
  },
  'a permission set': {
    answers: { kind: 'identityCenter', permissionSet: 'Admin', account: ACCOUNT, ...PLACES },
    of: (partition) => guards(partition, 'sourceIp'),
  },
  'the role of a permission set': {
    answers: { kind: 'identityCenter', guards: ['until', 'deny'], denied: ['until'], untilValue: '2027-06-30' },
    of: (partition, region) => ({
      permissionSet: arn(
        partition,
        `role/aws-reserved/sso.amazonaws.com/${region}/AWSReservedSSO_Ops_0123456789abcdef`,
      ),
    }),
  },
  'a service': {
    answers: { kind: 'service', services: ['lambda.amazonaws.com'] },
    of: (partition) => guards(partition),
  },
  'services with a guard each': {
    answers: {
      kind: 'service',
      services: ['ec2.amazonaws.com', 'scheduler.amazonaws.com', 'states.amazonaws.com'],
      sourceAccount: ACCOUNT,
      guards: ['sourceArn', 'until'],
      untilValue: '2027-06-30',
    },
    of: (partition, region) => ({
      sourceArnValue: [
        arn(partition, 'schedule-group/default', 'scheduler', region),
        arn(partition, 'stateMachine:*', 'states', region),
      ].join(', '),
    }),
  },
  'services that need the same': {
    answers: { kind: 'service', services: ['glue.amazonaws.com', 'ec2.amazonaws.com', 'codedeploy.amazonaws.com'] },
    of: (partition) => guards(partition),
    asksFor: { 'statement-mixed': SEVERAL },
  },
  'pods of a cluster': {
    answers: { kind: 'podIdentity', namespace: 'shop/checkout', guards: ['start'], startValue: '2027-01-01' },
    of: (partition, region) => ({ cluster: arn(partition, 'cluster/prod', 'eks', region) }),
  },
  'any pods': {
    answers: { kind: 'podIdentity', cluster: '', namespace: '', serviceAccount: '' },
    of: (partition) => guards(partition),
  },
  'people of a SAML provider': {
    answers: { kind: 'saml', guards: ['sourceIp', 'deny'], denied: ['sourceIp'], ...PLACES },
    of: (partition) => ({ provider: arn(partition, 'saml-provider/Corp') }),
  },
  'people by their attributes': {
    answers: {
      kind: 'saml',
      provider: 'Corp',
      account: ACCOUNT,
      guards: ['samlSubject', 'samlAffiliation', 'samlCn', 'samlIssuer', 'tagSession', 'setSourceIdentity', 'until'],
      samlSubjectValue: 'ana@example.com; ben@example.com',
      samlAffiliationValue: 'staff',
      samlCnValue: 'Ana Alvarez',
      samlIssuerValue: 'https://idp.example.com/o?id=1',
      untilValue: '2027-06-30',
    },
    of: (partition) => ({ partition }),
  },
  'people who sign in at one Region, with encryption': {
    answers: { kind: 'saml', guards: ['signInAddress'] },
    of: (partition, region) => ({
      provider: arn(partition, 'saml-provider/Corp'),
      signInAddressValue: `https://${region}.${
        { aws: 'signin.aws.amazon.com', 'aws-cn': 'signin.amazonaws.cn', 'aws-us-gov': 'signin.amazonaws-us-gov.com' }[
          partition
        ]
      }/saml/acs/SAMLSP4HHL3E3EXAMPLE`,
    }),
  },
  'a certificate': {
    answers: {
      kind: 'rolesAnywhere',
      commonName: 'CN=build-7,OU=Engineering',
      guards: ['subjectUnit', 'issuerName', 'alternativeDns', 'until'],
      subjectUnitValue: 'Engineering',
      issuerNameValue: 'CN=Example CA 1',
      alternativeDnsValue: 'build-7.example.com',
      untilValue: '2027-06-30',
    },
    of: (partition, region) => ({
      trustAnchor: arn(partition, 'trust-anchor/5D0E6A3C-2222-4333-8444-555566667777', 'rolesanywhere', region),
    }),
  },
};

const onCrash = (_: string, error: unknown): never => {
  throw error;
};

const ofEach = (partition: Partition, { answers, of }: Way): Answers => ({
  ...answers,
  ...of?.(partition, REGIONS[partition]),
});

describe('each kind of trust, in each partition', () => {
  const config = { ...DEFAULT_CONFIG, ownAccounts: { [ACCOUNT]: 'prod', '333344445555': 'dev' } };

  for (const [name, way] of Object.entries(WAYS))
    for (const partition of Object.keys(REGIONS) as Partition[])
      it(`${name} in ${partition}: a policy with nothing wrong but what was asked for`, () => {
        const answers = ofEach(partition, way);
        const { policy, problems } = wizard(answers, random, NOW);
        assert.deepEqual(problems, []);
        assert.notEqual(policy, undefined);
        const text = policy ?? '';
        const others = [...text.matchAll(/"arn:(aws[a-z-]*):/g)].filter((m) => m[1] !== partition);
        assert.deepEqual(others, [], text);
        const { findings } = finish(check(new PolicyDocument(text, true), { config, now: NOW, random, onCrash }));
        const found = [...new Set(findings.map(({ ruleId }) => ruleId))];
        assert.deepEqual(
          found,
          Object.keys(way.asksFor ?? {}),
          `${findings.map((f) => f.message).join('\n')}\n${text}`,
        );
        // The policy is the same when the answers come one by one, and none before all have come.
        let given: Answers = {};
        for (;;) {
          const open = wizardSteps(given, random, NOW).find(({ id }) => given[id] === undefined);
          if (!open) break;
          assert.equal(wizard(given, random, NOW).policy, undefined, `without ${open.id}`);
          const answer = answers[open.id];
          assert.notEqual(answer, undefined, `no answer for ${open.id}`);
          given = { ...given, [open.id]: answer ?? '' };
        }
        assert.equal(wizard(given, random, NOW).policy, policy);
      });

  it('organizations and own accounts that were noted bring no finding', () => {
    const noted = { ...config, trustedOrganizations: ['o-z9y8x7w6v5'] };
    const { policy = '' } = wizard({ kind: 'organization', ...ORGANIZATION, guards: [] }, random, NOW);
    const { findings } = finish(check(new PolicyDocument(policy, true), { config: noted, now: NOW, random, onCrash }));
    assert.deepEqual(findings, []);
  });
});
