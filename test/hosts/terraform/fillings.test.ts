// What `format` and `replace` fill in to JSON text is not known, and no placeholder; the text around it is judged.
import assert from 'node:assert/strict';
import { check, finish, loadHost, PolicyDocument } from '../../../server/src/service.ts';
import { testContext } from '../../support/context.ts';

const named = { languageId: 'terraform', path: 'main.tf' };

const policy = (account: string, action: string): string =>
  `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::${account}:role/ci"}, "Action": "${action}"}]}`;
const role = (value: string): string => `resource "aws_iam_role" "r" {\n  assume_role_policy = ${value}\n}\n`;
const heredoc = (text: string): string => `<<EOF\n${text}\nEOF\n  `;
const rules = (value: string): string[] =>
  finish(check(new PolicyDocument(role(value), undefined, false, named), testContext())).findings.map(
    ({ ruleId }) => ruleId,
  );

describe('JSON text that a function of Terraform fills in', () => {
  before(async () => {
    await loadHost({ ...named, text: '' });
  });

  it('is known but for what format puts in', () => {
    for (const verb of ['%s', '%[1]s', '%012d']) {
      assert.deepEqual(rules(`format(${heredoc(policy(verb, 'sts:AssumeRole'))}, var.account)`), [], verb);
      assert.deepEqual(
        rules(`format(${heredoc(policy(verb, 'sts:AsumeRole'))}, var.account)`),
        ['action-unknown'],
        verb,
      );
    }
    const quoted = policy('%s', 'sts:AssumeRole').replaceAll('"', '\\"');
    assert.deepEqual(rules(`format("${quoted}", var.account)`), []);
  });

  it('is known but for what replace takes the place of', () => {
    const text = heredoc(policy('ACCOUNT_ID', 'sts:AssumeRole'));
    assert.deepEqual(rules(`replace(${text}, "ACCOUNT_ID", var.account)`), []);
    assert.deepEqual(rules(`replace(${text}, "OTHER_ID", var.account)`), ['placeholder']);
    assert.deepEqual(rules(`replace(${text}, var.what, var.account)`), ['placeholder']);
  });

  it('is filled in by no other function', () => {
    const text = heredoc(policy('%s', 'sts:AssumeRole'));
    for (const value of [text, `chomp(${text})`]) assert.deepEqual(rules(value), ['placeholder'], value);
  });
});
