import { parseArn } from '../iam/arn.ts';
import { KEYS } from '../iam/words.ts';
import { conditionsOn, hasGuard, hasLiteralGuard } from './guards.ts';
import type { Statement } from './model.ts';

/** Whether a guaranteed PrincipalArn names the account the caller must be of. */
export function keptToPrincipalAccount(statement: Statement): boolean {
  return hasLiteralGuard(statement, KEYS.principalArn, (value) => parseArn({ value, holes: [] })?.account.value ?? '*');
}

/** Whether a guaranteed condition keeps callers to an organisation, an account or a known principal. */
export function keptToKnownCallers(statement: Statement): boolean {
  return (
    hasGuard(statement, KEYS.principalOrgId) ||
    hasGuard(statement, KEYS.principalOrgPaths) ||
    hasLiteralGuard(statement, KEYS.principalAccount) ||
    keptToPrincipalAccount(statement)
  );
}

/** Whether a guaranteed condition truly narrows who of all AWS gets in (an ExternalId, an address or a session name do not). */
export function narrowsEveryone(statement: Statement): boolean {
  return (
    keptToKnownCallers(statement) ||
    hasLiteralGuard(statement, KEYS.userId, (value) => value.split(':', 1)[0] ?? '') ||
    hasLiteralGuard(statement, KEYS.sourceVpc) ||
    hasLiteralGuard(statement, KEYS.sourceVpce)
  );
}

/** Whether a Deny of the policy keeps out all that come without the key: the guard stands there instead. */
export function deniedWithout(statement: Statement, keys: readonly string[]): boolean {
  return statement.policy.statements.some(
    (s) =>
      s.effect === 'Deny' &&
      (s.conditionsOpen ||
        keys.some((key) => conditionsOn(s, key).some((c) => c.operator?.negated || c.operator?.family === 'Null'))),
  );
}
