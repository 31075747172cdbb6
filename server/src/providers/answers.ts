import { oidcProvider } from '../catalogue/oidcProviders.ts';
import { unquoted } from '../iam/pasted.ts';
import type { Question, Scope, Tenant } from './provider.ts';

// What several providers ask for alike.

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const EXAMPLE_UUID = '2c3f7a0e-1111-4222-8333-444455556666';

export const HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

/** Some pages show it in braces, some in upper case. */
export function uuid(text: string): string {
  const id = unquoted(text)
    .replace(/^\{(.*)\}$/, '$1')
    .toLowerCase();
  return UUID.test(id) ? id : text;
}

/** A branch by its ref, or by what git calls it where it came from a remote. */
export function branchName(text: string): string {
  const ref = refIn(text);
  const name = ref.replace(/^refs\/heads\//, '');
  return name === ref ? ref.replace(/^(?:(?:refs\/)?remotes\/)?origin\//, '') : name;
}

/** A tag by its ref. */
export function tagName(text: string): string {
  return refIn(text).replace(/^refs\/tags\//, '');
}

/** As many subjects have it: `ref:refs/heads/main`. */
function refIn(text: string): string {
  return unquoted(text).replace(/^ref:(?=refs\/)/, '');
}

export const BRANCH: Question = {
  title: 'Which branch?',
  prompt: 'Name of the branch. "*" matches any characters: release/*',
  placeholder: 'main',
  read: branchName,
};

/** A branch by its name stands for its ref. */
export function fullRef(text: string): string {
  const ref = branchName(text);
  return ref === '' || ref.startsWith('refs/') ? ref : `refs/heads/${ref}`;
}

export const TAG: Question = {
  title: 'Which tag?',
  prompt: 'Name of the tag. "*" matches any characters: v*',
  placeholder: 'v1.0.0',
  read: tagName,
};

/** A part that its page names otherwise than the catalogue, or that needs a word of where to find it. */
export function ask(title: string, prompt: string, placeholder: string, more: Partial<Question> = {}): Question {
  return { title, prompt, placeholder, ...more };
}

/** A choice of tokens by their subjects. */
export function scope(id: string, label: string, detail: string, subject: Scope['subject'] & {}): Scope {
  return { id, label, detail, subject };
}

/** `shop/checkout`, or the subject of the token, names both. */
const serviceAccount: Question['read'] = (text) => {
  const value = unquoted(text);
  const [, namespace, name] =
    /^system:serviceaccount:([^:]+):([^:]+)$/.exec(value) ?? /^([^/]+)\/([^/]+)$/.exec(value) ?? [];
  return namespace === undefined || name === undefined ? value : { namespace, serviceAccount: name };
};

/** Of a pod. */
export const SERVICE_ACCOUNT: Readonly<Record<string, Question>> = {
  namespace: {
    title: 'Which namespace?',
    prompt: 'Kubernetes namespace, or namespace and service account as shop/checkout.',
    placeholder: 'shop',
    read: serviceAccount,
  },
  serviceAccount: {
    title: 'Which service account?',
    prompt: 'Kubernetes service account. "*" matches any characters: web-*, or * for all of the namespace',
    placeholder: 'checkout',
  },
};

/** Whether an issuer is one of the provider's. */
export function isOf(provider: string, issuer: string): boolean {
  return oidcProvider(issuer)?.provider.id === provider;
}

/** Of an issuer that holds no answer to another question. */
export const NO_ANSWERS = (): Readonly<Record<string, string>> => ({});

/**
 * Customers whose issuers differ in one name, which may be given alone.
 * @param place the issuer with `<name>`
 */
export function named(place: string, title: string, prompt: string, placeholder: string): Tenant {
  return {
    place,
    title,
    prompt: `${prompt} The issuer URL works too.`,
    placeholder,
    issuer: (text) => (/^[\w-]+$/.test(text) ? place.replace(/<\w+>/, () => text) : text),
    problem: undefined,
    answers: NO_ANSWERS,
  };
}

/** Servers of one's own that sign tokens below a path. */
export function ownServer(title: string, host: string, path: string): Tenant {
  return {
    place: `<host>${path}`,
    title,
    prompt: 'Paste the URL of the server, or its issuer URL.',
    placeholder: `https://${host}`,
    issuer: (text) => (/^[^/]+\/?$/.test(text) ? `${text.replace(/\/$/, '')}${path}` : text),
    problem: undefined,
    answers: NO_ANSWERS,
  };
}

/** The same by any of its pages: only its host counts. */
export function serverOf(host: string, path: string): Tenant {
  return {
    ...ownServer('Which server?', host, path),
    issuer: (text) => (path !== '' && text.endsWith(path) ? text : `${text.split('/', 1)[0] ?? ''}${path}`),
  };
}
