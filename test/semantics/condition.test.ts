// What each operator says of what a request has, form by form, as AWS's pages have it.
import assert from 'node:assert/strict';
import { operatorDocs, SET_OPERATOR_DOCS } from '../../server/src/iam/docs.ts';
import { OPERATOR_NAMES, parseOperator } from '../../server/src/iam/operators.ts';
import { compileCondition } from '../../server/src/semantics/condition.ts';
import { ABSENT, one, PRESENT, UNKNOWN, type Sent, type Variables } from '../../server/src/semantics/sent.ts';
import type { Tristate } from '../../server/src/semantics/tristate.ts';
import { allow, call, decided, policyOf } from '../support/deciding.ts';

const NO_VARIABLES: Variables = () => ABSENT;

function asked(
  operator: string,
  values: readonly string[],
  sent: Sent,
  { filling = true, fill = NO_VARIABLES }: { filling?: boolean; fill?: Variables } = {},
): Tristate {
  const read = parseOperator(operator);
  if (!read) throw new Error(operator);
  return compileCondition(
    read,
    values.map((value) => ({ value, holes: [] })),
    filling,
  )(sent, fill);
}

/** An operator's value, what it matches and what not. */
const OPERATORS: Readonly<Record<string, readonly [value: string, matching: string, other: string]>> = {
  StringEquals: ['red', 'red', 'Red'],
  StringNotEquals: ['red', 'red', 'Red'],
  StringEqualsIgnoreCase: ['Red', 'rED', 'blue'],
  StringNotEqualsIgnoreCase: ['Red', 'rED', 'blue'],
  StringLike: ['r*d', 'r/a:d', 'Red'],
  StringNotLike: ['r*d', 'rd', 'red-'],
  NumericEquals: ['300', '300.0', '301'],
  NumericNotEquals: ['300', '300.0', '301'],
  NumericLessThan: ['300', '299', '300'],
  NumericLessThanEquals: ['300', '300', '301'],
  NumericGreaterThan: ['300', '301', '300'],
  NumericGreaterThanEquals: ['300', '300', '299'],
  DateEquals: ['2026-03-01T00:00:00Z', '2026-03-01T02:00:00+02:00', '2026-03-01T00:00:01Z'],
  DateNotEquals: ['2026-03-01T00:00:00Z', '1772323200', '2026-03-01T00:00:01Z'],
  DateLessThan: ['2026-03-01T02:00:00+02:00', '2026-02-28T23:59:59Z', '2026-03-01T00:00:00Z'],
  DateLessThanEquals: ['1772323200', '2026-03-01T00:00:00Z', '2026-03-01T00:00:01Z'],
  DateGreaterThan: ['2026-03-01T00:00:00Z', '2026-03-01T00:00:01Z', '2026-03-01T00:00:00Z'],
  DateGreaterThanEquals: ['2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z', '2026-02-28T23:59:59Z'],
  Bool: ['True', 'tRUE', 'false'],
  BinaryEquals: ['QUJD', 'QUJD', 'QUJE'],
  IpAddress: ['203.0.113.0/25', '203.0.113.127', '203.0.113.128'],
  NotIpAddress: ['203.0.113.0/25', '203.0.113.0', '2001:db8::1'],
  ArnEquals: ['arn:aws:iam::*:role/A?p', 'arn:aws:iam::111122223333:role/App', 'arn:aws:iam::111122223333:role/Ap'],
  ArnLike: ['arn:aws:s3:::a*', 'arn:aws:s3:::a/b:c', 'arn:aws:s3:x::a'],
  ArnNotEquals: ['arn:aws:iam::*:role/A', 'arn:aws:iam::1:role/A', 'arn:aws:iam:::1:role/A'],
  ArnNotLike: ['arn:*:s3:::a', 'arn:aws:s3:::a', 'arn:aws:x:s3:::a'],
};

