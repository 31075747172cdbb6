import type { Need } from '../role.ts';

/** What makes the pods of a service account use a role. https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
export function annotateCommand(
  { namespace, serviceAccount }: Need & { kind: 'serviceAccountAnnotation' },
  roleArn: string,
): string {
  return `kubectl annotate serviceaccount ${serviceAccount} --namespace ${namespace} --overwrite eks.amazonaws.com/role-arn=${roleArn}`;
}

/** When a template makes no provider. */
export function setToFalse({ url, clientIds }: Need & { kind: 'oidcProvider' }): string {
  const audiences = clientIds.length ? ` with audience ${clientIds.join(' and ')}` : '';
  return `Set to false if the account already has this OIDC provider${audiences}: ${url}`;
}
