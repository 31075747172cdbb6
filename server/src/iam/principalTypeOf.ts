import type { HoledText } from '../text/holedText.ts';
import { isAccountId } from './account.ts';
import { parseArn } from './arn.ts';
import { parseServiceName } from './serviceName.ts';
import type { PrincipalType } from './vocabulary.ts';

/** Identity providers that are named by their host, without an ARN, in most accounts. */
export const USUAL_BUILT_IN: readonly string[] = [
  'cognito-identity.amazonaws.com',
  'www.amazon.com',
  'graph.facebook.com',
  'accounts.google.com',
];

/**
 * Identity pools have issuers of their own in GovCloud and China. https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
 * https://docs.amazonaws.cn/en_us/aws/latest/userguide/cognito.html
 */
export const BUILT_IN_PROVIDERS: readonly string[] = [
  ...USUAL_BUILT_IN,
  'cognito-identity-us-gov.amazonaws.com',
  'cognito-identity.us-gov-east-1.amazonaws.com',
  'cognito-identity.cn-north-1.amazonaws.com.cn',
];

/**
 * The type that a principal's value belongs under, told by the value alone; undefined where it does not tell.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function principalTypeOf(text: HoledText): PrincipalType | undefined {
  const arn = parseArn(text);
  if (arn) {
    const { service, resource } = arn;
    if (service.value !== 'iam' && service.value !== 'sts') return undefined;
    if (/^(?:saml|oidc)-provider\//.test(resource.value)) return 'Federated';
    return /^(?:root$|user\/|role\/|assumed-role\/|federated-user\/)/.test(resource.value) ? 'AWS' : undefined;
  }
  if (text.holes.length) return undefined;
  if (isAccountId(text.value) || /^(?:AROA|AIDA)[A-Z0-9]{12,}$/.test(text.value)) return 'AWS';
  if (BUILT_IN_PROVIDERS.includes(text.value)) return 'Federated';
  return parseServiceName(text.value) ? 'Service' : undefined;
}
