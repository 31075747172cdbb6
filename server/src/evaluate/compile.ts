import { VERSION } from '../iam/vocabulary.ts';
import { isInvalidPrincipal } from '../policy/invalidPrincipal.ts';
import type { Condition, Policy, Principal, Statement } from '../policy/model.ts';
import { textOf, type Text } from '../policy/policyText.ts';
import { coversAction } from '../semantics/action.ts';
import { compileCondition, type Test } from '../semantics/condition.ts';
import { admits, type Admits } from '../semantics/principal.ts';
import { not, some, type Tristate } from '../semantics/tristate.ts';
import { isHole } from '../text/holedText.ts';
import { itemsOf, toJson, type ValueNode } from '../tree/node.ts';
import { Keys, type Key } from './key.ts';
import { homeOf, type Home } from './role.ts';

/** A policy, ready to be asked about many requests. */
export interface Compiled {
  readonly policy: Policy;
  /** What the policy's document tells of the role. */
  readonly home: Home;
  readonly statements: readonly CompiledStatement[];
  /** There may be more statements. */
  readonly isOpen: boolean;
  readonly keys: Keys;
  /** All texts of the policy. */
  readonly literals: () => string;
}

export interface CompiledStatement {
  readonly statement: Statement;
  readonly index: number;
  readonly sid: string | undefined;
  /** `either`: a deploy decides. */
  readonly effect: 'Allow' | 'Deny' | 'either';
  readonly principals: readonly CompiledPrincipal[];
  /** Somebody else may be named as well, or be meant at all. */
  readonly principalsOpen: boolean;
  readonly covers: (action: string) => Tristate;
  readonly conditions: readonly CompiledCondition[];
  /** Some of it can't be read: then it may say anything. */
  readonly isUnread: boolean;
  readonly conditionsOpen: boolean;
}

export interface CompiledPrincipal {
  readonly principal: Principal;
  readonly admits: Admits;
}

export interface CompiledCondition {
  readonly condition: Condition;
  /** Undefined where it is left to a deploy. */
  readonly key: Key | undefined;
  /** Undefined where IAM knows no such operator. */
  readonly test: Test | undefined;
  /** A deploy decides whether it is there. */
  readonly isMaybe: boolean;
}

/** Reads a policy once, with its patterns, ranges, dates and numbers. */
export function compile(policy: Policy): Compiled {
  const keys = new Keys();
  const filling = fillsVariables(policy);
  const statements = policy.statements.flatMap((statement, index) => {
    const effect = effectOf(statement);
    return effect ? [compileStatement(statement, { index, effect, filling, keys })] : [];
  });
  return {
    policy,
    home: homeOf(policy),
    statements,
    isOpen: !policy.complete,
    keys,
    literals: () => JSON.stringify(toJson(policy.source.root)),
  };
}

/** In older versions `${…}` is text as any other. */
function fillsVariables({ elements }: Policy): boolean {
  const version = elements.get('Version')?.value;
  return version?.kind === 'string' ? version.value === VERSION : version !== undefined;
}

/** An effect that IAM doesn't know has none; one that a deploy fills in, or that can't be read, may be either. */
function effectOf({ effect, elements, complete, policy }: Statement): CompiledStatement['effect'] | undefined {
  if (effect) return effect;
  return !complete || isLeft(elements.get('Effect')?.value, policy) ? 'either' : undefined;
}

/** Whether a value is left to a deploy. */
function isLeft(value: ValueNode | undefined, { mayHoldPlaceholders }: Policy): boolean {
  if (value?.kind !== 'string' && value?.kind !== 'opaque') return false;
  return textOf(value, mayHoldPlaceholders).holes.length > 0;
}

function compileStatement(
  statement: Statement,
  { index, effect, filling, keys }: Pick<CompiledStatement, 'index' | 'effect'> & { filling: boolean; keys: Keys },
): CompiledStatement {
  const { elements, principals, shape } = statement;
  const sid = elements.get('Sid')?.value;
  const named = elements.get('Principal')?.value ?? elements.get('NotPrincipal')?.value;
  return {
    statement,
    index,
    sid: sid?.kind === 'string' && sid.value !== '' ? sid.value : undefined,
    effect,
    principals: principals.map((principal, i) => {
      const kind = shape.principals[i];
      return { principal, admits: kind && isInvalidPrincipal(principal, kind) ? NOBODY : admitsOf(principal) };
    }),
    principalsOpen: isLeft(named, statement.policy),
    covers: actionsOf(statement),
    conditions: statement.conditions.map((condition) => compileTest(condition, filling, keys)),
    isUnread: !statement.complete,
    conditionsOpen: statement.conditionsOpen,
  };
}

const NOBODY: Admits = () => 'no';

/** IAM doesn't take NotPrincipal in a trust policy, so nothing is known of what it would mean there. */
function admitsOf({ type, value, negated }: Principal): Admits {
  if (negated || (type === undefined && isHole(value))) return () => 'unknown';
  return admits({ type, value });
}

/** NotAction covers all but what it lists. */
function actionsOf({ elements, actions, policy }: Statement): (action: string) => Tristate {
  const excepted = elements.get('NotAction')?.value;
  if (!excepted) return coveredBy(actions);
  const listed = itemsOf(excepted).flatMap((item) =>
    item.kind === 'string' || item.kind === 'opaque' ? textOf(item, policy.mayHoldPlaceholders) : [],
  );
  const covers = coveredBy(listed);
  return (action) => not(covers(action));
}

function coveredBy(actions: readonly Text[]): (action: string) => Tristate {
  const known = new Map<string, Tristate>();
  return (action) => {
    let covered = known.get(action);
    if (!covered) {
      covered = some(actions, ({ value, holes }) =>
        holes.length ? 'unknown' : coversAction(value, action) ? 'yes' : 'no',
      );
      known.set(action, covered);
    }
    return covered;
  };
}

function compileTest(condition: Condition, filling: boolean, keys: Keys): CompiledCondition {
  const { key, operator, values, member } = condition;
  return {
    condition,
    key: key.holes.length ? undefined : keys.of(key.value),
    test:
      operator &&
      compileCondition(
        operator,
        values.map(({ text }) => text),
        filling,
      ),
    isMaybe: member.maybe === true,
  };
}
