import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { EXTENSION, open, ruleOf, untilDiagnostics } from './support.ts';

describe('in a workspace that is not trusted', () => {
  it('the folder is restricted', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it('policies are checked all the same', async () => {
    const document = await open('flawed/lambda-trust-policy.json');
    const [diagnostic] = await untilDiagnostics(document.uri, (d) => d.length > 0);
    assert.ok(diagnostic);
    assert.equal(ruleOf(diagnostic), 'service-name-case');
    assert.equal(vscode.extensions.getExtension(EXTENSION)?.isActive, true);
  });
});
