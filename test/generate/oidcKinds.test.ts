import assert from 'node:assert/strict';
import {
  check,
  finish,
  generatedText,
  PolicyDocument,
  previewText,
  problemWith,
  wizardSteps,
  type Answers,
} from '../../server/src/service.ts';
import { oidcProviders } from '../../server/src/catalogue/oidcProviders.ts';
import { testContext } from '../support/context.ts';
import { oidcKinds, walks } from '../support/oidcWalk.ts';

/** What a choice asks for, as far as the rules tell of it. */
const ASKED: readonly (readonly [kind: RegExp, scope: RegExp, rule: string])[] = [
  [/^github/, /^(?:any|pullRequest)$/, 'oidc-subject-broad'],
  [/./, /^(?:any|pipeline|project|environment)$/, 'oidc-subject-broad'],
];

/** What providers document, though it leaves something open. */
const DOCUMENTED: Readonly<Record<string, string>> = {
  teleport: 'oidc-subject-missing',
  namespace: 'oidc-subject-broad',
  'ibm-turbonomic': 'oidc-audience-missing',
};

function findingsOf(text: string): readonly string[] {
  return finish(check(new PolicyDocument(text, true), testContext())).findings.map(({ ruleId }) => ruleId);
}

function isAsked(answers: Answers, rule: string): boolean {
  const [kind, scope] = [String(answers['kind']), String(answers['scope'])];
  if (DOCUMENTED[kind] === rule) return true;
  if (rule === 'oidc-subject-immutable') return answers['subject'] === 'names';
  return ASKED.some(([kinds, scopes, asked]) => asked === rule && kinds.test(kind) && scopes.test(scope));
}

describe('every identity provider is a kind of trust', () => {
  const kinds = oidcKinds();

  it('as many as there are whose tokens are still issued', () => {
    assert.equal(kinds.length, oidcProviders().length - 1);
    assert.ok(oidcProviders().some(({ id }) => id === 'github-vstoken'));
    const [first] = wizardSteps({}, () => 'r');
    assert.ok(first?.kind === 'pick');
    const items = first.items.filter(({ id }) => kinds.includes(id));
    for (const { id, label, detail, description } of items)
      assert.ok(label !== '' && (detail ?? description) !== '', id);
  });

  for (const kind of kinds)
    it(`${kind}: with the examples of its questions our own rules find nothing that was not asked for`, () => {
      const ways = [...walks({ kind })];
      assert.ok(ways.length > 0);
      for (const answers of ways) {
        const said = JSON.stringify(answers);
        for (const step of wizardSteps(answers, () => 'r'))
          if (step.kind === 'text')
            assert.equal(problemWith(answers, step.id, String(answers[step.id])), undefined, `${step.id} of ${said}`);
        const text = generatedText(answers) ?? '';
        assert.doesNotMatch(text, /[<{][a-z]\w*[}>]|undefined/i, said);
        assert.equal(previewText(answers), text, said);
        assert.deepEqual(
          findingsOf(text).filter((rule) => !isAsked(answers, rule)),
          [],
          `${said}\n${text}`,
        );
      }
    });

  for (const kind of kinds)
    it(`${kind}: takes its ARN for the issuer, and then asks for no account; other partitions are in the ARN`, () => {
      for (const answers of walks({ kind })) {
        const text = generatedText(answers) ?? '';
        const arn = /"(arn:aws:iam::\d+:oidc-provider\/[^"]+)"/.exec(text)?.[1];
        if (arn === undefined) continue; // built into IAM
        for (const partition of ['aws-cn', 'aws-us-gov']) {
          const moved = arn.replace('arn:aws:', `arn:${partition}:`).replace(/\d{12}/, '444455556666');
          const asks = wizardSteps({ kind }, () => 'r').some(({ id }) => id === 'issuer');
          const given: Answers = asks
            ? { ...answers, issuer: moved }
            : { ...answers, guards: ['partition'], partition, account: '444455556666' };
          if (asks && problemWith(given, 'issuer', moved) !== undefined) continue; // its Region tells another one
          assert.ok(
            (generatedText(given) ?? '').includes(`"${moved}"`),
            `${JSON.stringify(given)}\n${String(generatedText(given))}`,
          );
          if (asks) assert.ok(!wizardSteps(given, () => 'r').some(({ id }) => id === 'account'));
        }
      }
    });

  for (const kind of kinds)
    it(`${kind}: refuses what no part of a token can be, and says what is wrong`, () => {
      for (const answers of walks({ kind }))
        for (const step of wizardSteps(answers, () => 'r')) {
          if (step.kind !== 'text') continue;
          for (const bad of ['', 'a"b', '<a>', 'x${aws:username}']) {
            if (bad === '' && step.prompt.includes('Leave empty')) continue;
            if (bad === 'a"b' && answers['scope'] === 'environment' && step.id === 'scopeName') continue; // a name on GitHub
            const problem = problemWith({ ...answers, [step.id]: bad }, step.id, bad);
            assert.match(problem ?? '', /^[A-Z].{8,}/, `${step.id} = ${bad}: ${problem ?? 'taken'}`);
            assert.doesNotMatch(problem ?? '', /^Not valid here/);
          }
        }
    });
});
