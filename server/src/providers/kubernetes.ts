import { SERVICE_ACCOUNT } from './answers.ts';
import { defineProvider } from './provider.ts';

export default defineProvider({
  id: 'kubernetes-self-managed',
  also: [],
  users: 'workloads',
  bearer: 'Kubernetes pod',
  path: undefined,
  narrowing: [],
  customized: undefined,
  byPath: undefined,
  pullRequest: undefined,
  unaskedAudience: undefined,
  successor: undefined,
  words: 'kubernetes k8s kops kubeadm talos cluster',
  tenant: undefined,
  questions: SERVICE_ACCOUNT,
  scopes: [],
  wizard: undefined,
  templates: [],
});
