import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { conditionKey, keyFamily } from '../../server/src/catalogue/conditionKeys.ts';
import type { Offering } from '../../server/src/guards/guard.ts';
import { guards } from '../../server/src/guards/index.ts';
import { formOf, guardOf } from '../../server/src/guards/ofKey.ts';
import { parseOperator } from '../../server/src/iam/operators.ts';
import { hasWildcard } from '../../server/src/iam/wildcards.ts';
import { SINGULAR } from '../../server/src/text/clause.ts';
import { textOfTemplate } from '../../server/src/tree/template.ts';

const offering: Offering = {
  statement: undefined,
  ownAccounts: { '444455556666': 'prod' },
  organizations: ['o-z9y8x7w6v5'],
  seen: { accounts: ['777788889999'], principals: [], organizations: [], providers: [], unplaced: [] },
  now: Date.parse('2026-11-29T00:00:00Z'),
  random: () => 'Xk3-92.mq@7',
};
const nobody = { principals: [], vendors: [] };

describe('the guards', () => {
  it('are of keys that the table has, each once, tested with operators that IAM has', () => {
    const keys = guards.map(({ key }) => key.toLowerCase());
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(new Set(guards.map(({ id }) => id)).size, guards.length);
    for (const { key, operator } of guards) {
      assert.ok(key.endsWith('/') ? keyFamily(key) : conditionKey(key), key);
      assert.ok(parseOperator(operator), operator);
    }
  });

  it('are chosen by names and answered by names that no other has', () => {
    const asks = guards.flatMap((guard) => guard.asks);
    assert.equal(new Set(asks.map(({ id }) => id)).size, asks.length);
    const answers = asks.flatMap(({ answer, question }) => (question ? [answer] : []));
    assert.equal(new Set(answers).size, answers.length);
    for (const { operator, deny } of asks)
      for (const name of [operator, deny?.operator]) assert.ok(name === undefined || parseOperator(name), name);
  });

  it('are found by their key in any case, tags by their family', () => {
    assert.equal(guardOf('AWS:sourceaccount')?.id, 'sourceAccount');
    assert.equal(guardOf('aws:PrincipalTag/x509Subject/CN')?.id, 'principalTag');
    assert.equal(guardOf('aws:SecureTransport'), undefined);
    assert.equal(guardOf('gitlab.com:sub'), undefined);
  });

  it('have a form that takes the example of AWS’s table, as a value or as a pattern', () => {
    for (const { key, value } of guards) {
      const example = (key.endsWith('/') ? keyFamily(key) : conditionKey(key))?.example ?? '';
      if (!value.form || example === '' || example.includes('${')) continue;
      const fits = hasWildcard(example) ? value.form.matches(example) : value.form.test(example);
      assert.ok(fits, `${key}: ${example}`);
    }
  });

  it('offer no value that their own form refuses', () => {
    for (const { key, value } of guards)
      for (const offer of value.offer?.(offering, undefined, 'unit') ?? []) {
        const text = textOfTemplate(offer.value);
        if (!value.form || /[<$]|_ID$/.test(text)) continue;
        assert.ok(hasWildcard(text) ? value.form.matches(text) : value.form.test(text), `${key}: ${text}`);
      }
  });

  it('ask for a value that they take, and demand one that they take or that is to be filled in', () => {
    for (const { key, value, asks, demand } of guards) {
      for (const ask of asks) {
        const question = ask.question?.({
          ...nobody,
          accounts: [],
          told: () => undefined,
          now: offering.now,
          random: offering.random,
        });
        if (!question) continue;
        const example = question.value ?? question.placeholder;
        assert.equal(question.problem(example), undefined, `${key}: ${example}`);
        const read = question.read?.(example) ?? example;
        const answer = typeof read === 'string' ? read : (read[ask.answer] ?? '');
        for (const written of [ask.value(answer)].flat())
          if (value.form) assert.ok(value.form.test(written) || value.form.matches(written), `${key}: ${written}`);
        assert.notEqual(question.problem(''), undefined, key);
      }
      const wanted = demand?.value({ ...nobody, ...offering, accounts: [] });
      if (wanted !== undefined && value.form && !wanted.includes('<'))
        assert.ok(value.form.test(wanted) || value.form.matches(wanted), `${key}: ${wanted}`);
    }
  });

  it('say their keys as words of the callers, never by the name', () => {
    for (const { key, say } of guards) {
      const noun = say.noun?.(SINGULAR, 'team');
      if (noun === undefined) continue;
      assert.doesNotMatch(noun, /aws:|sts:|SAML:/, key);
      assert.equal(noun.includes('team'), key.endsWith('/'), key);
    }
  });

  it('do not compile where a part is left out', () => {
    const type = fs.readFileSync('server/src/guards/guard.ts', 'utf8');
    const guard = type.slice(
      type.indexOf('export interface Guard {'),
      type.indexOf('\n}', type.indexOf('export interface Guard {')),
    );
    assert.doesNotMatch(guard, /\?:/);
  });
});

describe('the forms of values', () => {
  const matches = (key: string, pattern: string): boolean | undefined => formOf(key)?.matches(pattern);

  it('know which patterns no value of the key matches', () => {
    assert.deepEqual(
      ['4444*', '*', '????????????', 'prod-*', 'arn:aws:*'].map((p) => matches('aws:SourceAccount', p)),
      [true, true, true, false, false],
    );
    assert.deepEqual(
      ['vpce-0*', 'vpc*', 'v?c-*', 'vpc-0*'].map((p) => matches('aws:SourceVpce', p)),
      [true, true, true, false],
    );
    assert.deepEqual(
      ['eu-*', 'EU-*', 'eu west*'].map((p) => matches('aws:RequestedRegion', p)),
      [true, false, false],
    );
  });

  it('take every value of theirs as a pattern too', () => {
    for (const [key, value] of [
      ['aws:PrincipalAccount', 'anonymous'],
      ['aws:PrincipalOrgPaths', 'o-z9y8x7w6v5/r-k1l2/ou-k1l2-0000aaaa/ou-k1l2-0000bbbb/'],
      ['aws:PrincipalServiceName', 'states.eu-west-1.amazonaws.com'],
      ['aws:RequestTag/unit', 'Größe 4_2.a:b/c=d+e-f@g'],
      ['sts:SourceIdentity', 'ana@acme.example'],
    ] as const) {
      assert.ok(formOf(key)?.test(value), value);
      assert.ok(matches(key, value), value);
    }
  });
});
