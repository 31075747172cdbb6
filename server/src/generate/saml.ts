import { isAccountId } from '../iam/account.ts';
import { ASSUME_ROLE_WITH_SAML, KEYS, samlAudience, SAML_AUDIENCE, STRING_EQUALS } from '../iam/vocabulary.ts';
import { textAnswer, type Answers } from './answers.ts';
import { PROVIDER_ACCOUNT } from './accountQuestion.ts';
import { providerName } from './answerChecks.ts';
import { pastedArn } from './pasted.ts';
import { SEARCH_WORDS } from './searchWords.ts';
import type { TrustKind } from './steps.ts';

/** Where people sign in. */
const PARTITIONS: readonly { readonly id: string; readonly label: string; readonly audience: string }[] = [
  { id: 'aws', label: 'AWS' },
  { id: 'aws-us-gov', label: 'AWS GovCloud (US)' },
  { id: 'aws-cn', label: 'AWS China' },
].map(({ id, label }) => ({ id, label, audience: samlAudience(id) ?? SAML_AUDIENCE }));

export const samlTrust: TrustKind = {
  id: 'saml',
  label: 'SAML identity provider',
  detail: 'People who sign in through Okta, Entra ID, AD FS, Google Workspace and others',
  words: SEARCH_WORDS.saml,
  questions: () => [
    {
      id: 'provider',
      kind: 'text',
      title: 'Which identity provider?',
      prompt: 'ARN of the SAML provider, or its name in IAM.',
      placeholder: 'arn:aws:iam::111122223333:saml-provider/CompanySAML',
      problem: samlProvider,
      read: readSamlProvider,
    },
    {
      id: 'partition',
      kind: 'pick',
      many: false,
      title: 'Where do people sign in?',
      placeholder: 'The sign-in address becomes the audience',
      items: PARTITIONS.map(({ id, label, audience }) => ({ id, label, description: audience })),
    },
    PROVIDER_ACCOUNT,
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

/** The name of a provider that was pasted by its ARN. */
function namedIn(value: string): string | undefined {
  const arn = pastedArn(value);
  if (!arn || !isAccountId(arn.account.value) || !PARTITIONS.some(({ id }) => id === arn.partition.value))
    return undefined;
  return arn.service.value === 'iam' ? /^saml-provider\/(.+)$/.exec(arn.resource.value)?.[1] : undefined;
}

function samlProvider(value: string): string | undefined {
  const name = namedIn(value);
  return name === undefined && value.trim().startsWith('arn:')
    ? 'Not the ARN of a SAML provider. Example: arn:aws:iam::111122223333:saml-provider/CompanySAML'
    : providerName(name ?? value);
}

function readSamlProvider(value: string): string | Answers {
  const arn = pastedArn(value);
  const provider = namedIn(value);
  return arn && provider !== undefined
    ? { provider, account: arn.account.value, partition: arn.partition.value }
    : value;
}
