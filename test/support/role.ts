import type { Role } from '../../server/src/generate/role.ts';

/** A role with nothing about it. */
export const PLAIN_ROLE: Role = {
  name: 'my.role',
  policy: {},
  partition: 'aws',
  account: '111122223333',
  caller: { kind: 'oidc' },
  needs: [],
  description: undefined,
  duration: 3600,
  tags: [],
  managedPolicies: [],
  inlinePolicy: undefined,
};
