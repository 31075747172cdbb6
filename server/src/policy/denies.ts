import { fittingActions } from '../iam/fit.ts';
import { principalNames } from '../semantics/principalNames.ts';
import { memo } from '../text/memo.ts';
import type { Policy, Statement } from './model.ts';
import { callerOf } from './principalKinds.ts';

/** Denies of one name that are looked at for one Allow: nobody writes more. */
export const MOST_DENIES = 50;

/** The Denies of a policy that can be told whole, by whom they name; none where none of them can cover anything. */
export const deniesOf = memo(({ denies }: Policy): ReadonlyMap<string, readonly Statement[]> => {
  const byName = new Map<string, Statement[]>();
  for (const deny of denies) {
    if (!deny.complete || deny.conditionsOpen || deny.elements.get('NotAction') || !deny.assumes.length) continue;
    if (deny.principals.some((p) => p.negated)) continue;
    for (const name of deniedNames(deny)) {
      const alike = byName.get(name);
      if (alike) alike.push(deny);
      else byName.set(name, [deny]);
    }
  }
  return byName;
});

export const deniedNames = memo(
  ({ principals }: Statement): ReadonlySet<string> => new Set(principals.flatMap((p) => principalNames(p)?.own ?? [])),
);

/** The assume actions of an Allow that its callers can make. */
export function callsOf({ assumes, shape }: Statement): readonly string[] {
  const fitting = new Set(
    shape.principals.flatMap((kind) => {
      const caller = callerOf(kind);
      return caller === undefined ? assumes : fittingActions(caller);
    }),
  );
  return assumes.filter((action) => fitting.has(action));
}
