// npm run new-guard -- <id> <key>: the record of a condition guard to start from.
import * as fs from 'node:fs';
import { conditionKey } from '../src/catalogue/conditionKeys.ts';
import { guardOf } from '../src/guards/ofKey.ts';

const [id, key] = process.argv.slice(2);
if (id === undefined || !/^[a-z]+(-[a-z]+)*$/.test(id) || key === undefined)
  throw new Error('usage: npm run new-guard -- <id> <condition key>, for example source-vpc aws:SourceVpc');
const file = `server/src/guards/${id}.ts`;
const present = guardOf(key);
if (fs.existsSync(file)) throw new Error(`${file} is there already`);
if (present)
  throw new Error(`${key} has a record already: ${present.id} (a rare one is a row of server/src/guards/rare.ts)`);
const known = conditionKey(key);
if (!known) throw new Error(`${key} is not in the table of condition keys`);

fs.writeFileSync(
  file,
  `import { STRING_EQUALS } from '../iam/vocabulary.ts';
import { defineGuard } from './guard.ts';

export default defineGuard({
  id: '${id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}',
  key: '${known.name}',
  operator: STRING_EQUALS,
  for: {},
  tags: {},
  value: { form: undefined, offer: undefined },
  tells: undefined,
  say: { noun: (g) => \`\${g.its} …\`, plural: false, sent: undefined, phrase: undefined },
  meet: undefined,
  asks: [],
  demand: undefined,
});
`,
);
console.log(`${file}\nNow: fill in what is known, npm run generate, npm run test:unit`);
