import assert from 'node:assert/strict';
import { wizardSteps, type Answers } from '../../server/src/service.ts';

/**
 * Good answers for each kind of trust, as people give them. A question that a set has no answer to is answered by its example or its
 * first choice, so a kind needs a set here only where that won't do or a branch of it differs.
 */
const SETS: Readonly<Record<string, readonly Answers[]>> = {
  service: [
    { services: ['lambda.amazonaws.com'] },
    { services: ['ec2.amazonaws.com'] },
    { services: ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com'] },
    { services: ['scheduler.amazonaws.com'], sourceAccount: '210987654321' },
  ],
  principal: [
    { principals: 'arn:aws:iam::210987654321:user/ana', guards: ['mfa', 'until'], untilValue: '2999-12-31' },
    { principals: 'arn:aws:iam::210987654321:role/ci, arn:aws:iam::210987654399:role/ops' },
    { principals: 'arn:aws-cn:iam::210987654321:role/ci' },
  ],
  sameAccount: [{}, { guards: ['mfa', 'deny'] }, { guards: ['partition'], partition: 'aws-us-gov' }],
  account: [
    { principals: '210987654321' },
    {
      principals: '210987654321',
      guards: ['externalId', 'sourceIp'],
      externalIdValue: 'file://a=b@c:9/+_-',
      sourceIpValue: '203.0.113.0/24',
    },
    {
      principals: '210987654321',
      guards: ['organizationPaths', 'mfaAge', 'start', 'partition'],
      partition: 'aws-cn',
      organizationPath: 'o-z9y8x7w6v5/r-k1l2/ou-k1l2-0000aaaa/*',
    },
  ],
  vendor: [
    { vendor: '464622532012', externalIdValue: '7c1f0d9ab3e24f6c' },
    { vendor: 'snowflake', externalIdValue: '' },
  ],
  organization: [
    { organizationId: 'o-z9y8x7w6v5' },
    { organizationId: 'o-z9y8x7w6v5', guards: ['deny', 'sourceIp'], sourceIpValue: '203.0.113.0/24, 2001:db8::/32' },
  ],
  github: [
    { scope: 'any' },
    { subject: 'names', scope: 'branch', scopeName: 'main' },
    { subject: 'ids', scope: 'environment', scopeName: 'Größe \\ 50%{x}' },
  ],
  eks: [
    {},
    { issuer: 'https://oidc.eks.cn-north-1.amazonaws.com.cn/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0' },
    { issuer: 'https://oidc.eks.us-gov-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0' },
  ],
  podIdentity: [{}, { namespace: '', serviceAccount: '' }, { cluster: '', namespace: '', serviceAccount: '' }],
  saml: [{ partition: 'aws' }, { partition: 'aws-cn' }, { partition: 'aws-us-gov' }],
  rolesAnywhere: [
    { trustAnchor: 'arn:aws:rolesanywhere:eu-west-1:210987654321:trust-anchor/5d0e6a3c-2222-4333-8444-555566667777' },
    {
      trustAnchor:
        'arn:aws-us-gov:rolesanywhere:us-gov-west-1:210987654321:trust-anchor/5d0e6a3c-2222-4333-8444-555566667777',
      commonName: '${aws:PrincipalTag/team}',
    },
  ],
  oidc: [{ issuer: 'https://idp.example.com/tenant', audience: 'deploy', subject: "a'b\\c%{d}ü" }],
};

/** Every kind of trust that the wizard offers, with answers that make a policy. */
export function goodAnswers(): readonly { readonly kind: string; readonly answers: Answers }[] {
  return kinds().flatMap((kind) => (SETS[kind] ?? [{}]).map((set) => ({ kind, answers: answered({ ...set, kind }) })));
}

/** The rows of the first question that are kinds: others are one service or vendor of a kind. */
function kinds(): readonly string[] {
  const [who] = wizardSteps({}, random);
  assert.ok(who?.kind === 'pick');
  return who.items.map(({ id }) => id).filter((id) => !/^(?:service|vendor):/.test(id));
}

/** The answers with one to every question that they leave open. */
export function answered(given: Answers): Answers {
  const open = wizardSteps(given, random).find(({ id }) => given[id] === undefined);
  if (!open) return given;
  return answered({ ...given, [open.id]: exampleFor(open) });
}

function exampleFor(step: ReturnType<typeof wizardSteps>[number]): string | readonly string[] {
  if (step.kind === 'text') return step.value ?? step.placeholder;
  const picked = step.items.filter((item) => item.picked).map(({ id }) => id);
  if (step.many) return picked.length || step.mayBeNone ? picked : step.items.slice(0, 1).map(({ id }) => id);
  return picked[0] ?? step.items[0]?.id ?? '';
}

const random = (): string => '3f9a1c7be04d4d5f8a21';
