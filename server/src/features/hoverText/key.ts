import { conditionKey, type ConditionKey, type KeyCarrier } from '../../catalogue/conditionKeys.ts';
import { oidcProvider } from '../../catalogue/oidcProviders.ts';
import { CLAIM_DOCS } from '../../iam/docs.ts';
import { parseProviderKey } from '../../iam/providerKey.ts';
import { code, link, paragraphs } from '../../text/markdown.ts';
import { own } from '../../text/own.ts';

const CARRIERS: Readonly<Record<KeyCarrier, string>> = {
  AWS: 'accounts, users and roles',
  Service: 'AWS services',
  'Federated-OIDC': 'OIDC providers',
  'Federated-SAML': 'SAML providers',
};

const TYPES: Readonly<Record<ConditionKey['type'], string>> = {
  String: 'a string',
  ArrayOfString: 'a list of strings',
  ARN: 'an ARN',
  ArrayOfARN: 'a list of ARNs',
  Bool: 'true or false',
  Numeric: 'a number',
  Date: 'a time',
  IPAddress: 'an IP address',
};

/** What a condition key is: its type, whose requests have it, when, an example. Undefined for one that we do not know. */
export function describeKey(name: string): string | undefined {
  const key = conditionKey(name);
  return key ? aboutKnownKey(key) : aboutClaim(name);
}

function aboutKnownKey(key: ConditionKey): string {
  const carriers = key.sentBy.map((c) => CARRIERS[c]);
  return paragraphs(
    key.description,
    `*Type:* ${TYPES[key.type]}${key.multivalued ? '; several values are possible' : ''}` +
      (key.example === '' ? '' : `. Example: ${code(key.example)}`),
    `*In the request:* ${key.availability}`,
    carriers.length ? `*Sent by:* ${carriers.join(', ')}` : '*Sent by:* no caller that assumes a role',
    key.spoofable ? 'The caller chooses the value, so it proves nothing.' : undefined,
    link('AWS documentation', key.docs),
  );
}

const CLAIMS: Readonly<Record<string, string>> = {
  sub: 'the subject, which identifies the repository, pod or user that requests access.',
  aud: 'the audience, which is the service that the token was issued for.',
  oaud: 'the original audience, when an authorized party (`azp`) replaced it.',
  amr: 'how the user signed in. It is a list: use `ForAnyValue`.',
  email: 'the email address of the user.',
};

/** What an OIDC provider's key is; undefined for other keys. */
function aboutClaim(name: string): string | undefined {
  const key = parseProviderKey({ value: name, holes: [] });
  if (!key) return undefined;
  const provider = oidcProvider(key.issuer.value)?.provider.shortName ?? 'the identity provider';
  const text = own(CLAIMS, key.claim.value.toLowerCase());
  return paragraphs(
    `The claim ${code(key.claim.value)} of the token that ${provider} signed${text === undefined ? '.' : `: ${text}`}`,
    '*Sent by:* OIDC providers',
    link('AWS documentation', CLAIM_DOCS),
  );
}
