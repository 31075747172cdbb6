import { providers } from '../providers/index.ts';
import type { Provider } from '../providers/provider.ts';
import { isAnyIssuer } from '../providers/records.ts';
import { wordsOf } from '../text/wordSearch.ts';

/** What people type to find a kind of trust, whatever it is called here. */
export const SEARCH_WORDS = {
  service: 'service principal instance function task',
  principal: 'iam role user arn principal session chain',
  sameAccount: 'same own account root mfa',
  account: 'account cross crossaccount xaccount external partner customer root mfa',
  vendor: 'saas vendor third party thirdparty 3rd external id externalid confused deputy integration monitoring',
  organization: 'org organization ou company accounts',
  podIdentity: 'eks pod pods identity k8s kubernetes service account serviceaccount cluster',
  saml: 'saml sso single sign on okta azure ad entra adfs google workspace onelogin ping jumpcloud idp federation people',
  identityCenter: 'sso single sign on identity center permission set people awssso idc',
  rolesAnywhere: 'roles anywhere certificate x509 pki onprem premises server hybrid',
} as const;

/** The same for a provider, which is also found by the name of its row. */
export function providerWords({ id, words }: Provider): string {
  return words === '' ? id.replaceAll('-', ' ') : words;
}

/** The same where a statement begins: what is offered for any issuer is also found by those that have no template of their own. */
export function templateWords(record: Provider): string {
  const others = isAnyIssuer(record) ? providers.filter(({ templates }) => !templates.length) : [];
  return [record, ...others].map(providerWords).join(' ');
}

/** Words that say too little of who is trusted to put a row first for the name of a file. */
const VAGUE = new Set(
  wordsOf(
    `trust policy policies role roles iam aws amazon json template account accounts service services user users people external id
    identity provider principal own same other company party deploy ci cd pipeline app application mobile web server cloud task
    function instance cluster pod pods session chain root token set single on permission integration monitoring customer partner
    data managed control event`,
  ),
);

/** No file system has longer ones; who asks over the wire may send any. */
const LONGEST_NAME = 255;

/** What the name of a file says of who is trusted: `lambda` of `lambda-trust-policy.json`. */
export function tellingWords(fileName: string): readonly string[] {
  return wordsOf(fileName.slice(0, LONGEST_NAME)).filter((word) => !VAGUE.has(word));
}
