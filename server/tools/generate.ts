// Writes what follows from the records and the rules' metadata: the indexes of both, the rules' pages' heads, the table of rules, the settings'
// list, the snippets, the strings to translate, and the page of the command line. `npm run generate`; with --check it changes nothing and fails when something would change.
import * as fs from 'node:fs';
import { notices } from './notices.ts';
import { cliDocs } from './cliDocs.ts';
import { configSchema } from './configSchema.ts';
import { manifest } from './manifest.ts';
import { protocolDocs } from './protocolDocs.ts';
import { strings } from './strings.ts';
import { guardIndex } from './guardIndex.ts';
import { providerIndex } from './providerIndex.ts';
import { ruleIdsFile, ruleIndex } from './ruleIndex.ts';

const check = process.argv.includes('--check');
const stale: string[] = [];

function put(file: string, text: string): void {
  const now = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
  if (now === text) return;
  stale.push(file);
  if (!check) fs.writeFileSync(file, text);
}

async function main(): Promise<void> {
  // The indexes come first: the rest reads the rules through them, and is loaded only then.
  put('server/src/providers/index.ts', providerIndex());
  put('server/src/ruleIds.ts', ruleIdsFile());
  put('server/src/guards/index.ts', guardIndex());
  put('server/src/rules/index.ts', ruleIndex());
  const { documentedRules, rules } = await import('../src/rules/index.ts');
  const { snippets, terraformSnippets } = await import('./snippets.ts');
  const { loadExamples, rulePages, rulesTable } = await import('./ruleDocs.ts');
  await loadExamples();
  for (const [file, text] of rulePages(documentedRules)) put(file, text);
  put('docs/rules.md', rulesTable(rules, fs.readFileSync('docs/rules.md', 'utf8')));
  put('package.json', manifest(rules, fs.readFileSync('package.json', 'utf8')));
  put('schemas/trust-policy.config.schema.json', configSchema(rules));
  put('l10n/bundle.l10n.json', await strings());
  put('snippets/trust-policy.json', snippets());
  put('snippets/trust-policy.code-snippets', await terraformSnippets());
  put('docs/protocol.md', protocolDocs());
  put('THIRD-PARTY-NOTICES.md', notices());
  put('docs/cli.md', cliDocs());
  if (check && stale.length) {
    console.error(`Not fresh, run npm run generate: ${stale.join(', ')}`);
    process.exitCode = 1;
  } else {
    console.log(stale.length ? `written: ${stale.join(', ')}` : 'all fresh');
  }
}

void main();
