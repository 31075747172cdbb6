import assert from 'node:assert/strict';
import { check, editsOf, finish, fixAll, Snapshot } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';

describe('an analysis', () => {
  it('takes nothing over where the text is broken: the first error hides the others', () => {
    const role = (action: string, principal: string): string =>
      `{"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Principal"${principal} {"Service": "Ec2.amazonaws.com"}, "Action"${action} "sts:AssumeRole"}]}}`;
    const before = finish(check(new Snapshot(`[${role('', ':')}, ${role(':', '')}]`), testContext()));
    const snapshot = new Snapshot(`[${role(':', ':')}, ${role(':', '')}]`);
    const plain = (a: typeof before): unknown =>
      a.findings.map((f) => [f.ruleId, f.span, f.fixes.map((x) => [x.title, editsOf(snapshot, f, x)])]);
    assert.deepEqual(
      plain(finish(check(snapshot, testContext(), before))),
      plain(finish(check(snapshot, testContext()))),
    );
  });

  it('keeps what it has when only the place changed, and its fixes are of today', () => {
    const context = testContext();
    const policy =
      '{"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}';
    const before = finish(check(new Snapshot(`[{"TrustPolicy": ${policy}}]`), context));
    const snapshot = new Snapshot(`["moved", {"TrustPolicy": ${policy}}]`);
    const [finding] = finish(check(snapshot, context, before)).findings;
    assert.ok(finding);
    assert.equal(snapshot.text.slice(finding.span.start, finding.span.end), '"allow"');
    const [fix] = finding.fixes;
    assert.ok(fix);
    assert.deepEqual(editsOf(snapshot, finding, fix), [{ span: finding.span, newText: '"Allow"' }]);
  });
});

describe('fix-all', () => {
  const untouched = (text: string): void => {
    assert.equal(fixAll(text, true, testContext()), text);
  };
  const body = (condition: string): string =>
    `{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": ${condition}}]}`;

  it('does not touch the version where text may turn into variables', () => {
    untouched(body('{"StringLike": {"sts:RoleSessionName": "${aws:username}"}}'));
    untouched(body('{"StringLike": {"sts:RoleSessionName": "${oidc.eks.us-east-1.amazonaws.com/id/ABC:sub}"}}'));
    untouched(body('{"StringLike": {"sts:RoleSessionName": {"Fn::Sub": "${!aws:username}"}}}'));
  });

  it('does not touch the version where an escape hides a variable', () => {
    untouched(body('{"StringLike": {"sts:RoleSessionName": "\\u0024{aws:username}"}}'));
  });

  it('loses no guard where two misspelt names mean one', () => {
    const version = (text: string): string => text.replace('{"S', '{"Version": "2012-10-17", "S');
    const principal = version(body('{"StringEquals": {"sts:ExternalId": "7f9c3b1e"}}'));
    assert.equal(
      fixAll(
        version(
          body(
            '{"StringEqual": {"sts:ExternalId": "7f9c3b1e"}, "StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "stringequals": {"aws:PrincipalTag/a": "b"}}',
          ),
        ),
        true,
        testContext(),
      ),
      version(
        body(
          '{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5", "sts:ExternalId": "7f9c3b1e", "aws:PrincipalTag/a": "b"}}',
        ),
      ),
    );
    const types = (one: string): string =>
      principal.replace(
        '{"AWS": "111122223333"}',
        `{"${one}": "ec2.amazonaws.com", "Services": "lambda.amazonaws.com"}`,
      );
    assert.equal(fixAll(types('service'), true, testContext()), types('Service'));
  });

  it('opens nothing with a Deny that was always met', () => {
    const text =
      '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"ForAllValues:Null": {"aws:PrincipalOrgPaths": "false"}}}]}';
    untouched(text);
  });

  it('does not bring a dead statement to life', () => {
    untouched(
      '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sts:AssumeRoleWithWebIdentity"}]}',
    );
  });

  it('does all the rest at once', () => {
    const text =
      '{\n  // who\n  "Version": "2024-01-01",\n  "Statement": [{"effect": "allow", "Principle": {"Service": "Ec2.amazonaws.com"}, "Action": "sts:AsumeRole", "Resource": "*",}]\n}';
    assert.equal(
      fixAll(text, true, testContext()),
      '{\n  "Version": "2012-10-17",\n  "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]\n}',
    );
  });
});
