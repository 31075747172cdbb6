import assert from 'node:assert/strict';
import {
  COMMAND_PREFIX,
  type Answers,
  type ServerCommands,
  type Step,
  type Wizard,
} from '../../server/src/protocol.ts';
import { TestClient, URI } from '../support/lspClient.ts';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from 'vscode-languageserver';

/** Texts that pass, by the id of their question. */
const TEXTS: Readonly<Record<string, string>> = {
  account: '111122223333',
  principals: 'arn:aws:iam::111122223333:role/deploy',
  sourceAccount: '111122223333',
  trustAnchor: 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/2c3f7a0e-1111-4222-8333-444455556666',
};

function answerTo(step: Step): string | readonly string[] {
  if (step.kind === 'text') return TEXTS[step.id] ?? step.value ?? step.placeholder;
  const ids = step.items.map(({ id }) => id);
  // The examples are of the usual partition.
  return step.many ? ids.filter((id) => id !== 'partition').slice(0, 3) : (ids[0] ?? '');
}

for (const kind of ['stdio', 'worker'] as const)
  describe(`the built server (${kind}) and its wizard`, () => {
    let client: TestClient;
    let requests: number;
    const run = <K extends keyof ServerCommands>(
      name: K,
      ...given: ServerCommands[K]['given']
    ): Promise<ServerCommands[K]['answer']> => {
      requests++;
      return client.connection.sendRequest('workspace/executeCommand', {
        command: COMMAND_PREFIX + name,
        arguments: given,
      });
    };
    beforeEach(async () => {
      client = new TestClient(kind);
      requests = 0;
      await client.start({});
    });
    afterEach(() => client.stop());

    /** Answers all questions of one kind of trust. */
    async function walk(who: string): Promise<{ answers: Answers; wizard: Wizard; questions: number }> {
      let answers: Answers = { kind: who };
      let wizard = await run('wizard', answers);
      for (let questions = 1; ; questions++) {
        const step = [...wizard.steps, ...wizard.outputSteps].find(({ id }) => !Object.hasOwn(answers, id));
        if (!step) return { answers, wizard, questions };
        answers = { ...answers, [step.id]: answerTo(step) };
        wizard = await run('wizard', answers);
        assert.deepEqual(wizard.problems, [], JSON.stringify(answers));
      }
    }

    it('needs one request a question for every kind of trust, from the first to the policy and what goes with it', async () => {
      const [who] = (await run('wizard', {})).steps;
      assert.ok(who?.kind === 'pick');
      const kinds = who.items.filter(({ searchOnly }) => !searchOnly);
      assert.equal(kinds.length, 22);
      for (const { id } of kinds) {
        requests = 0;
        const { wizard, questions } = await walk(id);
        assert.equal(requests, questions, id);
        const { Statement: statements } = JSON.parse(wizard.policy ?? '{}') as { Statement?: unknown[] };
        assert.ok(statements?.length, id);
        assert.equal(wizard.preview, wizard.policy, id);
        assert.ok(wizard.outputs.length >= 3 && wizard.outputs.every(({ text }) => text.length > 100), id);
      }
    });

    it('has rows that also answer the next question, and begins with what the name of the file says', async () => {
      const [who] = (await run('wizard', {}, 'lambda-trust-policy.json')).steps;
      assert.ok(who?.kind === 'pick');
      assert.deepEqual([who.items[0]?.id, who.items[0]?.picked], ['service:lambda.amazonaws.com', true]);
      const lambda = await run('wizard', { kind: 'service:lambda.amazonaws.com', guards: [] });
      assert.deepEqual(
        lambda.steps.map(({ id }) => id),
        ['kind', 'guards'],
      );
      assert.match(lambda.policy ?? '', /"Service": "lambda\.amazonaws\.com"/);
      const datadog = await run('wizard', { kind: 'vendor:464622532012' });
      assert.deepEqual(
        datadog.steps.map(({ id }) => id),
        ['kind', 'externalIdValue', 'guards'],
      );
      const written = await run('wizard', { kind: 'vendor:464622532012', externalIdValue: '', guards: [] });
      assert.match(written.policy ?? '', /<EXTERNAL_ID_FROM_DATADOG>/);
    });

    it('adds its statement to an open policy by one more request', async () => {
      const open = '{"Version": "2012-10-17", "Statement": []}';
      await client.open(open);
      const { answers, questions } = await walk('github');
      const edit = await run('insertGenerated', answers, URI);
      assert.equal(requests, questions + 1);
      assert.ok(edit);
      const document = TextDocument.create(URI, 'json', 1, open);
      const edits = edit.edits.flatMap((e): TextEdit[] => ('newText' in e ? [e] : []));
      assert.match(TextDocument.applyEdits(document, edits), /token\.actions\.githubusercontent\.com/);
      assert.equal(edit.textDocument.version, 1);
    });
  });
