// What is concluded from several tests, beside what some thousand sent values do with each of them.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseOperator } from '../../server/src/iam/operators.ts';
import { wildcardMatches } from '../../server/src/iam/wildcards.ts';
import { allowedBy, type Allowed } from '../../server/src/semantics/allowed.ts';
import { compileCondition } from '../../server/src/semantics/condition.ts';
import { Possible } from '../../server/src/semantics/possible.ts';
import { ABSENT, one } from '../../server/src/semantics/sent.ts';

const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 3000) };
const ENDLESS = (): { steps: number } => ({ steps: 1e9 });

interface Test {
  readonly operator: string;
  readonly values: readonly string[];
}

/** A kind of key: how it is tested, and what may be sent of it. */
interface Kind {
  readonly name: string;
  readonly key: string;
  readonly operators: readonly string[];
  readonly values: readonly string[];
  readonly sent: readonly string[];
  readonly meets: (base: string, sent: string, value: string) => boolean;
}

function words(letters: readonly string[], length: number): string[] {
  let all = [''];
  const found: string[] = [];
  for (let i = 0; i < length; i++) {
    all = all.flatMap((word) => letters.map((letter) => word + letter));
    found.push(...all);
  }
  return found;
}

const TEXTS: Kind = {
  name: 'texts',
  key: 'aws:userid',
  operators: [
    'StringEquals',
    'StringNotEquals',
    'StringLike',
    'StringNotLike',
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
  ],
  values: ['a', 'A', 'b', 'ab', 'aB', 'a*', '*b', '*', '?', 'a?', '?*', '*a*b*', 'b*a', 'ab*', '?b', 'A*'],
  sent: words(['a', 'b', 'A', 'B', 'c', '*', '?'], 3),
  meets: (base, sent, value) => {
    if (base.includes('IgnoreCase')) return sent.toLowerCase() === value.toLowerCase();
    return base.includes('Like') ? wildcardMatches(value, sent) : sent === value;
  },
};

const ARNS: Kind = {
  name: 'ARNs',
  key: 'aws:PrincipalArn',
  operators: ['ArnLike', 'ArnNotLike', 'ArnEquals', 'ArnNotEquals', 'StringLike', 'StringNotLike', 'StringEquals'],
  values: [
    'arn:a:i::1:r/x',
    'arn:a:i::1:*',
    'arn:a:i::*:r/x',
    'arn:*:i::1:r/*',
    'arn:a:i::?:r/x:y',
    'arn:a:*:1:r/x',
    'arn:a:i:*',
    'arn:a:i::2:r/x',
    '*:r/x',
  ],
  sent: ['a', 'b'].flatMap((partition) =>
    ['i', 's'].flatMap((service) =>
      ['', 'e'].flatMap((region) =>
        ['1', '2', ''].flatMap((account) =>
          ['r/x', 'r/y', 'r/x:y', ':1:r/x', 'u/x'].map(
            (resource) => `arn:${partition}:${service}:${region}:${account}:${resource}`,
          ),
        ),
      ),
    ),
  ),
  meets: (base, sent, value) => {
    if (!base.startsWith('Arn')) return base.includes('Like') ? wildcardMatches(value, sent) : sent === value;
    const parts = (arn: string): string[] => [...arn.split(':').slice(0, 5), arn.split(':').slice(5).join(':')];
    const [given, wanted] = [parts(sent), parts(value)];
    return value.split(':').length > 5 && given.every((part, i) => wildcardMatches(wanted[i] ?? '', part));
  },
};

const compared = (base: string, sent: number, value: number): boolean => {
  if (base.includes('LessThan')) return base.endsWith('Equals') ? sent <= value : sent < value;
  if (base.includes('GreaterThan')) return base.endsWith('Equals') ? sent >= value : sent > value;
  return sent === value;
};
const BOUNDS = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];

const NUMBERS: Kind = {
  name: 'numbers',
  key: 'aws:MultiFactorAuthAge',
  operators: BOUNDS.map((bound) => `Numeric${bound}`),
  values: ['1', '2', '3', '2.5', '3.0'],
  sent: ['0', '1', '1.5', '2', '2.2', '2.5', '2.7', '3', '4'],
  meets: (base, sent, value) => compared(base, Number(sent), Number(value)),
};

