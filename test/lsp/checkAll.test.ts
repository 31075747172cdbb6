import assert from 'node:assert/strict';
import { CancellationToken } from 'vscode-languageserver';
import { checkAll } from '../../server/src/lsp/checkAll.ts';
import type { CheckedFile } from '../../server/src/protocol.ts';
import { CountingFiles } from '../support/countingFiles.ts';
import { filesIn, sessionOf } from '../support/inProcess.ts';

const FILE = 'file:///w/role-trust-policy.json';
const WRONG =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}';

describe('a check of all files', () => {
  it('takes a document that is closed while it is looked at as it is on disk', async () => {
    const files = filesIn(new CountingFiles({ [FILE]: WRONG }));
    const { session, close, end } = await sessionOf({ [FILE]: WRONG.replace('allow', 'Allow') }, { files });
    try {
      const found: CheckedFile[] = [];
      const findings = {
        of: async (uri: string) => {
          await close(uri);
          return []; // what is to be said of a document that is not open
        },
      };
      await checkAll(session, findings, CancellationToken.None, (sofar) => found.push(...sofar.files));
      assert.deepEqual(
        found.map(({ uri, diagnostics }) => [uri, diagnostics.map((d) => d.code)]),
        [[FILE, ['effect-invalid']]],
      );
    } finally {
      end();
    }
  });
});
