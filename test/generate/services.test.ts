import assert from 'node:assert/strict';
import { check, DEFAULT_CONFIG, finish, PolicyDocument, wizard, type Answers } from '../../server/src/service.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const ACCOUNT = '222233334444';

interface Written {
  readonly Principal: { readonly Service: string | readonly string[] };
  readonly Action: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const asked = (answers: Answers): ReturnType<typeof wizard> =>
  wizard({ kind: 'service', guards: [], ...answers }, () => '', NOW);

function statementsOf(answers: Answers): readonly Written[] {
  const { policy, problems } = asked(answers);
  assert.deepEqual(problems, []);
  return (JSON.parse(policy ?? '{"Statement":[]}') as { Statement: Written[] }).Statement;
}

const problemOf = (answers: Answers): string => asked(answers).problems[0]?.message ?? '';

describe('the services of the wizard', () => {
  it('are in a statement of their own where another condition or action is needed', () => {
    const found = statementsOf({
      services: ['lambda.amazonaws.com', 'scheduler.amazonaws.com', 'ec2.amazonaws.com', 'pods.eks.amazonaws.com'],
      sourceAccount: ACCOUNT,
    });
    assert.deepEqual(
      found.map(({ Principal, Action, Condition }) => [Principal.Service, Action, Condition]),
      [
        [['lambda.amazonaws.com', 'ec2.amazonaws.com'], 'sts:AssumeRole', undefined],
        ['scheduler.amazonaws.com', 'sts:AssumeRole', { StringEquals: { 'aws:SourceAccount': ACCOUNT } }],
        ['pods.eks.amazonaws.com', ['sts:AssumeRole', 'sts:TagSession'], undefined],
      ],
    );
    const image = statementsOf({ services: ['vmie.amazonaws.com', 'ec2.amazonaws.com'] });
    assert.deepEqual(
      image.map(({ Condition }) => Condition),
      [{ StringEquals: { 'sts:ExternalId': 'vmimport' } }, undefined],
    );
    assert.equal(
      statementsOf({ services: ['scheduler.amazonaws.com', 'events.amazonaws.com'], sourceAccount: ACCOUNT }).length,
      1,
    );
  });

  it('are kept to resources, each by the ARNs that it sends', () => {
    const both = {
      services: ['scheduler.amazonaws.com', 'codebuild.amazonaws.com'],
      sourceAccount: ACCOUNT,
      guards: ['sourceArn'],
    };
    const group = `arn:aws:scheduler:eu-west-1:${ACCOUNT}:schedule-group/default`;
    const projects = `arn:aws:codebuild:*:${ACCOUNT}:project/*`;
    assert.deepEqual(
      statementsOf({ ...both, sourceArnValue: ` "${group}"\n${projects}` }).map((s) => s.Condition?.['ArnLike']),
      [{ 'aws:SourceArn': group }, { 'aws:SourceArn': projects }],
    );
    for (const [sourceArnValue, says] of [
      [group, /^Also give an ARN for AWS CodeBuild\. Example: arn:aws:codebuild:/],
      [
        `${group.replace(ACCOUNT, '999988887777')}, ${projects}`,
        /is in account 999988887777, but .* account 222233334444/,
      ],
      [
        `${group.replace('schedule-group', 'schedule')}, ${projects}`,
        /don't send this ARN\. Example: .*:schedule-group\/\*$/,
      ],
      [`arn:aws:s3:::bucket, ${projects}`, /account ID \(12 digits\)/],
      [`arn:aws:sns:eu-west-1:${ACCOUNT}:topic`, /don't send this ARN/],
      [group.replace('eu-west-1', 'eu-wset-1'), /^Unknown Region "eu-wset-1"/],
      [group.replace('arn:aws:', 'arn:aws-cn:'), /^Region eu-west-1 is in partition aws, not in aws-cn/],
      ['default', /^Not an ARN\. Example: arn:aws:scheduler:/],
    ] as const)
      assert.match(problemOf({ ...both, sourceArnValue }), says, sourceArnValue);
  });

  it('have problems with their resources that fit on a line, whichever they are', () => {
    const step = asked({}).steps.find(({ id }) => id === 'services');
    const all = step?.kind === 'pick' ? step.items.map(({ id }) => id) : [];
    for (const services of all.map((id) => [id]).concat([all.slice(0, 6)])) {
      const guarded = { services, guards: ['sourceArn'], sourceArnValue: 'arn:aws:none:eu-west-1:111122223333:x' };
      if (!asked(guarded).steps.some(({ id }) => id === 'sourceArnValue')) continue;
      assert.match(problemOf(guarded), /^.{8,129}$/su, services.join());
    }
  });

  it('are asked for resources only where AWS documents what they send', () => {
    const rows = (...services: string[]): readonly string[] => {
      const step = asked({ services }).steps.find(({ id }) => id === 'guards');
      return step?.kind === 'pick' ? step.items.map(({ id }) => id) : [];
    };
    assert.ok(rows('scheduler.amazonaws.com').includes('sourceArn'));
    assert.ok(rows('ec2.amazonaws.com', 'scheduler.amazonaws.com').includes('sourceArn'));
    assert.ok(!rows('ec2.amazonaws.com').includes('sourceArn'));
    for (const never of ['mfa', 'sourceIp', 'externalId', 'deny'])
      assert.ok(!rows('ec2.amazonaws.com').includes(never));
  });

  it('have in China the name that they have there', () => {
    const services = ['codedeploy.amazonaws.com', 'ec2.amazonaws.com'];
    const names = (partition: string): unknown =>
      statementsOf({ services, guards: ['partition'], partition })[0]?.Principal.Service;
    assert.deepEqual(names('aws-cn'), ['codedeploy.amazonaws.com.cn', 'ec2.amazonaws.com']);
    assert.deepEqual(names('aws-us-gov'), services);
  });

  it('all have a name of their own, and a policy with nothing wrong', () => {
    const step = asked({}).steps.find(({ id }) => id === 'services');
    assert.ok(step?.kind === 'pick' && step.items.length > 200);
    for (const { id, label } of step.items) {
      assert.doesNotMatch(label, /amazonaws/, id);
      const { policy, problems } = asked({ services: [id], sourceAccount: ACCOUNT });
      assert.deepEqual(problems, [], id);
      const { findings } = finish(
        check(new PolicyDocument(policy ?? '', true), {
          config: DEFAULT_CONFIG,
          now: NOW,
          random: () => '',
          onCrash: (_, error) => {
            throw error;
          },
        }),
      );
      assert.deepEqual(
        findings.map(({ message }) => message),
        [],
        id,
      );
    }
    for (const name of ['imagebuilder', 'textract'])
      assert.ok(
        step.items.some(({ id }) => id.startsWith(`${name}.`)),
        name,
      );
  });
});
