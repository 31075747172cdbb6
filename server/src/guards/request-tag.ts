import { POD_IDENTITY } from '../catalogue/servicePrincipals.ts';
import { STRING_EQUALS } from '../iam/vocabulary.ts';
import { own } from '../text/own.ts';
import type { TemplateText } from '../tree/template.ts';
import { TAG_VALUE } from './forms.ts';
import { defineGuard } from './guard.ts';

/** The tags that EKS puts on the sessions of pods. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html */
const POD_TAGS: Readonly<Record<string, TemplateText>> = {
  'eks-cluster-name': { parts: [{ stop: 1, text: '<CLUSTER_NAME>' }] },
  'kubernetes-namespace': { parts: [{ stop: 1, text: '<NAMESPACE>' }] },
  'kubernetes-service-account': { parts: [{ stop: 1, text: '<SERVICE_ACCOUNT>' }] },
  'eks-cluster-arn': {
    parts: [
      'arn:aws:eks:',
      { stop: 1, text: '<REGION>' },
      ':',
      { stop: 2, text: '<ACCOUNT_ID>' },
      ':cluster/',
      { stop: 3, text: '<CLUSTER_NAME>' },
    ],
  },
  'kubernetes-pod-name': { parts: [{ stop: 1, text: '<POD_NAME>' }] },
  'kubernetes-pod-uid': { parts: [{ stop: 1, text: '<POD_UID>' }] },
};

export default defineGuard({
  id: 'requestTag',
  key: 'aws:RequestTag/',
  operator: STRING_EQUALS,
  for: {},
  tags: { [POD_IDENTITY]: Object.keys(POD_TAGS) },
  value: {
    form: TAG_VALUE,
    offer: (_, __, tag) => {
      const value = own(POD_TAGS, tag.toLowerCase());
      return value ? [{ value, detail: 'Session tag of EKS Pod Identity' }] : [];
    },
  },
  tells: undefined,
  say: { noun: (_, tag) => `the session tag ${tag}`, plural: false, sent: undefined, phrase: undefined },
  meet: undefined,
  asks: [],
  demand: undefined,
});
