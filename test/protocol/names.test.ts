// The built server on the names in Terraform modules and CloudFormation templates, as an editor asks for them.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DocumentHighlight, DocumentLink, Hover, Location, Position } from 'vscode-languageserver';
import { TestClient } from '../support/lspClient.ts';

const ISSUER = 'token.actions.githubusercontent.com';
const FILES: Readonly<Record<string, string>> = {
  'main.tf': `resource "aws_iam_role" "deploy" {
  name               = "deploy"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role" "web" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.gh.arn }
      Condition = { StringEquals = { "${ISSUER}:sub" = local.subject, "${ISSUER}:aud" = "sts.amazonaws.com" } }
    }]
  })
}

resource "aws_iam_role" "old" {
  assume_role_policy = file("\${path.module}/policies/old one.json")
}
`,
  'trust.tf': `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.web.arn]
    }
  }
}
`,
  'provider.tf': `variable "org" {
  default = "acme"
}

locals {
  subject = "repo:\${var.org}/shop:ref:refs/heads/main"
  bucket  = "logs"
}

resource "aws_iam_openid_connect_provider" "gh" {
  url = "https://${ISSUER}"
}

resource "aws_s3_bucket" "logs" {
  bucket = local.bucket
}
`,
};

describe('the built server on names', () => {
  let folder: string;
  let client: TestClient;
  const uri = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const start = async (options: object = {}, languageId = 'terraform', opened = Object.keys(FILES)): Promise<void> => {
    client = new TestClient('stdio');
    await client.start({ textDocument: { diagnostic: {} } }, options, [{ uri: pathToFileURL(folder).href, name: 'w' }]);
    for (const name of opened) await client.open(FILES[name] ?? '', uri(name), languageId);
  };
  const positionOf = (name: string, text: string): Position => {
    const before = (FILES[name] ?? '').split(text)[0] ?? '';
    return { line: before.split('\n').length - 1, character: before.length - before.lastIndexOf('\n') + 1 };
  };
  const ask = <T>(method: string, name: string, text: string, more: object = {}): Promise<T> =>
    client.connection.sendRequest<T>(`textDocument/${method}`, {
      textDocument: { uri: uri(name) },
      position: positionOf(name, text),
      ...more,
    });
  /** What stands at each place, behind its file. */
  const told = (locations: readonly Location[]): string[] =>
    locations.map(({ uri: at, range: { start, end } }) => {
      const name = path.basename(at);
      const line = (FILES[name] ?? '').split('\n')[start.line] ?? '';
      return `${name} ${line.slice(start.character, end.character)}`;
    });
  const definition = async (name: string, text: string): Promise<string[]> =>
    told(await ask<Location[]>('definition', name, text));
  const references = async (name: string, text: string, includeDeclaration = false): Promise<string[]> =>
    told(await ask<Location[]>('references', name, text, { context: { includeDeclaration } }));
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tf-names-'));
    for (const [name, text] of Object.entries(FILES)) fs.writeFileSync(path.join(folder, name), text);
  });
  afterEach(async () => {
    await client.stop();
    fs.rmSync(folder, { recursive: true });
  });

  for (const opened of [['main.tf'], Object.keys(FILES)])
    it(`go to their places in other files (${opened.length} open)`, async () => {
      await start({}, 'terraform', opened);
      assert.deepEqual(await definition('main.tf', 'data.aws_iam'), ['trust.tf "trust"']);
      assert.deepEqual(await definition('main.tf', 'aws_iam_openid'), ['provider.tf "gh"']);
      assert.deepEqual(await definition('main.tf', 'local.subject'), ['provider.tf subject']);
    });

  it('go back to where they are used', async () => {
    await start();
    assert.deepEqual(await references('trust.tf', '"trust" {'), ['main.tf data.aws_iam_policy_document.trust.json']);
    assert.deepEqual(await references('provider.tf', '"gh" {', true), [
      'provider.tf "gh"',
      'main.tf aws_iam_openid_connect_provider.gh.arn',
    ]);
    assert.deepEqual(await references('main.tf', '"web" {'), ['trust.tf aws_iam_role.web.arn']);
    assert.deepEqual(await references('provider.tf', '"org" {'), ['provider.tf var.org']);
  });

  it('are found in the text as it is open, and as it is on disk again', async () => {
    await start();
    const moved = (FILES['provider.tf'] ?? '').replace('subject =', 'subjects =');
    await client.change(2, moved, uri('provider.tf'));
    assert.deepEqual(await definition('main.tf', 'local.subject'), []);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri('provider.tf') } });
    assert.deepEqual(await definition('main.tf', 'local.subject'), ['provider.tf subject']);
  });

  it('are left to others where no trust policy hangs on them, and where an extension knows all of them', async () => {
    await start({ namesOfferedFor: ['opentofu'] });
    assert.deepEqual(await definition('provider.tf', 'local.bucket'), []);
    assert.deepEqual(await references('provider.tf', 'bucket  ='), []);
    await client.stop();
    await start({ namesOfferedFor: ['terraform'] });
    assert.deepEqual(await definition('main.tf', 'data.aws_iam'), []);
    assert.deepEqual(await references('trust.tf', '"trust" {'), []);
    await client.stop();
    await start({ namesOfferedFor: ['terraform'] }, 'plaintext');
    assert.deepEqual(await definition('main.tf', 'data.aws_iam'), ['trust.tf "trust"']);
  });

  it('go from a role whose name alone is said to who names it by an ARN', async () => {
    const caller =
      '{"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/named"}, "Action": "sts:AssumeRole"}]}}';
    fs.writeFileSync(path.join(folder, 'caller.json'), caller);
    const named = (FILES['main.tf'] ?? '').replace('"web" {', '"web" {\n  name = "named"');
    fs.writeFileSync(path.join(folder, 'main.tf'), named);
    await start({ namesOfferedFor: ['terraform'] }, 'terraform', []);
    await client.open(named, uri('main.tf'), 'terraform');
    const at = async (text: string): Promise<string[]> => {
      const before = named.split(text)[0] ?? '';
      const found = await client.connection.sendRequest<Location[]>('textDocument/references', {
        textDocument: { uri: uri('main.tf') },
        position: { line: before.split('\n').length - 1, character: before.length - before.lastIndexOf('\n') },
        context: { includeDeclaration: false },
      });
      return found.map(({ uri: of }) => path.basename(of));
    };
    assert.deepEqual(await at('"named"'), ['caller.json']);
    assert.deepEqual(await at('"2012-10-17"'), ['caller.json']);
    assert.deepEqual(await at('local.subject'), []);
  });

  it('are marked in their file', async () => {
    await start();
    const marked = await ask<DocumentHighlight[] | null>('documentHighlight', 'main.tf', 'local.subject');
    assert.deepEqual(told((marked ?? []).map(({ range }) => ({ uri: uri('main.tf'), range }))), [
      'main.tf local.subject',
    ]);
  });

  it('tell in a hover what fills in a part, with a default or value of another file', async () => {
    await start();
    const hover = async (name: string, text: string): Promise<string> =>
      JSON.stringify((await ask<Hover | null>('hover', name, text))?.contents ?? '');
    assert.match(await hover('trust.tf', 'aws_iam_role.web'), /Filled in at deployment: `aws_iam_role.web.arn`/);
    assert.match(await hover('main.tf', 'local.subject'), /\*Value of\* `local.subject`: `.*var.org.*`/);
    const trust = (FILES['trust.tf'] ?? '').replace('aws_iam_role.web.arn', 'var.org');
    await client.change(2, trust, uri('trust.tf'));
    assert.match(await hover('trust.tf', 'aws_iam_role.web'), /`var.org`.*\*Default of\* `var.org`: `.*acme.*`/);
  });

  it('go from a function of a template to what it names, and back', async () => {
    await start();
    const text = `{
  "Parameters": {"Caller": {"Type": "String", "Default": "arn:aws:iam::111122223333:role/x"}},
  "Resources": {
    "Role": {
      "Type": "AWS::IAM::Role",
      "Properties": {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow",
        "Principal": {"AWS": [{"Ref": "Caller"}, {"Fn::GetAtt": ["Role", "Arn"]}]},
        "Action": "sts:AssumeRole"
      }]}}
    }
  }
}`;
    await client.open(text, uri('template.json'));
    const lines = text.split('\n');
    const at = async (method: string, line: number, word: string): Promise<unknown> => {
      const position = { line, character: (lines[line] ?? '').indexOf(word) + 1 };
      const context = { includeDeclaration: false };
      const found = await client.connection.sendRequest<Location[]>(`textDocument/${method}`, {
        textDocument: { uri: uri('template.json') },
        position,
        context,
      });
      return found.map(({ range: { start, end } }) => (lines[start.line] ?? '').slice(start.character, end.character));
    };
    assert.deepEqual(await at('definition', 7, '{"Ref"'), ['"Caller"']);
    assert.deepEqual(await at('definition', 7, '{"Fn::GetAtt"'), ['"Role"']);
    assert.deepEqual(await at('references', 1, '"Caller"'), ['{"Ref": "Caller"}']);
    assert.deepEqual(await at('references', 3, '"Role"'), ['{"Fn::GetAtt": ["Role", "Arn"]}']);
  });

  it('lead from a call of file to the file', async () => {
    await start();
    const links = await client.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', {
      textDocument: { uri: uri('main.tf') },
    });
    assert.deepEqual(
      links.map(({ target }) => target),
      [`${uri('policies')}/old%20one.json`],
    );
  });
});
