import { isRegion, unknownRegion } from '../catalogue/regions.ts';
import { isAccountId } from '../iam/account.ts';
import type { Arn } from '../iam/arn.ts';
import { partitionOfRegion } from '../iam/partitions.ts';
import { ASSUME_ROLE_WITH_SAML, KEYS, SAML_AUDIENCE, samlAudience, STRING_EQUALS } from '../iam/vocabulary.ts';
import { upTo } from '../text/cut.ts';
import { listAnswer, textAnswer, type Answers } from './answers.ts';
import { PROVIDER_ACCOUNT } from './accountQuestion.ts';
import { providerName } from './answerChecks.ts';
import { guarded, withGuards } from './guards.ts';
import { pastedArn, unquoted } from './pasted.ts';
import { partitionOf } from './partition.ts';
import { SEARCH_WORDS } from './searchWords.ts';
import type { PickItem, TextQuestion, TrustKind } from './steps.ts';

/** Where people sign in, whatever their Region. */
const SIGN_IN: readonly (PickItem & { readonly description: string })[] = [
  { id: 'aws', label: 'AWS' },
  { id: 'aws-us-gov', label: 'AWS GovCloud (US)' },
  { id: 'aws-cn', label: 'AWS China' },
].map(({ id, label }) => ({ id, label, description: samlAudience(id) ?? '' }));

/** Few have another, so it is a row among the conditions. */
const ADDRESS_ROW: PickItem = {
  id: 'signInAddress',
  label: 'Another sign-in address',
  detail: 'For one Region, or for encrypted assertions',
};

export const samlTrust: TrustKind = {
  id: 'saml',
  label: 'SAML identity provider',
  detail: 'People who sign in through Okta, Entra ID, AD FS, Google Workspace and others',
  words: SEARCH_WORDS.saml,
  questions: (answers, asking) => [
    ...withGuards(
      [
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
          items: SIGN_IN,
        },
        PROVIDER_ACCOUNT,
      ],
      { callers: 'saml', isPartitionKnown: true, also: [ADDRESS_ROW] },
      answers,
      asking,
    ),
    ...(hasOwnAddress(answers) ? [addressQuestion(partitionOf(answers))] : []),
  ],
  statements: (answers) =>
    guarded(
      {
        Effect: 'Allow',
        Principal: { Federated: providerArn(answers) },
        Action: ASSUME_ROLE_WITH_SAML,
        Condition: { [STRING_EQUALS]: { [KEYS.samlAudience]: audienceOf(answers) } },
      },
      answers,
    ),
  setting: (answers) => {
    const arn = providerArn(answers);
    return {
      partition: partitionOf(answers),
      account: textAnswer(answers, 'account'),
      caller: { kind: 'saml', provider: arn },
      needs: [{ kind: 'samlProvider', arn, name: textAnswer(answers, 'provider') }],
    };
  },
};

function addressQuestion(partition: string): TextQuestion {
  return {
    id: 'signInAddressValue',
    kind: 'text',
    title: 'Which sign-in address?',
    prompt: 'Region, or the address (ACS URL) that the identity provider sends assertions to.',
    placeholder: 'https://eu-west-1.signin.aws.amazon.com/saml/acs/SAMLSP4HHL3E3EXAMPLE',
    place: '<SIGN_IN_ADDRESS>',
    problem: (value) => {
      const address = addressIn(value);
      if (!address) return 'Not a sign-in address. Example: https://eu-west-1.signin.aws.amazon.com/saml';
      const { region } = address;
      const unknown = region === undefined ? undefined : unknownRegion(region);
      if (unknown !== undefined) return unknown;
      const wanted = region === undefined ? address.partition : partitionOfRegion(region);
      if (address.partition !== wanted) return `This address is in partition ${address.partition}, not in ${wanted}.`;
      return partition === wanted
        ? undefined
        : `The identity provider is in partition ${partition}, this address in ${wanted}.`;
    },
    read: (value) => addressIn(value)?.url ?? value,
  };
}

/** Domains of sign-in addresses. https://docs.aws.amazon.com/general/latest/gr/signin-service.html */
const DOMAINS: ReadonlyMap<string, string> = new Map([
  ['signin.aws.amazon.com', 'aws'],
  ['signin.amazonaws-us-gov.com', 'aws-us-gov'],
  ['signin.amazonaws.cn', 'aws-cn'],
]);

interface Address {
  readonly url: string;
  readonly region: string | undefined;
  readonly partition: string;
}

/** A Region, or the address of one, with its scheme or without; the path of an encrypted sign-in ends in what AWS calls the provider. */
function addressIn(value: string): Address | undefined {
  const text = unquoted(value)
    .replace(/^https:\/\//i, '')
    .replace(/\/$/, '');
  const host = upTo(text, '/').toLowerCase();
  if (isRegion(host) && host.length === text.length) {
    const partition = partitionOfRegion(host);
    const [domain] = [...DOMAINS].find(([, of]) => of === partition) ?? [];
    return domain === undefined ? undefined : { url: `https://${host}.${domain}/saml`, region: host, partition };
  }
  const [, region, domain = ''] = /^(?:([a-z0-9-]+)\.)?(signin\.[a-z.-]+)$/.exec(host) ?? [];
  const partition = DOMAINS.get(domain);
  const path = text.slice(host.length);
  return partition === undefined || !/^(?:\/saml(?:\/acs\/\w+)?)?$/.test(path)
    ? undefined
    : { url: `https://${host}${path || '/saml'}`, region, partition };
}

function hasOwnAddress(answers: Answers): boolean {
  return listAnswer(answers, 'guards').includes(ADDRESS_ROW.id);
}

function audienceOf(answers: Answers): string {
  const own = hasOwnAddress(answers) ? textAnswer(answers, 'signInAddressValue') : '';
  return own === '' ? (samlAudience(partitionOf(answers)) ?? SAML_AUDIENCE) : (addressIn(own)?.url ?? own);
}

function providerArn(answers: Answers): string {
  return `arn:${partitionOf(answers)}:iam::${textAnswer(answers, 'account')}:saml-provider/${textAnswer(answers, 'provider')}`;
}

/** The ARN of a provider, alone or in a pair with a role as the Role attribute of a SAML response has it, in either order. */
function providerIn(value: string): Arn | undefined {
  const arns = value.split(/[,;<>\s]+/).flatMap((part) => pastedArn(part) ?? []);
  const providers = arns.filter(({ resource }) => resource.value.startsWith('saml-provider/'));
  return providers.length > 1 ? undefined : (providers[0] ?? arns[0]);
}

/** The name of a provider that was pasted by its ARN. */
function namedIn(value: string): string | undefined {
  const arn = providerIn(value);
  if (!arn || !isAccountId(arn.account.value) || samlAudience(arn.partition.value) === undefined) return undefined;
  return arn.service.value === 'iam' ? /^saml-provider\/(.+)$/.exec(arn.resource.value)?.[1] : undefined;
}

function samlProvider(value: string): string | undefined {
  const name = namedIn(value);
  return name === undefined && value.includes('arn:')
    ? 'Not the ARN of a SAML provider. Example: arn:aws:iam::111122223333:saml-provider/CompanySAML'
    : providerName(name ?? shortName(value));
}

/** Of a provider that was pasted by its name, or by the end of its ARN. */
function shortName(value: string): string {
  return unquoted(value).replace(/^saml-provider\//, '');
}

function readSamlProvider(value: string): string | Answers {
  const arn = providerIn(value);
  const provider = namedIn(value);
  return arn && provider !== undefined
    ? { provider, account: arn.account.value, partition: arn.partition.value }
    : shortName(value);
}
