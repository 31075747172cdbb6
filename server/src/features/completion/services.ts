import { COMMON_SERVICES, servicePrincipals, type ServicePrincipal } from '../../catalogue/servicePrincipals.ts';
import { KEYS, sameName } from '../../iam/vocabulary.ts';
import { addConditions } from '../../policy/statementEdits.ts';
import { conditionsOn } from '../../policy/conditionGuarantees.ts';
import { toJson, type JsonValue } from '../../tree/node.ts';
import type { Statement } from '../../policy/model.ts';
import type { TreeEdit } from '../../tree/edit.ts';
import type { CompletionProvider } from './item.ts';

/** Service principals that customers' roles trust; those only guessed from a prefix come last. */
export const serviceItems: CompletionProvider = ({ cursor, statement }) =>
  servicePrincipals()
    .filter((p) => p.trustee !== 'no' && p.trustee !== 'slr-only' && !cursor.siblings.includes(p.name))
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
function sourceFor(statement: Statement, { name, sourceArns }: ServicePrincipal): readonly TreeEdit[] {
  const [shape] = sourceArns;
  if (name !== 'rolesanywhere.amazonaws.com' || shape === undefined || statement.effect === 'Deny') return [];
  if (conditionsOn(statement, KEYS.sourceArn).length) return [];
  return addConditions(statement, {
    ArnEquals: { [KEYS.sourceArn]: shape.replace(/[A-Z][A-Z0-9_-]+/g, (place) => `<${place}>`) },
  });
}

function rankOf(p: ServicePrincipal): number {
  const common = COMMON_SERVICES.indexOf(p.name);
  if (common >= 0) return common;
  return p.trustee === 'yes' ? 100 : p.confidence === 'low' ? 300 : 200;
}

/** The actions that the service needs besides and that the statement lacks. */
function companionsFor({ elements, actions }: Statement, { companions }: ServicePrincipal): readonly TreeEdit[] {
  const missing = companions.filter((c) => !actions.some((a) => sameName(a.value, c)));
  const value = elements.get('Action')?.value;
  if (!missing.length || !value || actions.some((a) => a.value.includes('*'))) return [];
  if (value.kind === 'array')
    return missing.map((action): TreeEdit => ({ op: 'append', target: value, value: action }));
  const all: readonly JsonValue[] = [toJson(value), ...missing];
  return [{ op: 'replace', target: value, value: all }];
}
