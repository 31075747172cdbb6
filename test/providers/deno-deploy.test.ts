import { providerTest } from '../support/providerTest.ts';

providerTest({
  issuer: 'oidc.deno.com',
  subject: 'deployment:harbor/quay/production',
  broad: 'deployment:*/quay/production',
  says: 'Any Deno Deploy application in context production of harbor/quay',
});
