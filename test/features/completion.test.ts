import assert from 'node:assert/strict';
import { complete, PolicyDocument, type CompletionItem } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { testContext } from '../support/context.ts';
import { marked } from '../support/marked.ts';

const context = { ...testContext(), random: () => 'RANDOM' };

interface Offer {
  readonly label: string;
  readonly kind: CompletionItem['kind'];
  readonly after: string;
  readonly snippet: string;
  readonly filterText: string;
}

function offers(source: string): Offer[] {
  const { text, cursor } = marked(source);
  assert.notEqual(cursor, undefined, 'no cursor');
  const at = cursor ?? 0;
  const written = complete(new PolicyDocument(text, true), at, context, false).completions;
  const snippets = complete(new PolicyDocument(text, true), at, context, true).completions;
  return written.map(({ item, rendered }, i) => {
    const { span } = rendered.edit;
    assert.ok(!text.slice(span.start, span.end).includes('\n'), 'the range stays on one line');
    return {
      label: item.label,
      kind: item.kind,
      after: applyEdits(text, [rendered.edit, ...rendered.additional]),
      snippet: snippets[i]?.rendered.edit.newText ?? '',
      filterText: rendered.filterText,
    };
  });
}

const offer = (source: string, label: string): Offer => {
  const found = offers(source).find((o) => o.label === label);
  assert.ok(
    found,
    `${label} is not offered; ${offers(source)
      .map((o) => o.label)
      .slice(0, 10)
      .join(', ')}`,
  );
  return found;
};
const labels = (source: string, kind: CompletionItem['kind']): string[] =>
  offers(source)
    .filter((o) => o.kind === kind)
    .map((o) => o.label);

const statement = (inside: string): string => `{"Version": "2012-10-17", "Statement": [{${inside}}]}`;
const GITHUB =
  '"Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}';

