import type { Policy, Statement } from './model.ts';

/** Whether the policy's values use policy variables, which only Version 2012-10-17 fills in. */
export function usesVariables(statements: readonly Statement[], isVariable: (value: string) => boolean): boolean {
  return statements.some((s) =>
    s.conditions.some((c) => c.values.some((v) => v.node.kind === 'string' && isVariable(v.node.value))),
  );
}

/**
 * Whether the version decides what some text means, or may: `${` anywhere, or a value that only a deploy knows. A safe fix
 * must not touch the version then.
 */
export function mayUseVariables({ source, statements }: Policy): boolean {
  return (
    source.mayHold(/\$\{/) ||
    usesVariables(statements, (value) => value.includes('${')) || // its escapes may hide it in the text
    statements.some((s) => s.conditionsOpen || s.conditions.some((c) => c.open))
  );
}
