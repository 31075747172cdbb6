import assert from 'node:assert/strict';
import { reachOf } from '../../server/src/config/reach.ts';
import { foldersOf, pathOf, workplaceOf } from '../../server/src/lsp/folders.ts';

describe('how far a config file reaches', () => {
  const folders = foldersOf('file:///home/me/repo/ws/team/role-trust-policy.json');
  const reach = (repository?: string, workplace?: string): string | undefined =>
    reachOf(folders, repository, workplace).at(-1);

  it('is up to the repository, else to the workplace, else only the own folder', () => {
    const [team, ws, repo] = folders;
    assert.equal(reach(repo, ws), repo);
    assert.equal(reach(team, ws), team);
    assert.equal(reach(undefined, ws), ws);
    assert.equal(reach(undefined, team), team);
    assert.equal(reach(), team);
    assert.equal(reach(folders.at(-1)), 'file:///');
    assert.deepEqual(reachOf([], undefined, undefined), []);
  });

  it('goes by the innermost workspace folder, however its address is written', () => {
    const workplaces: readonly [string, readonly string[], string | undefined][] = [
      ['file:///ws/a/b.json', ['file:///ws', 'file:///ws/a/'], 'file:///ws/a/'],
      ['file:///ws/a/b.json', ['file:///ws/a', 'file:///ws'], 'file:///ws/a/'],
      ['file:///ws/a b/c.json', ['file:///ws/a%20b'], 'file:///ws/a b/'],
      ['file:///c%3A/ws/c.json', ['file:///C:/ws'], 'file:///c%3A/ws/'],
      ['vscode-vfs://github/acme/app/c.json', ['vscode-vfs://github/acme/app'], 'vscode-vfs://github/acme/app/'],
      ['memfs:/a/b/c.json', ['memfs:/a'], 'memfs:/a/'],
      ['memfs:/b.json', ['memfs:/'], 'memfs:/'],
      ['memfs:/a/../b/c.json', ['memfs:/b'], undefined],
      ['data:application/json,{}', ['data:application'], undefined],
      ['file:///ws2/b.json', ['file:///ws'], undefined],
      ['file:///w/b.json', ['file:///ws'], undefined],
      ['file:///ws/../etc/b.json', ['file:///ws'], undefined],
      ['file:///ws/%2e%2e/etc/b.json', ['file:///ws'], undefined],
      ['file:///ws/a..b/b.json', ['file:///ws'], 'file:///ws/'],
      ['untitled:Untitled-1', ['file:///ws'], undefined],
      ['file:///ws/b.json', [], undefined],
      ['file:///b.json', ['file:///'], 'file:///'],
    ];
    for (const [uri, workspace, expected] of workplaces) assert.equal(workplaceOf(uri, workspace), expected, uri);
    assert.equal(pathOf('file:///ws/a%20b/c.json', ['file:///ws']), '/a b/c.json');
  });
});
