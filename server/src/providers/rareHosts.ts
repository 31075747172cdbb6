import { named, NO_ANSWERS, serverOf } from './answers.ts';
import github from './github.ts';
import gitlab from './gitlab.ts';
import type { RareProvider } from './provider.ts';
import vercel, { DEPLOYMENTS } from './vercel.ts';

/** GitHub, GitLab and Vercel by another issuer than the usual one. */
export const HOSTS: readonly RareProvider[] = [
  {
    ...github,
    id: 'github-enterprise-server',
    also: [],
    words: `${github.words} enterprise server ghes`,
    tenant: {
      ...serverOf('github.example.com', '/_services/token'),
      problem: (issuer) =>
        /(?:^|\.)(?:github|ghe)\.com\//.test(issuer)
          ? 'This is not a server of your own. Choose GitHub Actions, or the one on ghe.com.'
          : undefined,
    },
    wizard: undefined,
    templates: [],
  },
  {
    ...github,
    id: 'github-actions-enterprise-issuer',
    also: [],
    words: `${github.words} enterprise cloud issuer`,
    tenant: named(
      'token.actions.githubusercontent.com/<enterprise>',
      'Which enterprise?',
      'Slug of the enterprise on GitHub.',
      'octocat-inc',
    ),
    wizard: undefined,
    templates: [],
  },
  {
    ...github,
    id: 'github-actions-data-residency',
    also: [],
    words: `${github.words} ghe.com enterprise cloud data residency`,
    tenant: {
      place: 'token.actions.<subdomain>.ghe.com',
      title: 'Which subdomain of ghe.com?',
      prompt: 'Subdomain of the enterprise, or its address. The issuer URL works too.',
      placeholder: 'octocorp',
      issuer: (text) => {
        const [, name] = /^(?:token\.actions\.)?([a-z0-9-]+)(?:\.ghe\.com)?(?:\/.*)?$/i.exec(text) ?? [];
        const isOwn =
          name !== undefined && text.toLowerCase() === `token.actions.${name}.ghe.com/${name}`.toLowerCase();
        return name === undefined || isOwn ? text : `token.actions.${name.toLowerCase()}.ghe.com`;
      },
      problem: undefined,
      answers: NO_ANSWERS,
    },
    wizard: undefined,
    templates: [],
  },
  { id: 'github-audit-log', bearer: 'GitHub audit log stream' },
  {
    id: 'github-vstoken',
    bearer: 'GitHub Actions workflow',
    path: 'owner/repo',
    successor: 'token.actions.githubusercontent.com',
    pullRequest: ':pull_request',
  },
  {
    ...gitlab,
    id: 'gitlab-self-managed',
    words: `${gitlab.words} self managed dedicated server`,
    tenant: {
      ...serverOf('gitlab.example.com', ''),
      answers: (issuer) => ({ gitlabHost: issuer }),
    },
    wizard: undefined,
    templates: [],
  },
  {
    ...vercel,
    id: 'vercel-global',
    tenant: undefined,
    scopes: DEPLOYMENTS,
  },
];
