import { companionsOf, ROLES_ANYWHERE, servicePrincipals } from '../../catalogue/servicePrincipals.ts';
import type { ServiceRecord } from '../../catalogue/serviceRecord.ts';
import { KEYS, sameName } from '../../iam/vocabulary.ts';
import { addConditions, allowAlso } from '../../policy/statementEdits.ts';
import { conditionsOn } from '../../policy/conditionGuarantees.ts';
import type { Statement } from '../../policy/model.ts';
import type { TreeEdit } from '../../tree/edit.ts';
import type { CompletionProvider } from './item.ts';

/** Service principals that customers' roles trust; those only guessed from a prefix come last. */
export const serviceItems: CompletionProvider = ({ cursor, statement }) =>
  servicePrincipals()
    .filter(
      (p) =>
        p.trustee !== 'no' && p.trustee !== 'slr-only' && p.until === undefined && !cursor.siblings.includes(p.name),
    )
    .map((p) => {
      const also = statement ? [...companionsFor(statement, p), ...sourceFor(statement, p)] : [];
      return {
        label: p.name,
        kind: 'service',
        detail: p.service === p.name ? '' : p.service,
        insert: { kind: 'value', value: p.name },
        rank: rankOf(p),
        filter: p.service,
        ...(also.length ? { also } : {}),
      };
    });

/** Roles Anywhere lets any certificate of any trust anchor in, unless the anchor is named. */
function sourceFor(statement: Statement, { name, sends }: ServiceRecord): readonly TreeEdit[] {
  const [shape] = sends.sourceArns;
  if (name !== ROLES_ANYWHERE || shape === undefined || statement.effect === 'Deny') return [];
  if (conditionsOn(statement, KEYS.sourceArn).length) return [];
  return addConditions(statement, {
    ArnEquals: { [KEYS.sourceArn]: shape.replace(/[A-Z][A-Z0-9_-]+/g, (place) => `<${place}>`) },
  });
}

function rankOf(p: ServiceRecord): number {
  if (p.rank !== undefined) return p.rank - 1;
  return p.trustee === 'yes' ? 100 : p.confidence === 'low' ? 300 : 200;
}

/** The actions that the service needs besides and that the statement lacks. */
function companionsFor(statement: Statement, service: ServiceRecord): readonly TreeEdit[] {
  const { actions } = statement;
  const missing = companionsOf(service).filter((c) => !actions.some((a) => sameName(a.value, c)));
  return missing.length && !actions.some((a) => a.value.includes('*')) ? allowAlso(statement, missing) : [];
}
