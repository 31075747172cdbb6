import { unknownRegion } from '../catalogue/regions.ts';
import { pastedArn, unquoted } from '../iam/pasted.ts';
import { ask, EXAMPLE_UUID, named, ownServer, scope, SERVICE_ACCOUNT, UUID, uuid } from './answers.ts';
import type { RareProvider } from './provider.ts';

const POD: Pick<RareProvider, 'questions'> = { questions: SERVICE_ACCOUNT };

/** Rare clusters, clouds and servers whose workloads have tokens. */
export const SERVERS: readonly RareProvider[] = [
  { id: 'gke', bearer: 'GKE pod', words: 'gke google kubernetes engine', ...POD },
  { id: 'aks', bearer: 'AKS pod', words: 'aks azure kubernetes service', ...POD },
  {
    id: 'rosa-openshift',
    bearer: 'OpenShift pod',
    words: 'openshift rosa red hat',
    tenant: named(
      'oidc.op1.openshiftapps.com/<configId>',
      'Which cluster?',
      'ID of the OIDC configuration.',
      '2qmndl99t97bvu7f3jqd7i48hsloabcd',
    ),
    questions: SERVICE_ACCOUNT,
    // The cluster's own operators use openshift as the audience, and get their roles from ROSA.
    scopes: [
      {
        id: 'serviceAccount',
        label: 'A service account',
        detail: 'Pods of one Kubernetes service account',
        condition: {
          StringEquals: {
            '{issuer}:aud': 'sts.amazonaws.com',
            '{issuer}:sub': 'system:serviceaccount:{namespace}:{serviceAccount}',
          },
        },
      },
    ],
  },
  { id: 'ibm-turbonomic', bearer: 'IBM Turbonomic pod', words: 'turbonomic ibm', questions: SERVICE_ACCOUNT },
  { id: 'spiffe-spire', words: 'spiffe spire' },
  {
    id: 'hashicorp-vault',
    words: 'vault hashicorp',
    tenant: ownServer('Which server?', 'vault.example.com', '/v1/identity/oidc/plugins'),
    questions: {
      vaultAudience: ask(
        'Which audience?',
        'The identity_token_audience of the mount, or the client ID of the token.',
        'vault.example.com/v1/identity/oidc/plugins',
      ),
      mountKind: ask('Which kind of mount?', 'secret or auth.', 'secret', {
        pattern: /^(?:secret|auth)$/,
        wrong: 'Enter secret or auth.',
      }),
    },
    scopes: [
      {
        ...scope(
          'plugin',
          'A plugin mount',
          'The plugin of one mount',
          'plugin-identity:{vaultNamespace}:{mountKind}:{accessor}',
        ),
        suits: (issuer) => issuer.endsWith('/plugins'),
      },
      {
        ...scope('entity', 'An entity', 'Identity tokens of one entity', '{entityId}'),
        suits: (issuer) => !issuer.endsWith('/plugins'),
      },
    ],
  },
  {
    id: 'oracle-cloud',
    narrowing: [{ name: 'rpst_id', tells: 'project' }],
    words: 'oracle oci cloud infrastructure',
    tenant: named(
      'idcs-<domain>.identity.oraclecloud.com',
      'Which identity domain?',
      'ID of the domain: 32 digits and letters a to f.',
      '0123456789abcdef0123456789abcdef',
    ),
    questions: {
      rpstId: ask('Which resource?', 'OCID of the resource, the rpst_id claim.', 'ocid1.instance.oc1.phx.abc', {
        pattern: /^ocid1\.[\w.-]+$/,
        wrong: 'Not an OCID. Example: ocid1.instance.oc1.phx.abc',
      }),
    },
    scopes: [
      scope('client', 'An application or user', 'Client ID of an application, or the name of a user', '{ociSubject}'),
      {
        id: 'resource',
        label: 'A resource',
        detail: 'The resource principal of an instance or a function',
        condition: { StringEquals: { '{issuer}:aud': 'sts.amazonaws.com', '{issuer}:rpst_id': '{rpstId}' } },
      },
    ],
  },
  {
    id: 'aws-outbound-federation',
    words: 'aws outbound federation',
    tenant: named(
      '<id>.tokens.sts.global.api.aws',
      'Which issuer?',
      'ID in the issuer of the other account.',
      'a1faa616-d595-447d-bdfd-64b774ab199c',
    ),
    questions: {
      outboundAudience: ask('Which audience?', 'The audience that callers give to GetWebIdentityToken.', 'my-app'),
      iamArn: ask(
        'Which role or user?',
        'ARN of the role or user that gets the token.',
        'arn:aws:iam::111122223333:role/deploy',
        {
          pattern: /^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/,
          wrong: 'Not the ARN of a role or user. Example: arn:aws:iam::111122223333:role/deploy',
        },
      ),
    },
  },
  {
    id: 'microsoft-sentinel',
    words: 'sentinel microsoft azure',
    questions: {
      workspaceId: ask('Which workspace?', 'ID (a UUID) of the Log Analytics workspace.', EXAMPLE_UUID, {
        pattern: UUID,
        read: uuid,
      }),
    },
  },
  {
    id: 'teleport',
    words: 'teleport goteleport',
    tenant: named(
      '<name>.teleport.sh',
      'Which cluster?',
      'Name on teleport.sh, or the public address of the proxy.',
      'acme',
    ),
  },
  {
    id: 'cognito-user-pool',
    users: 'people',
    words: 'cognito user pool',
    tenant: {
      ...named('<pool>', 'Which user pool?', 'ID of the user pool, or its ARN.', 'eu-west-1_AbCdEf123'),
      issuer: (text) => {
        const id = pastedArn(text)?.resource.value.replace(/^userpool\//, '') ?? unquoted(text);
        const [, region] = /^([a-z]{2}(?:-[a-z]+)+-\d)_[A-Za-z0-9]+$/.exec(id) ?? [];
        const china = region?.startsWith('cn-') ? '.cn' : '';
        return region === undefined ? id : `cognito-idp.${region}.amazonaws.com${china}/${id}`;
      },
      problem: (issuer) => {
        const [, region] = /^cognito-idp\.([^./]+)\./.exec(issuer) ?? [];
        return region === undefined ? undefined : unknownRegion(region);
      },
    },
    questions: {
      appClientId: ask(
        'Which app client?',
        'ID of the app client: its ID tokens have it as audience.',
        '1example23456789abcdefghij',
      ),
    },
    scopes: [
      {
        id: 'user',
        label: 'A user',
        detail: 'One person who signs in to an app client',
        condition: { StringEquals: { '{issuer}:aud': '{appClientId}', '{issuer}:sub': '{userSub}' } },
      },
      { id: 'app', label: 'Every user of an app client', detail: 'Anyone who can sign in to the user pool' },
    ],
  },
];
