import type { Statement } from './model.ts';
import { standsElsewhere } from './missingElementSpan.ts';

/** The Resource of a statement that says what somebody may do, and not who may assume the role: it has no Principal. */
export function permissionResource(statement: Statement): 'Resource' | 'NotResource' | undefined {
  const { elements } = statement;
  if ((elements.get('Principal') ?? elements.get('NotPrincipal')) || standsElsewhere(statement, 'Principal'))
    return undefined;
  return elements.get('Resource') ? 'Resource' : elements.get('NotResource') ? 'NotResource' : undefined;
}
