import { fittingActions } from '../iam/fit.ts';
import { isUniqueId } from '../semantics/covering.ts';
import { memo } from '../text/memo.ts';
import { contradictionIn } from './contradictions.ts';
import { isInvalidPrincipal } from './invalidPrincipal.ts';
import { letsIn } from './letsIn.ts';
import type { Principal, PrincipalKind, Statement } from './model.ts';
import { callerOf } from './principalKinds.ts';

/**
 * The principals that may assume a role through a statement: none where IAM rejects it, where a Deny covers it or where no request
 * matches its conditions, nor those that can't make any of its calls. What a deploy decides may be.
 */
export function admitted(
  statement: Statement,
): readonly { readonly principal: Principal; readonly kind: PrincipalKind }[] {
  if (!letsIn(statement) || isRejected(statement) || isNeverMatched(statement)) return [];
  const { principals, shape } = statement;
  return principals.flatMap((principal, i) => {
    const kind = shape.principals[i];
    return kind && canCall(kind, statement) && !isUniqueId(principal) ? [{ principal, kind }] : [];
  });
}

/** Whether IAM surely takes no policy with such a principal. */
export const isRejected = memo(({ principals, shape }: Statement): boolean =>
  principals.some((principal, i) => {
    const kind = shape.principals[i];
    return principal.negated || (kind !== undefined && isInvalidPrincipal(principal, kind));
  }),
);

/** Whether a principal can make one of the calls that a statement names; one of unknown kind may. */
export function canCall(kind: PrincipalKind, { assumes }: Statement): boolean {
  const caller = callerOf(kind);
  return caller === undefined || fittingActions(caller).some((action) => assumes.includes(action));
}

/** Whether surely no request matches all conditions of a statement. */
export const isNeverMatched = memo((statement: Statement): boolean => {
  const found = contradictionIn(statement);
  return found !== undefined && found.kind !== 'onlyAbsent';
});
