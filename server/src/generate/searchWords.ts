import { wordsOf } from '../text/wordSearch.ts';

/** What has its own issuer, and no kind of trust of its own. */
const OIDC_PRODUCTS =
  'jenkins azure devops entra microsoft keycloak google spacelift vercel pulumi kubernetes k8s gke aks openshift spiffe vault';

/** What people type to find a kind of trust, whatever it is called here. */
export const SEARCH_WORDS = {
  service: 'service principal instance function task',
  principal: 'iam role user arn principal session chain',
  sameAccount: 'same own account root mfa',
  account: 'account cross crossaccount xaccount external partner customer root mfa',
  vendor: 'saas vendor third party thirdparty 3rd external id externalid confused deputy integration monitoring',
  organization: 'org organization ou company accounts',
  github: 'github gh actions workflow ci cd oidc deploy pipeline',
  eks: 'eks irsa k8s kubernetes service account serviceaccount pod pods cluster oidc',
  podIdentity: 'eks pod pods identity k8s kubernetes service account serviceaccount cluster',
  saml: 'saml sso single sign on okta azure ad entra adfs google workspace onelogin ping jumpcloud idp federation people',
  identityCenter: 'sso single sign on identity center permission set people awssso idc',
  rolesAnywhere: 'roles anywhere certificate x509 pki onprem premises server hybrid',
  gitlab: 'gitlab ci cd pipeline oidc deploy',
  bitbucket: 'bitbucket atlassian ci cd pipeline oidc deploy',
  circleci: 'circleci circle ci cd pipeline oidc deploy',
  buildkite: 'buildkite ci cd pipeline oidc deploy',
  terraform: 'terraform tfc hcp hashicorp cloud iac oidc deploy',
  google: 'google gcp cloud service account oidc',
  cognito: 'cognito identity pool users app mobile web',
  auth0: 'auth0 okta oidc application',
  okta: 'okta oidc openid sso application',
  oidc: `oidc openid connect web identity jwt token issuer ci cd ${OIDC_PRODUCTS}`,
} as const;

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
