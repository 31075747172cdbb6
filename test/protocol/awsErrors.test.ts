import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { CallRequest } from '../../server/src/evaluate/request.ts';
import type { AccessDenied } from '../../server/src/protocol.ts';
import { AWS_ERRORS, type AwsError } from '../support/awsErrors.ts';
import { TestClient } from '../support/lspClient.ts';
import { WRAPPED_ERRORS } from '../support/wrappedErrors.ts';

const ERRORS: readonly AwsError[] = [...AWS_ERRORS, ...WRAPPED_ERRORS];

const textOf = ({ statements }: AwsError): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 1);

describe('the built server and errors of AWS, its services and their users', () => {
  const clients: TestClient[] = [];
  let nth = 0;
  /** What a client is told of an error. @param shown the policy that is open */
  async function ask(client: TestClient, pasted: string, shown?: string): Promise<AccessDenied | null> {
    const uri = `file:///ws/${nth++}-trust-policy.json`;
    if (shown !== undefined) await client.open(shown, uri);
    return client.connection.sendRequest('workspace/executeCommand', {
      command: 'iamTrustPolicy.server.whyRefused',
      arguments: shown === undefined ? [pasted] : [pasted, uri, { line: 0, character: 0 }],
    });
  }

  before(async () => {
    for (const kind of ['stdio', 'worker'] as const) {
      const client = new TestClient(kind);
      await client.start({});
      clients.push(client);
    }
  });
  after(() => Promise.all(clients.map((client) => client.stop())));

  for (const error of ERRORS)
    it(`${error.id} (${error.source})`, async () => {
      const [client] = clients;
      assert.ok(client);
      const text = error.statements && textOf(error);
      const answer = await ask(client, error.pasted, text);
      assert.ok(answer, 'the text is taken for an error');
      const { causes, checks } = answer;
      const told = JSON.stringify(answer, undefined, 1);
      const has = (texts: readonly string[], part: string): boolean => texts.some((one) => one.includes(part));
      for (const part of error.sure ?? [])
        assert.ok(
          has(
            causes.filter(({ sure }) => sure).map((cause) => cause.text),
            part,
          ),
          `surely ${part}: ${told}`,
        );
      for (const part of error.maybe ?? [])
        assert.ok(
          has(
            causes.filter(({ sure }) => !sure).map((cause) => cause.text),
            part,
          ),
          `maybe ${part}: ${told}`,
        );
      for (const part of error.checks ?? [])
        assert.ok(
          has(
            checks.flatMap((check) => [check.text, check.command ?? '']),
            part,
          ),
          `check ${part}: ${told}`,
        );
      const plain = JSON.stringify({ ...answer, request: undefined });
      for (const part of error.never ?? []) assert.ok(!plain.includes(part), `never ${part}: ${told}`);
      assert.ok(isInOrder(answer), 'what is sure comes first');
      if (error.at !== undefined) {
        const pointed = causes.flatMap(({ range }) => (range ? [textAt(text ?? '', range)] : []));
        assert.ok(
          pointed.some(
            (part) =>
              part.includes(error.at ?? '') ||
              part.includes(JSON.stringify(error.at).slice(1, -1)) ||
              error.at?.includes(part),
          ),
          `${error.at} in ${JSON.stringify(pointed)}`,
        );
        assert.ok(
          pointed.every((part) => part.length <= 400),
          'no place is a statement',
        );
      }
    });

  it('says the same in a worker, and understands each without a policy, on one line and with other line breaks', async () => {
    const [stdio, worker] = clients;
    assert.ok(stdio && worker);
    for (const error of ERRORS) {
      const { id, pasted } = error;
      const text = error.statements && textOf(error);
      const told = await ask(stdio, pasted, text);
      const withoutPlace = (answer: AccessDenied | null): unknown => ({ ...answer, policy: undefined });
      assert.deepEqual(withoutPlace(await ask(worker, pasted, text)), withoutPlace(told), id);
      const alone = await ask(stdio, pasted);
      assert.ok(alone, id);
      assert.equal(alone.summary, told?.summary, id);
      assert.ok(alone.checks.length || alone.causes.length, id);
      for (const written of [pasted.replaceAll('\n', ' '), pasted.replaceAll(' ', '\r\n')])
        if (!/^[{<]/.test(pasted))
          assert.equal((await ask(stdio, written))?.summary, alone.summary, `${id}: ${written}`);
    }
  }).timeout(120_000);

  it('gives the call as the evaluator takes it', async () => {
    const [client] = clients;
    assert.ok(client);
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    };
    const pasted =
      'User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/x';
    const answer = await ask(client, pasted, JSON.stringify(policy));
    const request: CallRequest | undefined = answer?.request;
    assert.ok(isDeepStrictEqual(request?.caller, { user: 'arn:aws:iam::111122223333:user/ada' }));
    const decision = await client.connection.sendRequest<{ decision: string; because: string }>(
      'workspace/executeCommand',
      { command: 'iamTrustPolicy.server.evaluate', arguments: [policy, request] },
    );
    assert.deepEqual([decision.decision, decision.because], ['deny', 'principal']);
  });

  it('answers null only for a text that is no error and names no role', async () => {
    const [client] = clients;
    assert.ok(client);
    assert.equal(await ask(client, 'hello world'), null);
    const named = await ask(client, 'deploying with arn:aws:iam::111122223333:role/deploy went wrong');
    assert.match(named?.summary ?? '', /names role arn:aws:iam::111122223333:role\/deploy/);
    assert.ok(named?.checks.some(({ command }) => command?.includes('--role-name=deploy')));
  });
});

function isInOrder({ causes }: AccessDenied): boolean {
  return causes.every(({ sure }, i) => i === 0 || !sure || causes[i - 1]?.sure === true);
}

function textAt(text: string, { start, end }: NonNullable<AccessDenied['causes'][number]['range']>): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: typeof start): number =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return text.slice(offset(start), offset(end));
}
