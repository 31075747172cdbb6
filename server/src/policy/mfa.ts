import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import type { HoledText } from '../text/holedText.ts';

/**
 * Whether calls of an AWS principal can have signed in with MFA: those of a role's session never say so, whoever assumed it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export function maySignInWithMfa(principal: HoledText): boolean {
  const named = parseAwsPrincipal(principal);
  switch (named.kind) {
    case 'role':
    case 'session':
    case 'federatedUser':
      return false;
    case 'deleted':
      return named.what === 'user';
    default:
      return true;
  }
}
