import assert from 'node:assert/strict';
import {
  check,
  finish,
  generatedOutputs,
  generatedText,
  PolicyDocument,
  wizardSteps,
  type Answers,
} from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { walks } from '../support/oidcWalk.ts';

const CLUSTER = 'EXAMPLED539D4633E53DE1B71EXAMPLE';

/** One of each family, without what its conditions ask. */
const TRUSTS: Readonly<Record<string, Answers>> = {
  GitHub: {
    kind: 'github',
    account: '111122223333',
    repository: 'octo-org/octo-repo',
    subject: 'both',
    scope: 'branch',
    scopeName: 'main',
  },
  EKS: {
    kind: 'eks',
    account: '111122223333',
    issuer: `eu-west-1 ${CLUSTER}`,
    namespace: 'shop',
    serviceAccount: 'web',
  },
  'any issuer': {
    kind: 'oidc',
    account: '111122223333',
    issuer: 'idp.example.com',
    audience: 'aws',
    subject: 'deployer',
  },
  Google: { kind: 'google', scope: 'serviceAccount' },
  Cognito: { kind: 'cognito', scope: 'guests' },
};

function guardsOf(answers: Answers): readonly string[] {
  const step = wizardSteps(answers, () => 'r').find(({ id }) => id === 'guards');
  return step?.kind === 'pick'
    ? step.items.map(({ id }) => id).filter((id) => id !== 'deny' && id !== 'partition')
    : [];
}

describe('conditions for callers with a token', () => {
  for (const [name, answers] of Object.entries(TRUSTS))
    it(`${name}: each that is offered gives a policy without findings`, () => {
      const guards = guardsOf(answers);
      assert.ok(guards.includes('until'));
      // Callers with a token have no organization, no MFA and no external ID.
      for (const id of ['externalId', 'organization', 'mfa']) assert.ok(!guards.includes(id), id);
      for (const guard of guards)
        for (const given of walks({ ...answers, guards: [guard] })) {
          const text = generatedText(given) ?? '';
          const { findings } = finish(check(new PolicyDocument(text, true), testContext()));
          assert.deepEqual(
            findings.map(({ message }) => message),
            [],
            `${guard}\n${text}`,
          );
          assert.ok(text.length > (generatedText({ ...given, guards: [] }) ?? '').length, guard);
        }
    });

  it('are kept to what Cognito can meet, which makes the call itself', () => {
    assert.ok(!guardsOf({ kind: 'cognito' }).includes('sourceIp'));
    assert.ok(guardsOf({ kind: 'google' }).includes('sourceIp'));
  });
});

/** Answers to what is asked besides the policy. */
const USUAL: Answers = {
  guards: [],
  outputs: ['cli'],
  roleName: 'web',
  roleExists: 'no',
  description: '',
  managedPolicy: '',
  duration: '3600',
  tags: '',
};

describe('what the role for a token hangs on', () => {
  const script = (answers: Answers): string => {
    const [cli] = generatedOutputs({ ...USUAL, ...answers });
    assert.match(cli?.text ?? '', /aws iam create-role/);
    return cli?.text ?? '';
  };

  it('is the provider with its audience, and the annotation that EKS reads', () => {
    const issuer = `oidc.eks.cn-north-1.amazonaws.com.cn/id/${CLUSTER}`;
    const text = script({ ...TRUSTS['EKS'], issuer: `https://${issuer}` });
    assert.match(text, /kubectl annotate serviceaccount/);
    assert.ok(text.includes(`arn:aws-cn:iam::111122223333:oidc-provider/${issuer}`));
    assert.ok(text.includes(`https://${issuer}`));
    assert.ok(text.includes('arn:aws-cn:iam::111122223333:role/web'));
    // No one service account to annotate.
    assert.doesNotMatch(script({ ...TRUSTS['EKS'], serviceAccount: '*' }), /kubectl annotate/);
    assert.doesNotMatch(script({ ...TRUSTS['any issuer'] }), /kubectl annotate/);
  });

  it('is nothing where IAM has the provider built in', () => {
    for (const given of [...walks({ kind: 'cognito' }), ...walks({ kind: 'google' })])
      assert.doesNotMatch(script(given), /open-id-connect-provider/);
  });
});
