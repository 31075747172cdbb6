import assert from 'node:assert/strict';
import { PolicyDocument, refactorings } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { testContext } from '../support/context.ts';
import { marked, wholePolicy } from '../support/marked.ts';

const START = 'Rotate external ID: accept a new one too';
const END = 'Remove this external ID';
const PARTNER = '210987654321';
const DATADOG = '464622532012';

const context = { ...testContext({ ownAccounts: { '444455556666': 'prod' } }), random: () => 'fresh-id-77' };

/** What the two steps make of a text at its cursor, by title. */
function offered(source: string): ReadonlyMap<string, string> {
  const { text, cursor = 0 } = marked(wholePolicy(source));
  return new Map(
    refactorings(new PolicyDocument(text), cursor, context)
      .filter(({ title }) => /^(?:Rotate|Remove) .*external ID/.test(title))
      .map(({ title, edits }) => [title, applyEdits(text, edits)]),
  );
}
const titles = (source: string): readonly string[] => [...offered(source).keys()];
const after = (source: string, title: string): string => {
  const found = offered(source).get(title);
  assert.ok(found !== undefined, `${title} is not among ${titles(source).join(' | ')}`);
  JSON.parse(found);
  return found;
};

/** The inside of a statement, with a test of the external ID as given. */
const statement = (test: string, aws: string = PARTNER, effect = 'Allow'): string =>
  `"Effect": "${effect}", "Principal": {"AWS": ${JSON.stringify(aws)}}, "Action": "sts:AssumeRole", "Condition": {${test}}`;
const equals = (ids: string, aws?: string): string => statement(`"StringEquals": {"sts:ExternalId": ${ids}}`, aws);
const deny = (ids: string, aws = '*'): string =>
  statement(`"StringNotEquals": {"sts:ExternalId": ${ids}}`, aws, 'Deny');
const policy = (...statements: readonly string[]): string =>
  `{"Version": "2012-10-17", "Statement": [${statements.map((s) => `{${s}}`).join(', ')}]}`;
const role = (name: string, ...statements: readonly string[]): string =>
  `{"RoleName": "${name}", "AssumeRolePolicyDocument": ${policy(...statements)}}`;

