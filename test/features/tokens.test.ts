import assert from 'node:assert/strict';
import { finish, PolicyDocument, tokens } from '../../server/src/service.ts';

describe('semantic tokens', () => {
  const of = (text: string): string[] =>
    finish(tokens(new PolicyDocument(text, true))).map((t) => `${t.type} ${text.slice(t.span.start, t.span.end)}`);
  const policy = (inside: string): string => `{"Version": "2012-10-17", "Statement": [{${inside}}]}`;

  it('tell ARNs, accounts, services, operators, keys and variables apart', () => {
    const text = policy(
      '"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111122223333:role/a", "444455556666", "*"], "Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringLike": {"sts:RoleSessionName": "x-${aws:username}", "aws:SourceAccount": "111122223333"}}',
    );
    assert.deepEqual(of(text), [
      'keyword Allow',
      'namespace arn:aws:iam::',
      'number 111122223333',
      'type role/a',
      'number 444455556666',
      'keyword *',
      'type ec2.amazonaws.com',
      'function sts:AssumeRole',
      'operator StringLike',
      'property sts:RoleSessionName',
      'variable ${aws:username}',
      'property aws:SourceAccount',
      'number 111122223333',
    ]);
  });

  it('show what is still to be filled in', () => {
    assert.deepEqual(of(policy('"Principal": {"AWS": "arn:aws:iam::<ACCOUNT>:root"}')), [
      'namespace arn:aws:iam::',
      'parameter <ACCOUNT>',
      'type root',
    ]);
  });

  it('are none outside of policies', () => {
    assert.deepEqual(finish(tokens(new PolicyDocument('{"name": "arn:aws:iam::111122223333:role/a"}'))), []);
  });
});
