import { actionDocs } from '../../iam/docs.ts';
import { sameName, TRUST_ACTIONS } from '../../iam/vocabulary.ts';
import { code, link, paragraphs } from '../../text/markdown.ts';

const TEXTS: Readonly<Record<(typeof TRUST_ACTIONS)[number], string>> = {
  'sts:AssumeRole':
    'For AWS accounts, users, roles and services. Callers in another account also need permission for this action on the role in their own policies.',
  'sts:AssumeRoleWithSAML':
    'For users of a SAML identity provider. The request is not signed with AWS credentials: the SAML assertion authenticates it.',
  'sts:AssumeRoleWithWebIdentity':
    'For workflows, pods and apps with a token of an OIDC identity provider. The request is not signed with AWS credentials: the token authenticates it.',
  'sts:TagSession':
    'Allows the caller to set session tags. Without it, a request with session tags is denied. Nobody can assume the role with this action alone.',
  'sts:SetSourceIdentity':
    'Allows the caller to set a source identity, which stays on the session and is shown in CloudTrail. Nobody can assume the role with this action alone.',
  'sts:SetContext':
    'Allows the caller to pass a context, such as the user that IAM Identity Center signed in. Nobody can assume the role with this action alone.',
};

/** What an action means in a trust policy; undefined for one that means nothing there. */
export function describeAction(action: string): string | undefined {
  const known = TRUST_ACTIONS.find((a) => sameName(a, action));
  if (known) {
    const docs = actionDocs(known);
    return paragraphs(TEXTS[known], docs && link('AWS documentation', docs));
  }
  if (!/[*?]/.test(action)) return undefined;
  return `${code(action)} matches several actions. In a trust policy, only the STS actions that assume a role or set its session have an effect.`;
}
