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
  ArrayOfString: 'strings',
  ARN: 'an ARN',
  ArrayOfARN: 'ARNs',
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
    `*Type:* ${TYPES[key.type]}${key.multivalued ? '; a request may have several values' : ''}` +
      (key.example === '' ? '' : ` — for example ${code(key.example)}`),
    `*In the request:* ${key.availability}`,
    carriers.length ? `*Sent by:* ${carriers.join(', ')}` : '*Sent by:* nobody who assumes a role',
    key.spoofable ? 'The caller chooses the value: it proves nothing.' : undefined,
    link('AWS documentation', key.docs),
  );
}

const CLAIMS: Readonly<Record<string, string>> = {
  sub: 'whom the token is for: it tells which repository, pod or user asks.',
  aud: 'whom the token is meant for; its client asks for it.',
  oaud: 'whom the token was meant for when an authorized party (`azp`) took the place of its audience.',
  amr: 'how the user signed in; a list, so it takes `ForAnyValue`.',
  email: 'the user’s e-mail address.',
};

/** What an OIDC provider's key is; undefined for other keys. */
function aboutClaim(name: string): string | undefined {
  const key = parseProviderKey({ value: name, holes: [] });
  if (!key) return undefined;
  const provider = oidcProvider(key.issuer.value)?.provider.shortName ?? 'the provider';
  const text = own(CLAIMS, key.claim.value.toLowerCase());
  return paragraphs(
    `The claim ${code(key.claim.value)} of the token that ${provider} signed${text === undefined ? '.' : `: ${text}`}`,
    '*Sent by:* OIDC providers',
    link('AWS documentation', CLAIM_DOCS),
  );
}
