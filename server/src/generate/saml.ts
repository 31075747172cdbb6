import { ASSUME_ROLE_WITH_SAML, KEYS, samlAudience, SAML_AUDIENCE, STRING_EQUALS } from '../iam/vocabulary.ts';
import { textAnswer } from './answers.ts';
import { accountId, providerName, readAccount } from './answerChecks.ts';
import type { TrustKind } from './steps.ts';

/** Where people sign in. */
const PARTITIONS: readonly { readonly id: string; readonly label: string; readonly audience: string }[] = [
  { id: 'aws', label: 'AWS' },
  { id: 'aws-us-gov', label: 'AWS GovCloud (US)' },
  { id: 'aws-cn', label: 'AWS China' },
].map(({ id, label }) => ({ id, label, audience: samlAudience(id) ?? SAML_AUDIENCE }));

export const samlTrust: TrustKind = {
  id: 'saml',
  label: 'A SAML identity provider',
  detail: 'People who sign in through Okta, Entra ID, AD FS, Google Workspace, …',
  questions: () => [
    {
      id: 'partition',
      kind: 'pick',
      many: false,
      title: 'Where do people sign in?',
      placeholder: 'The sign-in address becomes the audience',
      items: PARTITIONS.map(({ id, label, audience }) => ({ id, label, description: audience })),
    },
    {
      id: 'account',
      kind: 'text',
      title: 'In which account is the role?',
      prompt: 'The identity provider must exist there.',
      placeholder: 'Account id of 12 digits',
      problem: accountId,
      read: readAccount,
    },
    {
      id: 'provider',
      kind: 'text',
      title: 'Which identity provider?',
      prompt: 'Its name in IAM.',
      placeholder: 'CompanySAML',
      problem: providerName,
    },
  ],
  statement: (answers) => {
    const partition = PARTITIONS.find((p) => p.id === textAnswer(answers, 'partition'));
    return {
      Effect: 'Allow',
      Principal: {
        Federated: `arn:${partition?.id ?? 'aws'}:iam::${textAnswer(answers, 'account')}:saml-provider/${textAnswer(answers, 'provider')}`,
      },
      Action: ASSUME_ROLE_WITH_SAML,
      Condition: { [STRING_EQUALS]: { [KEYS.samlAudience]: partition?.audience ?? SAML_AUDIENCE } },
    };
  },
};
