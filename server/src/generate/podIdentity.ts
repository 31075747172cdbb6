import { ASSUME_ROLE, STRING_EQUALS, TAG_SESSION } from '../iam/vocabulary.ts';
import { textAnswer } from './answers.ts';
import { kubernetesName, optional } from './answerChecks.ts';
import { SEARCH_WORDS } from './searchWords.ts';
import type { TrustKind } from './steps.ts';

/** Pods, through an association of their cluster. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html */
export const podIdentityTrust: TrustKind = {
  id: 'podIdentity',
  label: 'EKS Pod Identity',
  detail: 'Pods of a service account, through a pod identity association',
  words: SEARCH_WORDS.podIdentity,
  questions: () => [
    {
      id: 'namespace',
      kind: 'text',
      title: 'Which namespace?',
      prompt: 'Kubernetes namespace. Leave empty to allow any namespace.',
      placeholder: 'shop',
      problem: optional(kubernetesName),
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
  statement: (answers) => {
    const tags = {
      [`${TAG}kubernetes-namespace`]: textAnswer(answers, 'namespace'),
      [`${TAG}kubernetes-service-account`]: textAnswer(answers, 'serviceAccount'),
    };
    const asked = Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== ''));
    return {
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: [ASSUME_ROLE, TAG_SESSION],
      ...(Object.keys(asked).length ? { Condition: { [STRING_EQUALS]: asked } } : {}),
    };
  },
};

/** EKS tags its sessions. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html */
const TAG = 'aws:RequestTag/';
