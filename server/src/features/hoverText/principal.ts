import { vendorAccount } from '../../catalogue/vendorAccounts.ts';
import { ownerOf } from '../../explain/account.ts';
import type { Names } from '../../explain/phrases.ts';
import { bearerOf } from '../../explain/subject.ts';
import { parseAwsPrincipal } from '../../iam/awsPrincipal.ts';
import { parseArn } from '../../iam/arn.ts';
import { OIDC_DOCS, principalDocs, SAML_DOCS } from '../../iam/docs.ts';
import type { PrincipalType } from '../../iam/vocabulary.ts';
import type { Principal, PrincipalKind } from '../../policy/model.ts';
import { bullets, code, escaped, link, paragraphs } from '../../text/markdown.ts';
import { describeService } from './service.ts';

const TYPES: Readonly<Record<PrincipalType, string>> = {
  AWS: 'Accounts, roles, users and their sessions: an account id, an ARN, or `*` for everyone.',
  Service: 'AWS services by their names, such as `ec2.amazonaws.com`; in lower case.',
  Federated: 'Identity providers: the ARN of an OIDC or SAML provider in IAM, or the host of a built-in one.',
  CanonicalUser: 'An account’s S3 id. IAM turns it into the account’s ARN; write that instead.',
};

/** What may stand under a principal type. */
export function describePrincipalType(type: PrincipalType): string {
  return paragraphs(TYPES[type], link('AWS documentation', principalDocs(type)));
}

/** Who a principal is. */
export function describePrincipal(principal: Principal, kind: PrincipalKind, names: Names): string | undefined {
  switch (kind.kind) {
    case 'everyone':
      return paragraphs(
        '**Everyone**: every principal of every AWS account in the world. Only conditions keep strangers out.',
        link('AWS documentation', `${principalDocs('AWS').split('#', 1)[0] ?? ''}#principal-anonymous`),
      );
    case 'account':
      return aboutAws(principal, names);
    case 'service':
      return describeService(kind.name);
    case 'oidc':
      return aboutOidc(principal, kind);
    case 'saml':
      return aboutSaml(principal, names);
    case 'federated':
    case 'unknown':
      return undefined;
  }
}

function accountLine(account: string, names: Names): string {
  const own = Object.hasOwn(names.ownAccounts, account);
  const owner = ownerOf(account, names);
  const vendor = own ? undefined : vendorAccount(account);
  return (
    `*Account:* ${code(account)}` +
    (owner === undefined || owner === '' ? '' : ` — ${escaped(owner)}`) +
    (own ? ', one of your own' : vendor?.retired ? '; no longer used by them' : '')
  );
}

function aboutAws({ value }: Principal, names: Names): string | undefined {
  const aws = parseAwsPrincipal(value);
  const docs = link('AWS documentation', principalDocs('AWS'));
  switch (aws.kind) {
    case 'account':
      return paragraphs(
        '**A whole account**, not its root user: every user, role and session there that a policy of *that* account allows to assume the role.',
        accountLine(aws.account, names),
        docs,
      );
    case 'role':
    case 'user':
      return paragraphs(
        `**${aws.kind === 'role' ? 'A role' : 'An IAM user'}** ${code(aws.name)}` +
          (aws.path === '/' ? '' : `, path ${code(aws.path)}`),
        accountLine(aws.account, names),
        aws.kind === 'role'
          ? 'Every session of this role. When the role is deleted and made anew, IAM shows its old id here, and the new role does not get in.'
          : 'Users have long-lived keys; a role or Identity Center has not.',
        docs,
      );
    case 'session':
      return paragraphs(
        `**One session** ${code(aws.session)} of the role ${code(aws.role)}. Sessions of another name stay out.`,
        accountLine(aws.account, names),
        docs,
      );
    case 'federatedUser':
      return paragraphs(
        `**A federated user** ${code(aws.name)} (GetFederationToken)`,
        accountLine(aws.account, names),
        docs,
      );
    case 'deleted':
      return paragraphs(
        `**The id of a ${aws.what} that was deleted.** Nobody gets in by it, also not a new ${aws.what} of the same name.`,
        docs,
      );
    case 'everyone':
    case 'other':
      return undefined;
  }
}

function aboutOidc({ value }: Principal, kind: PrincipalKind & { kind: 'oidc' }): string {
  const provider = kind.found?.provider;
  const account = parseArn(value)?.account.value;
  const bearer = provider && bearerOf(provider);
  const shared = kind.found?.issuer.kind === 'shared';
  return paragraphs(
    `**${provider && provider.id !== 'generic' ? provider.name : 'An OIDC provider'}**`,
    shared
      ? `All customers of ${provider?.shortName ?? 'the provider'} share this issuer: only a condition on the subject tells yours from those of strangers.`
      : `Whoever has a token of this issuer${bearer === undefined ? '' : ` — ${bearer}s, as a rule —`} gets in, as far as the conditions allow.`,
    bullets([
      `*Issuer:* ${code(kind.issuer.value)}`,
      ...(account === undefined ? [] : [`*Provider in account:* ${code(account)}; it must be the role’s own`]),
      ...(provider && provider.audience !== '' ? [`*Usual audience:* ${code(provider.audience)}`] : []),
    ]),
    link('AWS documentation', OIDC_DOCS),
  );
}

function aboutSaml({ value }: Principal, names: Names): string {
  const arn = parseArn(value);
  return paragraphs(
    `**A SAML provider** ${code(arn?.resource.value.slice('saml-provider/'.length) ?? '')}: people whom it vouches for get in.`,
    arn && accountLine(arn.account.value, names),
    link('AWS documentation', SAML_DOCS),
  );
}
