import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { documentedRules } from '../../server/src/rules/index.ts';
import { check, finish, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';

interface Check {
  code: string;
  applies: 'yes' | 'partly' | 'no';
  example: string;
}

const checks = JSON.parse(fs.readFileSync('test/data/access-analyzer-checks.json', 'utf8')) as Check[];
const page = fs.readFileSync('docs/access-analyzer.md', 'utf8');
/** Codes that the page says are not covered, with the reason. */
const NOT_COVERED = [...page.matchAll(/^\| `([A-Z0-9_]+)` \| – \|/gm)].map((m) => m[1]);

/** Findings that the minimal examples have besides the one they show, rightly so: a whole account without a guard, … */
const BESIDES = new Set([
  'external-id-missing',
  'external-id-weak', // ids such as "abc"
  'action-companion-missing', // tag keys without sts:TagSession
  'service-source-missing', // Roles Anywhere without its trust anchor
  'key-never-present', // keys of services with an account
  'element-empty', // "Statement": []
  'condition-expired', // a date that has passed
  'operator-key-type', // BinaryEquals on a string
]);

/** A claim beside sts:TagSession is the form of AWS's own guide for Cognito, so another key is the example. */
const OTHER_EXAMPLES: ReadonlyMap<string, string> = new Map([
  [
    'UNSUPPORTED_ACTION_FOR_CONDITION_KEY',
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": ["sts:AssumeRole", "sts:TagSession"], "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55"}}}]}',
  ],
]);

describe('AWS’s own documented checks', () => {
  for (const { code, applies, example: documented } of checks) {
    const example = OTHER_EXAMPLES.get(code) ?? documented;
    if (applies === 'no') continue;
    const covering = documentedRules.filter((r) => r.docs.accessAnalyzer?.includes(code)).map((r) => r.meta.id);
    if (NOT_COVERED.includes(code)) {
      it(`${code} is left out with a reason, and by all rules`, () => {
        assert.deepEqual(covering, []);
      });
      continue;
    }
    it(`${code} is covered by a rule`, () => {
      assert.ok(covering.length, `no rule covers ${code}`);
    });
    if (!example.startsWith('{')) continue;
    it(`${code}: its example is found, and nothing else`, () => {
      const { findings } = finish(check(new PolicyDocument(example, true), testContext()));
      const told = findings.filter((f) => f.level === 'error' || f.level === 'warning').map((f) => f.ruleId);
      assert.ok(
        findings.some((f) => covering.includes(f.ruleId)),
        `${covering.join()} silent; told: ${findings.map((f) => f.ruleId).join()}`,
      );
      assert.deepEqual(
        told.filter((id) => !covering.includes(id) && !BESIDES.has(id)),
        [],
        example,
      );
    });
  }
});
