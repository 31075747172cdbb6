import { allowedIn } from '../policy/allowedValues.ts';
import type { Condition } from '../policy/model.ts';
import { Possible } from '../semantics/possible.ts';
import type { Variables } from '../semantics/sent.ts';
import { valuesSent } from '../semantics/sentValues.ts';
import { both, every, some, type Tristate } from '../semantics/tristate.ts';
import type { Call } from './call.ts';
import type { Compiled, CompiledCondition, CompiledStatement } from './compile.ts';

/** What each part of a statement says of a call. Conditions are asked when somebody wants to know. */
export class Judged {
  readonly of: CompiledStatement;
  readonly principal: Tristate;
  readonly #call: Call;
  readonly #fill: Variables;
  #conditions: Tristate | undefined;
  #results: readonly Tristate[] | undefined;

  constructor(of: CompiledStatement, call: Call, fill: Variables) {
    this.of = of;
    this.#call = call;
    this.#fill = fill;
    this.principal = this.#admitted();
  }

  /** Whether it applies to an action of the call. */
  appliesTo(action: string): Tristate {
    if (this.principal === 'no') return 'no';
    const covered = this.of.covers(action);
    if (covered === 'no') return 'no';
    const whole = both(both(this.principal, covered), this.conditions);
    return this.of.isUnread ? 'unknown' : whole;
  }

  /** All of them together; a sure no of one beats what is not known of others. */
  get conditions(): Tristate {
    return (this.#conditions ??= both(
      every(this.of.conditions, (condition) => this.#meets(condition)),
      this.of.conditionsOpen ? 'unknown' : 'yes',
    ));
  }

  /** Each of them, in the order of the document. */
  get results(): readonly Tristate[] {
    return (this.#results ??= this.of.conditions.map((condition) => this.#meets(condition)));
  }

  #admitted(): Tristate {
    const { facts } = this.#call.caller;
    if (!facts) return 'no';
    const named = some(this.of.principals, ({ admits }) => admits(facts));
    return named === 'no' && (this.of.principalsOpen || this.of.isUnread) ? 'unknown' : named;
  }

  #meets({ condition, key, test, isMaybe }: CompiledCondition): Tristate {
    if (!key || !test) return 'unknown';
    const sent = this.#call.sent(key);
    const met = test(sent, this.#fill);
    if (met === 'unknown' && sent.kind === 'present' && !this.#call.isUntold(key))
      return this.#meetsWithSome(condition);
    return isMaybe && met === 'no' ? 'unknown' : met;
  }

  /** Of a value that isn't known the caller may tell enough: that an ARN is one of its account. */
  #meetsWithSome(condition: Condition): Tristate {
    const { facts } = this.#call.caller;
    const allowed = condition.open ? undefined : allowedIn(condition);
    if (!facts || !allowed || allowed.of !== 'one') return 'unknown';
    const budget = { steps: STEPS };
    const possible = new Possible(budget);
    possible.add({ absent: 'no', values: valuesSent(facts, condition.key.value), of: 'one' });
    if (possible.isWithin(allowed)) return budget.steps < 0 ? 'unknown' : 'yes';
    return possible.with(allowed, budget).isEmpty && budget.steps >= 0 ? 'no' : 'unknown';
  }
}

/** More than a value and a caller need. */
const STEPS = 1 << 14;

/** What all statements say of a call. */
export function judge({ statements, keys }: Compiled, call: Call): readonly Judged[] {
  const fill: Variables = (name) => call.sent(keys.of(name));
  return statements.map((statement) => new Judged(statement, call, fill));
}