/** y, n, or u where AWS documents nothing. Of what is sent: what matches, what doesn't, nothing, something, both of them, none of a list, an empty text, maybe something. */
const COLUMNS = ['matching', 'other', 'absent', 'present', 'both', 'empty', 'blank', 'unknown'] as const;
const POSITIVE = {
  '': 'ynnuuuuu',
  IfExists: 'ynyuuuuu',
  ForAllValues: 'ynyunyyu',
  ForAnyValue: 'ynnuynuu',
  'ForAllValues IfExists': 'ynyunyyu',
  'ForAnyValue IfExists': 'ynuuyuuu',
};
const NEGATED = {
  '': 'nyyuuuuu',
  IfExists: 'nyyuuuuu',
  ForAllValues: 'nyuunuuu',
  ForAnyValue: 'nynuynuu',
  'ForAllValues IfExists': 'nyuunuuu',
  'ForAnyValue IfExists': 'nyuuyuuu',
};

const ANSWERS: Readonly<Record<string, Tristate>> = { y: 'yes', n: 'no', u: 'unknown' };

function sentAs(column: (typeof COLUMNS)[number], isSet: boolean, matching: string, other: string): Sent {
  const value = (text: string): Sent => (isSet ? { kind: 'many', values: [text] } : one(text));
  switch (column) {
    case 'matching':
      return value(matching);
    case 'other':
      return value(other);
    case 'absent':
      return ABSENT;
    case 'present':
      return PRESENT;
    case 'both':
      return { kind: 'many', values: [matching, other] };
    case 'empty':
      return { kind: 'many', values: [] };
    case 'blank':
      return value('');
    case 'unknown':
      return UNKNOWN;
  }
}