describe('completion', () => {
  it('ranks condition keys by what the statement is', () => {
    const first = (principal: string): string | undefined =>
      labels(
        statement(`"Effect": "Allow", ${principal}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {‸}}`),
        'key',
      )[0];
    assert.equal(first(GITHUB), 'token.actions.githubusercontent.com:sub');
    assert.equal(first('"Principal": {"AWS": "111122223333"}'), 'sts:ExternalId');
    assert.equal(first('"Principal": {"Service": "sns.amazonaws.com"}'), 'aws:SourceAccount');
    assert.equal(first('"Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}'), 'SAML:aud');
    assert.equal(first('"Principal": {"AWS": "*"}'), 'aws:PrincipalOrgID');
  });

  it('works before Version is typed, and whatever follows the cursor', () => {
    const source = `{"Statement": [{${GITHUB}, "Condition": {"StringEquals": {"‸"}}, "Action": "sts:AssumeRoleWithWebIdentity"}]}`;
    assert.equal(labels(source, 'key')[0], 'token.actions.githubusercontent.com:sub');
  });

  it('works in text that only just begins', () => {
    assert.deepEqual(labels('{‸', 'element'), ['Version', 'Statement', 'Id']);
    assert.deepEqual(labels('{ "Statement": [ { ‸', 'element').slice(0, 3), ['Effect', 'Principal', 'Action']);
    assert.deepEqual(labels('{ "Statement": { "‸', 'element').slice(0, 3), ['Effect', 'Principal', 'Action']);
    assert.ok(labels('{"Statement":[{"Principal":{"Service":‸', 'service').includes('lambda.amazonaws.com'));
    assert.ok(offers('‸').length > 25);
  });

  it('leaves out what stands already', () => {
    const keys = labels(
      statement(
        '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Condition": {"StringEquals": {"STS:ExternalId": "a", ‸}}',
      ),
      'key',
    );
    assert.ok(!keys.includes('sts:ExternalId'));
    assert.ok(!labels(statement('"Effect": "Allow", ‸'), 'element').includes('Effect'));
  });

  it('writes key, colon, value and the comma that is missing before', () => {
    const { after, snippet } = offer(
      statement(
        '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5" ‸}}',
      ),
      'sts:ExternalId',
    );
    assert.equal(
      after,
      statement(
        '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5", "sts:ExternalId": "RANDOM"}}',
      ),
    );
    assert.equal(snippet, '"sts:ExternalId": "${1:RANDOM}"');
  });

  it('and the comma that is missing after', () => {
    const { after } = offer(
      statement(
        '"Condition": {"StringEquals": {‸ "aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, "Principal": {"AWS": "111122223333"}',
      ),
      'sts:ExternalId',
    );
    assert.match(after, /\{"sts:ExternalId": "RANDOM", "aws:PrincipalOrgID"/);
  });

  it('replaces the whole token, inside quotes and outside', () => {
    const inside = offer(statement('"Principal": {"Service": "lam‸bda"}'), 'lambda.amazonaws.com');
    assert.equal(inside.after, statement('"Principal": {"Service": "lambda.amazonaws.com"}'));
    assert.equal(inside.filterText, '"lambda.amazonaws.com AWS Lambda');
    const outside = offer(statement('"Principal": {"Service": lam‸}'), 'lambda.amazonaws.com');
    assert.equal(outside.after, statement('"Principal": {"Service": "lambda.amazonaws.com"}'));
    assert.equal(outside.filterText, 'lambda.amazonaws.com AWS Lambda');
  });

  it('adds no condition where those that stand could not be read', () => {
    const source = (principal: string, sub: string): string =>
      statement(
        `"Effect": "Allow", "Principal": {"Federated": ${principal}}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"${sub}}}`,
      );
    const sub = ', "token.actions.githubusercontent.com:sub": "repo:acme/shop:environment:prod"';
    const arn = '"arn:aws:iam::ACCOUNT_ID:oidc-provider/token.actions.githubusercontent.com"';
    for (const typed of ['‸', '"‸"'])
      assert.equal(offer(source(typed, sub), 'token.actions.githubusercontent.com').after, source(arn, sub));
    assert.match(offer(source('"‸"', ''), 'token.actions.githubusercontent.com').after, /:sub"/);
  });

  it('replaces only the name of a key that has its value', () => {
    const { after } = offer(
      statement('"Principal": {"AWS": "111122223333"}, "Condition": {"StringEquals": {"sts:Ext‸": "abc"}}'),
      'sts:ExternalId',
    );
    assert.match(after, /\{"sts:ExternalId": "abc"\}/);
  });

  it('offers services in lists, each once', () => {
    const found = labels(statement('"Principal": {"Service": ["ec2.amazonaws.com", "‸"]}'), 'service');
    assert.ok(found.includes('lambda.amazonaws.com'));
    assert.ok(!found.includes('ec2.amazonaws.com'));
  });

  it('offers the actions that fit the principal', () => {
    assert.deepEqual(labels(statement(`${GITHUB}, "Action": "‸"`), 'action'), [
      'sts:AssumeRoleWithWebIdentity',
      'sts:TagSession',
      'sts:SetSourceIdentity',
      'sts:SetContext',
    ]);
    assert.equal(
      labels(statement('"Principal": {"Service": "ec2.amazonaws.com"}, "Action": ‸'), 'action')[0],
      'sts:AssumeRole',
    );
    assert.equal(labels(statement('"Action": "‸"'), 'action').length, 6);
    assert.equal(
      offer(statement('"Principal": {"AWS": "*"}, "Action": ["sts:AssumeRole" ‸]'), 'sts:TagSession').after,
      statement('"Principal": {"AWS": "*"}, "Action": ["sts:AssumeRole", "sts:TagSession"]'),
    );
  });

  it('gives provider keys their provider’s value, with tab stops', () => {
    const { snippet } = offer(
      statement(`${GITHUB}, "Condition": {"StringEquals": {‸}}`),
      'token.actions.githubusercontent.com:sub',
    );
    assert.equal(
      snippet,
      '"token.actions.githubusercontent.com:sub": "repo:${1:<owner>}/${2:<repo>}:environment:${3:<environment>}"',
    );
  });

  it('offers whole guards where an operator is due', () => {
    const { snippet } = offer(statement('"Principal": {"AWS": "111122223333"}, "Condition": {‸}'), 'sts:ExternalId');
    assert.match(snippet, /^"StringEquals": \{\n\s+"sts:ExternalId": "\$\{1:RANDOM\\?\}?/);
  });

  it('leaves a place for the external ID that only the vendor can issue, and invents none', () => {
    const own = '"Effect": "Allow", "Action": "sts:AssumeRole"';
    for (const typed of ['4646', 'Datadog', 'datad']) {
      const { after } = offer(
        `{"Statement": [{${own}, "Principal": {"AWS": "${typed}‸"}}]}`,
        'arn:aws:iam::464622532012:root',
      );
      assert.match(after, /"sts:ExternalId": "<EXTERNAL_ID_FROM_DATADOG>"/);
      assert.doesNotMatch(after, /RANDOM/);
    }
    const vendor = `${own}, "Principal": {"AWS": "464622532012"}`;
    for (const condition of ['{"StringEquals": {‸}}', '{‸}', '‸'])
      assert.ok(
        offers(statement(`${vendor}, "Condition": ${condition}`)).some((o) =>
          o.after.includes('"<EXTERNAL_ID_FROM_DATADOG>"'),
        ),
        condition,
      );
    const all = offers(statement(`${vendor}, "Condition": {"StringEquals": {‸}}`)).map((o) => o.after);
    assert.ok(!all.some((after) => after.includes('RANDOM')));
    const template = offer('‸', 'SaaS vendor');
    assert.match(template.after, /"sts:ExternalId": "<EXTERNAL_ID>"/);
    assert.match(
      offer(
        statement(`${own}, "Principal": {"AWS": "111122223333"}, "Condition": {"StringEquals": {‸}}`),
        'sts:ExternalId',
      ).after,
      /RANDOM/,
    );
  });

  it('writes into a policy inside a string, with its escapes', () => {
    const inner = statement('"Principal": {"Service": "‸"}');
    const source = `{"AssumeRolePolicyDocument": ${JSON.stringify(inner)}}`;
    const { after } = offer(
      source
        .replace('{"AssumeRolePolicyDocument"', '{"a": 1, "AssumeRolePolicyDocument"')
        .replace('sts:Assume', 'sts:Assume'),
      'lambda.amazonaws.com',
    );
    assert.deepEqual(
      (
        JSON.parse((JSON.parse(after) as { AssumeRolePolicyDocument: string }).AssumeRolePolicyDocument) as {
          Statement: unknown;
        }
      ).Statement,
      [{ Principal: { Service: 'lambda.amazonaws.com' } }],
    );
  });

  it('offers nothing outside of policies, and nothing behind a finished string', () => {
    const { text, cursor } = marked('{"name": "‸"}');
    assert.deepEqual(complete(new PolicyDocument(text), cursor ?? 0, context, true).completions, []);
    assert.deepEqual(offers(statement('"Principal": {"Service": "ec2.amazonaws.com"‸}')), []);
  });

  it('takes the place of a value that stands behind the cursor, and offers nothing before a list or an object', () => {
    assert.equal(offer(statement('"Effect": ‸"Deny"'), 'Allow').after, statement('"Effect": "Allow"'));
    assert.deepEqual(offers(statement('"Action": ‸["sts:AssumeRole"]')), []);
    assert.match(
      offer(statement('"Effect": ‸ "Action": "sts:AssumeRole"'), 'Allow').after,
      /"Effect": "Allow", "Action"/,
    );
  });

  it('leaves what follows an unclosed string alone', () => {
    assert.equal(
      offer('{"Statement": [{"Action": "sts:A‸}]}', 'sts:AssumeRole').after,
      '{"Statement": [{"Action": "sts:AssumeRole"}]}',
    );
  });

  it('offers nothing in comments, template tokens and before a document', () => {
    assert.deepEqual(offers('{ // ‸\n}'), []);
    assert.deepEqual(offers('{"Statement": [{"Effect": ${X‸}}]}'), []);
    assert.deepEqual(offers('‸{"Version": "2012-10-17"}'), []);
    assert.deepEqual(offers(statement('"Effect": {"‸"}')), []);
  });

  it('offers a whole statement in a list of them', () => {
    assert.equal(offers('{"Statement": [‸]}')[0]?.label, 'AWS service');
  });

  it('whatever is accepted wherever, the policy stays JSON', () => {
    const policies = [
      statement(
        `"Sid": "A", "Effect": "Allow", ${GITHUB}, "Action": ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"], "Condition": {"StringEquals": {"a:b": ["c"], "d:e": "f"}}`,
      ),
      '{\n  "Version": "2012-10-17",\n  "Statement": {\n    "Effect": "Allow",\n    "Principal": { "AWS": "*", "Service": [ ] },\n    "Condition": { }\n  }\n}',
    ];
    for (const whole of [...policies, ...policies.map((p) => JSON.stringify({ AssumeRolePolicyDocument: p }))]) {
      for (let at = 0; at <= whole.length; at++) {
        for (const { item, rendered } of complete(new PolicyDocument(whole, true), at, context, false).completions) {
          const after = applyEdits(whole, [rendered.edit, ...rendered.additional]);
          assert.doesNotThrow(
            () => void JSON.parse(after),
            `${item.label} at ${whole.slice(0, at)}‸${whole.slice(at)}\n${after}`,
          );
        }
      }
    }
  });
});
