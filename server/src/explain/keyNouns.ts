import { KEYS } from '../iam/vocabulary.ts';
import type { Grammar } from './clause.ts';
import { displayText } from './phrases.ts';

/** What a condition tests, as the subject of a clause. */
export interface Noun {
  readonly text: string;
  readonly isPlural: boolean;
}

type NounOf = (g: Grammar) => string;

const NOUNS: Readonly<Record<string, NounOf>> = {
  [KEYS.externalId]: (g) => `the external ID ${g.it} ${g.does(['sends', 'send'])}`,
  [KEYS.roleSessionName]: (g) => `${g.its} session name`,
  [KEYS.principalArn]: (g) => `${g.its} ARN`,
  [KEYS.principalAccount]: (g) => `${g.its} account`,
  [KEYS.principalOrgId]: (g) => `${g.its} organization`,
  [KEYS.principalOrgPaths]: (g) => `${g.its} organization path`,
  'aws:PrincipalType': (g) => `${g.its} principal type`,
  [KEYS.userId]: (g) => `${g.its} unique ID`,
  'aws:username': (g) => `${g.its} IAM user name`,
  [KEYS.sourceIp]: (g) => `${g.its} IP address`,
  'aws:VpcSourceIp': (g) => `${g.its} IP address in the VPC`,
  [KEYS.sourceVpc]: (g) => `${g.its} VPC`,
  [KEYS.sourceVpce]: (g) => `${g.its} VPC endpoint`,
  [KEYS.sourceAccount]: (g) => `the account ${g.it} ${g.does(ACT)} for`,
  [KEYS.sourceArn]: (g) => `the resource ${g.it} ${g.does(ACT)} for`,
  [KEYS.sourceOrgId]: (g) => `the organization ${g.it} ${g.does(ACT)} for`,
  [KEYS.sourceOrgPaths]: (g) => `the organization path ${g.it} ${g.does(ACT)} for`,
  [KEYS.samlAudience]: () => 'the SAML audience',
  'SAML:sub': () => 'the SAML subject',
  'SAML:iss': () => 'the SAML issuer',
  [KEYS.stsSourceIdentity]: (g) => `the source identity ${g.it} ${g.does(['sets', 'set'])}`,
  'aws:SourceIdentity': (g) => `${g.its} source identity`,
  [KEYS.mfaAge]: (g) => `the age of ${g.its} MFA sign-in`,
  'aws:RequestedRegion': (g) => `the Region ${g.it} ${g.does(['calls', 'call'])}`,
  'aws:UserAgent': (g) => `${g.its} user agent`,
  'aws:FederatedProvider': (g) => `${g.its} identity provider`,
  'aws:PrincipalServiceName': (g) => `${g.its} service name`,
  'aws:TokenIssueTime': (g) => `the issue time of ${g.its} credentials`,
  [KEYS.currentTime]: () => 'the time',
  [KEYS.epochTime]: () => 'the time',
};

const ACT = ['acts', 'act'] as const;

/** Keys that hold several values. */
const PLURALS: Readonly<Record<string, string>> = {
  [KEYS.tagKeys]: "the session's tag keys",
  [KEYS.transitiveTagKeys]: "the session's transitive tag keys",
};

const byName: ReadonlyMap<string, NounOf> = new Map(
  Object.entries(NOUNS).map(([key, noun]) => [key.toLowerCase(), noun]),
);
const pluralByName: ReadonlyMap<string, string> = new Map(
  Object.entries(PLURALS).map(([key, noun]) => [key.toLowerCase(), noun]),
);

/** Tag keys, with what the tag is of. */
const FAMILIES: readonly (readonly [prefix: string, noun: (tag: string, g: Grammar) => string])[] = [
  ['aws:principaltag/', (tag, g) => `${g.its} tag ${tag}`],
  ['aws:requesttag/', (tag) => `the session tag ${tag}`],
  ['aws:resourcetag/', (tag) => `the role's tag ${tag}`],
  ['iam:resourcetag/', (tag) => `the role's tag ${tag}`],
];

/** The noun of a condition key; undefined for one that goes by its own name. */
export function nounOf(key: string, grammar: Grammar): Noun | undefined {
  const lower = key.toLowerCase();
  const plural = pluralByName.get(lower);
  if (plural !== undefined) return { text: plural, isPlural: true };
  const known = byName.get(lower);
  if (known) return { text: known(grammar), isPlural: false };
  const family = FAMILIES.find(([prefix]) => lower.startsWith(prefix));
  return family && { text: family[1](displayText(key.slice(family[0].length)), grammar), isPlural: false };
}
