import { actionDocs } from '../../iam/docs.ts';
import { sameName, TRUST_ACTIONS } from '../../iam/vocabulary.ts';
import { code, link, paragraphs } from '../../text/markdown.ts';

const TEXTS: Readonly<Record<(typeof TRUST_ACTIONS)[number], string>> = {
  'sts:AssumeRole':
    'How accounts, users, roles and AWS services get in. Callers of another account also need this action on the role in a policy of their own.',
  'sts:AssumeRoleWithSAML':
    'How people get in whose SAML provider vouches for them. The call is not signed: the assertion is the proof.',
  'sts:AssumeRoleWithWebIdentity':
    'How bearers of a token of an OIDC provider get in: workflows, pods, apps. The call is not signed: the token is the proof.',
  'sts:TagSession':
    'Lets the caller attach tags to its session. Without it a call that brings tags fails. It lets nobody in by itself.',
  'sts:SetSourceIdentity':
    'Lets the caller set a source identity, which stays with all that the session does and shows in CloudTrail. It lets nobody in by itself.',
  'sts:SetContext':
    'Lets the caller pass a context, such as the user whom IAM Identity Center signed in. It lets nobody in by itself.',
};

/** What an action means in a trust policy; undefined for one that means nothing there. */
export function describeAction(action: string): string | undefined {
  const known = TRUST_ACTIONS.find((a) => sameName(a, action));
  if (known) {
    const docs = actionDocs(known);
    return paragraphs(TEXTS[known], docs && link('AWS documentation', docs));
  }
  if (!/[*?]/.test(action)) return undefined;
  return `${code(action)} stands for every action it fits. Of STS’s actions only those that assume a role, and their companions, mean something here.`;
}
