import { POD_IDENTITY } from '../catalogue/servicePrincipals.ts';
import { parseArn } from '../iam/arn.ts';
import { regionOfIssuer } from '../iam/awsIssuer.ts';
import { conditionsOn, guarantees } from '../policy/conditionGuarantees.ts';
import type { Condition, Statement } from '../policy/model.ts';
import type { HoledText } from '../text/holedText.ts';
import type { Phrase } from './phrase.ts';
import { displaySubject, displayText } from './phrases.ts';

/** The cluster whose issuer it is; the ID of one on EKS is long, and the Region tells most of them apart. */
export function clusterOf(issuer: HoledText): string {
  const region = regionOfIssuer(issuer);
  const id = region?.eks ? /\/id\/([A-Za-z0-9]+)$/.exec(issuer.value)?.[1] : undefined;
  if (region && id !== undefined && !issuer.holes.length) return `in cluster ${id.slice(0, 8)}… (${region.name})`;
  const [, project, location, name] = ON_GKE.exec(issuer.value) ?? [];
  if (project !== undefined && location !== undefined && name !== undefined)
    return `in cluster ${displayText(name)} (${displayText(location)}) of project ${displayText(project)}`;
  return `in the cluster of issuer ${displaySubject(issuer.value)}`;
}

const ON_GKE = /^container\.googleapis\.com\/v1\/projects\/([^/]+)\/locations\/([^/]+)\/clusters\/([^/]+)$/;

/**
 * The pods that can have the role by EKS Pod Identity, where the tags of its sessions are tested; undefined where none is.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
export function podIdentityPhrase(statement: Statement, mentioned: Set<Condition>): Phrase | undefined {
  const [principal, ...more] = statement.principals;
  if (!principal || more.length || principal.value.value !== POD_IDENTITY) return undefined;
  const namespace = tagOf('kubernetes-namespace', statement, mentioned);
  const account = tagOf('kubernetes-service-account', statement, mentioned);
  const name = tagOf('eks-cluster-name', statement, mentioned);
  const arn = name === undefined ? tagOf('eks-cluster-arn', statement, mentioned) : undefined;
  const cluster = name === undefined ? arn && clusterIn(arn) : displayText(name);
  if (namespace === undefined && account === undefined && cluster === undefined) return undefined;
  return {
    noun: 'any EKS pod',
    details: [...podIn(namespace, account), ...(cluster ? [`in cluster ${cluster}`] : [])],
    person: 'it',
  };
}

function podIn(namespace: string | undefined, account: string | undefined): readonly string[] {
  if (account === undefined) return namespace === undefined ? [] : [`in namespace ${displayText(namespace)}`];
  if (namespace === undefined) return [`with service account ${displayText(account)} in any namespace`];
  return [`with service account ${displayText(namespace)}/${displayText(account)}`];
}

/** The one value that a tag must have; the conditions on it need not be said again. */
function tagOf(tag: string, statement: Statement, mentioned: Set<Condition>): string | undefined {
  const [condition, ...more] = conditionsOn(statement, `aws:RequestTag/${tag}`);
  if (!condition || more.length || guarantees(condition) === 'no') return undefined;
  const { operator, values } = condition;
  const [value, ...others] = values;
  if (operator?.base !== 'StringEquals' || operator.set || others.length || value?.text?.node.kind !== 'string')
    return undefined;
  mentioned.add(condition);
  return value.text.value;
}

/** `prod (eu-west-1)`. */
function clusterIn(value: string): string {
  const arn = parseArn({ value, holes: [] });
  const [, name] = /^cluster\/(.+)$/.exec(arn?.resource.value ?? '') ?? [];
  return arn && name !== undefined ? `${displayText(name)} (${displayText(arn.region.value)})` : displayText(value);
}
