import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const ENCODED = `jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ec2.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      }
    ]
  })`;
const role = (policy: string): string => `resource "aws_iam_role" "r" {\n  assume_role_policy = ${policy}\n}\n`;

const ROLE = role(ENCODED).replace('"r"', '"role"');

/** An untitled file of Terraform, which VS Code alone takes for plain text, with the cursor behind a text. */
async function moduleFile(content: string, behind: string): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.parse(`untitled:/pasted-${crypto.randomUUID()}.tf`);
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  assert.ok(
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), content);
    }),
  );
  const at = document.positionAt(content.indexOf(behind) + behind.length);
  editor.selection = new vscode.Selection(at, at);
  return document;
}

describe('pasting a policy', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  for (const [place, before, behind, after] of [
    ['as a value', role(''), 'policy = ', role(ENCODED)],
    ['in a file that the server has not seen', '', '', ROLE],
    ['behind a block', 'locals {\n}\n', '}\n', `locals {\n}\n\n${ROLE}`],
  ] as const)
    it(`inserts it into Terraform ${place}`, async () => {
      await vscode.env.clipboard.writeText(JSON.stringify(POLICY));
      const document = await moduleFile(before, behind);
      await vscode.commands.executeCommand('iamTrustPolicy.pastePolicy');
      assert.equal(document.getText(), after);
    });

  it('makes JSON of Terraform', async () => {
    await vscode.env.clipboard.writeText(role(ENCODED));
    const document = await vscode.workspace.openTextDocument({ language: 'json', content: '' });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('iamTrustPolicy.pastePolicy');
    assert.deepEqual(JSON.parse(document.getText()), POLICY);
  });
});
