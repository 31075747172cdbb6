import { oidcProvider, type OidcProvider } from '../catalogue/oidcProviders.ts';
import { unknownRegion } from '../catalogue/regions.ts';
import { regionOfIssuer } from '../iam/awsIssuer.ts';
import { issuerSlip, type IssuerSlip } from '../policy/issuerSlip.ts';
import { providersAt } from '../providers/issuerHosts.ts';
import { recordOf, isAnyIssuer } from '../providers/records.ts';
import type { Tenant } from '../providers/provider.ts';
import { upTo } from '../text/cut.ts';
import { ofToken } from './answerChecks.ts';
import { textAnswer, type Answers } from './answers.ts';
import { pastedIssuer, type PastedIssuer } from './pasted.ts';
import type { TextQuestion } from './steps.ts';

// The question which issuer a customer of a provider has.

/** How a customer says which issuer is theirs; undefined where all have the same. */
export function tenantOf(row: OidcProvider): Tenant | undefined {
  const { tenant } = recordOf(row);
  const [first, ...more] = row.issuers;
  if (tenant || !first || first.builtIn) return tenant;
  if (first.kind === 'shared' && more.every(({ kind }) => kind !== 'shared')) return undefined;
  return {
    place: '<issuer>',
    title: 'Which issuer?',
    prompt: 'Paste the issuer URL, or the ARN of the identity provider.',
    placeholder: `https://${first.example}`,
    issuer: (text) => text,
    problem: undefined,
    answers: () => ({}),
  };
}

/** The question for the issuer of one customer: whatever they have of it, with the account if it is the provider's ARN. */
export function issuerQuestion(row: OidcProvider, tenant: Tenant): TextQuestion {
  const { title, prompt, placeholder, place } = tenant;
  return {
    id: 'issuer',
    kind: 'text',
    title,
    prompt,
    placeholder,
    place,
    list: true,
    problem: ofToken((value) => {
      const { issuer, partition } = meant(row, tenant, value);
      return issuerProblem(row, tenant, issuer) ?? partitionProblem(issuer, partition);
    }),
    read: (value) => {
      const {
        issuer,
        account,
        partition = regionOfIssuer({ value: issuer, holes: [] })?.partition,
      } = meant(row, tenant, value);
      const found = isAnyIssuer(row) ? oidcProvider(issuer)?.provider : row;
      return {
        issuer,
        ...(account === undefined ? {} : { account }),
        ...(partition === undefined ? {} : { partition }),
        ...(found ? toldBy(found, issuer) : {}),
      };
    },
  };
}

/** What an issuer tells of a subject: whose tokens it signs. */
export function toldBy(row: OidcProvider, issuer: string): Readonly<Record<string, string>> {
  const told = row.issuers.flatMap(({ tells, regex }): [string, string][] => {
    const part = tells === undefined ? undefined : regex.exec(issuer)?.[1];
    return tells === undefined || part === undefined ? [] : [[tells, part]];
  });
  return { ...Object.fromEntries(told), ...tenantOf(row)?.answers(issuer) };
}

/** Whether an issuer can be one of a provider's customers'. */
function isIssuerOf(row: OidcProvider, issuer: string): boolean {
  const known = oidcProvider(issuer)?.provider;
  return (known ?? row).id === row.id && row.issuers.some((i) => i.example === issuer || i.regex.test(issuer));
}

/** The issuer that an answer means; whether it ends in a slash is told by its provider. */
function meant(row: OidcProvider, tenant: Tenant, text: string): PastedIssuer {
  const { issuer, ...rest } = pastedIssuer(text);
  if (rest.account !== undefined) return { issuer, ...rest };
  const full = tenant.issuer(issuer);
  const bare = full.replace(/\/$/, '');
  const fits = (form: string): boolean => (isAnyIssuer(row) ? oidcProvider(form) !== undefined : isIssuerOf(row, form));
  return { issuer: [full, bare, `${bare}/`].find(fits) ?? full, ...rest };
}

/** The issuer that was given, in whatever form; empty before it is. */
export function issuerIn(row: OidcProvider, answers: Answers): string {
  const given = textAnswer(answers, 'issuer');
  const tenant = tenantOf(row);
  return given === '' || !tenant || (!isAnyIssuer(row) && isIssuerOf(row, given))
    ? given
    : meant(row, tenant, given).issuer;
}

function issuerProblem(row: OidcProvider, tenant: Tenant, issuer: string): string | undefined {
  const { provider: known } = oidcProvider(issuer) ?? oidcProvider(issuer.replace(/\/$/, '')) ?? {};
  const any = isAnyIssuer(row);
  const [other, ...more] = providersAt(upTo(issuer, '/').toLowerCase());
  if (other && ![other, ...more].some(({ id }) => id === (any ? (known ?? other) : row).id))
    return any ? notOne(other) : `This issuer belongs to ${other.shortName}. Give one of ${row.shortName}.`;
  if (known && !any && known.id !== row.id && !isIssuerOf(row, issuer))
    return `This issuer belongs to ${known.shortName}. Give one of ${row.shortName}.`;
  if (known && recordOf(known).successor !== undefined)
    return `${known.shortName} no longer issues tokens with this issuer.`;
  if (/^http:/i.test(issuer)) return 'IAM requires an issuer with https://.';
  const slip = (any || isIssuerOf(row, issuer)) && issuerSlip({ value: issuer, holes: [] });
  const slipped = slip ? SLIPS[slip.kind](slip.data) : undefined;
  const asked = any && known ? (tenantOf(known) ?? tenant) : tenant;
  const said = (any ? slipped : undefined) ?? asked.problem?.(issuer) ?? slipped;
  if (said !== undefined) return said;
  const host = upTo(issuer, '/');
  if (host !== host.toLowerCase()) return 'Write the host of the issuer in lowercase, as the provider does.';
  return any || isIssuerOf(row, issuer) ? undefined : notOne(row);
}

/** @param partition that of the provider, where it was pasted by its ARN */
function partitionProblem(issuer: string, partition: string | undefined): string | undefined {
  const cluster = regionOfIssuer({ value: issuer, holes: [] });
  return partition !== undefined && cluster?.eks && cluster.partition !== partition
    ? `The identity provider is in partition ${partition}, its cluster in ${cluster.partition}.`
    : undefined;
}

function notOne({ shortName, issuers }: OidcProvider): string {
  return `Not an issuer of ${shortName}. Example: https://${issuers[0]?.example ?? ''}`;
}

/** What is wrong with an issuer, as an answer is told. */
const SLIPS: Readonly<Record<IssuerSlip['kind'], (data: IssuerSlip['data']) => string | undefined>> = {
  eksRegion: ({ region = '' }) => unknownRegion(region),
  scheme: (data) => `Enter the issuer with one ${data['scheme'] ?? ''} at most.`,
  space: () => 'Issuers have no spaces: remove them.',
  tail: (data) => `Issuers have no ${data['tail'] ?? ''}: remove it.`,
  port: (data) => `Identity providers in IAM have no port: remove ${data['port'] ?? ''}.`,
  eks: () => 'Not an EKS issuer. Its form is oidc.eks.REGION.amazonaws.com/id/ID.',
  slash: (data) => `The issuer of ${data['provider'] ?? ''} has no slash at its end.`,
};
