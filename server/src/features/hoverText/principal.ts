import { vendorAccount } from '../../catalogue/vendorAccounts.ts';
import { ownerOf } from '../../explain/account.ts';
import type { Names } from '../../explain/phrases.ts';
import { parseAwsPrincipal } from '../../iam/awsPrincipal.ts';
import { parseArn } from '../../iam/arn.ts';
import { OIDC_DOCS, principalDocs, SAML_DOCS } from '../../iam/docs.ts';
import type { PrincipalType } from '../../iam/vocabulary.ts';
import type { Principal, PrincipalKind } from '../../policy/model.ts';
import { isAnyIssuer, recordOf } from '../../providers/records.ts';
import { bullets, code, escaped, link, paragraphs } from '../../text/markdown.ts';
import { describeService } from './service.ts';

const TYPES: Readonly<Record<PrincipalType, string>> = {
  AWS: 'Accounts, roles, users and role sessions: an account ID, an ARN, or `*` for everyone.',
  Service: 'AWS services by their service principals, such as `ec2.amazonaws.com` (case-sensitive).',
  Federated: 'Identity providers: the ARN of an OIDC or SAML provider in IAM, or the host name of a built-in one.',
  CanonicalUser: 'The canonical user ID of an account, for Amazon S3 only. Use `AWS` with the account instead.',
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
        '**Everyone**: every principal in every AWS account. Only conditions can restrict who can assume the role.',
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
    (owner === undefined || owner === '' ? '' : ` (${escaped(owner)})`) +
    (own ? ', one of your own' : vendor?.retired ? '; no longer used by this vendor' : '')
  );
}

function aboutAws({ value }: Principal, names: Names): string | undefined {
  const aws = parseAwsPrincipal(value);
  const docs = link('AWS documentation', principalDocs('AWS'));
  switch (aws.kind) {
    case 'account':
      return paragraphs(
        '**A whole account**, not its root user: every user and role there that the policies of *that* account allow to assume this role.',
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
          ? "All sessions of this role. If the role is deleted and created again, IAM shows its old ID here, and the new role can't assume this one."
          : 'IAM users have long-term access keys. Roles and IAM Identity Center use temporary credentials.',
        docs,
      );
    case 'session':
      return paragraphs(
        `**A role session** ${code(aws.session)} of the role ${code(aws.role)}. Sessions with another name can't assume this role.`,
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
        `**A deleted ${aws.what}.** Nobody can assume the role through it, not even a new ${aws.what} with the same name.`,
        docs,
      );
    case 'everyone':
    case 'other':
      return undefined;
  }
}

function aboutOidc({ value }: Principal, kind: PrincipalKind & { kind: 'oidc' }): string {
  const provider = kind.found?.provider;
  const account = parseArn(value)?.account;
  const bearer = provider && recordOf(provider).bearer;
  const shared = kind.found?.issuer.kind === 'shared';
  return paragraphs(
    `**${provider && !isAnyIssuer(provider) ? provider.name : 'An OIDC provider'}**`,
    shared
      ? `All customers of ${provider?.shortName ?? 'the identity provider'} share this issuer. Only a condition on the subject restricts it to your own tokens.`
      : `Anyone with a token of this issuer${bearer === undefined ? '' : ` (usually ${bearer}s)`} can assume this role if the conditions match.`,
    bullets([
      `*Issuer:* ${code(kind.issuer.value)}`,
      ...(!account || account.holes.length
        ? []
        : [`*Provider in account:* ${code(account.value)}; it must be the account of the role`]),
      ...(provider && provider.audience !== '' ? [`*Usual audience:* ${code(provider.audience)}`] : []),
    ]),
    link('AWS documentation', OIDC_DOCS),
  );
}

function aboutSaml({ value }: Principal, names: Names): string {
  const arn = parseArn(value);
  return paragraphs(
    `**A SAML provider** ${code(arn?.resource.value.slice('saml-provider/'.length) ?? '')}: its users can assume this role if the conditions match.`,
    arn && accountLine(arn.account.value, names),
    link('AWS documentation', SAML_DOCS),
  );
}
