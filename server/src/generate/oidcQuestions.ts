import type { Answers } from './answers.ts';
import { pastedArn, unquoted } from './pasted.ts';

/** How a part of an audience or subject is asked for. */
export interface OidcQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  /** Parts of subjects have their own; a pattern is anchored. */
  readonly pattern?: RegExp;
  /** What is pasted, in the form that the policy has it in; a record also answers other questions. */
  readonly read?: (text: string) => string | Answers;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const EXAMPLE_UUID = '2c3f7a0e-1111-4222-8333-444455556666';

/** Some pages show it in braces, some in upper case. */
function uuid(text: string): string {
  const id = unquoted(text)
    .replace(/^\{(.*)\}$/, '$1')
    .toLowerCase();
  return UUID.test(id) ? id : text;
}

/** `shop/checkout`, or the subject of the token, names both. */
function serviceAccount(text: string): string | Answers {
  const value = unquoted(text);
  const [, namespace, name] =
    /^system:serviceaccount:([^:]+):([^:]+)$/.exec(value) ?? /^([^/]+)\/([^/]+)$/.exec(value) ?? [];
  return namespace === undefined || name === undefined ? value : { namespace, serviceAccount: name };
}

const branch = (text: string): string => text.trim().replace(/^refs\/heads\//, '');

/** A project's path, or its address, holds its group as well. */
function gitLabGroup(text: string): string | Answers {
  const address = /^https:\/\/gitlab\.com\/(.+)\/([^/]+?)(?:\.git|\/)?$/.exec(unquoted(text));
  const [, group, project] = address ?? [];
  return group === undefined || project === undefined ? text : { group, project };
}

/** By the name that the provider's template has for the part. */
export const QUESTIONS: Readonly<Record<string, OidcQuestion>> = {
  namespace: {
    title: 'Which namespace?',
    prompt: 'Kubernetes namespace, or namespace and service account as shop/checkout.',
    placeholder: 'shop',
    read: serviceAccount,
  },
  serviceAccount: { title: 'Which service account?', prompt: 'Kubernetes service account.', placeholder: 'checkout' },
  group: {
    title: 'Which group?',
    prompt: 'Path of the group or user, including subgroups, or the URL of the project.',
    placeholder: 'acme/platform',
    read: gitLabGroup,
  },
  project: { title: 'Which project?', prompt: 'Path of the project without its group.', placeholder: 'shop' },
  branch: { title: 'Which branch?', prompt: 'Name of the branch.', placeholder: 'main', read: branch },
  workspace: { title: 'Which workspace?', prompt: 'Name of the workspace.', placeholder: 'prod' },
  workspaceUuid: {
    title: 'What is the ID of the workspace?',
    prompt: 'UUID of the workspace, from the OpenID Connect page of the repository.',
    placeholder: EXAMPLE_UUID,
    pattern: UUID,
    read: (text) => uuid(text.replace(/^ari:cloud:bitbucket::workspace\//, '')),
  },
  repositoryUuid: {
    title: 'Which repository?',
    prompt: 'UUID of the repository, from its OpenID Connect page.',
    placeholder: EXAMPLE_UUID,
    pattern: UUID,
    read: uuid,
  },
  environmentUuid: {
    title: 'Which deployment environment?',
    prompt: 'UUID of the environment, from the OpenID Connect page of the repository.',
    placeholder: EXAMPLE_UUID,
    pattern: UUID,
    read: uuid,
  },
  ccProjectId: {
    title: 'Which project?',
    prompt: 'Project ID (a UUID) from the project settings.',
    placeholder: EXAMPLE_UUID,
    pattern: UUID,
    read: uuid,
  },
  bkOrg: { title: 'Which organization?', prompt: 'Slug of the organization on Buildkite.', placeholder: 'acme' },
  pipeline: { title: 'Which pipeline?', prompt: 'Slug of the pipeline.', placeholder: 'deploy' },
  organization: { title: 'Which organization?', prompt: 'Name of the organization.', placeholder: 'acme' },
  tfProject: { title: 'Which project?', prompt: 'Name of the project.', placeholder: 'Default Project' },
  runPhase: {
    title: 'Which run phase?',
    prompt: 'plan or apply. Use a separate role for each.',
    placeholder: 'apply',
    pattern: /^(plan|apply)$/,
  },
  uniqueId: {
    title: 'Which Google Cloud service account?',
    prompt: 'Unique ID of the service account: digits, not the email address.',
    placeholder: '123456789012345678901',
    pattern: /^\d{6,30}$/,
  },
  audience: {
    title: 'Which audience?',
    prompt: 'The aud claim of the token.',
    placeholder: 'sts.amazonaws.com',
  },
  poolId: {
    title: 'Which identity pool?',
    prompt: 'Identity pool ID, or its ARN.',
    placeholder: 'eu-west-1:12345678-1234-4234-8234-123456790abc',
    pattern: /^[a-z]{2}(-[a-z]+)+-\d:[0-9a-f-]{36}$/,
    read: (text) => pastedArn(text)?.resource.value.replace(/^identitypool\//, '') ?? unquoted(text),
  },
  auth0ClientId: {
    title: 'Which audience?',
    prompt: 'API identifier or client ID that the token is for.',
    placeholder: 'https://api.example.com',
  },
  m2mClient: {
    title: 'Which application?',
    prompt: 'Client ID of the machine-to-machine application.',
    placeholder: 'AbCdEfGhIjKlMnOpQrStUvWxYz012345',
    read: (text) => unquoted(text).replace(/@clients$/, ''),
  },
  oktaClientId: {
    title: 'Which audience?',
    prompt: 'Client ID or audience that the token is for.',
    placeholder: '0oa1b2c3d4e5f6g7h8i9',
  },
  oktaUser: {
    title: 'Which subject?',
    prompt: 'The sub claim of the token: a client ID, or the ID or login of a user.',
    placeholder: '0oa1b2c3d4e5f6g7h8i9',
    pattern: /^[A-Za-z0-9._%+@-]{1,255}$/,
  },
  subject: {
    title: 'Which subject?',
    prompt: 'The sub claim of the tokens that can assume the role.',
    placeholder: 'deployer',
  },
};
