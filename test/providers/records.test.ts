import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { oidcProviders } from '../../server/src/catalogue/oidcProviders.ts';
import circleci from '../../server/src/providers/circleci.ts';
import { providers } from '../../server/src/providers/index.ts';
import { defineProvider } from '../../server/src/providers/provider.ts';
import { listedProviders, recordOf } from '../../server/src/providers/records.ts';
import { oidcTrusts } from '../../server/src/generate/oidc.ts';
import { providerFiles } from '../../server/tools/providerIndex.ts';

/** Files of the product, but for tables. */
function* sources(folder: string): Generator<string> {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(file);
    else if (file.endsWith('.ts')) yield file;
  }
}

describe('the records of identity providers', () => {
  const rows = oidcProviders();

  it('are of rows that the catalogue has, one for a row', () => {
    const told = providers.flatMap(({ id, also }) => [id, ...also]);
    assert.deepEqual(
      told.filter((id) => !rows.some((row) => row.id === id)),
      [],
    );
    assert.deepEqual(
      told.filter((id, i) => told.indexOf(id) !== i),
      [],
    );
    for (const row of rows) assert.ok([recordOf(row).id, ...recordOf(row).also].includes(row.id), row.id);
  });

  it('have to be whole', () => {
    const { words, ...without } = circleci;
    assert.ok(words);
    // @ts-expect-error a field is left out
    assert.equal(defineProvider(without), without);
  });

  it('are begun whole by npm run new-provider', () => {
    const tool = fs.readFileSync('server/tools/new-provider.ts', 'utf8');
    for (const field of Object.keys(circleci)) assert.ok(tool.includes(`\n  ${field}: `), field);
  });

  it('name the parts that the catalogue knows', () => {
    for (const { record, row } of listedProviders) {
      const text = JSON.stringify([row.template, row.audience, record.scopes]);
      for (const name of Object.keys(record.questions)) assert.ok(text.includes(`{${name}}`), `${row.id}: ${name}`);
      const parts = new Set(row.forms.flatMap((f) => f.segments.map((s) => (typeof s === 'string' ? '' : s.name))));
      for (const part of record.path?.split('/') ?? []) assert.ok(parts.has(part), `${row.id}: ${part}`);
      if (record.successor !== undefined)
        assert.ok(rows.some((r) => r.issuers.some((i) => i.example === record.successor)));
    }
  });

  it('ask for each part of what they write, and for nothing twice', () => {
    for (const kind of oidcTrusts) {
      const ids = kind.questions({}, { random: () => 'r', now: 0 }).map((q) => q.id);
      assert.ok(ids.length > 0, kind.id);
      assert.equal(new Set(ids).size, ids.length, kind.id);
      assert.doesNotMatch(
        JSON.stringify(kind.questions({}, { random: () => 'r', now: 0 })),
        /Which [a-z]+[A-Z]/,
        kind.id,
      );
    }
  });

  it('are shown in the guide as they are', () => {
    const squeezed = (text: string): string => text.replace(/\s+/g, '');
    const guide = squeezed(fs.readFileSync('CONTRIBUTING.md', 'utf8'));
    const record = fs.readFileSync('server/src/providers/deno-deploy.ts', 'utf8');
    const test = fs.readFileSync('test/providers/deno-deploy.test.ts', 'utf8');
    const row = /^\{"id":"deno-deploy".*\}(?=,?$)/m.exec(
      fs.readFileSync('server/src/catalogue/data/oidc-providers.json', 'utf8'),
    )?.[0];
    for (const shown of [row, record.slice(record.indexOf('export')), test.slice(test.indexOf('providerTest({'))])
      assert.ok(guide.includes(squeezed(shown ?? 'nothing')), shown);
  });

  // Products with a name that means nothing else; others stand in examples, or AWS has services named like them.
  const alone = ['auth0', 'bitbucket', 'circleci', 'deno', 'pulumi', 'spacelift', 'vercel'];
  // A request names its token by the parts of it, and Pulumi has files of its own in YAML.
  const besides: Readonly<Record<string, string>> = {
    bitbucket: path.join('server', 'src', 'evaluate', 'shortForms.ts'),
    circleci: path.join('server', 'src', 'evaluate', 'shortForms.ts'),
    pulumi: path.join('server', 'src', 'hosts'),
  };
  for (const name of alone)
    it(`are the only place that speaks of ${name}`, () => {
      assert.ok(providerFiles().some((file) => file.startsWith(name)));
      const others = [...sources('server/src')].filter(
        (file) =>
          !file.startsWith(path.join('server', 'src', 'providers')) &&
          !file.startsWith(besides[name] ?? path.join('server', 'src', 'providers')) &&
          fs.readFileSync(file, 'utf8').toLowerCase().includes(name),
      );
      assert.deepEqual(others, []);
    });
});
