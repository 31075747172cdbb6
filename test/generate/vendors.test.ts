import assert from 'node:assert/strict';
import { wizard, type Answers } from '../../server/src/service.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const asked = (answers: Answers): ReturnType<typeof wizard> => wizard(answers, () => 'r4nd0m-1d', NOW);

function itemsOf(): readonly { id: string; label: string; description?: string; detail?: string }[] {
  const step = asked({ kind: 'vendor' }).steps.find(({ id }) => id === 'vendor');
  assert.ok(step?.kind === 'pick');
  return step.items;
}

describe('the vendors of the wizard', () => {
  it('are told apart: where several rows have a name, each says that and where to look', () => {
    const items = itemsOf();
    const named = (label: string): typeof items => items.filter((item) => item.label === label);
    const several = items.filter(({ label }) => named(label).length > 1);
    assert.ok(several.length > 100);
    for (const { label, detail } of several)
      assert.match(
        detail ?? '',
        RegExp(`^(?:[A-Z][^.]*\\. )?One of ${named(label).length} accounts, by product or Region: check `),
        label,
      );
    assert.equal(new Set(items.map(({ label, description }) => `${label} ${description ?? ''}`)).size, items.length);
    for (const item of items.filter(({ label }) => named(label).length === 1)) assert.equal(item.detail, undefined);
    const uses = named('Datadog').map(({ description, detail }) => [description, detail?.split('. ', 1)[0]]);
    assert.deepEqual(uses, [
      ['464622532012', 'AWS integration'],
      ['865078226113', 'Systems Manager documents for agents'],
    ]);
    assert.match(named('Datadog')[0]?.detail ?? '', /check docs\.datadoghq\.com\/.*aws/);
  });

  it('are all that the texts promise', () => {
    const [who] = asked({}).steps;
    const row = who?.kind === 'pick' ? who.items.find(({ id }) => id === 'vendor') : undefined;
    const promised = /of (.*) or another/.exec(row?.detail ?? '')?.[1]?.split(', ') ?? [];
    assert.ok(promised.length > 1);
    for (const name of promised)
      assert.ok(
        itemsOf().some(({ label }) => label === name),
        name,
      );
  });

  it('have the accounts of the table in the aws partition only: in others the account is asked for', () => {
    const china = {
      kind: 'vendor',
      vendor: '464622532012',
      externalIdValue: '',
      guards: ['partition'],
      partition: 'aws-cn',
    };
    assert.equal(asked(china).policy, undefined);
    const question = asked(china).steps.at(-1);
    assert.deepEqual(
      [question?.id, question?.title],
      ['principals', 'Which AWS account does Datadog use in partition aws-cn?'],
    );
    const given = { ...china, principals: '2222-3333-4444' };
    assert.match(asked(given).policy ?? '', /"arn:aws-cn:iam::222233334444:root"/);
    assert.match(asked(given).policy ?? '', /<EXTERNAL_ID_FROM_DATADOG>/);
    const elsewhere = asked({ ...china, principals: 'arn:aws:iam::222233334444:root' });
    assert.deepEqual(elsewhere.problems, [
      { step: 'principals', message: 'This ARN is in partition aws, not in aws-cn.' },
    ]);
    // Without the partition its account is known again.
    assert.match(asked({ ...given, guards: [] }).policy ?? '', /"arn:aws:iam::464622532012:root"/);
  });

  it('all make a policy with nothing wrong, and no external ID that nobody issued', () => {
    for (const { id, label } of itemsOf()) {
      const { policy, problems } = asked({
        kind: 'vendor',
        vendor: id,
        principals: '222233334444',
        externalIdValue: '',
        guards: [],
      });
      assert.deepEqual(problems, [], label);
      assert.match(policy ?? '', /"sts:ExternalId": "<EXTERNAL_ID(?:_FROM_[A-Z0-9_]+)?>"/, label);
    }
  });
});