const DATES: Kind = {
  name: 'dates',
  key: 'aws:CurrentTime',
  operators: BOUNDS.map((bound) => `Date${bound}`),
  values: ['2026-01-01T00:00:00Z', '1767225600', '2026-01-02', '2027', '2026-01-01T01:00:00+01:00'],
  sent: [
    '2025-12-31T00:00:00Z',
    '2026-01-01T00:00:00Z',
    '2026-01-01T12:00:00Z',
    '2026-01-02T00:00:00Z',
    '2026-06-01T00:00:00Z',
    '2027-01-01T00:00:00Z',
    '2028-01-01T00:00:00Z',
  ],
  meets: (base, sent, value) =>
    compared(base, Date.parse(sent), /^\d{9,}$/.test(value) ? Number(value) * 1000 : Date.parse(value)),
};

const addressIn = (address: string, range: string): boolean => {
  const [network = '', length = '32'] = range.split('/');
  const bits = (text: string): string =>
    text
      .split('.')
      .map((byte) => Number(byte).toString(2).padStart(8, '0'))
      .join('');
  return bits(address).slice(0, Number(length)) === bits(network).slice(0, Number(length));
};
const ADDRESSES: Kind = {
  name: 'addresses',
  key: 'aws:SourceIp',
  operators: ['IpAddress', 'NotIpAddress'],
  values: [
    '0.0.0.0/1',
    '128.0.0.0/1',
    '0.0.0.0/0',
    '64.0.0.0/2',
    '10.0.0.0/8',
    '10.0.0.0/9',
    '10.128.0.0/9',
    '10.1.2.3',
    '10.1.2.2/31',
    '2001:db8::/32',
    '::/0',
  ],
  sent: [
    '0.0.0.0',
    '10.0.0.1',
    '10.1.2.2',
    '10.1.2.3',
    '10.200.0.1',
    '64.0.0.1',
    '127.255.255.255',
    '128.0.0.0',
    '255.255.255.255',
    '2001:db8::1',
    '2a00::1',
  ],
  meets: (_, sent, value) => {
    const isV6 = sent.includes(':');
    if (isV6 !== value.includes(':')) return false;
    return isV6 ? value === '::/0' || sent.startsWith('2001:db8:') : addressIn(sent, value);
  },
};

const BOOLS: Kind = {
  name: 'booleans',
  key: 'aws:MultiFactorAuthPresent',
  operators: ['Bool', 'StringEquals'],
  values: ['true', 'false'],
  sent: ['true', 'false'],
  meets: (_, sent, value) => sent === value,
};

const KINDS = [TEXTS, ARNS, NUMBERS, DATES, ADDRESSES, BOOLS];

/** IAM's own table for a key with one value; of what it does not tell, undefined. */
function isMet({ meets }: Kind, { operator, values }: Test, sent: string | undefined): boolean | undefined {
  const parsed = parseOperator(operator);
  assert.ok(parsed);
  const { family, base, negated, ifExists, set } = parsed;
  if (family === 'Null') return values.includes(sent === undefined ? 'true' : 'false');
  if (sent === undefined) {
    if (set === 'ForAllValues') return negated ? undefined : true;
    if (set === 'ForAnyValue') return ifExists ? undefined : false;
    return ifExists || negated;
  }
  const positive = base.replace('Not', '');
  return values.some((value) => meets(positive, sent, value)) !== negated;
}

function allowed({ key }: Kind, { operator, values }: Test): Allowed {
  const parsed = parseOperator(operator);
  assert.ok(parsed);
  return allowedBy(parsed, key, values, true);
}

