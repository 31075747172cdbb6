// What is concluded from a statement's principals and conditions, beside callers that the principals stand for.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseOperator } from '../../server/src/iam/operators.ts';
import { wildcardMatches } from '../../server/src/iam/wildcards.ts';
import { contradictionIn } from '../../server/src/policy/contradictions.ts';
import type { Condition } from '../../server/src/policy/model.ts';
import { isMetByCallers } from '../../server/src/policy/surelyMet.ts';
import { PolicyDocument } from '../../server/src/service.ts';

const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 1500) };

type Request = Readonly<Record<string, string>>;

function role(account: string, path: string, name: string, session: string): Request {
  return {
    'aws:PrincipalArn': `arn:aws:iam::${account}:role${path}${name}`,
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': 'AssumedRole',
    'aws:userid': `AROAJQABLZS4A3QDU576Q:${session}`,
    session: `arn:aws:sts::${account}:assumed-role/${name}/${session}`,
  };
}

function user(account: string, path: string, name: string): Request {
  return {
    'aws:PrincipalArn': `arn:aws:iam::${account}:user${path}${name}`,
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': 'User',
    'aws:userid': 'AIDAJQABLZS4A3QDU576Q',
    'aws:username': name,
  };
}

const [ONE, TWO] = ['111122223333', '444455556666'];
const CALLERS: readonly Request[] = [ONE, TWO].flatMap((account) => [
  ...['app', 'web'].flatMap((name) =>
    ['/', '/team/'].flatMap((path) => ['ada', 'bob'].map((session) => role(account, path, name, session))),
  ),
  ...['ada', 'bob'].flatMap((name) => ['/', '/team/'].map((path) => user(account, path, name))),
]);

const PRINCIPALS: readonly string[] = [
  '*',
  ONE,
  `arn:aws:iam::${TWO}:root`,
  `arn:aws:iam::${ONE}:role/app`,
  `arn:aws:iam::${ONE}:role/team/app`,
  `arn:aws:sts::${ONE}:assumed-role/app/ada`,
  `arn:aws:iam::${TWO}:user/ada`,
  `arn:aws:iam::${TWO}:user/team/bob`,
];

/** IAM's own reading: an account stands for all its users and roles, a session for itself. */
function admits(principal: string, caller: Request): boolean {
  if (principal === '*') return true;
  const account = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(principal)?.[1];
  if (account !== undefined) return caller['aws:PrincipalAccount'] === account;
  return caller['aws:PrincipalArn'] === principal || caller['session'] === principal;
}

const VALUES: Readonly<Record<string, readonly string[]>> = {
  'aws:PrincipalArn': [
    `arn:aws:iam::${ONE}:role/app`,
    `arn:aws:iam::${ONE}:role/team/app`,
    `arn:aws:iam::${ONE}:*`,
    `arn:aws:iam::${TWO}:user/*`,
    `arn:aws:iam::*:role/web`,
    `arn:aws:iam::${TWO}:root`,
  ],
  'aws:PrincipalAccount': [ONE, TWO, '777788889999', '1*', '*'],
  'aws:PrincipalType': ['User', 'AssumedRole', 'Account', '*'],
  'aws:userid': ['AIDAJQABLZS4A3QDU576Q', 'AROA*:ada', 'aroa*', '*:bob', 'AROAJQABLZS4A3QDU576Q'],
  'aws:username': ['ada', 'b*', 'carl'],
};

const test = fc
  .tuple(
    fc.constantFrom(...Object.keys(VALUES)),
    fc.constantFrom('Equals', 'NotEquals', 'Like', 'NotLike'),
    fc.constantFrom('', '', '', 'IfExists'),
  )
  .chain(([key, base, suffix]) =>
    fc
      .uniqueArray(fc.constantFrom(...(VALUES[key] ?? [])), { minLength: 1, maxLength: 3 })
      .map((values) => ({ operator: `${key.endsWith('Arn') ? 'Arn' : 'String'}${base}${suffix}`, key, values })),
  );
const statement = fc.record({
  principals: fc.uniqueArray(fc.constantFrom(...PRINCIPALS), { minLength: 1, maxLength: 2 }),
  tests: fc.array(test, { minLength: 1, maxLength: 3 }),
});

function isMet({ operator, key, values }: Condition, caller: Request): boolean {
  const sent = caller[key.value];
  assert.ok(operator);
  if (sent === undefined) return operator.negated || operator.ifExists;
  const matches = values.some(({ text }) =>
    operator.wildcards ? wildcardMatches(text?.value ?? '', sent) : text?.value === sent,
  );
  return matches !== operator.negated;
}

describe('the callers that principals stand for, and the conditions beside them', () => {
  const every = (holds: (conditions: readonly Condition[], callers: readonly Request[]) => void): void => {
    fc.assert(
      fc.property(statement, ({ principals, tests }) => {
        const block: Record<string, Record<string, readonly string[]>> = {};
        for (const { operator, key, values } of tests) {
          assert.ok(parseOperator(operator));
          (block[operator] ??= {})[key] = values;
        }
        const text = JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Principal: { AWS: principals }, Action: 'sts:AssumeRole', Condition: block },
        });
        const conditions = new PolicyDocument(text, true).trustPolicies[0]?.statements[0]?.conditions ?? [];
        holds(
          conditions,
          CALLERS.filter((caller) => principals.some((principal) => admits(principal, caller))),
        );
      }),
      RUNS,
    );
  };

  it('never said to contradict each other where one of them meets all', () => {
    let contradict = 0;
    every((conditions, callers) => {
      const [first] = conditions;
      const found = first && contradictionIn(first.statement);
      if (!found || found.kind === 'onlyAbsent') return;
      contradict++;
      for (const caller of callers) assert.ok(!conditions.every((c) => isMet(c, caller)), JSON.stringify(caller));
    });
    assert.ok(contradict > RUNS.numRuns / 50, `${contradict}`);
  });

  it('never said to be met anyway where one of them does not meet it', () => {
    let met = 0;
    every((conditions, callers) => {
      for (const condition of conditions) {
        if (!isMetByCallers(condition)) continue;
        met++;
        for (const caller of callers) assert.ok(isMet(condition, caller), JSON.stringify(caller));
      }
    });
    assert.ok(met > RUNS.numRuns / 50, `${met}`);
  });
});
