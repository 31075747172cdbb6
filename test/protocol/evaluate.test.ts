import assert from 'node:assert/strict';
import type { Decision } from '../../server/src/evaluate/decision.ts';
import type { Range } from 'vscode-languageserver';
import { TestClient } from '../support/lspClient.ts';

const URI = 'file:///w/role-trust-policy.json';
const POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Vendor',
      Effect: 'Allow',
      Principal: { AWS: '464622532012' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': '3f9a1c7be04d4d5f8a21' } },
    },
  ],
};
const REQUEST = {
  role: 'arn:aws:iam::111122223333:role/Target',
  caller: { role: 'arn:aws:iam::464622532012:role/Scanner', session: 's' },
};
const MEMBERS = ['actions', 'because', 'by', 'callerSide', 'decision', 'nearest', 'notes', 'statements'];

for (const transport of ['stdio', 'worker'] as const)
  describe(`the built server that decides about calls, over ${transport}`, () => {
    let client: TestClient;
    before(async () => {
      client = new TestClient(transport);
      await client.start({});
    });
    after(() => client.stop());
    const ask = async (...given: unknown[]): Promise<Decision<Range>> => {
      const decision = await client.connection.sendRequest<Decision<Range>>('workspace/executeCommand', {
        command: 'iamTrustPolicy.server.evaluate',
        arguments: given,
      });
      assert.deepEqual(Object.keys(decision).sort(), MEMBERS);
      return decision;
    };

    it('takes a policy as JSON, as text in any form, and in an open document, where it gives places', async () => {
      const lines = JSON.stringify(POLICY, null, 2);
      await client.open(lines, URI);
      const text = JSON.stringify(POLICY);
      const answers = [];
      for (const policy of [
        POLICY,
        text,
        encodeURIComponent(text),
        { uri: URI },
        { uri: URI, position: { line: 4, character: 2 } },
      ])
        answers.push(await ask(policy, REQUEST));
      for (const { decision, because, by, callerSide, actions, nearest } of answers) {
        assert.deepEqual([decision, because, by, callerSide], ['deny', 'condition:sts:ExternalId', null, 'needed']);
        assert.deepEqual(actions, [{ action: 'sts:AssumeRole', decision: 'deny', by: null }]);
        assert.deepEqual(nearest?.request, { 'with.externalId': '3f9a1c7be04d4d5f8a21' });
      }
      const places = answers.map(({ statements }) => statements[0]?.conditions[0]?.range);
      assert.deepEqual(places.slice(0, 3), [undefined, undefined, undefined]);
      const line = lines.split('\n').findIndex((l) => l.includes('sts:ExternalId'));
      for (const range of places.slice(3)) assert.deepEqual([range?.start.line, range?.end.line], [line, line]);
      const allowed = await ask(POLICY, { ...REQUEST, with: { externalId: '3f9a1c7be04d4d5f8a21' } });
      assert.deepEqual([allowed.decision, allowed.by, allowed.because], ['allow', 'Vendor', null]);
    });

    it('says that IAM rejects a policy, and which findings offer a fix where the call fails', async () => {
      const [statement] = POLICY.Statement;
      const wrong = { ...POLICY, Statement: [{ ...statement, Principal: { AWS: '46462253201' } }] };
      const { decision, because, notes, nearest } = await ask(wrong, REQUEST);
      assert.deepEqual([decision, because], ['deny', 'principal']);
      assert.ok(
        notes.some((note) => note.startsWith('IAM rejects this policy (principal-account-invalid')),
        notes.join(),
      );
      assert.equal(nearest?.statement, 0);
      const permissions = {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }],
      };
      const unnamed = await ask(permissions, REQUEST);
      assert.deepEqual([unnamed.decision, unnamed.because], ['deny', 'principal']);
      const slip = { ...POLICY, Statement: [{ ...statement, Action: 'sts:AsumeRole' }] };
      assert.deepEqual((await ask(slip, REQUEST)).nearest?.policy, ['action-unknown']);
    });

    it('answers whatever it is given with unknown and a note', async () => {
      for (const given of [
        [],
        [null, null],
        [7, REQUEST],
        ['', REQUEST],
        [[], REQUEST],
        [{ uri: 'file:///none.json' }, REQUEST],
        [POLICY],
        [POLICY, 'x'],
        [POLICY, { caller: { user: 7 } }],
      ]) {
        const { decision, notes } = await ask(...given);
        assert.equal(decision, 'unknown', JSON.stringify(given));
        assert.ok(notes.length > 0);
      }
    });
  });
