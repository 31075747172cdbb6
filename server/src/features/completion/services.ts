import { COMMON_SERVICES, servicePrincipals, type ServicePrincipal } from '../../catalogue/servicePrincipals.ts';
import type { CompletionProvider } from './item.ts';

/** Service principals that customers' roles trust; those only guessed from a prefix come last. */
export const serviceItems: CompletionProvider = ({ slot, cursor }) => {
  if (slot.at !== 'principalValue' || slot.type !== 'Service') return [];
  return servicePrincipals()
    .filter((p) => p.trustee !== 'no' && p.trustee !== 'slr-only' && !cursor.siblings.includes(p.name))
    .map((p) => ({
      label: p.name,
      kind: 'service',
      detail: p.service,
      documented: p.companions.length > 0,
      insert: { kind: 'value', value: p.name },
      rank: rankOf(p),
    }));
};

function rankOf(p: ServicePrincipal): number {
  const common = COMMON_SERVICES.indexOf(p.name);
  if (common >= 0) return common;
  return p.trustee === 'yes' ? 100 : p.confidence === 'low' ? 300 : 200;
}
