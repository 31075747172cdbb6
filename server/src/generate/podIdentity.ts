import { POD_IDENTITY } from '../catalogue/servicePrincipals.ts';
import { regionProblem } from '../guards/regionProblem.ts';
import { isAccountId } from '../iam/account.ts';
import { ASSUME_ROLE, STRING_EQUALS, TAG_SESSION } from '../iam/vocabulary.ts';
import { textAnswer, type Answers } from './answers.ts';
import { clusterName, kubernetesName, optional } from './answerChecks.ts';
import { guarded, withGuards } from './guards.ts';
import { partitionOf } from './partition.ts';
import { pastedArn, unquoted } from './pasted.ts';
import { SEARCH_WORDS } from './searchWords.ts';
import type { TrustKind } from './steps.ts';

/** Pods, through an association of their cluster. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html */
export const podIdentityTrust: TrustKind = {
  id: 'podIdentity',
  label: 'EKS Pod Identity',
  detail: 'Pods of a service account, through a pod identity association',
  words: SEARCH_WORDS.podIdentity,
  questions: (answers, asking) =>
    withGuards(
      [
        {
          id: 'cluster',
          kind: 'text',
          title: 'Which cluster?',
          prompt: 'ARN or name of the EKS cluster. Leave empty to allow any cluster of the account.',
          placeholder: 'arn:aws:eks:eu-west-1:111122223333:cluster/prod',
          problem: optional(cluster),
          read: readCluster,
        },
        {
          id: 'namespace',
          kind: 'text',
          title: 'Which namespace?',
          prompt: 'Kubernetes namespace. Leave empty to allow any namespace.',
          placeholder: 'shop',
          problem: optional((value) => kubernetesName(bothIn(value)?.namespace ?? unquoted(value))),
          read: (value) => bothIn(value) ?? unquoted(value),
        },
        {
          id: 'serviceAccount',
          kind: 'text',
          title: 'Which service account?',
          prompt: 'Kubernetes service account. Leave empty to allow any service account.',
          placeholder: 'checkout',
          problem: optional(kubernetesName),
        },
      ],
      { callers: 'service', principals: [POD_IDENTITY] },
      answers,
      asking,
    ),
  statements: (answers) => {
    const given = textAnswer(answers, 'cluster');
    const tags = {
      [given.startsWith('arn:') ? 'eks-cluster-arn' : 'eks-cluster-name']: given,
      'kubernetes-namespace': textAnswer(answers, 'namespace'),
      'kubernetes-service-account': textAnswer(answers, 'serviceAccount'),
    };
    const asked = Object.entries(tags).flatMap(([tag, value]) =>
      value === '' ? [] : [[`${TAG}${tag}`, value] as const],
    );
    return guarded(
      {
        Effect: 'Allow',
        Principal: { Service: POD_IDENTITY },
        Action: [ASSUME_ROLE, TAG_SESSION],
        ...(asked.length ? { Condition: { [STRING_EQUALS]: Object.fromEntries(asked) } } : {}),
      },
      answers,
    );
  },
  setting: (answers) => {
    const told = (id: string): string | undefined => textAnswer(answers, id) || undefined;
    const inArn = clusterIn(textAnswer(answers, 'cluster'));
    return {
      partition: partitionOf(answers),
      account: inArn?.account,
      caller: { kind: 'service', name: POD_IDENTITY },
      needs: [
        {
          kind: 'podIdentityAssociation',
          cluster: inArn?.name ?? told('cluster'),
          region: inArn?.region,
          namespace: told('namespace'),
          serviceAccount: told('serviceAccount'),
        },
      ],
    };
  },
};

/** EKS tags its sessions. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html */
const TAG = 'aws:RequestTag/';

interface Cluster {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** The cluster of an ARN. */
function clusterIn(value: string): Cluster | undefined {
  const arn = pastedArn(value);
  const name = arn?.service.value === 'eks' ? /^cluster\/(.+)$/.exec(arn.resource.value)?.[1] : undefined;
  return arn && name !== undefined && isAccountId(arn.account.value)
    ? { name, account: arn.account.value, region: arn.region.value }
    : undefined;
}

function cluster(value: string): string | undefined {
  const arn = pastedArn(value);
  if (!arn) return clusterName(unquoted(value));
  const { name } = clusterIn(value) ?? {};
  if (name === undefined) return 'Not the ARN of a cluster. Example: arn:aws:eks:eu-west-1:111122223333:cluster/prod';
  return regionProblem(arn) ?? clusterName(name);
}

function readCluster(value: string): string | Answers {
  const arn = pastedArn(value);
  return arn ? { cluster: unquoted(value), partition: arn.partition.value } : unquoted(value);
}

/** Namespace and service account, as the subject of a token or a path has both. */
function bothIn(value: string): { readonly namespace: string; readonly serviceAccount: string } | undefined {
  const [, namespace, serviceAccount] = /^(?:system:serviceaccount:)?([^:/]+)[:/]([^:/]+)$/.exec(unquoted(value)) ?? [];
  return namespace === undefined || serviceAccount === undefined ? undefined : { namespace, serviceAccount };
}
