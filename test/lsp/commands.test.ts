import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { CancellationToken, ErrorCodes, ResponseError } from 'vscode-languageserver';
import { executeCommand } from '../../server/src/lsp/commands.ts';
import { COMMANDS } from '../../server/src/lsp/offered.ts';
import {
  COMMAND_PREFIX,
  type Answers,
  type ClientRequests,
  type ServerCommands,
  type ServerNotifications,
  type ServerRequests,
  type Step,
  type Wizard,
} from '../../server/src/protocol.ts';
import type { Session } from '../../server/src/lsp/session.ts';
import { own } from '../../server/src/text/own.ts';
import { sessionOf } from '../support/inProcess.ts';

/** What is left of a type of which only data is kept: no functions, and `undefined` only for a member that is left out. */
type Data<T> = T extends string | number | boolean | null
  ? T
  : T extends (...given: never[]) => unknown
    ? never
    : T extends object
      ? { [K in keyof T]: Data<T[K]> }
      : never;
/** The names in a table whose arguments or answers are not data. */
type NotData<Table> = { [K in keyof Table]: Table[K] extends Data<Table[K]> ? never : K }[keyof Table];
type Leaks = NotData<ServerCommands & ClientRequests & ServerRequests & ServerNotifications>;
/** Compiles as long as no name is left. */
const IS_DATA: [Leaks] extends [never] ? true : Leaks = true;

const EXAMPLE = 'test/examples/dumps/get-role.json';
const URI = 'file:///w/role-trust-policy.json';
const AT = { line: 0, character: 0 };
const WANTED = CancellationToken.None;

/** A session in which the example is open. */
async function sessionWith(text: string): Promise<Session> {
  const { session, end } = await sessionOf({ [URI]: text });
  ends.push(end);
  return session;
}

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A server's answer, as it comes out of a worker. */
async function answerOf<K extends keyof ServerCommands>(
  name: K,
  given: ServerCommands[K]['given'],
  session: Session,
): Promise<ServerCommands[K]['answer']> {
  const command = COMMAND_PREFIX + name;
  const answer = (await executeCommand(command, given, session, WANTED)) as ServerCommands[K]['answer'];
  const arrived = structuredClone(answer);
  assert.deepEqual(arrived, answer);
  assert.deepEqual(JSON.parse(JSON.stringify(answer)), answer, `${name}: what JSON leaves out`);
  return arrived;
}

/** Answers where the placeholder is none. */
const EXAMPLES: Readonly<Record<string, string>> = {
  principals: 'arn:aws:iam::111122223333:role/deploy',
  trustAnchor: 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/2c3f7a0e-1111-4222-8333-444455556666',
};

/** An answer to a question: all of several, the nth of one, an example as a text. */
function answerTo(step: Step, nth: number): string | readonly string[] {
  if (step.kind === 'text')
    return step.value ?? own(EXAMPLES, step.id) ?? step.placeholder.replace(/^Account id.*/, '111122223333');
  const ids = step.items.map((item) => item.id);
  // All services in one policy are longer than IAM takes.
  if (step.id === 'services') return ids.slice(0, 5);
  // The examples are of the usual partition.
  return step.many ? ids.filter((id) => id !== 'partition' || nth % 2 === 0) : (ids[nth % ids.length] ?? '');
}

/** Every state of the wizard on one way through it. */
async function walk(
  kind: string,
  nth: number,
  session: Session,
): Promise<readonly { answers: Answers; wizard: Wizard }[]> {
  const states: { answers: Answers; wizard: Wizard }[] = [];
  for (let answers: Answers = { kind }; ;) {
    const wizard = await answerOf('wizard', [answers], session);
    states.push({ answers, wizard });
    const open = [...wizard.steps, ...wizard.outputSteps].find((s) => !Object.hasOwn(answers, s.id));
    if (!open) return states;
    answers = { ...answers, [open.id]: answerTo(open, nth) };
  }
}

const ERRORS = [
  'An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/target',
  'An error occurred (MalformedPolicyDocument) when calling the CreateRole operation: Invalid principal in policy',
  'An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: No OpenIDConnect provider found',
  'An error occurred (Throttling) when calling the AssumeRole operation: Rate exceeded',
];

const CALLERS = [
  { user: 'arn:aws:iam::111122223333:user/ada', tags: { team: 'red' } },
  { role: 'arn:aws:iam::444455556666:role/App', session: 's' },
  { service: 'lambda.amazonaws.com' },
  { oidc: { issuer: 'token.actions.githubusercontent.com', claims: { sub: 'repo:acme/app:pull_request' } } },
  { root: '111122223333' },
];

/** Rows that also answer the next question. */
const FOUND = ['service:lambda.amazonaws.com', 'vendor:464622532012', 'vendor:snowflake'];

