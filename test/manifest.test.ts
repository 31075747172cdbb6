import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { parseTree, type Node } from 'jsonc-parser';
import { LONGEST_GLOB, matchesGlob } from '../server/src/hosts/glob.ts';

interface Manifest {
  readonly publisher: string;
  readonly name: string;
  readonly version: string;
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: unknown; readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly configurationDefaults: Readonly<Record<string, unknown>>;
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly propertyNames?: { readonly maxLength: number } }>>;
    };
  };
}

/** Settings that a folder nobody trusts may bring: they change what is seen, not what is found. */
const HARMLESS = ['trustPolicy.codeLens', 'trustPolicy.delay', 'trustPolicy.inlayHints', 'trustPolicy.trace.server'];

describe('the manifest', () => {
  const { capabilities, contributes, publisher, name, version } = JSON.parse(
    fs.readFileSync('package.json', 'utf8'),
  ) as Manifest;

  it('lets no untrusted folder hide what is wrong with its policies', () => {
    const { supported, restrictedConfigurations } = capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited'); // VS Code reads the restricted settings with this word only
    const settings = Object.keys(contributes.configuration.properties);
    assert.deepEqual([...restrictedConfigurations, ...HARMLESS].sort(), settings.sort());
  });

  it('wraps the lines of the preview beside the wizard', () => {
    assert.deepEqual(contributes.configurationDefaults['[iam-trust-policy-preview]'], { 'editor.wordWrap': 'on' });
  });

  it("opens as pages the rules of the installed extension, and nobody's files", () => {
    const globs = Object.keys(contributes.configurationDefaults['workbench.editorAssociations'] ?? {});
    const opens = (path: string): boolean => globs.some((glob) => matchesGlob(path, glob));
    const page = 'docs/rules/action-missing.md';
    for (const folder of [
      `.vscode/extensions/${publisher}.${name}-${version}`,
      `x/${publisher}.${name}-1.2.3-universal`,
    ])
      assert.ok(opens(`home/ada/${folder}/${page}`), folder);
    for (const folder of [name, `vscode-${name}`, `${name}-main`, `fork-of-${publisher}.${name}/x`])
      assert.ok(!opens(`home/ada/${folder}/${page}`), folder);
  });

  it('says nothing twice', () => {
    for (const file of ['package.json', 'package.nls.json', 'l10n/bundle.l10n.json']) {
      const twice: string[] = [];
      const look = ({ type, children = [] }: Node): void => {
        const keys = type === 'object' ? children.map((member) => String(member.children?.[0]?.value)) : [];
        twice.push(...keys.filter((key, i) => keys.indexOf(key) < i));
        children.forEach(look);
      };
      const root = parseTree(fs.readFileSync(file, 'utf8'));
      assert.ok(root);
      look(root);
      assert.deepEqual(twice, [], file);
    }
  });

  it('tells in settings.json which globs are too long', () => {
    const files = contributes.configuration.properties['trustPolicy.files'];
    assert.equal(files?.propertyNames?.maxLength, LONGEST_GLOB);
  });
});
