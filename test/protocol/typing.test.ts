import assert from 'node:assert/strict';
import type { CompletionItem, CompletionList } from 'vscode-languageserver/node';
import { TestClient, URI } from '../support/lspClient.ts';
import { marked } from '../support/marked.ts';

const PULLING = {
  textDocument: { diagnostic: {}, completion: { completionItem: { snippetSupport: true } } },
  workspace: { diagnostics: { refreshSupport: true } },
};

const INVOKED = { triggerKind: 1 } as const;
const by = (triggerCharacter: string) => ({ triggerKind: 2, triggerCharacter }) as const;
const INCOMPLETE = { triggerKind: 3 } as const;

const inStatement = (inside: string): string => `{"Version": "2012-10-17", "Statement": [{${inside}}]}`;
const inCondition = (inside: string): string =>
  inStatement(
    `"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": ${inside}`,
  );

describe('typing a policy key by key', () => {
  let client: TestClient;
  let version = 1;
  beforeEach(async () => {
    client = new TestClient('stdio');
    const { capabilities } = await client.start(PULLING);
    assert.deepEqual((capabilities['completionProvider'] as { triggerCharacters: string[] }).triggerCharacters, [
      '"',
      ':',
      '.',
      '/',
    ]);
    await client.open('');
    version = 1;
  });
  afterEach(() => client.stop());

  async function items(source: string, context: object, uri = URI): Promise<readonly CompletionItem[]> {
    const { text, cursor = 0 } = marked(source);
    await client.change(++version, text, uri);
    const before = text.slice(0, cursor).split('\n');
    const list = await client.connection.sendRequest<CompletionList | null>('textDocument/completion', {
      textDocument: { uri },
      position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
      context,
    });
    const given = list?.items ?? [];
    for (const item of given) assert.equal(item.commitCharacters, undefined, item.label);
    return given;
  }
  const count = async (source: string, context: object): Promise<number> => (await items(source, context)).length;

  const brackets: readonly (readonly [place: string, source: string, typed: string])[] = [
    ['the top', '{‸}', '{'],
    ['after Version', '{"Version": "2012-10-17",‸}', ','],
    ['the list of statements', '{"Version": "2012-10-17", "Statement": [‸]}', '['],
    ['a statement', '{"Version": "2012-10-17", "Statement": [{‸}]}', '{'],
    ['after Effect', inStatement('"Effect": "Allow",‸'), ','],
    ['Principal', inStatement('"Effect": "Allow", "Principal": {‸}'), '{'],
    ['a list of principals', inStatement('"Effect": "Allow", "Principal": {"AWS": [‸]}'), '['],
    ['Condition', inCondition('{‸}'), '{'],
    ['an operator', inCondition('{"StringEquals": {‸}}'), '{'],
  ];
  for (const [place, source, typed] of brackets)
    it(`${place}: nothing opens by itself after ${typed}, a new line or a blank; asked for, a list comes`, async () => {
      assert.equal(await count(source, by(typed)), 0);
      const spaced = source.replace('‸', ' ‸');
      assert.equal(await count(spaced, by(' ')), 0);
      assert.equal(await count(source.replace('‸', '\n  ‸\n'), by('\n')), 0);
      for (const asked of [INVOKED, INCOMPLETE]) assert.ok((await count(source, asked)) > 0);
      assert.ok((await count(spaced, INVOKED)) > 0);
    });

  it('a quote opens a list where a word begins, and none where one ends', async () => {
    const opened = inStatement('"‸"');
    assert.deepEqual(
      (await items(opened, by('"'))).map((i) => i.label),
      ['Effect', 'Principal', 'Action', 'Condition', 'Sid'],
    );
    assert.ok((await count(inStatement('"Effect": "‸"'), by('"'))) > 0);
    assert.ok((await count(inStatement('"Principal": {"AWS": ["‸"]}'), by('"'))) > 0);
    assert.ok((await count(inStatement('"Effect": "‸'), by('"'))) > 0);
    assert.equal(await count(inStatement('"Effect"‸: "Allow"'), by('"')), 0);
    assert.equal(await count(inStatement('"Effect": "Allow"‸'), by('"')), 0);
  });

  it('a colon opens the list of values, and goes on in a key or an ARN', async () => {
    assert.deepEqual(
      (await items(inStatement('"Effect":‸'), by(':'))).map((i) => i.label),
      ['Allow', 'Deny'],
    );
    assert.ok((await count(inStatement('"Action": "sts:‸"'), by(':'))) > 0);
    assert.ok((await count(inStatement('"Principal": {"AWS": "arn:aws:iam:‸"}'), by(':'))) > 0);
    const keys = await items(inCondition('{"StringEquals": {"sts:‸"}}'), by(':'));
    assert.ok(keys.length);
    for (const { label } of keys) assert.match(label, /sts:/i);
    // A value that stands already is not up for a change, and nothing goes on as this one.
    assert.equal(await count(inStatement('"Effect":‸ "Allow"'), by(':')), 0);
    assert.equal(await count(inCondition('{"StringEquals": {"sts:ExternalId": "acme:‸"}}'), by(':')), 0);
  });

  it('a dot and a slash go on inside a string only', async () => {
    const services = await items(inStatement('"Principal": {"Service": "lambda.‸"}'), by('.'));
    assert.equal(services[0]?.label, 'lambda.amazonaws.com');
    for (const { label } of services) assert.match(label, /lambda\./);
    assert.ok((await count(inStatement('"Principal": {"AWS": "arn:aws:iam::ACCOUNT_ID:role/‸"}'), by('/'))) > 0);
    assert.equal(await count(inStatement('"Effect": .‸'), by('.')), 0);
    assert.equal(await count(inStatement('"Effect": /‸'), by('/')), 0);
    assert.equal(await count(inStatement('/‸'), by('/')), 0);
  });

  it('a bracket typed on leaves no row behind that Enter would take', async () => {
    for (const source of ['"Principal":‸', '"Effect": "Allow", "Condition":‸', '"Condition": {"StringEquals":‸}']) {
      const open = await items(inStatement(source), by(':'));
      assert.ok(open.length, source);
      for (const { filterText, label } of open) assert.doesNotMatch(filterText ?? label, /[[{]/);
    }
  });

  const found = async (source: string, word: string, uri = URI): Promise<readonly CompletionItem[]> =>
    (await items(source, INVOKED, uri)).filter((i) => (i.filterText ?? i.label).includes(word));

  it('a template is found by its prefix wherever a policy or a statement fits, once', async () => {
    for (const source of [
      'trust-mfa‸',
      '\n  trust-mfa‸\n',
      '{trust-mfa‸}',
      '{\n  "trust-mfa‸"\n}',
      '{"Version": "2012-10-17", "Statement": [trust-mfa‸]}',
      '{"Version": "2012-10-17", "Statement": trust-mfa‸}',
      '{"Version": "2012-10-17", trust-mfa‸}',
    ]) {
      const [row, ...twins] = await found(source, 'trust-mfa');
      assert.deepEqual(
        [row?.label, row?.labelDetails?.description, twins],
        ['IAM users with MFA', 'trust-mfa', []],
        source,
      );
    }
    assert.deepEqual(await found(inStatement('trust-mfa‸'), 'trust-mfa'), []);
  });

  it('services, vendors and kinds of trust are found word by word, and a vendor’s external ID is never invented', async () => {
    for (const [word, label] of [
      ['lambda', 'AWS Lambda'],
      ['ec2', 'Amazon EC2'],
      ['datadog', 'Datadog'],
      ['snowflake', 'Snowflake'],
      ['k8s', 'EKS IRSA'],
      ['org', 'AWS organization'],
      ['cross', 'AWS account'],
    ] as const) {
      const rows = await items(`${word}‸`, INVOKED);
      assert.equal(rows[0]?.label, label, word);
      assert.ok(rows.every((row) => (row.filterText ?? '').startsWith(word)));
    }
    const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-/;
    const vendor = await items('{"Version": "2012-10-17", "Statement": [datadog‸]}', INVOKED);
    assert.match(JSON.stringify(vendor[0]?.textEdit), /EXTERNAL_ID_FROM_DATADOG/);
    for (const typed of ['4646‸', 'Datadog‸']) {
      const rows = await items(
        inStatement(`"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "${typed}"}`),
        INVOKED,
      );
      const row = rows.find((r) => r.label === 'arn:aws:iam::464622532012:root');
      assert.match(JSON.stringify(row?.additionalTextEdits), /<EXTERNAL_ID_FROM_DATADOG>/);
      assert.doesNotMatch(JSON.stringify(rows), uuid);
    }
  });

  it('what the name of the file says comes first', async () => {
    const uri = 'file:///ws/lambda-trust-policy.json';
    await client.open('', uri);
    const [first] = await items('‸', INVOKED, uri);
    assert.equal(first?.label, 'AWS Lambda');
    assert.match(JSON.stringify(first.textEdit), /lambda\.amazonaws\.com/);
  });

  it('the prefix is enough in a document without a name or of any other; other words are not', async () => {
    for (const uri of ['untitled:Untitled-1', 'file:///ws/app.json']) {
      await client.open('', uri);
      for (const source of ['trust-mfa‸', '{ trust-mfa‸ }', 'trust-‸'])
        assert.equal((await found(source, 'trust-mfa', uri)).length, 1, source);
      for (const source of [
        '‸',
        't‸',
        'true‸',
        '{‸}',
        '{"enabled": t‸}',
        '{"enabled": trust-mfa‸}',
        '{"trust-mfa": ‸}',
      ])
        assert.deepEqual(await items(source, INVOKED, uri), [], source);
    }
  });

  it('a literal typed to its end has no list over it: Enter is a new line', async () => {
    const value = (typed: string): string => inCondition(`{"Bool": {"aws:MultiFactorAuthPresent": ${typed}‸}}`);
    for (const typed of ['t', 'tru', 'f']) assert.ok((await count(value(typed), INVOKED)) > 0, typed);
    for (const typed of ['true', 'false', 'null'])
      for (const context of [INVOKED, INCOMPLETE]) assert.equal(await count(value(typed), context), 0, typed);
    assert.ok((await count(value('"true').replace('‸', '‸"'), INVOKED)) > 0);
  });

  it('Principal takes Federated however far it is typed', async () => {
    for (const inside of ['{‸}', '{"‸"}', '{"Fed‸"}', '‸']) {
      const source = inStatement(
        `"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": ${inside}`,
      );
      const federated = (await items(source, INVOKED)).find((i) => i.label.includes('Federated'));
      assert.ok(federated, inside);
      assert.equal(federated.additionalTextEdits !== undefined, inside === '{‸}', inside);
    }
  });

  it('a client that keeps lenses is told how each statement stands, and where it ends', async () => {
    await client.stop();
    client = new TestClient('stdio');
    await client.start(PULLING, { keepsLenses: true });
    await client.open('');
    version = 1;
    const about = async (text: string): Promise<unknown> => {
      await client.change(++version, text);
      const lenses = await client.connection.sendRequest<{ data: unknown }[]>('textDocument/codeLens', {
        textDocument: { uri: URI },
      });
      return lenses.map(({ data }) => data);
    };
    const trusting = (principal: string): string =>
      inStatement(`"Effect": "Allow", "Principal": {"Service": ${principal}}, "Action": "sts:AssumeRole"`);
    const standings: unknown[] = [];
    for (const principal of ['"ec2.amazonaws.com"', '"ec2"', '"ec2.amazonaws.com", {'])
      standings.push(await about(trusting(principal)));
    const end = (principal: string): object => ({ line: 0, character: trusting(principal).length - 2 });
    assert.deepEqual(standings.slice(0, 2), [
      [{ standing: 'whole', end: end('"ec2.amazonaws.com"') }],
      [{ standing: 'idle', end: end('"ec2"') }],
    ]);
    assert.equal((standings[2] as { standing: string }[])[0]?.standing, 'broken');
  });
});
