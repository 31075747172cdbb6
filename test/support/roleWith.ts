import type { Need, Role } from '../../server/src/generate/role.ts';

/** A role of an EKS cluster's pods, for what the wizard may ask for or not. */
export function roleWith(...needs: readonly Need[]): Role {
  return {
    name: 'checkout',
    policy: {},
    description: undefined,
    duration: 3600,
    tags: [],
    managedPolicies: [],
    inlinePolicy: undefined,
    partition: 'aws-cn',
    account: '210987654321',
    caller: { kind: 'oidc' },
    needs,
  };
}
