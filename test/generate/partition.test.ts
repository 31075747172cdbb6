import assert from 'node:assert/strict';
import { generatedText, problemWith, wizardSteps, type Answers } from '../../server/src/service.ts';

const NOW = Date.parse('2026-11-20');

/** The rows of the conditions. */
function rowsOf(answers: Answers): readonly string[] {
  const step = wizardSteps(answers, () => '').find(({ id }) => id === 'guards');
  assert.ok(step?.kind === 'pick');
  return step.items.map(({ id }) => id);
}

const idsOf = (answers: Answers): readonly string[] => wizardSteps(answers, () => '').map(({ id }) => id);

const KINDS: Readonly<Record<string, { readonly answers: Answers; readonly step: string }>> = {
  account: { answers: { kind: 'account' }, step: 'principals' },
  sameAccount: { answers: { kind: 'sameAccount' }, step: 'account' },
};

describe('the partition of a generated policy', () => {
  for (const [name, { answers, step }] of Object.entries(KINDS)) {
    it(`is one row among the conditions of ${name}, and asked for when it is chosen`, () => {
      const given = { ...answers, [step]: '222233334444' };
      assert.ok(rowsOf(given).includes('partition'));
      assert.ok(!idsOf({ ...given, guards: [] }).includes('partition'));
      const chosen = { ...given, guards: ['partition'] };
      assert.ok(idsOf(chosen).includes('partition'));
      assert.equal(generatedText(chosen), undefined, 'written before it was answered');
      for (const partition of ['aws-cn', 'aws-us-gov'])
        assert.match(
          generatedText({ ...chosen, partition }) ?? '',
          RegExp(`"arn:${partition}:iam::222233334444:root"`),
        );
      assert.match(generatedText({ ...given, guards: [] }) ?? '', /"arn:aws:iam::222233334444:root"/);
      // Unticked, an answer to it is no longer one.
      assert.match(generatedText({ ...given, guards: [], partition: 'aws-cn' }) ?? '', /"arn:aws:iam:/);
    });

    it(`is told by what is pasted for ${name}, and then not offered`, () => {
      for (const [pasted, partition] of [
        ['arn:aws-cn:iam::222233334444:root', 'aws-cn'],
        ['arn:aws-us-gov:iam::222233334444:root', 'aws-us-gov'],
        ['arn:aws:iam::222233334444:root', 'aws'],
        ['https://222233334444.signin.amazonaws.cn/console', 'aws-cn'],
        ['https://222233334444-a1b2c3d4.us-gov-west-1.console.amazonaws-us-gov.com/iam/home', 'aws-us-gov'],
        ['https://222233334444.signin.aws.amazon.com/console', 'aws'],
      ] as const) {
        const given = { ...answers, [step]: pasted };
        assert.ok(!rowsOf(given).includes('partition'), pasted);
        // One that was chosen before does not stand against it.
        for (const more of [{ guards: [] }, { guards: ['partition'], partition: 'aws-us-gov' }])
          assert.match(
            generatedText({ ...given, ...more }) ?? '',
            RegExp(`"arn:${partition}:iam::222233334444:root"`),
            pasted,
          );
      }
    });
  }

  it('is one for all principals', () => {
    const accepted = '222233334444, arn:aws-cn:iam::333344445555:role/deploy';
    const text = generatedText({ kind: 'account', principals: accepted, guards: [] }) ?? '';
    assert.match(text, /"arn:aws-cn:iam::222233334444:root"/);
    assert.match(text, /"arn:aws-cn:iam::333344445555:role\/deploy"/);
    const mixed = 'arn:aws-us-gov:iam::222233334444:role/a, arn:aws-cn:iam::333344445555:role/b';
    for (const kind of ['account', 'principal'])
      assert.match(
        problemWith({ kind }, 'principals', mixed, NOW) ?? '',
        /several partitions \(found aws-us-gov, aws-cn\)/,
      );
  });

  it('is one that AWS has', () => {
    for (const [kind, step] of [
      ['account', 'principals'],
      ['sameAccount', 'account'],
    ] as const)
      assert.match(
        problemWith({ kind }, step, 'arn:aws-eu:iam::222233334444:root', NOW) ?? '',
        /^Unknown partition "aws-eu"\./,
      );
  });
});

/** A role is in one partition: the answer that says another one is refused, whichever it is. */
const CONFLICTS: readonly (readonly [given: Answers, step: string, wrong: string, right: string])[] = [
  [
    { kind: 'eks', issuer: `https://oidc.eks.cn-north-1.amazonaws.com.cn/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0` },
    'account',
    'arn:aws:iam::222233334444:root',
    'arn:aws-cn:iam::222233334444:root',
  ],
  [
    { kind: 'service', services: ['scheduler.amazonaws.com'], guards: ['partition', 'sourceArn'], partition: 'aws-cn' },
    'sourceArnValue',
    'arn:aws:scheduler:eu-west-1:222233334444:schedule-group/g',
    'arn:aws-cn:scheduler:cn-north-1:222233334444:schedule-group/g',
  ],
  [
    {
      kind: 'service',
      services: ['scheduler.amazonaws.com'],
      sourceAccount: 'arn:aws:iam::222233334444:root',
      guards: ['sourceArn'],
    },
    'sourceArnValue',
    'arn:aws-cn:scheduler:cn-north-1:222233334444:schedule-group/g',
    'arn:aws:scheduler:eu-west-1:222233334444:schedule-group/g',
  ],
  [
    { kind: 'saml', provider: 'Example', partition: 'aws-us-gov' },
    'account',
    'arn:aws:iam::222233334444:root',
    'arn:aws-us-gov:iam::222233334444:root',
  ],
];

describe('two answers about one role', () => {
  for (const [given, step, wrong, right] of CONFLICTS)
    it(`are in one partition: ${wrong} for ${String(given['kind'])}`, () => {
      assert.match(
        problemWith(given, step, wrong) ?? '',
        /^This is in partition aws(-cn)?, but an earlier answer is in aws(-cn|-us-gov)?\.$/,
      );
      assert.equal(generatedText({ ...given, [step]: wrong }), undefined);
      assert.equal(problemWith(given, step, right), undefined);
    });

  it('are a provider and its cluster', () => {
    const at = (partition: string, region: string): string =>
      `arn:${partition}:iam::222233334444:oidc-provider/oidc.eks.${region}.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0`;
    for (const kind of ['eks', 'oidc']) {
      assert.match(
        problemWith({ kind }, 'issuer', at('aws-cn', 'us-east-1')) ?? '',
        /^The identity provider is in partition aws-cn, its cluster in aws\.$/,
      );
      assert.equal(problemWith({ kind }, 'issuer', at('aws-us-gov', 'us-gov-west-1')), undefined);
    }
  });
});
