import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { repo } from './vscode-host.mjs';

const FILES = {
  'package.json': JSON.stringify({
    name: 'languages-of-the-tests',
    files: ['main.js', 'terraform.json', 'cloudformation.json'],
    publisher: 'tests',
    version: '1.0.0',
    engines: { vscode: '^1.90.0' },
    main: './main.js',
    activationEvents: ['onLanguage:terraform', 'onLanguage:cloudformation'],
    contributes: {
      languages: [
        { id: 'terraform', aliases: ['Terraform'], extensions: ['.tf'] },
        { id: 'cloudformation', aliases: ['CloudFormation'], filenames: ['template.yml'] },
      ],
      grammars: [
        { language: 'terraform', scopeName: 'source.terraform', path: './terraform.json' },
        { language: 'cloudformation', scopeName: 'source.cloudformation', path: './cloudformation.json' },
      ],
    },
  }),
  'README.md': 'Languages, for tests.\n',
  'terraform.json': JSON.stringify({
    scopeName: 'source.terraform',
    patterns: [
      { match: '#.*$', name: 'comment.line.number-sign.terraform' },
      { match: '"[^"]*"', name: 'string.quoted.double.terraform' },
      { match: '^(resource|data|variable)\\b', name: 'keyword.control.terraform' },
    ],
  }),
  'cloudformation.json': JSON.stringify({
    scopeName: 'source.cloudformation',
    patterns: [{ include: 'source.yaml' }],
  }),
  'main.js': `const { DocumentSymbol, languages, SymbolKind } = require('vscode');
exports.activate = () => {
  const outline = (language, pattern, nameOf) =>
    languages.registerDocumentSymbolProvider(language, {
      provideDocumentSymbols: (document) =>
        [...document.getText().matchAll(pattern)].map((match) => {
          const { range } = document.lineAt(document.positionAt(match.index));
          return new DocumentSymbol(nameOf(match), '', SymbolKind.Class, range, range);
        }),
    });
  outline('terraform', /^(resource|data) "(.*)" "(.*)"/gm, ([, kind, type, name]) => kind + ' ' + type + '.' + name);
  outline('cloudformation', /^  (\\w+):\\n    Type: AWS/gm, ([, id]) => 'resource ' + id);
};
`,
};

/** An extension as there are for Terraform and CloudFormation: it has the languages, colors and outlines them. @returns its package */
export function languageExtension() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'language-extension-'));
  for (const [name, text] of Object.entries(FILES)) fs.writeFileSync(path.join(folder, name), text);
  const vsce = path.join(repo, 'node_modules/@vscode/vsce/vsce');
  const made = path.join(folder, 'languages.vsix');
  const options = ['--no-dependencies', '--skip-license', '--allow-missing-repository', '--out', made];
  execFileSync(process.execPath, [vsce, 'package', ...options], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return made;
}
