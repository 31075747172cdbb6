import { KEYS } from '../iam/vocabulary.ts';
import { displayText, type Pronoun } from './phrases.ts';

/** How a key is spoken of: `its organization is o-1`. */
export type KeyNoun = (p: Pronoun) => string;

const NOUNS: Readonly<Record<string, KeyNoun>> = {
  [KEYS.externalId]: (p) => `the ExternalId ${p.it} send${p.s}`,
  [KEYS.roleSessionName]: (p) => `the session name ${p.it} choose${p.s}`,
  [KEYS.principalArn]: (p) => `${p.its} ARN`,
  [KEYS.principalAccount]: (p) => `${p.its} account`,
  [KEYS.principalOrgId]: (p) => `${p.its} organization`,
  [KEYS.principalOrgPaths]: (p) => `${p.its} place in the organization`,
  'aws:PrincipalType': (p) => `${p.its} type`,
  [KEYS.userId]: (p) => `${p.its} unique id`,
  'aws:username': (p) => `${p.its} IAM user name`,
  [KEYS.sourceIp]: (p) => `${p.its} address`,
  'aws:VpcSourceIp': (p) => `${p.its} address in the VPC`,
  [KEYS.sourceVpc]: (p) => `the VPC ${p.it} call${p.s} from`,
  [KEYS.sourceVpce]: (p) => `the VPC endpoint ${p.it} call${p.s} through`,
  [KEYS.sourceAccount]: (p) => `the account ${p.it} work${p.s} for`,
  [KEYS.sourceArn]: (p) => `the resource ${p.it} work${p.s} for`,
  [KEYS.sourceOrgId]: (p) => `the organization ${p.it} work${p.s} for`,
  [KEYS.sourceOrgPaths]: (p) => `the place in the organization ${p.it} work${p.s} for`,
  [KEYS.tagKeys]: () => 'the session’s tag keys',
  [KEYS.transitiveTagKeys]: () => 'the session’s transitive tag keys',
  [KEYS.samlAudience]: () => 'the sign-in address of the SAML response',
  'SAML:sub': () => 'the subject of the SAML response',
  'SAML:iss': () => 'the issuer of the SAML response',
  [KEYS.stsSourceIdentity]: (p) => `the source identity ${p.it} set${p.s}`,
  'aws:SourceIdentity': (p) => `${p.its} source identity`,
  [KEYS.mfaAge]: (p) => `the age of ${p.its} MFA`,
  'aws:RequestedRegion': (p) => `the Region ${p.it} call${p.s}`,
  'aws:UserAgent': (p) => `the user agent ${p.it} claim${p.s}`,
  'aws:FederatedProvider': (p) => `${p.its} identity provider`,
  'aws:PrincipalServiceName': (p) => `${p.its} service name`,
  'aws:TokenIssueTime': (p) => `the time ${p.its} credentials were issued`,
  [KEYS.currentTime]: () => 'the time',
  [KEYS.epochTime]: () => 'the time',
};

const byName: ReadonlyMap<string, KeyNoun> = new Map(
  Object.entries(NOUNS).map(([key, noun]) => [key.toLowerCase(), noun]),
);

/** Tag keys, with what the tag is of. */
const FAMILIES: readonly (readonly [prefix: string, noun: (tag: string) => KeyNoun])[] = [
  ['aws:principaltag/', (tag) => (p) => `${p.its} tag ${tag}`],
  ['aws:requesttag/', (tag) => () => `the session tag ${tag}`],
  ['aws:resourcetag/', (tag) => () => `the role’s tag ${tag}`],
  ['iam:resourcetag/', (tag) => () => `the role’s tag ${tag}`],
];

/** The noun of a condition key; undefined for one that goes by its own name. */
export function nounOf(key: string): KeyNoun | undefined {
  const lower = key.toLowerCase();
  const known = byName.get(lower);
  if (known) return known;
  const family = FAMILIES.find(([prefix]) => lower.startsWith(prefix));
  return family?.[1](displayText(key.slice(family[0].length)));
}
