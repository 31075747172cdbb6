import assert from 'node:assert/strict';
import { check, finish, PolicyDocument } from '../../server/src/service.ts';
import { rolesBeside, testContext } from '../support/context.ts';
import { ruleTest } from '../support/ruleTest.ts';

const arn = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const role = (name: string, principal: string, open = '', close = '', effect = 'Allow'): string =>
  `{"RoleName": "${name}", "Arn": "${arn(name)}", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "${effect}", "Principal": {"AWS": ${open}"${arn(principal)}"${close}}, "Action": "sts:AssumeRole"}}}`;

ruleTest('trust-cycle', {
  clean: [
    `[${role('a', 'b')}, ${role('b', 'c')}, ${role('c', 'd')}]`,
    `[${role('a', 'a')}]`,
    `[${role('a', 'b')}, ${role('b', 'a', '', '', 'Deny')}]`,
    role('a', 'b'),
  ],
  flagged: [
    {
      policy: `[${role('a', 'b', '«', '»')}, ${role('b', 'a')}]`,
      says: ['loop'],
      level: 'warning',
      mentions: '"a" and "b" trust each other:',
      fixed: null,
    },
    {
      policy: `[${role('x', 'a')}, ${role('c', 'a')}, ${role('b', 'c')}, ${role('a', 'b', '«', '»')}]`,
      says: ['through'],
      mentions: '"a" and "b" trust each other through c:',
    },
  ],
});

describe('rule trust-cycle', () => {
  it('sees roles of other documents of the workspace', () => {
    const run = (trusts: readonly string[]): string[] =>
      finish(
        check(new PolicyDocument(role('a', 'b'), true), {
          ...testContext(),
          roles: rolesBeside([{ arn: arn('b'), trusts }]),
        }),
      ).findings.map((f) => f.ruleId);
    assert.ok(run([arn('a')]).includes('trust-cycle'));
    assert.ok(!run([arn('c')]).includes('trust-cycle'));
  });

  it('judges anew when another policy of the document closes the loop, and keeps the rest', () => {
    const open = `[${role('a', 'b')}, ${role('b', 'x')}]`;
    const closed = `[${role('a', 'b')}, ${role('b', 'a')}]`;
    const before = finish(check(new PolicyDocument(open, true), testContext()));
    const after = finish(check(new PolicyDocument(closed, true), testContext(), before));
    assert.equal(after.findings.filter((f) => f.ruleId === 'trust-cycle').length, 1);
  });

  it('finds its way through a thousand roles that all trust each other’s next', () => {
    const roles = Array.from({ length: 1000 }, (_, i) => ({ arn: arn(`r${i}`), trusts: [arn(`r${(i + 1) % 1000}`)] }));
    const text = role('r0', 'r1');
    const { findings } = finish(
      check(new PolicyDocument(text, true), { ...testContext(), roles: rolesBeside(roles.slice(1)) }),
    );
    assert.ok(
      findings.some((f) => f.ruleId === 'trust-cycle' && f.message.length < 400),
      findings.map((f) => f.message.slice(0, 300)).join(),
    );
  });
});
