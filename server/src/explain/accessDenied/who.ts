import { isAccountId } from '../../iam/account.ts';
import { parseAwsPrincipal } from '../../iam/awsPrincipal.ts';
import { vendorAccount } from '../../catalogue/vendorAccounts.ts';
import { BUILT_IN_PROVIDERS } from '../../iam/principalTypeOf.ts';
import type { PrincipalType } from '../../iam/vocabulary.ts';
import { namedService } from '../../policy/namedService.ts';
import { listed } from '../../text/listed.ts';
import { displaySubject } from '../phrases.ts';
import type { DeniedCall, SaidCaller, SaidRole } from './reading/reading.ts';

/** How a caller is spoken of, as the error has it. */
export function whoCalls(caller: SaidCaller): string {
  switch (caller.kind) {
    case 'principal':
      return displaySubject(caller.arn);
    case 'account':
      return `account ${caller.account}`;
    case 'roleName':
      return `role ${displaySubject(caller.name)}`;
    case 'service':
      return listed(caller.principals.map(displaySubject), 'or');
    case 'vendor':
      return displaySubject(caller.name);
    case 'oidc':
      return displaySubject(caller.provider ?? caller.issuer ?? 'the identity provider');
    case 'saml':
      return displaySubject(caller.provider ?? 'the SAML provider');
  }
}

export function nameOfRole({ arn, name }: SaidRole): string {
  return arn === undefined ? `role ${displaySubject(name)}` : displaySubject(arn);
}

/** What has to be in the policy for a caller to be trusted. */
export interface ToTrust {
  readonly type: PrincipalType;
  readonly values: readonly string[];
  /** What has to be known besides, as a sentence. */
  readonly note: string;
}

export function toTrust({ caller, role }: DeniedCall): ToTrust | undefined {
  switch (caller?.kind) {
    case undefined:
      return undefined;
    case 'principal':
      return { type: 'AWS', ...principalFor(caller) };
    case 'account':
      return { type: 'AWS', values: [`arn:aws:iam::${caller.account}:root`], note: '' };
    case 'roleName':
      return { type: 'AWS', values: [`arn:aws:iam::<ACCOUNT_ID>:role/${caller.name}`], note: '' };
    case 'service':
      return { type: 'Service', values: caller.principals.map((name) => nameIn(name, role?.arn)), note: '' };
    case 'vendor':
      return {
        type: 'AWS',
        values: caller.accounts.slice(0, 3).map((account) => `arn:aws:iam::${account}:root`),
        note: ` Copy the account and the external ID from the page where you set up ${displaySubject(caller.name)}.`,
      };
    case 'oidc': {
      const named =
        caller.provider ?? (caller.issuer === undefined ? undefined : providerArn(caller.issuer, role?.arn));
      return named === undefined ? undefined : { type: 'Federated', values: [named], note: '' };
    }
    case 'saml':
      return caller.provider === undefined ? undefined : { type: 'Federated', values: [caller.provider], note: '' };
  }
}

/** The name of an issuer's provider in the account of the role. */
function providerArn(issuer: string, roleArn: string | undefined): string {
  if (BUILT_IN_PROVIDERS.includes(issuer)) return issuer;
  const [, partition = 'aws', , , account = '<ACCOUNT_ID>'] = roleArn?.split(':') ?? [];
  return `arn:${partition}:iam::${account}:oidc-provider/${issuer}`;
}

/** A session's role is trusted, not the session; its ARN does not show the role's path. */
function principalFor({ arn, role }: SaidCaller & { readonly kind: 'principal' }): Omit<ToTrust, 'type'> {
  const named = parseAwsPrincipal({ value: arn, holes: [] });
  if (named.kind !== 'session') return { values: [withAccount(arn)], note: '' };
  if (role !== undefined) return { values: [role], note: '' };
  const partition = arn.split(':', 2)[1] ?? 'aws';
  return {
    values: [withAccount(`arn:${partition}:iam::${named.account}:role/${named.role}`)],
    note: named.role.startsWith('AWSReservedSSO_')
      ? ' Include its path: /aws-reserved/sso.amazonaws.com/REGION/, without the Region in us-east-1.'
      : ' If the role has a path, include it.',
  };
}

/** An ARN whose account may be hidden, and then is to be filled in. */
export function withAccount(arn: string): string {
  const parts = arn.split(':');
  return isAccountId(parts[4] ?? '') ? arn : [...parts.slice(0, 4), '<ACCOUNT_ID>', ...parts.slice(5)].join(':');
}

/** The name that a service has where the role is. */
export function nameIn(name: string, roleArn: string | undefined): string {
  const partition = roleArn?.split(':', 2)[1] ?? 'aws';
  const { service } = namedService(name) ?? {};
  if (partition !== 'aws-cn' || !service?.forms.replacedInChina) return name;
  return service.forms.others.find((other) => other.endsWith('.cn')) ?? name;
}

/** Whether it is somebody else than the reader who calls, so that no option of a command helps. */
export function isOthersCall({ caller, isOthers }: DeniedCall): boolean {
  if (isOthers || caller?.kind === 'service' || caller?.kind === 'vendor') return true;
  const account = accountOfCaller(caller);
  return account !== undefined && vendorAccount(account) !== undefined;
}

/** The account that calls. */
export function accountOfCaller(caller: SaidCaller | undefined): string | undefined {
  if (caller?.kind === 'account') return caller.account;
  if (caller?.kind !== 'principal') return undefined;
  const named = parseAwsPrincipal({ value: caller.arn, holes: [] });
  return 'account' in named ? named.account : undefined;
}
