import { unknownRegion } from '../catalogue/regions.ts';
import { isRegionName, partitionOfRegion } from '../iam/partitions.ts';
import { own } from '../text/own.ts';
import { isOf, NO_ANSWERS, SERVICE_ACCOUNT } from './answers.ts';
import { defineProvider } from './provider.ts';

const EXAMPLE_ID = 'EXAMPLED539D4633E53DE1B71EXAMPLE';

function issuerIn(region: string, id: string): string {
  return `oidc.eks.${region}.${domainIn(region) ?? USUAL_DOMAIN}/id/${id}`;
}

const USUAL_DOMAIN = 'amazonaws.com';

/** Where the issuers of clusters are; undefined where AWS does not say. */
function domainIn(region: string): string | undefined {
  return own(DOMAINS, partitionOfRegion(region));
}

const DOMAINS: Readonly<Record<string, string>> = {
  aws: USUAL_DOMAIN,
  'aws-us-gov': USUAL_DOMAIN,
  'aws-cn': 'amazonaws.com.cn',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
};

/** Of clusters with IPv6 as well. */
const DUAL_STACK = 'api.aws';

export default defineProvider({
  id: 'eks-irsa',
  also: [],
  users: 'workloads',
  bearer: 'EKS pod',
  path: undefined, // namespace and account have words of their own
  narrowing: [],
  customized: undefined,
  byPath: undefined,
  pullRequest: undefined,
  unaskedAudience: undefined,
  successor: undefined,
  words: 'eks irsa k8s kubernetes service account serviceaccount pod pods cluster oidc',
  tenant: {
    place: 'oidc.eks.<region>.amazonaws.com/id/<clusterId>',
    title: 'Which cluster?',
    prompt: 'Paste the OIDC issuer URL of the cluster, the ARN of its identity provider, or the Region and the ID.',
    placeholder: 'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
    issuer: (text) => {
      const [, region = '', id] = /^([^\s,/:.]+)[\s,/:]+(?:id\/)?([^\s,/:.]+)$/.exec(text) ?? [];
      return id === undefined ? text.replace(/\/$/, '') : issuerIn(region, id);
    },
    problem: (issuer) => {
      const [, region, domain, id] = /^oidc[.-]eks\.([^./]+)\.([a-z0-9.]+)\/id\/(.*)$/.exec(issuer) ?? [];
      if (region === undefined || domain === undefined || id === undefined)
        return isRegionName(issuer)
          ? `Add the ID after the Region. Example: ${issuer} ${EXAMPLE_ID}`
          : `Not an EKS issuer. Example: https://${issuerIn('eu-west-1', EXAMPLE_ID)}`;
      if (!isRegionName(region)) return 'Not a Region. Example: eu-west-1';
      const unknown = unknownRegion(region);
      if (unknown !== undefined) return unknown;
      if (!/^[A-Za-z0-9]{32}$/.test(id))
        return `The ID of a cluster's issuer has 32 letters and digits (found ${id.length}).`;
      if (id !== id.toUpperCase()) return `The ID of a cluster's issuer has capital letters: ${id.toUpperCase()}`;
      const wanted = domainIn(region);
      if (wanted === undefined) return `We don't know the issuers of clusters in ${region}. Example: eu-west-1`;
      return isOf('eks-irsa', issuer) && (domain === wanted || domain === DUAL_STACK)
        ? undefined
        : `Issuers in ${region} are at ${wanted}. Their form is https://${issuerIn(region, 'ID')}`;
    },
    answers: NO_ANSWERS,
  },
  questions: SERVICE_ACCOUNT,
  scopes: [],
  wizard: {
    id: 'eks',
    label: 'EKS IRSA',
    detail: 'IAM roles for service accounts: pods of one Kubernetes service account',
  },
  templates: [
    {
      id: 'trust-eks',
      label: 'EKS IRSA',
      detail: 'IAM roles for service accounts: pods of one Kubernetes service account',
      subject: undefined,
    },
  ],
});
