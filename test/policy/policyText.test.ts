import assert from 'node:assert/strict';
import { textOf } from '../../server/src/policy/policyText.ts';
import type { StringNode } from '../../server/src/tree/node.ts';

/** A string in which each `${…}` is a hole of the host. */
function holed(value: string): StringNode {
  const holes = [...value.matchAll(/\$\{[^}]*\}/g)].map(({ index, 0: hole }) => ({
    from: index,
    to: index + hole.length,
    reason: 'intrinsic' as const,
  }));
  return { kind: 'string', value, holes, span: { start: 0, end: 0 }, slice: (start, end) => ({ start, end }) };
}

describe('the holes of a text', () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    'arn:aws:iam::${AWS::AccountId}:role/<ROLE>': ['intrinsic ${AWS::AccountId}', 'placeholder <ROLE>'],
    'repo:<ORG>/${Repo}:ref:refs/heads/main': ['placeholder <ORG>', 'intrinsic ${Repo}'],
    'repo:acme/${Repo}:*': ['intrinsic ${Repo}'],
    '${YOUR_ORG}': ['intrinsic ${YOUR_ORG}'],
    '<A${B}C>': ['intrinsic ${B}'],
    'arn:aws:iam::<ACCOUNT>:root': ['placeholder <ACCOUNT>'],
  };
  for (const [value, holes] of Object.entries(cases))
    it(value, () => {
      assert.deepEqual(
        textOf(holed(value)).holes.map(({ from, to, reason }) => `${reason} ${value.slice(from, to)}`),
        holes,
      );
    });
});
