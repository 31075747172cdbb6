import assert from 'node:assert/strict';
import { FORMS, policyAs, policyFrom, PolicyDocument } from '../../server/src/service.ts';

const POLICY = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/ü & "x"' }, Action: 'sts:AssumeRole' },
  ],
};
const text = JSON.stringify(POLICY, null, 4);

describe('a policy on the clipboard', () => {
  for (const form of FORMS)
    it(`as ${form} and back`, () => {
      const copied = policyAs(new PolicyDocument(text, true), 0, form) ?? '';
      assert.ok(!copied.includes('\n'));
      assert.deepEqual(JSON.parse(policyFrom(copied) ?? 'null'), POLICY);
      assert.match(policyFrom(copied) ?? '', /^\{\n {2}"Version"/);
    });

  it('a string that lost its quotes, plus signs for blanks, layers in layers', () => {
    const line = JSON.stringify(POLICY);
    assert.deepEqual(JSON.parse(policyFrom(JSON.stringify(line).slice(1, -1)) ?? 'null'), POLICY);
    assert.deepEqual(JSON.parse(policyFrom(encodeURIComponent(text).replace(/%20/g, '+')) ?? 'null'), POLICY);
    assert.deepEqual(JSON.parse(policyFrom(JSON.stringify(encodeURIComponent(line))) ?? 'null'), POLICY);
  });

  it('the policy at the cursor of a dump', () => {
    const dump = JSON.stringify([
      { AssumeRolePolicyDocument: { Statement: [], Version: 'x' } },
      { AssumeRolePolicyDocument: POLICY },
    ]);
    assert.equal(policyAs(new PolicyDocument(dump), dump.length - 10, 'line'), JSON.stringify(POLICY));
  });

  it('nothing of a broken one, and nothing that is no policy', () => {
    assert.equal(policyAs(new PolicyDocument('{"Statement": [', true), 0, 'line'), undefined);
    for (const other of ['', 'hello', '{"name": "x"}', '%7B%', '[]', '{"Statement": ['])
      assert.equal(policyFrom(other), undefined, other);
  });
});
