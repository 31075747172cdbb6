// npm run new-provider -- <file> [<row>]: the record of an identity provider and its test to start from.
import * as fs from 'node:fs';
import { oidcProviders } from '../src/catalogue/oidcProviders.ts';

const [file, id = file] = process.argv.slice(2);
if (file === undefined || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(file))
  throw new Error('usage: npm run new-provider -- <file> [<row of the catalogue>], for example circleci');
const row = oidcProviders().find((p) => p.id === id);
if (!row)
  throw new Error(`no row ${id} in the catalogue: server/tools/catalogue/inputs/oidc-providers.json comes first`);
const record = `server/src/providers/${file}.ts`;
const test = `test/providers/${file}.test.ts`;
for (const path of [record, test]) if (fs.existsSync(path)) throw new Error(`${path} is there already`);

fs.writeFileSync(
  record,
  `import { defineProvider } from './provider.ts';

export default defineProvider({
  id: '${row.id}',
  also: [],
  users: 'workloads',
  bearer: '${row.shortName} job',
  path: undefined,
  narrowing: [],
  customized: undefined,
  byPath: undefined,
  pullRequest: undefined,
  unaskedAudience: undefined,
  successor: undefined,
  words: '${row.shortName.toLowerCase()} oidc deploy',
  tenant: undefined,
  questions: {},
  scopes: [],
  wizard: undefined,
  templates: [],
});
`,
);
fs.mkdirSync('test/providers', { recursive: true });
const [issuer] = row.issuers;
const subject = row.forms.find((form) => !form.custom)?.segments.map((s) => (typeof s === 'string' ? s : s.name));
fs.writeFileSync(
  test,
  `import { providerTest } from '../support/providerTest.ts';

providerTest({
  issuer: '${issuer?.example ?? ''}',
  subject: '${subject?.join('') ?? ''}',
  says: 'Any ${row.shortName} job … can assume this role',
});
`,
);
console.log(`${record}\n${test}\nNow: npm run generate, npm run test:unit`);
