import { parseServiceName } from '../iam/serviceName.ts';
import { KEYS } from '../iam/vocabulary.ts';
import type { Verb } from '../text/clause.ts';
import { form } from './form.ts';
import { ACCOUNT, NAME, ORGANIZATION, ORGANIZATION_PATH, TAG_VALUE } from './forms.ts';
import type { Guard, Phrase } from './guard.ts';
import { accounts, organizations, some } from './offers.ts';
import { rowOf, type Row } from './row.ts';
import { SAML_ATTRIBUTES, SAML_LISTS } from './samlAttributes.ts';

const ARE: Verb = ['is', 'are'];
const ARE_NOT: Verb = ["isn't", "aren't"];

const isService: Phrase = ({ condition: { values }, operator: { family, ifExists } }, g) => {
  if (family !== 'Bool' || values.length !== 1) return undefined;
  const no = values[0]?.text?.value === 'false';
  if (ifExists && !no) return undefined;
  return { subject: g.it, verb: g.does(no ? ARE_NOT : ARE), object: g.does(['an AWS service', 'AWS services']) };
};

const SERVICE = form(
  'is a service principal (example: lambda.amazonaws.com)',
  (value) => value === value.toLowerCase() && parseServiceName(value) !== undefined,
  /[a-z0-9.-]/,
);

const ROWS: readonly Row[] = [
  { key: KEYS.principalIsAwsService, phrase: isService },
  {
    key: 'aws:PrincipalType',
    noun: (g) => `${g.its} principal type`,
    offer: some(
      ['AssumedRole', 'A session of a role'],
      ['User', 'An IAM user'],
      ['Account', 'The root user'],
      ['FederatedUser', 'Session from GetFederationToken'],
    ),
  },
  { key: 'aws:PrincipalServiceName', noun: (g) => `${g.its} service name`, form: SERVICE },
  { key: 'aws:username', noun: (g) => `${g.its} IAM user name` },
  { key: 'aws:VpcSourceIp', noun: (g) => `${g.its} IP address in the VPC` },
  { key: 'aws:SourceIdentity', noun: (g) => `${g.its} source identity`, form: NAME },
  { key: 'aws:UserAgent', noun: (g) => `${g.its} user agent` },
  { key: 'aws:FederatedProvider', noun: (g) => `${g.its} identity provider` },
  { key: 'aws:TokenIssueTime', noun: (g) => `the issue time of ${g.its} credentials` },
  { key: KEYS.epochTime, noun: () => 'the time' },
  {
    key: 'SAML:sub_type',
    for: { saml: 3 },
    offer: some(['persistent', 'Same subject at every sign-in'], ['transient', 'New subject at every sign-in']),
  },
  { key: 'SAML:namequalifier', for: { saml: 4 } },
  { key: 'aws:ResourceAccount', form: ACCOUNT, offer: accounts },
  { key: 'aws:VpceAccount', form: ACCOUNT, offer: accounts },
  { key: 'aws:ResourceOrgID', form: ORGANIZATION, offer: organizations },
  { key: 'aws:VpceOrgID', form: ORGANIZATION, offer: organizations },
  { key: 'aws:ResourceOrgPaths', form: ORGANIZATION_PATH },
  { key: 'aws:VpceOrgPaths', form: ORGANIZATION_PATH },
  { key: 'aws:ResourceTag/', form: TAG_VALUE, noun: (_, tag) => `the role's tag ${tag}` },
  { key: 'iam:ResourceTag/', form: TAG_VALUE, noun: (_, tag) => `the role's tag ${tag}` },
];

/** Keys that hold several values. */
const LISTS: readonly Row[] = [
  { key: KEYS.tagKeys, noun: () => "the session's tag keys" },
  { key: KEYS.transitiveTagKeys, noun: () => "the session's transitive tag keys" },
];

/** Guards of which there is little to say: a row each. */
export const rare: readonly Guard[] = [
  ...[...ROWS, ...SAML_ATTRIBUTES].map(rowOf(false)),
  ...[...LISTS, ...SAML_LISTS].map(rowOf(true)),
];