describe('a condition', () => {
  it('has a row for each operator', () => {
    assert.deepEqual([...Object.keys(OPERATORS), 'Null'].sort(), [...OPERATOR_NAMES].sort());
  });

  for (const [base, [value, matching, other]] of Object.entries(OPERATORS))
    for (const [form, row] of Object.entries(parseOperator(base)?.negated ? NEGATED : POSITIVE)) {
      const isSet = form.startsWith('For');
      const [set = '', suffix = ''] = isSet ? form.split(' ') : ['', form];
      const operator = `${set}${isSet ? ':' : ''}${base}${suffix}`;
      it(`on ${operator} answers as AWS documents it`, () => {
        for (const [i, column] of COLUMNS.entries())
          assert.equal(
            asked(operator, [value], sentAs(column, isSet, matching, other)),
            ANSWERS[row.charAt(i)],
            `${operator}, ${column}`,
          );
        const page = isSet ? SET_OPERATOR_DOCS : operatorDocs(parseOperator(base)?.family ?? 'Null');
        assert.match(page, /^https:\/\/docs\.aws\.amazon\.com\/IAM\/latest\/UserGuide\/reference_policies_/);
        const policy = policyOf(allow({ Condition: { [operator]: { 'acme:Key': value } } }));
        const decision = decided(policy, call({ context: { 'acme:Key': isSet ? [matching] : matching } }));
        assert.equal(decision.decision, row.startsWith('y') ? 'allow' : 'deny');
        assert.equal(decision.statements[0]?.conditions[0]?.doc, page);
      });
    }

  it('of Null asks whether the key is there, whatever its value', () => {
    const rows: readonly (readonly [operator: string, value: string, expected: string])[] = [
      ['Null', 'true', 'nnynnuuu'],
      ['Null', 'false', 'yynyyuuu'],
      ['Null', 'true or false', 'yyyyyyyy'],
      ['Null', 'false or true', 'yyyyyyyy'],
      ['NullIfExists', 'true', 'uuuuuuuu'],
      ['ForAnyValue:Null', 'false', 'uuuuuuuu'],
      ['Null', 'yes', 'uuuuuuuu'],
      ['Null', 'false or yes', 'uuuuuuuu'],
    ];
    for (const [operator, value, expected] of rows)
      for (const [i, column] of COLUMNS.entries())
        assert.equal(
          asked(operator, value.split(' or '), sentAs(column, false, 'x', 'y')),
          ANSWERS[expected.charAt(i)],
          `${operator} ${value}, ${column}`,
        );
  });

  const told = (
    rows: readonly (readonly [
      operator: string,
      values: string | readonly string[],
      sent: string | readonly string[],
      expected: string,
    ])[],
  ): void => {
    for (const [operator, values, sent, expected] of rows)
      assert.equal(
        asked(
          operator,
          typeof values === 'string' ? [values] : values,
          typeof sent === 'string' ? one(sent) : { kind: 'many', values: sent },
        ),
        ANSWERS[expected],
        JSON.stringify([operator, values, sent]),
      );
  };

  it('takes several values as alternatives, and a negated one as none of them', () => {
    told([
      ['StringEquals', ['red', 'blue'], 'blue', 'y'],
      ['StringEquals', ['red', 'blue'], 'green', 'n'],
      ['StringNotEquals', ['red', 'blue'], 'blue', 'n'],
      ['StringNotEquals', ['red', 'blue'], 'green', 'y'],
      ['NumericLessThan', ['10', '20'], '15', 'y'],
      ['NumericNotEquals', ['10', '20'], '20', 'n'],
      ['NotIpAddress', ['10.0.0.0/8', '192.0.2.0/24'], '192.0.2.9', 'n'],
      ['ForAllValues:StringEquals', ['a', 'b'], ['b', 'a', 'b'], 'y'],
      ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'b'], 'n'],
      ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'd'], 'y'],
      ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'b'], 'n'],
      ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'c'], 'y'],
    ]);
  });

  it('takes * and ? for wildcards only where the operator does', () => {
    told([
      ['StringEquals', 'r*', 'red', 'n'],
      ['StringEquals', 'r*', 'r*', 'y'],
      ['StringEqualsIgnoreCase', 'R?', 'r?', 'y'],
      ['StringLike', '*', 'x', 'y'],
      ['StringLike', 'red*', 'red', 'y'],
      ['StringLike', 'a*b*c', 'a/b:b/c', 'y'],
      ['StringLike', 'a*b*c', 'acb', 'n'],
      ['StringLike', 'ab*ba', 'aba', 'n'],
      ['StringLike', '*a*a', 'a', 'n'],
      ['StringLike', 'a**b', 'ab', 'y'],
      ['StringLike', 'r?d', 'rd', 'n'],
      ['StringLike', 'r?d', 'r:d', 'y'],
      ['StringLike', '?*', 'x', 'y'],
      ['StringLike', '*r?d?', 'xxrdd', 'n'],
      ['StringLike', '*r?d?', 'xxrddd', 'y'],
      ['StringLike', 'a*b?*d', 'axbcbxxd', 'y'],
      ['StringLike', 'Red', 'red', 'n'],
      ['StringLike', 'a.c', 'abc', 'n'],
    ]);
  });

  it('gives up where a pattern and a text are longer than any that IAM takes', () => {
    const hostile = `*${'a?'.repeat(20_000)}b*`;
    assert.equal(asked('StringLike', [hostile], one('ab'.repeat(80_000))), 'unknown');
    assert.equal(asked('StringLike', [`x${hostile}`], one('ab'.repeat(80_000))), 'no');
    assert.equal(asked('StringLike', [hostile], one('ab')), 'no');
  });

  it('compares ARNs part by part', () => {
    told([
      ['ArnLike', 'arn:aws:iam::*:role/App', 'arn:aws:iam::111122223333:role/App', 'y'],
      ['ArnLike', 'arn:aws:iam:*:role/App', 'arn:aws:iam::111122223333:role/App', 'n'],
      ['ArnLike', 'arn:aws:*:111122223333:role/App', 'arn:aws:iam::111122223333:role/App', 'n'],
      ['ArnLike', 'arn:aws:iam::111122223333:*', 'arn:aws:iam::111122223333:a:b/c', 'y'],
      ['ArnLike', '*:*:*:*:*:*', 'arn:aws:iam::111122223333:role/App', 'y'],
      ['ArnNotLike', 'arn:aws:iam:*', 'arn:aws:iam::111122223333:role/App', 'y'],
      ['ArnLike', '*', 'arn:aws:iam::111122223333:role/App', 'u'],
      ['ArnLike', 'arn:aws:iam::111122223333:role/App', 'red', 'n'],
      ['ArnEquals', 'arn:aws:iam::111122223333:role/app', 'arn:aws:iam::111122223333:role/App', 'n'],
    ]);
  });

  it('reads addresses, dates, numbers and bytes as such', () => {
    told([
      ['IpAddress', '203.0.113.7', '203.0.113.7', 'y'],
      ['IpAddress', '203.0.113.7', '203.0.113.6', 'n'],
      ['IpAddress', '203.0.113.7/24', '203.0.113.200', 'y'],
      ['IpAddress', '198.51.100.0/25', '198.51.100.128', 'n'],
      ['IpAddress', '198.51.100.128/25', '198.51.100.128', 'y'],
      ['IpAddress', '198.51.100.128/25', '198.51.100.127', 'n'],
      ['IpAddress', '0.0.0.0/0', '2001:db8::1', 'n'],
      ['IpAddress', '2001:DB8:1234::/48', '2001:db8:1234:ffff::9', 'y'],
      ['IpAddress', '2001:db8:1234::/48', '2001:db8:1235::', 'n'],
      ['NotIpAddress', '203.0.113.0/24', '2001:db8::1', 'y'],
      ['IpAddress', '203.0.113.0/33', '203.0.113.0', 'u'],
      ['IpAddress', '203.0.113.0/24', 'somewhere', 'u'],
      ['NumericEquals', '1e3', '1000', 'u'],
      ['NumericLessThan', '-1', '-2', 'y'],
      ['NumericEquals', '300', 'many', 'u'],
      ['DateLessThan', '2026-01-01', '2020-01-01T00:00:00Z', 'u'],
      ['DateLessThan', '2020', '2019-01-01T00:00:00Z', 'u'],
      ['DateLessThan', '2026-01-01T00:00:00', '2020-01-01T00:00:00Z', 'u'],
      ['DateLessThan', '2026-01-01T00:00Z', '2020-01-01T00:00:00Z', 'y'],
      ['DateGreaterThan', '1767225600', '1767225601', 'y'],
      ['BinaryEquals', 'QUJD', 'qujd', 'n'],
      ['BinaryEquals', 'QUJD', 'no base64', 'u'],
      ['Bool', 'yes', 'true', 'u'],
      ['Bool', 'FALSE', 'false', 'y'],
    ]);
  });

  it('leaves open what AWS documents in no way, or in two', () => {
    told([
      ['StringEquals', 'red', '', 'u'],
      ['StringLike', '*', '', 'u'],
      ['StringEquals', '', 'red', 'u'],
      ['StringNotEquals', '', 'red', 'u'],
      ['Null', 'true', '', 'u'],
      ['StringEquals', ['red', ''], 'red', 'y'],
      ['StringEquals', 'red', ['red'], 'u'],
      ['ForAllValues:StringEquals', 'red', '', 'y'],
      ['ForAllValues:StringEquals', 'red', [''], 'y'],
      ['Bool', '${aws:SecureTransport}', 'true', 'u'],
    ]);
    assert.equal(asked('ForAnyValue:StringEqualsIfExists', ['a'], ABSENT), 'unknown');
    assert.equal(asked('ForAllValues:StringNotLike', ['a'], ABSENT), 'unknown');
    assert.equal(asked('StringEquals', [], one('a')), 'unknown');
  });

  it('says of what is not known only what holds whatever it is', () => {
    assert.equal(asked('StringLike', ['*'], PRESENT), 'yes');
    assert.equal(asked('StringNotLike', ['x', '*'], PRESENT), 'no');
    assert.equal(asked('StringLike', ['*'], UNKNOWN), 'unknown');
    assert.equal(asked('StringLikeIfExists', ['*'], UNKNOWN), 'yes');
    assert.equal(asked('StringLike', ['a*'], UNKNOWN), 'unknown');
    assert.equal(asked('StringNotLike', ['*'], UNKNOWN), 'unknown');
    assert.equal(asked('Null', ['true'], UNKNOWN), 'unknown');
    const holed = {
      value: 'arn:aws:iam::<ACCOUNT>:role/x',
      holes: [{ from: 13, to: 22, reason: 'placeholder' as const }],
    };
    const operator = parseOperator('StringEquals');
    assert.ok(operator);
    const test = compileCondition(operator, [holed, { value: 'red', holes: [] }, undefined], true);
    assert.equal(test(one('red'), NO_VARIABLES), 'yes');
    assert.equal(test(one('blue'), NO_VARIABLES), 'unknown');
  });
});

