// What is found through indexes is what comparing all with all finds.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Patterns } from '../../server/src/iam/patterns.ts';
import { wildcardMatches } from '../../server/src/iam/wildcards.ts';
import { ASSUME_ACTIONS, KEYS, sameName } from '../../server/src/iam/vocabulary.ts';
import { allowsTo } from '../../server/src/policy/assumeActions.ts';
import { besideUnderOperator, conditionsInFamily, conditionsNamed } from '../../server/src/policy/conditionIndex.ts';
import { coveredStatements } from '../../server/src/policy/coverage.ts';
import { neverSent } from '../../server/src/policy/keyFacts.ts';
import { covers } from '../../server/src/semantics/covering.ts';
import { sends } from '../../server/src/semantics/request.ts';
import { excludes } from '../../server/src/policy/exclusion.ts';
import type { Condition, Policy, Principal, Statement } from '../../server/src/policy/model.ts';
import { deniedWithout } from '../../server/src/policy/callerBounds.ts';
import { check, finish, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { crowdedPolicy } from '../support/crowdedPolicy.ts';
import { StepCounter } from '../support/stepCounter.ts';

const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 200) };

function everyPolicy(holds: (policy: Policy, text: string) => void): void {
  fc.assert(
    fc.property(crowdedPolicy, (text) => {
      const policy = new PolicyDocument(text, true).trustPolicies[0];
      if (policy) holds(policy, text);
    }),
    RUNS,
  );
}

/** The places that a rule speaks of. */
function placesOf(text: string, ruleId: string): readonly number[] {
  const { findings } = finish(check(new PolicyDocument(text, true), testContext()));
  return findings.filter((f) => f.ruleId === ruleId).map((f) => f.span.start);
}

function isKnown({ type, value, negated }: Principal): boolean {
  return type !== undefined && !negated && !value.holes.length;
}

