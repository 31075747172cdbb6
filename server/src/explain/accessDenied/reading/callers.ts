import { oidcProvider } from '../../../catalogue/oidcProviders.ts';
import { servicesSaid, type SaidService } from '../../../catalogue/serviceErrors.ts';
import { servicePrincipal } from '../../../catalogue/servicePrincipals.ts';
import { vendorAccounts } from '../../../catalogue/vendorAccounts.ts';
import { VENDORS_BY_CUSTOMER } from '../../../catalogue/vendorsByCustomer.ts';
import { isAccountId } from '../../../iam/account.ts';
import { oidcIssuerOf } from '../../../iam/arn.ts';
import { namedService } from '../../../policy/namedService.ts';
import { withoutEnd } from '../../../text/cut.ts';
import type { SaidCaller } from './reading.ts';

/** A principal of a service as text has it; a host in an address is none. */
const PRINCIPAL = /(?<![\w./@:-])([a-z][a-z0-9-]*(?:\.[a-z0-9-]+){0,3}\.amazonaws\.com(?:\.cn)?)(?![\w./-]*\/)/g;
/** One that our table lacks is a principal where it acts. */
const ACTING_PRINCIPAL =
  /(?<![\w./@:-])([a-z][a-z0-9-]*(?:\.[a-z0-9-]+){0,3}\.amazonaws\.com(?:\.cn)?) (?:is not authorized|is unable|cannot|can't|does not have) /;
const BOTH = /([\w.-]{3,60}\.amazonaws\.com)["'`]? (?:and|as well as) ["'`]?([\w.-]{3,60}\.amazonaws\.com)/;
const REQUIRED = /required service principals? \[([^\]]{1,600})\]/i;

/** The service that a text is about: by its principal, else by its words, else by what the SDK adds about itself. */
export function serviceIn(text: string): SaidCaller | undefined {
  const required = REQUIRED.exec(text)?.[1]
    ?.split(/[,\s]+/)
    .filter((name) => name.includes('.'));
  if (required?.length) return { kind: 'service', name: 'The service', principals: required, all: true };
  const sentence = text.replace(
    /\(Service: [^()]{0,300}\)|\boperation error [\w ]{2,40}: \w{3,60}|\bAWS::\w+(?:::\w+)?|https?:\/\/\S+/g,
    ' ',
  );
  const principals = [...sentence.matchAll(PRINCIPAL)].flatMap(([, name = '']) =>
    name !== 'sts.amazonaws.com' && namedService(name) ? [name] : [],
  );
  const [, ...both] = BOTH.exec(sentence) ?? [];
  if (both.length && both.every((name) => principals.includes(name)))
    return { kind: 'service', name: 'The service', principals: [...new Set(both)], all: true };
  const [first] = [...principals, ...(ACTING_PRINCIPAL.exec(sentence)?.slice(1) ?? [])];
  if (first !== undefined) {
    const alike = [...new Set([first, ...principals])].filter(
      (name) => namedService(name)?.service === namedService(first)?.service,
    );
    return { kind: 'service', name: nameOf(first), principals: alike, all: false };
  }
  const said = mostLikely(sentence) ?? mostLikely(suffixOf(text));
  return said && { kind: 'service', name: said.name, principals: said.principals, all: false };
}

function nameOf(principal: string): string {
  return servicePrincipal(principal)?.service ?? principal;
}

/** `(Service: AWSGlue; …)`: which API answered. STS and IAM answer for all. */
function suffixOf(text: string): string {
  const [, api = '', operation = ''] =
    /\(Service: ([\w ]{2,60})/.exec(text) ?? /\boperation error ([\w ]{2,40}): (\w{3,60})/.exec(text) ?? [];
  if (/SecurityToken|^Sts|IdentityManagement|^Iam$|OpenIdDiscovery/i.test(api) || /\boperation error STS:/.test(text))
    return '';
  const name = api.replace(/^(?:AWS|Amazon)(?=[A-Z])/, '');
  return [name, name, operation].map((words, n) => (n ? words.replace(/([a-z])(?=[A-Z])/g, '$1 ') : words)).join(', ');
}

const SUFFERING = /\b(?:by|allow(?:s|ing)?|with|given|give|gave|let|permit|authorize)(?: the)?(?: AWS| Amazon)? $/i;
const ACTING =
  /^(?: [\w-]{1,20}){0,2} (?:is|was|isn't|does|doesn't|cannot|can't|could|couldn't|failed|unable|not|needs|must)\b/i;

/** Of several services the one that acts. */
function mostLikely(text: string): SaidService | undefined {
  const rank = ({ from, to }: SaidService): number => {
    if (SUFFERING.test(text.slice(Math.max(0, from - 30), from))) return 0;
    return ACTING.test(text.slice(to, to + 60)) ? 1 : 2;
  };
  return servicesSaid(text).toSorted((a, b) => rank(a) - rank(b) || a.from - b.from)[0];
}

/** A vendor that a text says can't assume a role. */
export function vendorIn(text: string): SaidCaller | undefined {
  const at = text.search(/\b(?:is not|isn't|was not|not|can ?not|can't|could not|couldn't|unable|failed|does not)\b/i);
  const subject = at < 0 ? '' : text.slice(Math.max(0, at - 80), at);
  const elsewhere = vendorByCustomerIn(text, subject);
  if (elsewhere !== undefined) return { kind: 'vendor', name: elsewhere, accounts: [] };
  const all = vendorAccounts().filter(({ retired }) => !retired);
  const services = servicesSaid(subject);
  const named = all.find(({ vendor }) => {
    const from = subject.indexOf(vendor);
    const isPart =
      /\w$|\b(?:Amazon|AWS)(?: Managed)? $/.test(subject.slice(0, Math.max(0, from))) ||
      services.some((one) => one.from < from && from < one.to);
    return from >= 0 && !isPart && !/\w/.test(subject.charAt(from + vendor.length));
  });
  if (!named) return undefined;
  const said = accountIn(text);
  return {
    kind: 'vendor',
    name: named.vendor,
    accounts:
      said?.kind === 'account'
        ? [said.account]
        : all.filter(({ vendor }) => vendor === named.vendor).map(({ account }) => account),
  };
}

/** A vendor of which no table has the account. */
function vendorByCustomerIn(text: string, subject: string): string | undefined {
  if (SNOWFLAKE.test(text)) return 'Snowflake';
  return VENDORS_BY_CUSTOMER.find(({ name }) => subject.includes(name))?.name;
}

/** How Snowflake calls the role of an integration. https://docs.snowflake.com/en/sql-reference/sql/create-storage-integration */
const SNOWFLAKE = /\bAWS_ROLE\b/;

/** Whether the words are those of a vendor, so that its servers call: whoever reads them can't pass anything. */
export function isOthersIn(text: string, caller: string | undefined): boolean {
  return SNOWFLAKE.test(text) || OUR_ACCOUNT.test(text) || (caller === undefined && /\bexternal ?id\b/i.test(text));
}

const OUR_ACCOUNT = /\bour (?:AWS )?account\b/i;

/** The token of a call with web identity, as far as a text says anything of it. */
export function tokenIn(text: string, provider: string | undefined): SaidCaller | undefined {
  const issuer = provider === undefined ? issuerIn(text) : oidcIssuerOf({ value: provider, holes: [] })?.value;
  const subject = subjectIn(text);
  if (provider === undefined && issuer === undefined && subject === undefined) return undefined;
  return {
    kind: 'oidc',
    provider,
    issuer: issuer ?? (subject?.startsWith('repo:') ? GITHUB : undefined),
    claims: subject === undefined ? {} : { sub: subject },
  };
}

/** Of identity pools; each partition has its own. */
export const COGNITO = 'cognito-identity.amazonaws.com';
export const GITHUB = 'token.actions.githubusercontent.com';
/** The action aws-actions/configure-aws-credentials speaks so, and nobody else. */
const GITHUB_WORDS = /could not assume role with OIDC|configure-aws-credentials|assuming role with OIDC/i;

export function issuerIn(text: string): string | undefined {
  if (GITHUB_WORDS.test(text)) return GITHUB;
  for (const [, host = ''] of text.matchAll(
    /(?:https:\/\/|\boidc-provider\/|["' ])((?:[\w-]{1,63}\.){1,6}[a-z]{2,10}(?:\/[\w./-]{1,200})?)/g,
  )) {
    const issuer = withoutEnd(host, './');
    if (oidcProvider(issuer)) return issuer;
  }
  return undefined;
}

function subjectIn(text: string): string | undefined {
  return (
    /\b(repo:[\w.@-]{1,120}\/[\w.@-]{1,140}:[^\s"',;)]{1,300})/.exec(text)?.[1] ??
    /\b(system:serviceaccount:[\w.-]{1,63}:[\w.-]{1,253})/.exec(text)?.[1] ??
    /["']?\bsub(?:ject)?["']?[:=] ?["']([^"']{3,300})["']/.exec(text)?.[1]
  );
}

/** An account that is said to call. */
export function accountIn(text: string): SaidCaller | undefined {
  const account =
    /\b(?:from|by|our|which are for)(?: the)?(?: AWS)? account(?: ID)?:? \(?(\d{12})\b/i.exec(text)?.[1] ??
    /\baccount \(?(\d{12})\)? (?:is not|isn't|cannot|can't)\b/i.exec(text)?.[1];
  return account !== undefined && isAccountId(account) ? { kind: 'account', account } : undefined;
}