describe('what crosses the wire', () => {
  it('is data by its types', () => {
    assert.ok(IS_DATA);
  });

  it('is data in every state of the wizard, outputs included, and the older commands say the same', async () => {
    const session = await sessionWith('');
    const [who] = (await answerOf('wizard', [{}], session)).steps;
    assert.ok(who?.kind === 'pick' && who.items.length > 20);
    const rows = who.items.filter(({ id, searchOnly }) => !searchOnly || FOUND.includes(id));
    for (const { id: kind } of rows) {
      let written = 0;
      let stuck = '';
      // Other choices only until one way comes to its end.
      for (let nth = 0; nth < 5 && !written; nth++) {
        const states = await walk(kind, nth, session);
        for (const { answers, wizard } of [...states.slice(0, 2), ...states.slice(-1)]) {
          const { steps, outputSteps, problems, preview, policy, outputs } = wizard;
          const fixed = (all: readonly Step[]): readonly string[] => all.map(({ id, title }) => `${id} ${title}`);
          assert.deepEqual(fixed(await answerOf('wizardSteps', [answers], session)), fixed(steps));
          assert.deepEqual(await answerOf('outputSteps', [answers], session), outputSteps);
          assert.equal(await answerOf('preview', [answers], session), preview);
          assert.equal(await answerOf('generate', [answers], session), policy);
          assert.deepEqual(await answerOf('outputs', [answers], session), outputs);
          // What is wrong with each text is asked where all are answered, and for the newest of those before.
          const texts = [...steps, ...outputSteps].filter((s) => s.kind === 'text' && Object.hasOwn(answers, s.id));
          for (const { id } of policy === null ? texts.slice(-1) : texts)
            assert.equal(
              await answerOf('answerProblem', [answers, id, String(answers[id])], session),
              problems.find((p) => p.step === id)?.message ?? null,
            );
          if (policy !== null && outputs.length) written++;
          else stuck = JSON.stringify({ answers, problems });
        }
      }
      assert.ok(written > 0, `${kind}: ${stuck}`);
    }
  });

  it('is data in every other answer', async () => {
    const texts = [
      ...fs.readdirSync('test/examples/flawed').map((name) => `test/examples/flawed/${name}`),
      ...fs.readdirSync('test/examples/sound').map((name) => `test/examples/sound/${name}`),
      EXAMPLE,
    ].map((file) => fs.readFileSync(file, 'utf8'));
    const answered = new Set<keyof ServerCommands>();
    const ask = async <K extends keyof ServerCommands>(
      name: K,
      given: ServerCommands[K]['given'],
      session: Session,
    ): Promise<void> => {
      if ((await answerOf(name, given, session)) !== null) answered.add(name);
    };
    for (const text of [...texts, '', '{"Statement": [{"Effect": "Allow"']) {
      const session = await sessionWith(text);
      await ask('explain', [URI, AT], session);
      for (const form of ['json', 'line', 'string', 'url'] as const) await ask('policyAs', [URI, AT, form], session);
      await ask('policyFrom', [text], session);
      for (const error of ERRORS) await ask('whyRefused', [error, URI, AT], session);
      for (const caller of CALLERS) {
        await ask('evaluate', [{ uri: URI, position: AT }, { caller }], session);
        await ask('evaluate', [text, { caller }], session);
      }
      const given: Answers = { kind: 'service', services: ['lambda.amazonaws.com'], guards: [] };
      await ask('insertGenerated', [given, URI], session);
      const module = { uri: 'file:///w/main.tf', position: AT, text: '', languageId: 'terraform' };
      await ask('insertForms', [module], session);
      await ask('insertHere', [given, module, 'role'], session);
      await ask('insertCopied', [texts[0] ?? '', module], session);
      await ask('configEdit', [{ uri: URI, kind: 'disable', rule: 'effect-invalid' }], session);
      await ask('configStatus', [URI], session);
      const before = text.slice(0, Math.max(text.indexOf('sts:ExternalId'), 0)).split('\n');
      const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
      await ask('externalIdUses', [URI, position], session);
    }
    const ofWizard = ['wizard', 'wizardSteps', 'outputSteps', 'answerProblem', 'preview', 'generate', 'outputs'];
    assert.deepEqual([...answered, ...ofWizard].map((name) => COMMAND_PREFIX + name).sort(), [...COMMANDS].sort());
  });

  it('is refused as wrongly asked where an argument is not what the command takes', async () => {
    const session = await sessionWith(fs.readFileSync(EXAMPLE, 'utf8'));
    const config = { uri: URI, kind: 'disable', rule: 'effect-invalid' };
    const sound: Readonly<Record<string, readonly unknown[]>> = {
      insertGenerated: [{}, URI],
      insertForms: [{ uri: URI, position: AT }],
      insertHere: [{}, { uri: URI, position: AT }, 'role'],
      explain: [URI, AT],
      whyRefused: ['AccessDenied', URI, AT],
      policyAs: [URI, AT, 'line'],
      policyFrom: ['{}'],
      insertCopied: ['{}', { uri: URI, position: AT }],
      configEdit: [config],
      configStatus: [URI],
      externalIdUses: [URI, AT],
      answerProblem: [{}, 'principals', 'x'],
    };
    const broken: readonly [command: string, ...given: unknown[]][] = [
      ['insertGenerated', {}, 7],
      ['insertGenerated', {}, URI, 7],
      ['insertForms', { uri: 7, position: AT }],
      ['insertForms', { uri: URI, position: AT, text: 7, languageId: 'terraform' }],
      ['insertForms', { uri: URI, position: AT, text: '' }],
      ['insertHere', {}, { uri: URI, position: AT }],
      ['explain', null],
      ['explain', URI, { line: '0', character: 0 }],
      ['explain', URI, 7],
      ['whyRefused', {}],
      ['whyRefused', 'AccessDenied', URI, []],
      ['policyAs', URI, AT],
      ['policyAs', URI, AT, 'folded'],
      ['policyAs', URI, { line: 0 }, 'line'],
      ['policyFrom'],
      ['insertCopied', 7, { uri: URI, position: AT }],
      ['insertCopied', '{}', {}],
      ['configEdit', { ...config, kind: 'forget' }],
      ['configEdit', { ...config, uri: undefined }],
      ['configEdit', null],
      ['configStatus', [URI]],
      ['externalIdUses', 7, AT],
      ['externalIdUses', URI, { line: 0 }],
      ['answerProblem', {}, 7, 'x'],
      ['answerProblem', {}, 'principals'],
    ];
    const answer = async (command: string, given: readonly unknown[]): Promise<unknown> =>
      await executeCommand(COMMAND_PREFIX + command, given, session, WANTED);
    for (const [command, given] of Object.entries(sound)) await assert.doesNotReject(answer(command, given), command);
    for (const [command, ...given] of broken)
      await assert.rejects(
        answer(command, given),
        (error) => error instanceof ResponseError && error.code === ErrorCodes.InvalidParams && error.message !== '',
        `${command} ${JSON.stringify(given)}`,
      );
    const leftOut: typeof broken = [
      ['explain', URI],
      ['explain', URI, null],
      ['whyRefused', 'AccessDenied'],
      ['whyRefused', 'AccessDenied', null],
    ];
    for (const [command, ...given] of leftOut) await assert.doesNotReject(answer(command, given), command);
  });

  it('is refused in words where arguments make no sense, and answered where they can be left out', async () => {
    const session = await sessionWith(fs.readFileSync(EXAMPLE, 'utf8'));
    const shapes: unknown[] = [undefined, null, 7, 'x', {}, [], [null], [7, {}, []], [URI, null, 7], [{}, URI, 'x']];
    for (const command of COMMANDS)
      for (const given of shapes)
        try {
          structuredClone(await executeCommand(command, given, session, WANTED));
        } catch (error) {
          assert.ok(error instanceof ResponseError && error.message !== '', `${command} ${JSON.stringify(given)}`);
        }
    for (const command of [undefined, null, 7, {}, '', 'explain', 'constructor', `${COMMAND_PREFIX}__proto__`])
      assert.throws(
        () => executeCommand(command, [], session, WANTED),
        /^Error: Unknown command/,
        JSON.stringify(command),
      );
  });
});

