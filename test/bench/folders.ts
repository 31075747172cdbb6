import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { templateOf, terraformOf } from './documents.ts';
import { server } from './server.ts';

interface Cost {
  readonly milliseconds: number;
  /** Megabytes; NaN where the system does not tell. */
  readonly peak: number;
}

/** Files as `aws iam get-role` prints them, a role each. */
export function rolesIn(folder: string, count: number): void {
  for (let i = 0; i < count; i++)
    fs.writeFileSync(
      path.join(folder, `role-${i}.json`),
      JSON.stringify({
        Role: {
          Path: '/',
          RoleName: `role-${i}`,
          Arn: `arn:aws:iam::111122223333:role/role-${i}`,
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: `arn:aws:iam::111122223333:role/role-${i + 1}` },
                Action: 'sts:AssumeRole',
              },
            ],
          },
        },
      }),
    );
}

/** Small JSON files of any project; every tenth is a trust policy. */
export function projectIn(folder: string, count: number): void {
  for (let i = 0; i < count; i++) {
    const value =
      i % 10 === 0
        ? {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          }
        : {
            name: `part-${i}`,
            version: '1.0.0',
            files: ['a', 'b', 'c'],
            scripts: { build: 'make', test: 'make test' },
          };
    const at = path.join(folder, `d${i % 100}`);
    fs.mkdirSync(at, { recursive: true });
    fs.writeFileSync(path.join(at, `f-${i}.json`), JSON.stringify(value, null, 2));
  }
}

/** Terraform files of about 2.5 KB, ten to a module directory. */
export function modulesIn(folder: string, count: number): void {
  const text = terraformOf(2.5);
  for (let i = 0; i < count; i++) {
    const at = path.join(folder, `module-${Math.floor(i / 10)}`);
    fs.mkdirSync(at, { recursive: true });
    fs.writeFileSync(path.join(at, `roles-${i}.tf`), text.replace(/(role|bucket)_/g, `$1_${i}_`));
  }
}

/** Templates of CloudFormation of about 4 KB, each with roles of its own. */
export function templatesIn(folder: string, count: number): void {
  const text = templateOf(4);
  for (let i = 0; i < count; i++)
    fs.writeFileSync(path.join(folder, `template-${i}.yaml`), text.replace(/(Role|Bucket)(?=\d)/g, `$1${i}x`));
}

/** Makes a folder, measures over it, takes it away. */
export async function inFolder<T>(
  fill: (folder: string) => void,
  measure: (folder: string) => T | Promise<T>,
): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'iam-trust-policy-bench-'));
  try {
    fill(folder);
    return await measure(folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The command line over a folder. */
export function commandLine(folder: string): Cost {
  return child(
    `process.argv = [process.execPath, 'iam-trust-policy', 'check', '--fail-on', 'never', ${JSON.stringify(folder)}];
     require(${JSON.stringify(path.resolve('dist/cli.js'))});`,
  );
}

/** Reading and parsing every file of a folder, and nothing else. */
export function bareParse(folder: string): Cost {
  return child(
    `const fs = require('node:fs');
     const walk = (at) => { for (const entry of fs.readdirSync(at, { withFileTypes: true })) {
       const file = at + '/' + entry.name;
       if (entry.isDirectory()) walk(file); else JSON.parse(fs.readFileSync(file, 'utf8'));
     } };
     walk(${JSON.stringify(folder)});`,
  );
}

/** *Check All* in a server that begins with nothing. */
export async function checkAll(folder: string): Promise<Cost> {
  const { connection, memory, stop } = await server('dist/server.js', pathToFileURL(folder).href);
  const start = performance.now();
  await connection.sendRequest('iamTrustPolicy/checkAll', {});
  const milliseconds = performance.now() - start;
  const { peak } = memory();
  stop();
  return { milliseconds, peak };
}

function child(script: string): Cost {
  const told = `process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS));`;
  const start = performance.now();
  const { stderr, status } = spawnSync(process.execPath, ['-e', `${told}${script}`], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`ended with ${status}: ${stderr.slice(0, 400)}`);
  return { milliseconds, peak: Number(/peak (\d+)$/.exec(stderr)?.[1]) / 1024 };
}
