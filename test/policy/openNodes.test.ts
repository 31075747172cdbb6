import assert from 'node:assert/strict';
import { selectionsAt } from '../../server/src/features/selection.ts';
import { symbolOf } from '../../server/src/features/symbols.ts';
import { tokensOf } from '../../server/src/features/tokens.ts';
import { hoverAt } from '../../server/src/features/hover.ts';
import { explainStatement } from '../../server/src/explain/statement.ts';
import { addElement } from '../../server/src/policy/statementEdits.ts';
import { finish } from '../../server/src/service.ts';
import { adornedPolicy } from '../support/adornedPolicy.ts';
import { analysed } from '../support/analysed.ts';

const LAMBDA = '"Principal": {"Service": "lambda.amazonaws.com"}';
const ROLE = '"Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}';
const NAMES = { ownAccounts: {} };
const GITHUB = 'token.actions.githubusercontent.com';

function said(statement: string, rest = '"Version": "2012-10-17"'): readonly string[] {
  return found(`{${rest}, "Statement": [{${statement}}]}`);
}

function found(policy: string): readonly string[] {
  return analysed([adornedPolicy(policy)]).findings.map((f) => f.ruleId);
}

describe('what a tree says that JSON cannot', () => {
  it('counts a default, and shows it nowhere', () => {
    const text = `{"=Version": "2012-10-17", "Statement": [{"=Effect": "Allow", ${LAMBDA}, "Action": "sts:AssumeRole"}]}`;
    assert.deepEqual(found(text), []);
    assert.deepEqual(found(text.replace('"=Effect": "Allow", ', '')), ['effect-missing']);
    const policy = adornedPolicy(text);
    const [statement] = policy.statements;
    assert.ok(statement);
    assert.equal(statement.effect, 'Allow');
    const at = statement.node.span.start;
    assert.equal(hoverAt(policy, at, { names: NAMES, now: 0, written: () => '' }), undefined);
    const shown = [
      ...finish(tokensOf(policy)).map((t) => t.span),
      ...finish(symbolOf(policy, NAMES)).children.flatMap((c) => c.children.map((leaf) => leaf.span)),
      ...selectionsAt(policy.source.root, at),
    ];
    assert.ok(shown.every((span) => span.start < span.end));
    const edit = addElement(statement, 'Sid', 'A');
    assert.equal(edit.op === 'set' && edit.where, 'first');
    const action = addElement(statement, 'Condition', {});
    assert.equal(action.op === 'set' && typeof action.where === 'object' && action.where.after.key.value, 'Action');
  });

  it('misses nothing in an open statement or policy, and finds nothing empty that is open', () => {
    assert.deepEqual(said('"...": 0'), []);
    assert.deepEqual(said(`"Effect": "Allow", ${LAMBDA}, "Action": "sts:AssumeRole"`, '"...": 0'), []);
    assert.deepEqual(found('{"Version": "2012-10-17", "Statement": ["..."]}'), []);
    assert.deepEqual(found('{"Version": "2012-10-17", "Statement": []}'), ['element-empty']);
    assert.deepEqual(said('"Effect": "Allow", "Principal": {"...": 0}, "Action": "sts:AssumeRole"'), []);
    assert.deepEqual(said('"Effect": "Allow", "Principal": {"AWS": ["..."]}, "Action": "sts:AssumeRole"'), []);
    assert.deepEqual(said(`"Effect": "Allow", ${LAMBDA}, "Action": ["..."]`), []);
    assert.deepEqual(
      said(`"Effect": "Allow", ${ROLE}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"...": 0}}`),
      [],
    );
  });

  it('takes no guard for missing where conditions are open', () => {
    const statement = (condition: string): string =>
      `"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", ${condition}`;
    assert.deepEqual(said(statement('"Condition": {"...": 0}')), []);
    assert.deepEqual(said(statement('"Condition": {"StringEquals": {"...": 0}}')), []);
    assert.deepEqual(said(statement('"?Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}')), []);
    assert.ok(said(statement('"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}')).length > 0);
  });

  it('judges the literal values of an open list', () => {
    const subject = (more: string): string =>
      `"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/${GITHUB}"},
       "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {
       "${GITHUB}:aud": "sts.amazonaws.com", "${GITHUB}:sub": ["repo:acme/app:*"${more}]}}`;
    assert.deepEqual(said(subject(', "..."')), ['value-wildcard-literal']);
    assert.deepEqual(
      said('"Effect": "Allow", "Principal": {"Service": ["Lambda.amazonaws.com", "..."]}, "Action": "sts:AssumeRole"'),
      ['service-name-case'],
    );
    assert.deepEqual(
      said('"Effect": "Allow", "Principal": {"Servise": "lambda.amazonaws.com", "...": 0}, "Action": "sts:AssumeRole"'),
      ['principal-type-unknown'],
    );
  });

  it('says of a deny in an open list of statements nothing about its being the only one', () => {
    const deny = '{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}';
    assert.deepEqual(found(`{"Version": "2012-10-17", "Statement": [${deny}]}`), ['policy-deny-only']);
    assert.deepEqual(found(`{"Version": "2012-10-17", "Statement": [${deny}, "..."]}`), []);
  });

  it('lets a member that may be absent conflict with nothing', () => {
    const rest = `"Effect": "Allow", ${LAMBDA}, "Action": "sts:AssumeRole"`;
    for (const other of ['"?NotAction": "sts:TagSession"', '"?NotPrincipal": {"AWS": "*"}', '"?Resource": "*"']) {
      assert.deepEqual(said(`${rest}, ${other}`), [], other);
      assert.ok(said(`${rest}, ${other.replace('?', '')}`).length > 0, other);
    }
    assert.deepEqual(said(`"?Effect": "allow", ${LAMBDA}, "Action": "sts:AssumeRole"`), ['effect-invalid']);
  });

  it('is told in the words of its host', () => {
    const names = {
      nameOf: (element: string) => (element === 'Action' ? 'actions' : element.toLowerCase()),
      nearest: (written: string) => (written === 'acts' ? 'Action' : undefined),
    };
    const told = (statement: string): readonly string[] => {
      const policy = adornedPolicy(`{"Version": "2012-10-17", "Statement": [{${statement}}]}`, names);
      return analysed([policy]).findings.map((f) => f.message);
    };
    const rest = `"Effect": "Allow", ${LAMBDA}`;
    const meant = 'isn\'t a valid policy element. Did you mean "actions"? IAM rejects the policy.';
    assert.deepEqual(told(`${rest}, "action": "sts:AssumeRole"`), [`"action" ${meant}`]);
    assert.deepEqual(told(`${rest}, "acts": "sts:AssumeRole"`), [`"acts" ${meant}`]);
    assert.deepEqual(told(`${rest}, "Action": "sts:AssumeRole", "Resource": "*"`), [
      'Remove resource: a trust policy always applies to its own role. IAM rejects the policy.',
    ]);
  });

  it('names what a deploy adds to the principals', () => {
    const [statement] = adornedPolicy(
      `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com", "...": 0}, "Action": "sts:AssumeRole"}]}`,
    ).statements;
    assert.ok(statement);
    assert.equal(
      explainStatement(statement, NAMES).sentence,
      'AWS Lambda and further principals set by the template can assume this role',
    );
  });
});
