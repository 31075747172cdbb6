import * as fs from 'node:fs';
import * as path from 'node:path';

/** What is bundled: the runtime dependencies and all they need. */
function shippedPackages(): { name: string; version: string; license: string; text: string }[] {
  const found = new Map<string, { name: string; version: string; license: string; text: string }>();
  const visit = (name: string, from: string): void => {
    const folder = locate(name, from);
    const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
      version: string;
      license?: string;
      dependencies?: Record<string, string>;
    };
    const id = `${name} ${manifest.version}`; // two versions of one package may ship
    if (found.has(id)) return;
    const license = manifest.license ?? '';
    if (!/^(MIT|ISC|BSD-[23]-Clause|Apache-2\.0|0BSD|BlueOak-1\.0\.0)$/.test(license))
      throw new Error(`${name}: licence "${license}" may not ship`);
    const file = fs.readdirSync(folder).find((f) => /^licen[cs]e/i.test(f));
    found.set(id, {
      name,
      version: manifest.version,
      license,
      text: file ? fs.readFileSync(path.join(folder, file), 'utf8').trim() : '',
    });
    for (const dependency of Object.keys(manifest.dependencies ?? {})) visit(dependency, folder);
  };
  const own = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  for (const name of Object.keys(own.dependencies)) visit(name, '.');
  return [...found.values()].sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));
}

function locate(name: string, from: string): string {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (fs.existsSync(candidate)) return candidate;
    if (folder === path.dirname(folder)) throw new Error(`${name} is not installed`);
  }
}

/** THIRD-PARTY-NOTICES.md */
export function notices(): string {
  const parts = [
    '# Third-party notices',
    'IAM Trust Policy ships the following, each under its own licence.',
    '## Data: known_aws_accounts',
    "The table of vendors' account ids is taken from fwd:cloudsec known_aws_accounts (<https://github.com/fwdcloudsec/known_aws_accounts>), commit c2922af, reduced to names and account ids. Copyright its contributors; licensed under the Apache License, Version 2.0 (<http://www.apache.org/licenses/LICENSE-2.0>).",
    ...shippedPackages().flatMap((p) => [
      `## ${p.name} ${p.version} (${p.license})`,
      p.text ? `\`\`\`\n${p.text.replace(/\r\n/g, '\n')}\n\`\`\`` : '',
    ]),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}
