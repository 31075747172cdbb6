import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { documentedRules } from '../../server/src/rules/index.ts';
import { TestClient, URI } from '../support/lspClient.ts';

/** Where the engine is. */
const ENGINES = ['dist/engine.js', 'dist/web/server.js'];
/** A text as a minified bundle may quote it. */
const quoted = (text: string): string[] => [text, text.replaceAll('"', '\\"'), text.replaceAll("'", "\\'")];

describe('what ships', () => {
  for (const bundle of ENGINES) {
    const text = fs
      .readFileSync(bundle, 'utf8')
      .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

    it(`${bundle} has what IAM itself says of each mistake, and nothing that only pages say`, () => {
      for (const { meta, docs } of documentedRules) {
        if (meta.iamError !== undefined)
          assert.ok(
            quoted(meta.iamError).some((q) => text.includes(q)),
            meta.id,
          );
        assert.ok(!text.includes(docs.why), `${meta.id}: why`);
      }
    });
  }

  for (const kind of ['stdio', 'worker'] as const)
    it(`finds the one finding that IAM's words mean (${kind})`, async () => {
      const client = new TestClient(kind);
      await client.start({ textDocument: { diagnostic: {} } });
      const statement = (effect: string): string =>
        `{"Sid": "Same", "Effect": "${effect}", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}`;
      await client.open(`{"Version": "2012-10-17", "Statement": [${statement('Allow')}, ${statement('allow')}]}`);
      const { causes } = await client.connection.sendRequest<{ causes: { sure: boolean; text: string }[] }>(
        'workspace/executeCommand',
        {
          command: 'iamTrustPolicy.server.whyRefused',
          arguments: [
            'An error occurred (MalformedPolicyDocument) when calling the UpdateAssumeRolePolicy operation: The Statement Ids in the policy are not unique',
            URI,
          ],
        },
      );
      await client.stop();
      assert.deepEqual(
        causes.map(({ sure, text }) => [sure, /Same/.test(text)]),
        [[true, true]],
      );
    });
});
