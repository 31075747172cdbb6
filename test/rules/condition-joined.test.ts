import assert from 'node:assert/strict';
import { readPolicy } from '../../server/src/policy/read.ts';
import { check, finish, PolicyDocument } from '../../server/src/service.ts';
import { analysed } from '../support/analysed.ts';
import { testContext } from '../support/context.ts';
import { marked } from '../support/marked.ts';
import { extracted } from '../support/terraformPolicies.ts';

const document = (conditions: string, more = ''): string => `data "aws_iam_policy_document" "d" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:role/deploy"]
    }
${conditions}
  }
${more}}
`;
const condition = (test: string, variable: string, values: string): string =>
  `condition {\n test = ${test}\n variable = ${variable}\n values = ${values}\n}\n`;
const LIKE = '"StringLike"';
const NAME = '"sts:RoleSessionName"';

const SILENT: readonly (readonly [what: string, text: string])[] = [
  ['one condition', document(condition(LIKE, NAME, '["a-*", "b-*"]'))],
  ['another operator', document(condition(LIKE, NAME, '["a-*"]') + condition('"StringNotLike"', NAME, '["a-b"]'))],
  ['another key', document(condition(LIKE, NAME, '["a-*"]') + condition(LIKE, '"aws:PrincipalTag/team"', '["build"]'))],
  [
    'another statement',
    document(
      condition(LIKE, NAME, '["a-*"]'),
      `statement {
    effect = "Deny"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:role/deploy"]
    }
    ${condition(LIKE, NAME, '["b-*"]')}
  }\n`,
    ),
  ],
  ['keys that only a plan knows', document(condition(LIKE, 'var.a', '["x"]') + condition(LIKE, 'var.b', '["x"]'))],
  ['operators that only a plan knows', document(condition('var.a', NAME, '["x"]') + condition('var.b', NAME, '["y"]'))],
  [
    'a condition that may not come',
    document(
      condition(LIKE, NAME, '["a-*"]') +
        `dynamic "condition" {\n for_each = var.x\n content {\n test = ${LIKE}\n variable = ${NAME}\n values = ["b-*"]\n }\n}\n`,
    ),
  ],
  [
    'a half-typed condition',
    document(`${condition(LIKE, NAME, '["a-*"]')}condition {\n test = ${LIKE}\n variable =\n}\n`),
  ],
];

const FOUND: readonly (readonly [what: string, says: readonly string[], text: string])[] = [
  ['the second of two', ['any'], document(condition(LIKE, NAME, '["a-*"]') + condition(LIKE, `«${NAME}»`, '["*-b"]'))],
  [
    'each after the first',
    ['any', 'any'],
    document(
      condition(LIKE, NAME, '["a-*"]') +
        condition(LIKE, `«${NAME}»`, '["*-b"]') +
        condition('"StringNotLike"', NAME, '["c"]') +
        condition(LIKE, `«${NAME}»`, '["*d*"]'),
    ),
  ],
  [
    'values of which none may match',
    ['none'],
    document(condition('"StringNotLike"', NAME, '["a-*"]') + condition('"StringNotLike"', `«${NAME}»`, '["b-*"]')),
  ],
  [
    'values that only a plan knows',
    ['any'],
    document(condition(LIKE, NAME, 'var.a') + condition(LIKE, `«${NAME}»`, 'var.b')),
  ],
  [
    'a key with the same unknown part',
    ['any'],
    document(
      condition('"StringEquals"', '"${local.issuer}:sub"', '["a"]') +
        condition('"StringEquals"', '«"${local.issuer}:sub"»', '["b"]'),
    ),
  ],
];

const findingsIn = (text: string) => {
  const { policies, problems } = extracted(text);
  const read = policies.map((source) => finish(readPolicy(source)));
  return analysed(read, { problems }).findings;
};
const joinedIn = (text: string) => findingsIn(text).filter((f) => f.ruleId === 'condition-joined');

describe('rule condition-joined', () => {
  for (const [what, text] of SILENT)
    it(`is silent about ${what}`, () => {
      assert.equal(extracted(text).policies.length, 1);
      assert.deepEqual(joinedIn(text), []);
    });

  for (const [what, says, source] of FOUND)
    it(`speaks about ${what}`, () => {
      const { text, spans } = marked(source);
      const found = joinedIn(text);
      assert.deepEqual(
        found.map(({ messageId, span, level, fixes }) => ({ messageId, span, level, fixes })),
        says.map((messageId, i) => ({ messageId, span: spans[i], level: 'hint', fixes: [] })),
      );
      const [first] = found;
      assert.equal(first?.related[0]?.span.start, text.indexOf('variable = ') + 'variable = '.length);
    });

  it('leaves a key that stands twice in JSON text to the rule about that', () => {
    const twice = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringLike": {"sts:RoleSessionName": "a-*", "sts:RoleSessionName": "*-b"}}}]}`;
    const { findings } = finish(check(new PolicyDocument(twice, true), testContext()));
    const ids = findings.map((f) => f.ruleId);
    assert.ok(ids.includes('json-duplicate-key') && !ids.includes('condition-joined'), ids.join());
  });
});
