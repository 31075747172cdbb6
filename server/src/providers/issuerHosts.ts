import { oidcProviders, type Issuer, type OidcProvider } from '../catalogue/oidcProviders.ts';
import { upTo } from '../text/cut.ts';
import { recordOf } from './records.ts';

/** The providers whose own domains a host is in; none where it could be anybody's. */
export function providersAt(host: string): readonly OidcProvider[] {
  return domains.filter(({ isOwn }) => isOwn.some((test) => test(host))).map(({ row }) => row);
}

type HostTest = (host: string) => boolean;

const domains = oidcProviders().map((row) => ({ row, isOwn: [...byIssuers(row), ...byPlace(row)] }));

/** The hosts that its issuers have, but for those that customers choose: these may be under any domain. */
function byIssuers({ issuers }: OidcProvider): readonly HostTest[] {
  return issuers
    .filter((issuer) => issuer.kind !== 'self-hosted' && !issuer.generic && !fits(issuer, anywhere(issuer)))
    .map((issuer) => (host) => fits(issuer, host));
}

/** Whether an issuer may be at a host, with the path that it has. */
function fits({ regex, example }: Issuer, host: string): boolean {
  const own = upTo(example, '/');
  return host === own || regex.test(host + example.slice(own.length));
}

function anywhere({ example }: Issuer): string {
  return `${upTo(example, '/')}.elsewhere.example`;
}

/** `<name>.octopus.app`: customers may have a domain of their own, but this one is the provider's. */
function byPlace(row: OidcProvider): readonly HostTest[] {
  const host = upTo(recordOf(row).tenant?.place ?? '', '/');
  const domain = host.slice(host.indexOf('>') + 1);
  return host.startsWith('<') && domain !== '' ? [(given) => given.endsWith(domain)] : [];
}