describe('rotating an external ID', () => {
  it('accepts a new one too, and the old one no more when asked again', () => {
    const both = after(equals('"old-‸id-1"'), START);
    assert.equal(both, wholePolicy(equals('["old-id-1", "fresh-id-77"]')));
    assert.equal(after(equals('["old-‸id-1", "fresh-id-77"]'), END), wholePolicy(equals('"fresh-id-77"')));
    assert.equal(after(equals('["old-‸id-1", "b", "c"]'), END), wholePolicy(equals('["b", "c"]')));
    assert.equal(after(equals('["a", "old-‸id-1"]'), START), wholePolicy(equals('["a", "old-id-1", "fresh-id-77"]')));
  });

  it('starts anywhere in a statement with one ID; which one is to go is said by the cursor', () => {
    const anywhere = (ids: string): string => equals(ids).replace('"Eff', '"E‸ff');
    assert.deepEqual(titles(anywhere('"old-id-1"')), [START]);
    assert.deepEqual(titles(anywhere('["old-id-1", "other"]')), []);
    assert.deepEqual(titles(equals('["old-id-1", "o‸ther"]')), [START, END]);
  });

  it('never takes the only one away', () => {
    assert.deepEqual(titles(equals('"old-‸id-1"')), [START]);
    assert.deepEqual(titles(equals('["old-‸id-1"]')), [START]);
    assert.deepEqual(titles(equals('["old-‸id-1", "old-id-1"]')), [START]);
    assert.deepEqual(titles(equals('["old-‸id-1", "<EXTERNAL_ID_FROM_ACME>"]')), [START], 'nobody can send that');
    assert.deepEqual(titles(equals('["old-‸id-1", {"Ref": "NewId"}]')), [START, END]);
  });

  it('leaves to a vendor to issue the new one', () => {
    const title = 'Rotate external ID: accept the new one from Datadog too';
    const both = after(equals('"old-‸id-1"', `arn:aws:iam::${DATADOG}:root`), title);
    assert.match(both, /"sts:ExternalId": \["old-id-1", "<EXTERNAL_ID_FROM_DATADOG>"\]/);
    const asked = equals('["old-‸id-1", "<EXTERNAL_ID_FROM_DATADOG>"]', `arn:aws:iam::${DATADOG}:root`);
    assert.deepEqual(titles(asked), [], 'it is asked for already, and not there yet');
    const vendorByDeny = policy(equals('"old-id-1"', DATADOG), deny('"old-‸id-1"'));
    assert.deepEqual(titles(vendorByDeny), [title]);
  });

  it('changes the Deny that asks for it, so that the new one is not denied', () => {
    for (const source of [
      policy(equals('"old-‸id-1"'), deny('"old-id-1"')),
      policy(equals('"old-id-1"'), deny('"old-‸id-1"')),
      policy(equals('"old-‸id-1"'), deny('"old-id-1"', `arn:aws:iam::${PARTNER}:role/x`)),
    ])
      assert.equal(
        after(source, START),
        marked(source).text.replaceAll('"old-id-1"', '["old-id-1", "fresh-id-77"]'),
        source,
      );
    const byDenyAlone = policy(statement('"Bool": {"aws:SecureTransport": "true"}'), deny('"old-‸id-1"'));
    assert.match(after(byDenyAlone, START), /"StringNotEquals": {"sts:ExternalId": \["old-id-1", "fresh-id-77"\]}/);
    const two = '["old-‸id-1", "b"]';
    assert.equal(after(policy(equals(two), deny('["old-id-1", "b"]')), END), policy(equals('"b"'), deny('"b"')));
    assert.deepEqual(titles(policy(equals(two), deny('["old-id-1", "c"]'))), [START], 'nobody could meet both');
    assert.deepEqual(titles(policy(equals(two), deny('"old-id-1"'))), [START]);
  });

  it('leaves what a Deny exempts for others', () => {
    const source = (a: string, b: string, d: string): string => policy(equals(a), equals(b, '333344445555'), deny(d));
    const [both, fresh] = ['["old-id-1", "b"]', '["old-id-1", "fresh-id-77"]'];
    assert.equal(after(source('"old-‸id-1"', '"old-id-1"', '"old-id-1"'), START), source(fresh, '"old-id-1"', fresh));
    assert.equal(after(source('["old-‸id-1", "b"]', '"old-id-1"', both), END), source('"b"', '"old-id-1"', both));
    const unasked = (a: string, d: string): string =>
      policy(equals(a), statement('"Bool": {"aws:SecureTransport": "true"}', '333344445555'), deny(d));
    assert.equal(after(unasked('["old-‸id-1", "b"]', both), END), unasked('"b"', both));
    const ofAll = source(both, both, '["old-‸id-1", "b"]');
    assert.equal(after(ofAll, END), source('"b"', '"b"', '"b"'));
    const unknown = policy(equals('"old-id-1"', '<ACCOUNT_ID>'), deny('["old-‸id-1", "b"]'));
    assert.deepEqual(titles(unknown), [START], 'the one that is allowed would be denied');
  });

  it('goes on in the other policies of the document, for the same callers only', () => {
    const file = (a: string, b: string, c: string, d: string): string =>
      `[${[
        role('a', equals(a)),
        role('b', equals(b, `arn:aws:iam::${PARTNER}:role/deploy`)),
        role('c', equals(c, '333344445555')),
        role('d', equals(d, `arn:aws:iam::${PARTNER}:root`)),
      ].join(', ')}]`;
    const both = '["old-id-1", "fresh-id-77"]';
    assert.equal(
      after(file('"old-‸id-1"', '"old-id-1"', '"old-id-1"', '"another"'), START),
      file(both, both, '"old-id-1"', '"another"'),
    );
    assert.equal(
      after(file('["old-‸id-1", "n"]', '["old-id-1", "n"]', '["old-id-1", "n"]', '"old-id-1"'), END),
      file('"n"', '"n"', '["old-id-1", "n"]', '"old-id-1"'),
    );
  });

  it('takes the accounts of one vendor for one caller, and callers who are not known for none', () => {
    const file = (a: string, b: string, ids: string, others = ids): string =>
      `[${role('a', equals(ids, a))}, ${role('b', equals(others, b))}]`;
    const datadog = file(DATADOG, '865078226113', '"old-id-1"').replace('old', 'ol‸d');
    const changed = [...offered(datadog).values()].map((text) => text.split('EXTERNAL_ID_FROM').length - 1);
    assert.deepEqual(changed, [2]);
    const unknown = file('<ACCOUNT_ID>', '<ACCOUNT_ID>', '"old-id-1"').replace('old', 'ol‸d');
    assert.equal(
      after(unknown, START),
      file('<ACCOUNT_ID>', '<ACCOUNT_ID>', '["old-id-1", "fresh-id-77"]', '"old-id-1"'),
    );
  });

  it('is offered only where one more value accepts one more ID', () => {
    const none = (source: string): void => {
      assert.deepEqual(titles(source), [], source);
    };
    assert.deepEqual(titles(statement('"StringLike": {"sts:ExternalId": "old-‸id-1"}')), [START]);
    assert.deepEqual(titles(statement('"StringEqualsIfExists": {"STS:externalid": "old-‸id-1"}')), [START]);
    assert.deepEqual(
      titles(statement('"StringEquals": {"sts:ExternalId": "old-‸id-1"}, "Null": {"sts:ExternalId": "false"}')),
      [START],
    );
    none(statement('"StringLike": {"sts:ExternalId": "old-‸*"}'));
    none(statement('"StringLike": {"sts:ExternalId": ["old-‸id-1", "other-*"]}'));
    none(statement('"StringEqualsIgnoreCase": {"sts:ExternalId": "old-‸id-1"}'));
    none(statement('"StringEqual": {"sts:ExternalId": "old-‸id-1"}'));
    none(statement('"StringNotEquals": {"sts:ExternalId": "old-‸id-1"}'));
    none(statement('"StringEquals": {"sts:ExternalId": "old-‸id-1"}', PARTNER, 'Deny'));
    none(statement('"StringEquals": {"sts:ExternalId": "old-‸id-1"}, "StringLike": {"sts:ExternalId": "old-*"}'));
    none(
      statement('"StringEquals": {"sts:ExternalId": ["old-‸id-1", "x"]}, "StringNotEquals": {"sts:ExternalId": "x"}'),
    );
    none(equals('"${aws:PrincipalAcc‸ount}"'));
    none(equals('"<EXTERNAL‸_ID>"'));
    none(equals('{"Ref": "Exter‸nalId"}'));
    none(statement('"StringEquals": {"aws:SourceAccount": "old-‸id-1"}'));
  });

  it('asks for the value of a service, where that is not always the same', () => {
    const service = (name: string, id: string): string =>
      `"Effect": "Allow", "Principal": {"Service": "${name}"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "${id}"}}`;
    assert.match(after(service('cognito-idp.amazonaws.com', 'old-‸id-1'), START), /\["old-id-1", "<EXTERNAL_ID>"\]/);
    assert.deepEqual(titles(service('vmie.amazonaws.com', 'vmim‸port')), []);
  });

  it('lets be what stands in broken text', () => {
    assert.deepEqual(titles(policy(equals('["old-‸id-1" "b"]'))), []);
    const file = `[${role('a', equals('"old-‸id-1"'))}, ${role('b', equals('"old-id-1"')).replace('"Action": ', '"Action" ')}]`;
    const { text, cursor = 0 } = marked(file);
    const [start] = refactorings(new PolicyDocument(text), cursor, context).filter(({ title }) => title === START);
    assert.ok(start);
    assert.equal(applyEdits(text, start.edits).split('fresh-id-77').length, 2);
  });
});
