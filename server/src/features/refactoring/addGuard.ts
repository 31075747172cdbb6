import { guards } from '../../guards/index.ts';
import type { Callers } from '../../guards/guard.ts';
import { conditionsOn } from '../../policy/conditionGuarantees.ts';
import { ANY_ACCOUNT } from '../../policy/keyFacts.ts';
import { sends } from '../../semantics/request.ts';
import type { Statement } from '../../policy/model.ts';
import { addConditions } from '../../policy/statementEdits.ts';
import type { Place, Refactorer, Refactoring } from './refactoring.ts';

const DEMANDED = guards
  .flatMap(({ key, operator, demand }) => (demand ? [{ key, operator, ...demand }] : []))
  .sort((a, b) => a.rank - b.rank);

/** Guards that all principals of the statement send the key for, and that it does not have yet. */
export const guarding: Refactorer = (place) => {
  const { statement } = place;
  if (statement?.effect !== 'Allow' || statement.conditionsOpen || !statement.principals.length) return [];
  const callers = callersOf(place);
  return DEMANDED.filter(
    ({ key, suits }) => !conditionsOn(statement, key).length && sentByAll(statement, key) && suits(callers),
  ).map(({ title, operator, key, value }): Refactoring => ({
    title,
    kind: 'change',
    edits: () => addConditions(statement, { [operator]: { [key]: value({ ...place, ...callers }) } }),
  }));
};

/** Whom a statement trusts, the vendors each once; an account of the reader's own is no vendor's. */
export function callersOf({ statement, accounts }: Place): Callers {
  const kinds = statement?.shape.principals ?? [];
  return {
    principals: statement?.principals.map(({ value }) => value) ?? [],
    vendors: [
      ...new Set(
        kinds.flatMap((kind) =>
          kind.kind === 'account' && kind.vendor !== undefined && !accounts.includes(kind.account ?? '')
            ? [kind.vendor]
            : [],
        ),
      ),
    ],
  };
}

/** Whether each kind of caller of a statement may send a key; of a service it has to be documented. */
function sentByAll({ shape }: Statement, key: string): boolean {
  return shape.principals.every(({ kind, caller }) => {
    const callers = caller ?? (kind === 'everyone' ? ANY_ACCOUNT : undefined);
    return (
      callers?.kinds.every((one) => {
        const sending = sends({ ...callers, kinds: [one] }, key);
        return sending !== 'never' && (one !== 'service' || sending !== 'unknown');
      }) ?? false
    );
  });
}
