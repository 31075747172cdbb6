import { servicePrincipal } from '../catalogue/servicePrincipals.ts';
import { actionDocs, principalDocs } from '../iam/docs.ts';
import { sameName, TRUST_ACTIONS } from '../iam/vocabulary.ts';
import { parseServiceName } from '../iam/serviceName.ts';
import type { Policy } from '../policy/model.ts';
import type { Text } from '../policy/policyText.ts';
import type { Span } from '../text/span.ts';

/** A part of the text that leads to a page. */
export interface Link {
  readonly span: Span;
  readonly target: string;
  readonly tooltip: string;
}

/** AWS's pages for the actions and services of a policy. */
export function linksOf(policy: Policy): readonly Link[] {
  const inside = (text: Text): Span => text.slice(0, text.value.length);
  return policy.statements.flatMap(({ actions, principals }) => [
    ...actions.flatMap((action): Link[] => {
      const known = TRUST_ACTIONS.find((a) => sameName(a, action.value));
      const target = known && actionDocs(known);
      return target === undefined
        ? []
        : [{ span: inside(action), target, tooltip: `AWS documentation of ${known ?? ''}` }];
    }),
    ...principals.flatMap(({ type, value }): Link[] => {
      const name = parseServiceName(value.value);
      const known = type === 'Service' && (servicePrincipal(value.value) ?? (name && servicePrincipal(name.global)));
      return known
        ? [
            {
              span: inside(value),
              target: principalDocs('Service'),
              tooltip: `AWS documentation of service principals`,
            },
          ]
        : [];
    }),
  ]);
}
