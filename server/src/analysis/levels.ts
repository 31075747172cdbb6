import type { Config, Override } from '../config/config.ts';
import type { Level } from '../findings.ts';
import type { RuleMeta } from '../rules/rule.ts';
import { own } from '../text/own.ts';

/** The levels that a config gives to the findings of its rules, worked out once for each rule. */
export class Levels {
  readonly #config: Config;
  readonly #byRule = new Map<string, Overrides>();

  constructor(config: Config) {
    this.#config = config;
  }

  /**
   * The rule's own level, the config's over it, the overrides' over both, the last one strongest.
   * @param sid asked only where an override is for some statements
   * @param used gets the overrides that changed something
   */
  of(meta: RuleMeta<string>, reported: Level | undefined, sid: () => string, used: Set<Changes>): Level | 'off' {
    const { forAll, bySid } = this.#overridesOf(meta.id);
    const forSid = bySid.size ? (bySid.get(sid()) ?? NONE) : NONE;
    used.add(forAll).add(forSid);
    const [last, lastForSid] = [forAll.at(-1), forSid.at(-1)];
    const strongest = last && lastForSid ? (last.order > lastForSid.order ? last : lastForSid) : (last ?? lastForSid);
    return strongest?.level ?? own(this.#config.rules, meta.id) ?? reported ?? meta.level;
  }

  #overridesOf(ruleId: string): Overrides {
    let known = this.#byRule.get(ruleId);
    if (!known) this.#byRule.set(ruleId, (known = overridesOf(ruleId, this.#config.overrides)));
    return known;
  }
}

/** What the overrides say of one rule, in their order. */
interface Overrides {
  readonly forAll: Changes;
  readonly bySid: ReadonlyMap<string, Changes>;
}

/** What one rule has from the overrides that hold for it together. */
export type Changes = readonly Changed[];

interface Changed {
  readonly index: number;
  /** Place among the overrides. */
  readonly order: number;
  readonly level: Level | 'off';
}

const NONE: Changes = [];

function overridesOf(ruleId: string, overrides: readonly Override[]): Overrides {
  const forAll: Changed[] = [];
  const bySid = new Map<string, Changed[]>();
  for (const [order, { index, rules, sids }] of overrides.entries()) {
    const level = own(rules, ruleId);
    if (level === undefined) continue;
    const changed = { index, order, level };
    if (!sids) forAll.push(changed);
    for (const sid of new Set(sids)) {
      const present = bySid.get(sid);
      if (present) present.push(changed);
      else bySid.set(sid, [changed]);
    }
  }
  return { forAll, bySid };
}
