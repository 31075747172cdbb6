import type { Span } from '../text/span.ts';

/**
 * Policy variables of a condition value: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and the escapes `${*}`,
 * `${?}`, `${$}`. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export interface Variable {
  /** Offsets into the value, `${` and `}` included. */
  readonly span: Span;
  /** Without the default. */
  readonly name: string;
}

const ESCAPES = new Set(['*', '?', '$']);

/**
 * Whether the inside of `${…}` names something IAM fills in: a condition key with a prefix, or an escape. CloudFormation's
 * `${AWS::AccountId}` and a shell's `${ACCOUNT_ID}` are none. Two colons, or no colon, is never a variable.
 */
export function isVariableName(inside: string): boolean {
  if (ESCAPES.has(inside)) return true;
  const name = (inside.split(',', 1)[0] ?? '').trim();
  return /^[A-Za-z][A-Za-z0-9.-]*:[A-Za-z][A-Za-z0-9_./ @-]*$/.test(name) && !name.startsWith('env:');
}

/** The variables of a value, in order. Escapes count: they too need Version 2012-10-17. */
export function variablesOf(value: string): Variable[] {
  const found: Variable[] = [];
  for (let at = value.indexOf('${'); at >= 0; at = value.indexOf('${', at + 2)) {
    const end = value.indexOf('}', at);
    if (end < 0) break;
    const inside = value.slice(at + 2, end);
    if (isVariableName(inside))
      found.push({ span: { start: at, end: end + 1 }, name: (inside.split(',', 1)[0] ?? '').trim() });
  }
  return found;
}
