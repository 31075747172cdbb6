// npm run refresh-catalogue [-- --check]
// Makes server/src/catalogue/data/*.json from pinned inputs: the files in catalogue/inputs and two packages. Tables are reduced
// to what is read; it stops on anything it cannot place. --check only says whether they are as they would be made today.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { awsNames, regions } from './catalogue/awsNames.ts';
import { conditionKeys } from './catalogue/conditionKeys.ts';
import { oidcProviders } from './catalogue/oidcProviders.ts';
import { servicePrincipals } from './catalogue/servicePrincipals.ts';
import { vendorAccounts } from './catalogue/vendorAccounts.ts';

const DATA = path.join(process.cwd(), 'server/src/catalogue/data');

async function main(check: boolean): Promise<void> {
  const made = [servicePrincipals(), conditionKeys(), oidcProviders(), vendorAccounts(), regions(), await awsNames()];
  for (const { name, text, rows } of made) {
    const file = path.join(DATA, `${name}.json`);
    const same = fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text;
    if (!check) fs.writeFileSync(file, text);
    const note = same ? '' : check ? ', not as its inputs say: npm run refresh-catalogue' : ', changed';
    console.log(`${name}: ${rows} rows${note}`);
    if (check && !same) process.exitCode = 1;
  }
}

void main(process.argv.includes('--check'));
