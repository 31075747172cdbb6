import { oidcProvider } from '../catalogue/oidcProviders.ts';
import { isRegionName } from '../iam/partitions.ts';
import { pastedIssuer } from './pasted.ts';

/** How a customer of a provider says which issuer is theirs, by whatever they have of it. */
export interface Tenant {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  /** The issuer that is meant by a short form of it, or by itself. */
  readonly issuer: (text: string) => string;
  /** What is wrong with what was given, as a sentence; undefined when it is an issuer of the provider. */
  readonly problem: (issuer: string) => string | undefined;
}

const HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

/** By the id of the provider. */
export const TENANTS: Readonly<Record<string, Tenant>> = {
  'eks-irsa': {
    title: 'Which cluster?',
    prompt: 'Paste the OIDC issuer URL of the cluster, the ARN of its identity provider, or the Region and the ID.',
    placeholder: 'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
    issuer: (text) => {
      const [, region = '', id] = /^([^\s,/:.]+)[\s,/:]+(?:id\/)?([^\s,/:.]+)$/.exec(text) ?? [];
      return id === undefined ? text.replace(/\/$/, '') : eksIssuer(region, id);
    },
    problem: (issuer) => {
      const [, region, id] = /^oidc[.-]eks\.([^./]+)\.[a-z0-9.]+\/id\/(.*)$/.exec(issuer) ?? [];
      if (region === undefined || id === undefined)
        return isRegionName(issuer)
          ? `Add the ID after the Region. Example: ${issuer} ${EXAMPLE_ID}`
          : `Not an EKS issuer. Example: https://${eksIssuer('eu-west-1', EXAMPLE_ID)}`;
      if (!isRegionName(region)) return 'Not a Region. Example: eu-west-1';
      if (!/^[A-Za-z0-9]{32}$/.test(id))
        return `The ID of a cluster's issuer has 32 letters and digits (found ${id.length}).`;
      return isOf('eks-irsa', issuer)
        ? undefined
        : `Not an EKS issuer. Example: https://${eksIssuer(region, EXAMPLE_ID)}`;
    },
  },
  'bitbucket-pipelines': {
    title: 'Which workspace?',
    prompt:
      'Paste the identity provider URL of the OpenID Connect page of the repository, or the name of the workspace.',
    placeholder: 'acme',
    issuer: (text) => {
      const [, workspace] = /^(?:bitbucket\.org\/)?([\w-]+)(?:\/.*)?$/.exec(text) ?? [];
      return workspace === undefined
        ? text
        : `api.bitbucket.org/2.0/workspaces/${workspace}/pipelines-config/identity/oidc`;
    },
    problem: (issuer) => (isOf('bitbucket-pipelines', issuer) ? undefined : 'Not a Bitbucket workspace. Example: acme'),
  },
  circleci: {
    title: 'Which organization?',
    prompt: 'Paste the organization ID of the organization settings, or the issuer URL.',
    placeholder: '2c3f7a0e-1111-4222-8333-444455556666',
    issuer: (text) => (/^[0-9a-f-]{36}$/i.test(text) ? `oidc.circleci.com/org/${text.toLowerCase()}` : text),
    problem: (issuer) =>
      isOf('circleci', issuer)
        ? undefined
        : 'Not a CircleCI organization ID. Example: 2c3f7a0e-1111-4222-8333-444455556666',
  },
  auth0: {
    title: 'Which tenant?',
    prompt: 'Paste the domain of the tenant, or its issuer URL.',
    placeholder: 'acme.eu.auth0.com',
    issuer: (text) => {
      const host = (text.includes('.') ? text.toLowerCase() : text).replace(/\/$/, '');
      return `${/^[a-z0-9-]+(?:\.(?:us|eu|au|jp|uk|ca|in)(?:-\d)?)?$/.test(host) ? `${host}.auth0.com` : host}/`;
    },
    problem: (issuer) => {
      const host = issuer.slice(0, -1);
      const { provider } = oidcProvider(issuer) ?? oidcProvider(host) ?? {};
      // A tenant may have a domain of its own, but not one that another provider has.
      if (provider && provider.id !== 'auth0')
        return `This issuer belongs to ${provider.shortName}. Enter the domain of your Auth0 tenant.`;
      return HOST.test(host) ? undefined : 'Not the domain of an Auth0 tenant. Example: acme.eu.auth0.com';
    },
  },
  okta: {
    title: 'Which authorization server?',
    prompt: 'Paste the issuer URL. A domain alone stands for its server named default.',
    placeholder: 'https://acme.okta.com/oauth2/default',
    issuer: (text) => {
      const [, name = '', rest = ''] = /^([^/]*)(\/.*)?$/.exec(text) ?? [];
      const domain = (name.includes('.') ? name.toLowerCase() : `${name}.okta.com`).replace(/-admin(?=\.okta)/, '');
      return rest === '' || rest === '/' ? `${domain}/oauth2/default` : `${domain}${rest.replace(/\/$/, '')}`;
    },
    problem: (issuer) => {
      const [host = '', ...path] = issuer.split('/');
      const others = (oidcProvider(host)?.provider.id ?? 'okta') !== 'okta';
      return HOST.test(host) && path.length === 2 && isOf('okta', issuer) && !others
        ? undefined
        : 'Not an Okta issuer. Example: https://acme.okta.com/oauth2/default';
    },
  },
  generic: {
    title: 'Which issuer?',
    prompt: 'Paste the issuer URL, or the ARN of the identity provider.',
    placeholder: 'https://idp.example.com/tenant',
    issuer: (text) => text,
    problem: (issuer) =>
      /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[\w.~%+@/-]*)?$/i.test(issuer)
        ? undefined
        : 'Not an issuer URL. Example: https://idp.example.com/tenant',
  },
};

/** The issuer that an answer means, with what the ARN of its provider also says. */
export function issuerMeant(tenant: Tenant, text: string): ReturnType<typeof pastedIssuer> {
  const { issuer, ...rest } = pastedIssuer(text);
  return { issuer: rest.account === undefined ? tenant.issuer(issuer) : issuer, ...rest };
}

const EXAMPLE_ID = 'EXAMPLED539D4633E53DE1B71EXAMPLE';

function eksIssuer(region: string, id: string): string {
  return `oidc.eks.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/id/${id}`;
}

function isOf(provider: string, issuer: string): boolean {
  return oidcProvider(issuer)?.provider.id === provider;
}