describe('comparing all with all', () => {
  it('conditions by key, by family and by operator', () => {
    everyPolicy(({ statements }) => {
      for (const statement of statements)
        for (const condition of statement.conditions) {
          const name = condition.key.value;
          const named = statement.conditions.filter((c) => sameName(c.key.value, name));
          assert.deepEqual(conditionsNamed(statement, name.toUpperCase()), named);
          assert.deepEqual(
            conditionsInFamily(statement, 'AWS:principalTag/'),
            statement.conditions.filter((c) => /^aws:principaltag\//i.test(c.key.value)),
          );
          const beside = statement.conditions.filter((c) => c.operatorMember === condition.operatorMember);
          assert.deepEqual(besideUnderOperator(condition), beside);
        }
    });
  });

  it('tests of which no request meets both, by looking up their values', () => {
    const counter = new StepCounter();
    const stepsFor = (count: number): number => {
      const values = (end: string): string[] => Array.from({ length: count }, (_, i) => `a-${1000 + i}${end}`);
      const [equal, like] = [values(''), values('*-c')];
      const condition = { StringEquals: { 'aws:PrincipalTag/t': equal }, StringLike: { 'aws:PrincipalTag/t': like } };
      const text = JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*', Condition: condition } });
      const [one, other] = new PolicyDocument(text, true).trustPolicies[0]?.statements[0]?.conditions ?? [];
      assert.ok(one && other);
      return counter.count(() => {
        assert.ok(excludes(one, other));
      });
    };
    const [few, many] = [stepsFor(200), stepsFor(400)];
    counter.close();
    assert.ok(few > 200 && many < 2.4 * few, `${few}, ${many}`);
  });

  it('statements that cover each other, in the same words', () => {
    everyPolicy(({ statements }, text) => {
      const found = new Set(coveredStatements(statements).map((c) => c.statement));
      for (const [i, own] of statements.entries())
        // One that is itself needless may be so because of this one: everyone covers an account, whatever the words.
        if (
          statements.some(
            (other, k) => k !== i && !found.has(other) && saysAll(other, own) && (k < i || !saysAll(own, other)),
          )
        )
          assert.ok(found.has(own), `statement ${i} of ${text}`);
    });
  });

  it('actions that cover each other', () => {
    everyPolicy(({ statements }, text) => {
      const expected = statements.flatMap(({ actions, elements }) => {
        if (elements.get('Action')?.value?.kind !== 'array') return [];
        const covers = (a = '', b = ''): boolean => sameName(a, b) || wildcardMatches(a.toLowerCase(), b.toLowerCase());
        return actions.filter((action, i) =>
          actions.some((a, k) => k !== i && covers(a.value, action.value) && (k < i || !covers(action.value, a.value))),
        );
      });
      const places = new Set(expected.map((a) => a.span.start));
      // It yields to what says that a wildcard stands there.
      for (const at of placesOf(text, 'action-redundant')) assert.ok(places.has(at), text);
      const wild = new Set(placesOf(text, 'action-wildcard'));
      const said = new Set(placesOf(text, 'action-redundant'));
      if (!wild.size) for (const at of places) assert.ok(said.has(at), text);
    });
  });

  it('long actions, as far as that takes no noticeable time: of the rest nothing is said', () => {
    const covered = (count: number): number => {
      const wide = `*${'a'.repeat(400)}*`;
      const narrow = Array.from({ length: count }, (_, i) => `*${'a'.repeat(600)}b${i}`);
      const statement = { Effect: 'Deny', Principal: { AWS: '111122223333' }, Action: [wide, ...narrow] };
      const text = JSON.stringify({ Statement: statement });
      const from = text.indexOf(narrow[0] ?? '');
      return placesOf(text, 'action-redundant').filter((at) => at >= from - 1).length;
    };
    assert.equal(covered(3), 3);
    assert.ok(covered(300) < 300);
  });

  it('sessions and their roles', () => {
    everyPolicy(({ statements }, text) => {
      const session = 'arn:aws:sts::111122223333:assumed-role/app/ada';
      const roles = ['arn:aws:iam::111122223333:role/app', 'arn:aws:iam::111122223333:role/team/app'];
      const expected = statements.flatMap(({ principals }) => {
        const names = principals.map((p) => p.value.value);
        const sessions = principals.filter((p) => p.value.value === session);
        return roles.some((r) => names.includes(r)) ? sessions : sessions.slice(1);
      });
      const said = new Set(placesOf(text, 'principal-redundant'));
      for (const { value } of statements.flatMap((s) => s.principals))
        if (value.value === session)
          assert.equal(
            said.has(value.span.start),
            expected.some((p) => p.value.span.start === value.span.start),
            text,
          );
    });
  });

  it('to whom an action is allowed, and from whom a Deny takes it', () => {
    const isKey = ({ key }: Condition): boolean => sameName(key.value, KEYS.externalId);
    everyPolicy(({ statements, denies }) => {
      for (const statement of statements) {
        const trusted = statement.principals;
        const allowed = statements.some(
          (other) =>
            other.effect === 'Allow' &&
            other.actions.some((a) => wildcardMatches(a.value.toLowerCase(), 'sts:tagsession')) &&
            (other === statement ||
              other.principals.some(
                (o) =>
                  o.value.value === '*' || !isKnown(o) || trusted.some((t) => !isKnown(t) || covers(o, t) === 'yes'),
              )),
        );
        assert.equal(allowsTo(statement, 'sts:TagSession', trusted), allowed);
        for (const action of ASSUME_ACTIONS) {
          const denied = denies.some(
            (deny) =>
              deny.assumes.includes(action) &&
              deny.principals.some(
                (d) => d.value.value === '*' || statement.principals.some((p) => covers(d, p) === 'yes'),
              ) &&
              (deny.conditionsOpen ||
                (deny.conditions.length > 0 && deny.conditions.every((c) => isKey(c) && isMetByAbsence(c)))),
          );
          assert.equal(deniedWithout(statement, action, isKey), denied);
        }
      }
    });
  });

  it('keys that nobody sends', () => {
    everyPolicy(({ statements }) => {
      for (const condition of statements.flatMap((s) => s.conditions))
        for (const statement of statements) {
          const kinds = statement.shape.principals;
          const isNever = kinds.every(({ caller }) => caller && sends(caller, condition.key.value) === 'never');
          assert.equal(neverSent(condition, statement), kinds.length > 0 && isNever);
        }
    });
  });

  it('many patterns with a text', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', 'ab'), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), word, (patterns, text) => {
        const expected = patterns.filter((p) => wildcardMatches(p, text));
        const all = new Patterns(patterns);
        assert.equal(all.matches(text), expected.length > 0);
        assert.deepEqual(new Set(all.matching(text)), new Set(expected));
      }),
      { numRuns: 3000 },
    );
  });

  it('ends where it would take long', () => {
    const alike = Array.from({ length: 10_000 }, (_, i) => `*a${i}a*`);
    const patterns = new Patterns(alike);
    const answers = alike.map((_, i) => patterns.matches('ba'.repeat(100) + String(i)));
    assert.equal(answers[0], false);
    assert.equal(answers.at(-1), undefined);
  });
});

function isMetByAbsence({ operator, values }: Condition): boolean {
  if (operator?.family === 'Null') return values.some((v) => v.text?.value === 'true');
  if (operator?.family === 'Bool') return operator.ifExists && values.every((v) => v.text?.value === 'false');
  return operator?.negated === true && operator.set !== 'ForAnyValue';
}

/** Of statements without anything that is not known. */
function saysAll(wide: Statement, narrow: Statement): boolean {
  const isKnown = ({ effect, principals, actions, conditions, conditionsOpen }: Statement): boolean =>
    effect !== undefined &&
    !conditionsOpen &&
    principals.length > 0 &&
    actions.length > 0 &&
    [...principals.map((p) => p.value), ...conditions.map((c) => c.key)].every((t) => !t.holes.length) &&
    conditions.every((c) => !c.open);
  if (!isKnown(wide) || !isKnown(narrow)) return false;
  const names = ({ principals }: Statement): string[] =>
    principals.map((p) => `${p.type ?? ''} ${p.value.value.replace(/^arn:aws:iam::(\d+):root$/, '$1')}`);
  const tests = ({ conditions }: Statement): string[] =>
    conditions.map((c) =>
      JSON.stringify([
        c.operatorMember.key.value,
        c.key.value.toLowerCase(),
        c.values.map((v) => v.text?.value).sort(),
      ]),
    );
  return (
    wide.effect === narrow.effect &&
    names(narrow).every((n) => names(wide).includes(n)) &&
    narrow.actions.every((a) =>
      wide.actions.some((w) => wildcardMatches(w.value.toLowerCase(), a.value.toLowerCase())),
    ) &&
    tests(wide).every((t) => tests(narrow).includes(t))
  );
}