describe('the wizard', () => {
  it('says what is wrong with each text that was answered, and gives no policy until nothing is', async () => {
    const session = await sessionWith('');
    const answers = { kind: 'account', principals: 'prod', guards: ['until'], untilValue: '2020-01-01' };
    const { problems, policy, steps } = await answerOf('wizard', [answers], session);
    const until = steps.find((s) => s.kind === 'text' && s.id !== 'principals');
    assert.ok(until);
    const wrong = await answerOf('wizard', [{ ...answers, [until.id]: '2020-01-01' }], session);
    assert.deepEqual(problems.map((p) => p.step).slice(0, 1), ['principals']);
    assert.deepEqual(
      wrong.problems.map((p) => p.step),
      ['principals', until.id],
    );
    assert.equal(policy, null);
    const over = await answerOf(
      'wizard',
      [{ ...answers, principals: '111122223333', [until.id]: '2020-01-01' }],
      session,
    );
    assert.deepEqual([over.problems.map((p) => p.step), over.policy], [[until.id], null]);
    const sound = await answerOf(
      'wizard',
      [{ ...answers, principals: '111122223333', [until.id]: '2099-01-01' }],
      session,
    );
    assert.deepEqual(sound.problems, []);
    assert.match(sound.policy ?? '', /2099-01-01T23:59:59Z/);
  });
});
