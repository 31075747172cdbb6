import assert from 'node:assert/strict';
import { check, finish, PolicyDocument, type Config } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';

const ADVICE = {
  Sid: 'a b',
  Effect: 'Allow',
  Principal: { Service: 'scheduler.amazonaws.com' },
  Action: 'sts:AssumeRole',
};
const policy = (statement: object): object => ({ Version: '2008-10-17', Statement: [statement] });
const role = (path: string, more: object = {}, statement: object = ADVICE): object => ({
  Path: path,
  RoleName: 'AWSServiceRoleForX',
  ...more,
  AssumeRolePolicyDocument: policy(statement),
});
const LINKED = role('/aws-service-role/scheduler.amazonaws.com/');

function said(document: object, config: Partial<Config> = {}, before?: object): string[] {
  const context = testContext(config);
  const first = before && finish(check(new PolicyDocument(JSON.stringify(before)), context));
  return finish(check(new PolicyDocument(JSON.stringify(document)), context, first)).findings.map(
    (f) => `${f.level} ${f.ruleId}`,
  );
}
const ADVISED = ['information version-old', 'warning sid-invalid', 'information service-source-missing'];

describe('a role that belongs to an AWS service', () => {
  it('gets no advice, told by its own path: nobody else can change it', () => {
    assert.deepEqual(said({ RoleDetailList: [LINKED] }), []);
    const arn = 'arn:aws:iam::111122223333:role/aws-service-role/scheduler.amazonaws.com/X';
    assert.deepEqual(said({ Role: { RoleName: 'X', Arn: arn, AssumeRolePolicyDocument: policy(ADVICE) } }), []);
    const encoded = encodeURIComponent(JSON.stringify(policy(ADVICE)));
    assert.deepEqual(said({ Role: { Arn: arn, AssumeRolePolicyDocument: encoded } }), []);
    assert.deepEqual(
      said({ Role: { path: '/aws-service-role/x/', name: 'X', assume_role_policy: JSON.stringify(policy(ADVICE)) } }),
      [],
    );
  });

  it('has its errors told, at whatever level the settings have the rest', () => {
    const wrong = role('/aws-service-role/x/', {}, { ...ADVICE, Effect: 'allow' });
    assert.deepEqual(said(wrong), ['error effect-invalid']);
    assert.deepEqual(said(LINKED, { rules: { 'version-old': 'error' } }), []);
    assert.deepEqual(said(wrong, { rules: { 'effect-invalid': 'hint' } }), ['hint effect-invalid']);
  });

  it('is told from others by the path alone, not by its name or by whom it trusts', () => {
    for (const path of ['/', '/service-role/', '/app/aws-service-role/'])
      assert.deepEqual(said(role(path)), ADVISED, path);
    assert.deepEqual(said(policy(ADVICE)), ADVISED);
  });

  it('is judged anew where the same policy comes to stand in it, or leaves it', () => {
    assert.deepEqual(said(LINKED, {}, role('/')), []);
    assert.deepEqual(said(role('/'), {}, LINKED), ADVISED);
  });

  it('counts nothing that it is not told as silenced', () => {
    const off = { rules: { 'version-old': 'off' } } as const;
    const silenced = (path: string): number =>
      finish(check(new PolicyDocument(JSON.stringify(role(path))), testContext(off))).silenced.length;
    assert.deepEqual([silenced('/'), silenced('/aws-service-role/x/')], [1, 0]);
  });
});
