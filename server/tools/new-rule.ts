// npm run new-rule -- <id>: a rule and its test to start from.
import * as fs from 'node:fs';

const id = process.argv[2];
if (id === undefined || !/^[a-z]+(-[a-z]+)+$/.test(id))
  throw new Error('usage: npm run new-rule -- <thing-what>, for example principal-orphaned');
const rule = `server/src/rules/${id}.ts`;
const test = `test/rules/${id}.test.ts`;
for (const file of [rule, test]) if (fs.existsSync(file)) throw new Error(`${file} is there already`);

const GOOD = `'"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'`;
fs.writeFileSync(
  rule,
  `import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: '${id}',
    title: 'Noun phrase for what it finds',
    level: 'warning',
    messages: { found: '"{{what}}" is wrong: do this. This follows from it.' },
  },
  docs: {
    why: 'What it means for who can assume the role.',
    howToFix: 'What the titles of the fixes do not say.',
    whenToIgnore: 'When it is right as it is.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/'],
    examples: { bad: [], good: [${GOOD}] },
  },
  create: (context) => ({
    principal({ value }) {
      if (value.holes.length) return; // unknown is not wrong
      if (value.value === 'wrong') context.report({ at: value.span, messageId: 'found', data: { what: value.value } });
    },
  }),
});
`,
);
fs.writeFileSync(
  test,
  `import { ruleTest } from '../support/ruleTest.ts';

ruleTest('${id}', {
  clean: [${GOOD}],
  flagged: [{ policy: '"Effect": "Allow", "Principal": {"AWS": «"wrong"»}, "Action": "sts:AssumeRole"', says: ['found'] }],
});
`,
);
console.log(`${rule}\n${test}\nNow: npm run generate, npm run test:unit`);