function testOf({ operators, values }: Kind): fc.Arbitrary<Test> {
  const written = fc.tuple(
    fc.constantFrom('', '', '', '', 'ForAnyValue:', 'ForAllValues:'),
    fc.constantFrom(...operators),
    fc.constantFrom('', '', '', 'IfExists'),
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
  );
  const usual = written.map(([set, base, suffix, list]) => ({ operator: set + base + suffix, values: list }));
  const none = fc.constantFrom('true', 'false').map((value) => ({ operator: 'Null', values: [value] }));
  return fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: none });
}

describe('what several tests leave possible', () => {
  for (const kind of KINDS) {
    const sendable = [undefined, ...kind.sent];
    const some = fc.array(testOf(kind), { minLength: 1, maxLength: 4 });

    it(`${kind.name}: never empty where something that is sent meets all`, () => {
      fc.assert(
        fc.property(some, (tests) => {
          const possible = new Possible(ENDLESS());
          for (const test of tests) possible.add(allowed(kind, test));
          if (!possible.isEmpty) return;
          for (const sent of sendable)
            assert.ok(
              tests.some((test) => isMet(kind, test, sent) === false),
              `${String(sent)} meets all`,
            );
        }),
        RUNS,
      );
    });

    it(`${kind.name}: within another test only where all that meets them meets it`, () => {
      fc.assert(
        fc.property(fc.array(testOf(kind), { maxLength: 3 }), testOf(kind), (tests, wanted) => {
          const possible = new Possible(ENDLESS());
          for (const test of tests) possible.add(allowed(kind, test));
          if (!possible.isWithin(allowed(kind, wanted))) return;
          for (const sent of sendable)
            if (tests.every((test) => isMet(kind, test, sent) !== false))
              assert.notEqual(
                isMet(kind, wanted, sent),
                false,
                `${String(sent)} does not meet ${JSON.stringify(wanted)}`,
              );
        }),
        RUNS,
      );
    });
  }

  it('is what one request is asked for as well, value by value', () => {
    for (const kind of KINDS)
      fc.assert(
        fc.property(testOf(kind), (test) => {
          const parsed = parseOperator(test.operator);
          assert.ok(parsed);
          const ask = compileCondition(
            parsed,
            test.values.map((value) => ({ value, holes: [] })),
            true,
          );
          for (const sent of [undefined, ...kind.sent]) {
            const answer = ask(sent === undefined ? ABSENT : one(sent), () => ABSENT);
            const met = isMet(kind, test, sent);
            // Dates without a time, and sets of what is excluded, are read in two ways.
            if (answer !== 'unknown' && met !== undefined)
              assert.equal(answer === 'yes', met, `${JSON.stringify(test)} ${String(sent)}`);
            else assert.ok(kind === DATES || test.operator.startsWith('For'), JSON.stringify(test));
          }
        }),
        RUNS,
      );
  });

  it('finds what is plain', () => {
    const never: readonly (readonly [Kind, ...Test[]])[] = [
      [TEXTS, { operator: 'StringEquals', values: ['a'] }, { operator: 'StringNotLike', values: ['a*'] }],
      [TEXTS, { operator: 'StringLike', values: ['a*'] }, { operator: 'StringLike', values: ['b*'] }],
      [TEXTS, { operator: 'StringLike', values: ['ab*', 'aB'] }, { operator: 'StringNotLike', values: ['a*'] }],
      [
        TEXTS,
        { operator: 'StringEquals', values: ['a', 'b'] },
        { operator: 'StringEquals', values: ['b', 'ab'] },
        { operator: 'StringNotEquals', values: ['b'] },
      ],
      [TEXTS, { operator: 'StringEqualsIgnoreCase', values: ['A'] }, { operator: 'StringEquals', values: ['b'] }],
      [ARNS, { operator: 'ArnLike', values: ['arn:a:i::1:*'] }, { operator: 'ArnEquals', values: ['arn:a:i::2:r/x'] }],
      [ARNS, { operator: 'ArnLike', values: ['arn:a:i:*'] }, { operator: 'ArnLike', values: ['arn:a:i::1:*'] }],
      [NUMBERS, { operator: 'NumericLessThan', values: ['2'] }, { operator: 'NumericEquals', values: ['2', '3'] }],
      [
        NUMBERS,
        { operator: 'NumericLessThanEquals', values: ['2'] },
        { operator: 'NumericGreaterThanEquals', values: ['2'] },
        { operator: 'NumericNotEquals', values: ['2'] },
      ],
      [DATES, { operator: 'DateEquals', values: ['2026-01-02'] }, { operator: 'DateLessThan', values: ['1767225600'] }],
      [
        ADDRESSES,
        { operator: 'IpAddress', values: ['10.0.0.0/8'] },
        { operator: 'NotIpAddress', values: ['10.0.0.0/9', '10.128.0.0/9'] },
      ],
      [BOOLS, { operator: 'Bool', values: ['true'] }, { operator: 'Bool', values: ['false'] }],
      [BOOLS, { operator: 'Bool', values: ['true'] }, { operator: 'Null', values: ['true'] }],
      [
        BOOLS,
        { operator: 'BoolIfExists', values: ['true'] },
        { operator: 'BoolIfExists', values: ['false'] },
        { operator: 'Null', values: ['false'] },
      ],
    ];
    for (const [kind, ...tests] of never) {
      const possible = new Possible(ENDLESS());
      for (const test of tests) possible.add(allowed(kind, test));
      assert.ok(possible.isEmpty, JSON.stringify(tests));
    }
    const within: readonly (readonly [Kind, Test, Test])[] = [
      [TEXTS, { operator: 'StringEquals', values: ['a', 'ab'] }, { operator: 'StringLike', values: ['a*'] }],
      [TEXTS, { operator: 'StringLike', values: ['a?b*'] }, { operator: 'StringLike', values: ['a*'] }],
      [TEXTS, { operator: 'StringNotEquals', values: ['a', 'b'] }, { operator: 'StringNotEquals', values: ['b'] }],
      [TEXTS, { operator: 'StringLike', values: ['b*'] }, { operator: 'StringNotLike', values: ['a*'] }],
      [ARNS, { operator: 'ArnLike', values: ['arn:a:i::1:r/*'] }, { operator: 'ArnLike', values: ['arn:a:i::1:*'] }],
      [NUMBERS, { operator: 'NumericEquals', values: ['1'] }, { operator: 'NumericLessThan', values: ['2'] }],
      [ADDRESSES, { operator: 'IpAddress', values: ['10.1.2.3'] }, { operator: 'IpAddress', values: ['10.0.0.0/9'] }],
      [
        ADDRESSES,
        { operator: 'Null', values: ['false'] },
        { operator: 'IpAddress', values: ['0.0.0.0/1', '128.0.0.0/1', '::/0'] },
      ],
    ];
    for (const [kind, given, wanted] of within) {
      const possible = new Possible(ENDLESS());
      possible.add(allowed(kind, given));
      assert.ok(possible.isWithin(allowed(kind, wanted)), JSON.stringify([given, wanted]));
    }
  });

  it('tells nothing of a bound that is not written as a plain number, as the evaluator does', () => {
    for (const value of ['0x10', '1e1', ' 5', '5 ', '.5', 'Infinity']) {
      const possible = new Possible(ENDLESS());
      possible.add(allowed(NUMBERS, { operator: 'NumericLessThan', values: ['1'] }));
      possible.add(allowed(NUMBERS, { operator: 'NumericGreaterThan', values: [value] }));
      assert.ok(!possible.isEmpty, value);
      const operator = parseOperator('NumericGreaterThan');
      assert.ok(operator);
      assert.equal(
        compileCondition(operator, [{ value, holes: [] }], true)(one('1'), () => ABSENT),
        'unknown',
        value,
      );
    }
  });

  it('says nothing where the budget ends', () => {
    const possible = new Possible({ steps: 0 });
    possible.add(allowed(TEXTS, { operator: 'StringLike', values: ['*a*b'] }));
    possible.add(allowed(TEXTS, { operator: 'StringLike', values: ['*b*a'] }));
    assert.ok(!possible.isEmpty);
    assert.ok(!possible.isWithin(allowed(TEXTS, { operator: 'StringLike', values: ['*a*'] })));
  });
});
