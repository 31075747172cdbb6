import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { canonical } from '../../server/src/lsp/address.ts';

describe('the address of a file', () => {
  // What VS Code writes, and what others write for it.
  const SAME: Readonly<Record<string, readonly string[]>> = {
    'file:///w/role.json': ['file:///w/role.json'],
    'file:///w/a%40b%20%28c%29%2Bd%26e.json': ['file:///w/a@b (c)+d&e.json', 'file:///w/a@b%20(c)+d&e.json'],
    'file:///c%3A/Users/x.json': ['file:///C:/Users/x.json', 'file:///c:/Users/x.json', 'file:///C%3A/Users/x.json'],
    'file:///w/%C3%A4%27%21%2A%3B%2C%3D%24.json': ["file:///w/ä'!*;,=$.json", 'file:///w/%c3%a4%27!*;,=$.json'],
    'file:///w/100%25%23%3F.json': ['file:///w/100%25%23%3F.json'],
    'file://server/share/a%20b.json': ['file://server/share/a b.json'],
  };
  for (const [uri, ways] of Object.entries(SAME))
    it(`is ${uri}, however it is written`, () => {
      for (const way of [uri, ...ways]) assert.equal(canonical(way), uri);
    });

  it('is the same for what the disk lists', () => {
    assert.equal(
      canonical(pathToFileURL('/w/a@b (c)/ü+#?%.json').href),
      'file:///w/a%40b%20%28c%29/%C3%BC%2B%23%3F%25.json',
    );
  });

  it('stays as it is where it is none of this machine, or makes no sense', () => {
    for (const uri of [
      'untitled:Untitled-1',
      'vscode-vfs://github/a b/c@d?x={}',
      'file:///w/%E0%A4%A.json',
      'file:',
      '',
      'x',
    ])
      assert.equal(canonical(uri), uri);
  });
});
