import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { TextDocumentEdit, TextEdit, type CodeAction, type CompletionList } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Answers, InsertForms, InsertPlace, PolicyText } from '../../server/src/protocol.ts';
import { TestClient } from './lspClient.ts';
import { marked } from './marked.ts';

const CAPABILITIES = {
  textDocument: {
    diagnostic: {},
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
  },
  workspace: { workspaceEdit: { documentChanges: true } },
};

const FOR_LAMBDA: Answers = {
  kind: 'service',
  services: ['lambda.amazonaws.com'],
  guards: [],
  roleName: 'shop-worker',
};

const FORMS: readonly string[] = ['json', 'jsonencode', 'dataSource'];

/** A role whose policy is written in some form, in a module that has an identity provider. */
const roleWith = (policy: string): string => `resource "aws_iam_openid_connect_provider" "github" {
  url = "https://token.actions.githubusercontent.com"
}

resource "aws_iam_role" "deploy" {
  assume_role_policy = ${policy}
}
`;
const statement = (inside: string): string => `data "aws_iam_policy_document" "trust" {
  statement {
    ${inside}
  }
}

${roleWith('data.aws_iam_policy_document.trust.json')}`;

/** What the places of a guide's table of completion are in. */
const PLACES: Readonly<Record<string, (typed: string) => string>> = {
  'a `statement` block': statement,
  'a `principals` block': (typed) => statement(`principals {\n      ${typed}\n    }`),
  '`principals` with `type = "Federated"`': (typed) =>
    statement(`principals {\n      type        = "Federated"\n      ${typed}\n    }`),
  'a new file': (typed) => typed,
  'a statement in `jsonencode`': (typed) =>
    roleWith(`jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", ${typed} }] })`),
  'a statement in a heredoc': (typed) =>
    roleWith(`<<-EOF\n    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", ${typed}}]}\n  EOF`),
};

/** The built server as an editor drives it, on the files of a guide. */
export class Workbench {
  readonly #client: TestClient;
  readonly #folder: string;

  private constructor(client: TestClient, folder: string) {
    this.#client = client;
    this.#folder = folder;
  }

  static async open(folder: string): Promise<Workbench> {
    const client = new TestClient('stdio');
    await client.start(CAPABILITIES, {}, [{ uri: pathToFileURL(folder).href, name: 'guide' }]);
    return new Workbench(client, folder);
  }

  close(): Promise<void> {
    return this.#client.stop();
  }

  /**
   * What becomes of a file, also of one that isn't there yet.
   * @param how titles of changes, separated by commas; the form in which its policy is copied; or where the generator inserts the policy
   *   of a Lambda function: the cursor stands behind the first `=` that ends a line, else at the start
   */
  async make(name: string, how: string): Promise<string> {
    const uri = this.#address(name);
    const file = path.join(this.#folder, name);
    const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
    const language = /\.ya?ml$/.test(name) ? 'yaml' : name.endsWith('.json') ? 'json' : 'terraform';
    let document = TextDocument.create(uri, language, 1, text);
    await this.#client.open(document.getText(), uri, language);
    try {
      if (FORMS.includes(how)) return await this.#copy(document, how);
      if (how.startsWith('Insert')) return await this.#insert(document, how);
      for (const title of how.split(', ')) {
        const edits = await this.#changeOf(document, title);
        document = TextDocument.create(uri, language, document.version + 1, TextDocument.applyEdits(document, edits));
        await this.#client.change(document.version, document.getText(), uri);
      }
      return document.getText();
    } finally {
      await this.#client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    }
  }

  /** The labels that are offered. @param typed code with the cursor in it */
  async offered(place: string, typed: string): Promise<string[]> {
    const around = PLACES[place];
    assert.ok(around, place);
    const { text, cursor = 0 } = marked(around(typed.replaceAll('`', '')));
    const uri = this.#address('typed/main.tf');
    await this.#client.open(text, uri, 'plaintext');
    const { items } = await this.#client.connection.sendRequest<CompletionList>('textDocument/completion', {
      textDocument: { uri },
      position: TextDocument.create(uri, 'terraform', 1, text).positionAt(cursor),
      context: { triggerKind: 1 },
    });
    await this.#client.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    return items.map(({ label }) => label);
  }

  #address(name: string): string {
    return pathToFileURL(path.join(this.#folder, name)).href;
  }

  async #copy({ uri, lineCount }: TextDocument, form: string): Promise<string> {
    for (let line = 0; line < lineCount; line++) {
      const { text } = await this.#client.connection.sendRequest<PolicyText>('workspace/executeCommand', {
        command: 'iamTrustPolicy.server.policyAs',
        arguments: [uri, { line, character: 0 }, form],
      });
      if (text !== null) return text;
    }
    throw new Error(`${uri} has no policy that can be copied`);
  }

  async #insert(document: TextDocument, label: string): Promise<string> {
    const offset = document.getText().search(/(?<==)$/m);
    const place: InsertPlace = { uri: document.uri, position: document.positionAt(Math.max(offset, 0)) };
    const run = <T>(command: string, ...given: unknown[]): Promise<T> =>
      this.#client.connection.sendRequest('workspace/executeCommand', {
        command: `iamTrustPolicy.server.${command}`,
        arguments: given,
      });
    const { forms } = await run<InsertForms>('insertForms', place);
    const form = forms.find((each) => each.label === label);
    assert.ok(form, `${label} is not among ${forms.map((each) => each.label).join(', ')}`);
    const { edits } = await run<TextDocumentEdit>('insertHere', FOR_LAMBDA, place, form.id);
    return TextDocument.applyEdits(document, edits.filter(TextEdit.is));
  }

  /** The edits of the first change with a title, wherever it is offered. */
  async #changeOf(document: TextDocument, title: string) {
    const diagnostics = await this.#client.pull(document.uri);
    for (let line = 0; line < document.lineCount; line++) {
      const start = { line, character: 0 };
      const actions = await this.#client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri: document.uri },
        range: { start, end: { line: line + 1, character: 0 } },
        context: { diagnostics: diagnostics.filter(({ range }) => range.start.line === line), triggerKind: 1 },
      });
      const found = actions.find((action) => action.title === title);
      if (!found) continue;
      const { edit } = found.edit
        ? found
        : await this.#client.connection.sendRequest<CodeAction>('codeAction/resolve', found);
      return (edit?.documentChanges ?? [])
        .filter(TextDocumentEdit.is)
        .flatMap(({ edits }) => edits.filter(TextEdit.is));
    }
    throw new Error(`${title} is not offered in ${document.uri}`);
  }
}
