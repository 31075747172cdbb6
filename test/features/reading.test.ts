import assert from 'node:assert/strict';
import {
  finish,
  folds,
  hints,
  lenses,
  selections,
  PolicyDocument,
  symbols,
  type Symbol,
} from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { marked } from '../support/marked.ts';

const context = testContext({ ownAccounts: { '111122223333': 'prod' } });
const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Vendor",
      "Effect": "Allow",
      "Principal": { "AWS": ["arn:aws:iam::464622532012:root", "111122223333"] },
      "Action": "sts:AssumeRole",
      "Condition": {
        "StringEquals": { "sts:ExternalId": "3f9a1c7be04d4d5f8a21" },
        "DateLessThan": { "aws:CurrentTime": "2026-12-31" }
      }
    },
    { "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": ["sts:AssumeRole", "s3:GetObject"] }
  ]
}
`;
const policyDocument = new PolicyDocument(POLICY, true);
const slice = ({ start, end }: { start: number; end: number }): string => POLICY.slice(start, end);

describe('what an editor shows beside a policy', () => {
  it('a lens says above each statement whom it lets in', () => {
    assert.deepEqual(
      finish(lenses(policyDocument, context)).map((l) => [slice(l.span).slice(0, 20).replace(/\s+/g, ' '), l.title]),
      [
        [
          '{ "Sid": "Vend',
          'Any principal in accounts 464622532012 (Datadog) and 111122223333 (prod) can assume this role if they send the external ID and the time is before 2026-12-31 00:00 UTC',
        ],
        ['{ "Effect": "Allow",', 'Amazon EC2 can assume this role'],
      ],
    );
  });

  it('hints name accounts and tell how far a date is', () => {
    assert.deepEqual(
      finish(hints(policyDocument, context)).map(({ at, label }) => [POLICY.slice(at - 6, at), label]),
      [
        [':root"', 'Datadog'],
        ['23333"', 'prod'],
        ['12-31"', 'in 40 days'],
      ],
    );
    const labels = (condition: string): string[] =>
      finish(
        hints(
          new PolicyDocument(
            `{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Condition":{${condition}}}}`,
            true,
          ),
          context,
        ),
      ).map((h) => h.label);
    assert.deepEqual(labels('"DateLessThan":{"aws:CurrentTime":"1798761599"}'), ['in 40 days']);
    assert.deepEqual(labels('"NumericLessThan":{"aws:EpochTime":"1798761599"}'), ['in 40 days']);
    assert.deepEqual(labels('"NumericLessThan":{"aws:MultiFactorAuthAge":"1798761599"}'), []);
    const hostile = testContext({ ownAccounts: { '111122223333': 'a\u202e\nb' } });
    assert.deepEqual(
      finish(hints(new PolicyDocument('{"Statement":{"Principal":{"AWS":"111122223333"}}}', true), hostile)).map(
        (h) => h.label,
      ),
      ['a\\u202e b'],
    );
  });

  it('the outline has statements by Sid or number, with who, how and when', () => {
    const flat = (all: readonly Symbol[], depth = 0): string[] =>
      all.flatMap((s) => [`${'  '.repeat(depth)}${s.kind} ${s.name}`, ...flat(s.children, depth + 1)]);
    assert.deepEqual(flat(finish(symbols(policyDocument, context))), [
      'policy Trust policy',
      '  statement Vendor',
      '    principal arn:aws:iam::464622532012:root',
      '    principal 111122223333',
      '    action sts:AssumeRole',
      '    condition sts:ExternalId',
      '    condition aws:CurrentTime',
      '  statement Statement 2',
      '    principal ec2.amazonaws.com',
      '    action sts:AssumeRole',
      '    action s3:GetObject',
    ]);
    const inside = (s: Symbol): void => {
      assert.ok(s.span.start <= s.nameSpan.start && s.nameSpan.end <= s.span.end, s.name);
      assert.notEqual(s.name, '');
      s.children.forEach(inside);
    };
    finish(symbols(policyDocument, context)).forEach(inside);
  });

  it('a selection grows by the pieces of an ARN, then by the tree', () => {
    const { text, cursor } = marked(
      '{"Statement": [{"Principal": {"AWS": ["arn:aws:iam::111122223333:role/ci/dep‸loy"]}}]}',
    );
    const spans = selections(new PolicyDocument(text, true), cursor ?? 0);
    assert.deepEqual(spans.map((s) => text.slice(s.start, s.end)).slice(0, 8), [
      'deploy',
      'role/ci/deploy',
      'arn:aws:iam::111122223333:role/ci/deploy',
      '"arn:aws:iam::111122223333:role/ci/deploy"',
      '["arn:aws:iam::111122223333:role/ci/deploy"]',
      '"AWS": ["arn:aws:iam::111122223333:role/ci/deploy"]',
      '{"AWS": ["arn:aws:iam::111122223333:role/ci/deploy"]}',
      '"Principal": {"AWS": ["arn:aws:iam::111122223333:role/ci/deploy"]}',
    ]);
    for (const [i, span] of spans.entries()) {
      const inner = spans[i - 1];
      if (inner) assert.ok(span.start <= inner.start && inner.end <= span.end, 'each holds the one before');
    }
  });

  it('containers fold', () => {
    assert.deepEqual(
      finish(folds(policyDocument)).map((f) => POLICY.slice(f.start, f.start + 1)),
      ['{', '[', '{', '{', '[', '{', '{', '{', '{', '{', '['],
    );
  });

  it('no outline comes beside that of JSON where policies are inside of something else', () => {
    const dump = new PolicyDocument(`{"Roles": [{"RoleName": "a", "AssumeRolePolicyDocument": ${POLICY}}]}`);
    assert.equal(dump.trustPolicies.length, 1);
    assert.deepEqual(finish(symbols(dump, context)), []);
  });

  it('nothing is shown where there is no policy', () => {
    const other = new PolicyDocument('{"name": "x"}');
    assert.deepEqual(
      [
        finish(lenses(other, context)),
        finish(hints(other, context)),
        finish(symbols(other, context)),
        finish(folds(other)),
        selections(other, 3),
      ],
      [[], [], [], [], []],
    );
  });
});
