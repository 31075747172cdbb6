import { isHole, type HoledText } from '../text/holedText.ts';
import { isAccountId } from './account.ts';
import { parseArn, type Arn } from './arn.ts';

/** What an AWS principal names; parts as written, holes and wildcards among them. */
export type AwsPrincipal =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'account'; readonly account: string }
  | { readonly kind: 'role'; readonly account: string; readonly path: string; readonly name: string }
  | { readonly kind: 'user'; readonly account: string; readonly path: string; readonly name: string }
  | { readonly kind: 'session'; readonly account: string; readonly role: string; readonly session: string }
  | { readonly kind: 'federatedUser'; readonly account: string; readonly name: string }
  /** IAM shows the unique id of a principal that was deleted. */
  | { readonly kind: 'deleted'; readonly what: 'role' | 'user'; readonly id: string }
  | { readonly kind: 'other' };

/** Takes an AWS principal apart. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function parseAwsPrincipal(text: HoledText): AwsPrincipal {
  const { value } = text;
  if (value === '*') return { kind: 'everyone' };
  const arn = parseArn(text);
  if (!arn) return withoutArn(text);
  if (isHole(text)) return { kind: 'other' };
  const account = arn.account.value;
  const resource = arn.resource.value;
  if (resource === 'root') return { kind: 'account', account };
  const [kind = '', ...rest] = resource.split('/');
  const name = rest.at(-1) ?? '';
  const path = rest.length > 1 ? `/${rest.slice(0, -1).join('/')}/` : '/';
  switch (kind) {
    case 'role':
    case 'user':
      return { kind, account, path, name };
    case 'assumed-role':
      return { kind: 'session', account, role: rest[0] ?? '', session: rest.slice(1).join('/') };
    case 'federated-user':
      return { kind: 'federatedUser', account, name: rest.join('/') };
    default:
      return { kind: 'other' };
  }
}

function withoutArn(text: HoledText): AwsPrincipal {
  const { value } = text;
  const unique = /^(AROA|AIDA)[A-Z0-9]{12,}$/.exec(value)?.[1];
  if (unique) return { kind: 'deleted', what: unique === 'AROA' ? 'role' : 'user', id: value };
  return /^\d+$/.test(value) && !isHole(text) ? { kind: 'account', account: value } : { kind: 'other' };
}

/** Whether an ARN names an account, role, user or session by names that IAM allows. */
export function isPrincipalArn({ service, region, account, resource }: Arn): boolean {
  if (region.value !== '' || !isAccountId(account.value)) return false;
  switch (service.value) {
    case 'iam':
      return /^(?:root|(?:role|user)(?:\/[\w+=,.@-]+)+)$/.test(resource.value);
    case 'sts':
      return /^(?:assumed-role\/[\w+=,.@-]+|federated-user)\/[\w+=,.@-]+$/.test(resource.value);
    default:
      return false;
  }
}

/**
 * Whether a principal is a service-linked role: only its service can use it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
export function isServiceLinkedRole(text: HoledText): boolean {
  const aws = parseAwsPrincipal(text);
  return aws.kind === 'role' && aws.path.startsWith(SERVICE_LINKED);
}

const SERVICE_LINKED = '/aws-service-role/';

/** Whether a text starts as an AWS principal does; the rest of an ARN may be wrong. */
export function isAccountOrArn(text: string): boolean {
  return isAccountId(text) || text.startsWith('arn:');
}
