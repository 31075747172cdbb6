// The injection grammar in VS Code's own tokenizer, over VS Code's own JSON grammar.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import './install.mjs';
import { builtInExtensions, fromHost, repo } from './vscode-host.mjs';

const { Registry, parseRawGrammar, INITIAL } = fromHost('vscode-textmate');
const oniguruma = fromHost('vscode-oniguruma');
const wasm = fs.readFileSync(path.join(path.dirname(fromHost.resolve('vscode-oniguruma')), 'onig.wasm'));
await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));

const files = {
  'source.json': path.join(builtInExtensions, 'json/syntaxes/JSON.tmLanguage.json'),
  'source.json.comments': path.join(builtInExtensions, 'json/syntaxes/JSONC.tmLanguage.json'),
  'iam-trust-policy.injection': path.join(repo, 'syntaxes/iam-strings.tmLanguage.json'),
};

async function tokenize(scope, text, injected) {
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (s) => new oniguruma.OnigString(s),
    }),
    loadGrammar: async (name) =>
      files[name] ? parseRawGrammar(fs.readFileSync(files[name], 'utf8'), files[name]) : null,
    getInjections: (name) =>
      injected && name in files && name !== 'iam-trust-policy.injection' ? ['iam-trust-policy.injection'] : [],
  });
  const grammar = await registry.loadGrammar(scope);
  let state = INITIAL;
  return text.split('\n').flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map((t) => ({ text: line.slice(t.startIndex, t.endIndex), scopes: t.scopes.join(' ') }));
  });
}

const ORDINARY = {
  'source.json': fs.readFileSync(path.join(repo, 'test/extension/package.json'), 'utf8'),
  'source.json.comments': fs.readFileSync(path.join(repo, 'tsconfig.json'), 'utf8'),
};

describe('the injection grammar', () => {
  for (const [scope, text] of Object.entries(ORDINARY)) {
    it(`leaves an ordinary file as it is (${scope})`, async () => {
      assert.deepEqual(await tokenize(scope, text, true), await tokenize(scope, text, false));
    });
  }

  it('marks IAM-shaped strings', async () => {
    const text = [
      '{"Principal": {"AWS": "arn:aws:iam::111122223333:role/a", "Service": "states.eu-west-1.amazonaws.com"},',
      ' "Action": "sts:AssumeRole", "Condition": {"StringLike": {"aws:PrincipalTag/team": "${aws:username}"}}}',
    ].join('\n');
    const scoped = (await tokenize('source.json', text, true)).filter((t) => t.scopes.includes('.iam'));
    const found = Object.fromEntries(scoped.map((t) => [t.text, t.scopes.split(' ').at(-1)]));
    assert.deepEqual(found, {
      aws: 'support.constant.partition.iam',
      iam: 'support.class.service.iam',
      111122223333: 'constant.numeric.account.iam',
      'states.eu-west-1.amazonaws.com': 'support.class.service-principal.iam',
      'sts:AssumeRole': 'support.function.action.iam',
      'aws:PrincipalTag/team': 'support.variable.condition-key.iam',
      '${aws:username}': 'variable.other.policy-variable.iam',
    });
  });
});