describe('a policy variable', () => {
  const fill: Variables = (key) => {
    switch (key.toLowerCase()) {
      case 'aws:username':
        return one('ada');
      case 'aws:principaltag/glob':
        return one('a*');
      case 'aws:principaltag/arn':
        return one('x:y');
      case 'aws:userid':
        return PRESENT;
      case 'aws:principaltag/maybe':
        return UNKNOWN;
      case 'aws:tagkeys':
        return { kind: 'many', values: ['a'] };
      default:
        return ABSENT;
    }
  };
  const told = (
    rows: readonly (readonly [operator: string, value: string, sent: string, expected: string])[],
    filling = true,
  ): void => {
    for (const [operator, value, sent, expected] of rows)
      assert.equal(
        asked(operator, [value], one(sent), { fill, filling }),
        ANSWERS[expected],
        JSON.stringify([operator, value, sent]),
      );
  };

  it('is filled in with what the request has, to the letter', () => {
    told([
      ['StringEquals', '${aws:username}', 'ada', 'y'],
      ['StringEquals', 'x-${AWS:UserName}-y', 'x-ada-y', 'y'],
      ['StringNotEquals', '${aws:username}', 'ada', 'n'],
      ['StringEqualsIgnoreCase', '${aws:username}', 'ADA', 'y'],
      ['StringLike', '${aws:username}/*', 'ada/home', 'y'],
      ['StringLike', '${aws:PrincipalTag/glob}', 'abc', 'n'],
      ['StringLike', '${aws:PrincipalTag/glob}', 'a*', 'y'],
      ['ArnLike', 'arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::111122223333:user/ada', 'y'],
      ['ArnLike', 'arn:aws:iam::*:user/${aws:PrincipalTag/arn}', 'arn:aws:iam::111122223333:user/x:y', 'y'],
    ]);
  });

  it('matches nothing where the request has no such key, unless it has a default', () => {
    told([
      ['StringEquals', '${aws:PrincipalTag/team}', '', 'u'],
      ['StringEquals', '${aws:PrincipalTag/team}', '${aws:PrincipalTag/team}', 'n'],
      ['StringNotEquals', '${aws:PrincipalTag/team}', 'red', 'y'],
      ['StringEquals', "${aws:PrincipalTag/team, 'none'}", 'none', 'y'],
      ['StringEquals', "${aws:PrincipalTag/team,'none'}", 'red', 'n'],
      ['StringEquals', "${aws:username, 'none'}", 'none', 'n'],
      ['StringEquals', "${aws:username, 'none'}", 'ada', 'y'],
    ]);
  });

  it('is unknown where what it stands for is', () => {
    told([
      ['StringEquals', '${aws:userid}', 'x', 'u'],
      ['StringEquals', "${aws:PrincipalTag/maybe, 'none'}", 'none', 'u'],
      ['StringEquals', '${aws:TagKeys}', 'a', 'u'],
      ['StringEquals', '${aws:username, none}', 'ada', 'u'],
    ]);
  });

  it('may stand for a character that is a wildcard otherwise', () => {
    told([
      ['StringLike', 'a${*}b', 'a*b', 'y'],
      ['StringLike', 'a${*}b', 'axb', 'n'],
      ['StringLike', 'a${?}*', 'a?bc', 'y'],
      ['StringEquals', '${$}{aws:username}', '${aws:username}', 'y'],
      ['ArnLike', 'arn:aws:s3:::a${*}', 'arn:aws:s3:::ab', 'n'],
    ]);
  });

  it('is text as any other in older versions', () => {
    told(
      [
        ['StringEquals', '${aws:username}', 'ada', 'n'],
        ['StringEquals', '${aws:username}', '${aws:username}', 'y'],
        ['StringLike', 'a${*}b', 'a${xyz}b', 'y'],
      ],
      false,
    );
  });
});
