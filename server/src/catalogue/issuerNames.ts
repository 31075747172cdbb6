import { upTo, withoutEnd } from '../text/cut.ts';
import { oidcProvider } from './oidcProviders.ts';

/** Whether two names are one issuer's: path and slash are part of the name. */
export function sameIssuer(a: string, b: string): boolean {
  const [one, other] = [inKeys(a.toLowerCase()), inKeys(b.toLowerCase())];
  return one === other || (sameButSlash(one, other) && isNamedBothWays(one, other));
}

/** The name of an issuer as the keys of its claims begin: in China that of identity pools is another one than the principal's. */
export function inKeys(issuer: string): string {
  return issuer === 'cognito-identity.cn-north-1.amazonaws.com.cn' ? 'cognito-identity.amazonaws.com.cn' : issuer;
}

/** Whether two issuers differ in nothing but a slash at the end, if in that. */
export function sameButSlash(a: string, b: string): boolean {
  return withoutEnd(a.toLowerCase(), '/') === withoutEnd(b.toLowerCase(), '/');
}

/** AWS's own list leaves out the slash of one shared issuer that its vendor's documents write: not for us to decide. */
function isNamedBothWays(a: string, b: string): boolean {
  const found = oidcProvider(a);
  return found?.issuer.kind === 'shared' && oidcProvider(b)?.issuer === found.issuer;
}

/** Whether an issuer's tokens are known to have a slash at the end of its name. */
export function endsInSlash(issuer: string): boolean {
  const bare = withoutEnd(issuer, '/');
  return !isTold(bare) && isTold(`${bare}/`);
}

/** Whether an issuer's tokens are known to have none. */
export function endsInNoSlash(issuer: string): boolean {
  const bare = withoutEnd(issuer, '/');
  return isTold(bare) && !isTold(`${bare}/`);
}

/** Whether a host tells whose issuer it is; a path such as `/oidc` tells no product. */
function isTold(issuer: string): boolean {
  const found = oidcProvider(issuer);
  if (!found) return false;
  const host = upTo(issuer, '/');
  const byPath = oidcProvider(`issuer.example.com${issuer.slice(host.length)}`)?.provider === found.provider;
  return !byPath || oidcProvider(host)?.provider === found.provider;
}

/** An issuer as IAM has it, without a port. */
export function withoutPort(issuer: string): string {
  return issuer.replace(/^([^/:]+):\d+/, '$1');
}
