import assert from 'node:assert/strict';
import { ClientListing } from '../../server/src/lsp/clientListing.ts';

describe('the files that a client finds', () => {
  const texts: Record<string, string> = {
    'vscode-vfs://host/my%20shop/.gitignore': '/out/\n*.tmp.json\n',
    'vscode-vfs://host/my%20shop/a/.gitignore': '!keep.tmp.json\nb%.json\n',
    'vscode-vfs://host/.gitignore': '*.json',
  };
  const found = [
    ...Object.keys(texts),
    ...[
      'role.json',
      'role.txt',
      'out/x.json',
      'a/out/x.json',
      'x.tmp.json',
      'a/keep.tmp.json',
      'a/b%25.json',
      'node_modules/x/x.json',
      'cdk.out/t.template',
      'stack.template',
    ].map((name) => `vscode-vfs://host/my%20shop/${name}`),
    'vscode-vfs://host/elsewhere.json',
  ];
  const listing = (): ClientListing =>
    new ClientListing(
      () => Promise.resolve(found),
      (uri) => Promise.resolve(texts[uri]),
    );

  it('are listed as the command line lists them: ignore files count, what tools made is left out', async () => {
    const { uris, passed, isCut } = await listing().list(['vscode-vfs://host/my shop']);
    assert.deepEqual(
      uris.map((uri) => uri.replace('vscode-vfs://host/my%20shop/', '')),
      ['role.json', 'a/out/x.json', 'a/keep.tmp.json', 'stack.template'],
    );
    assert.equal(passed, 7);
    assert.equal(isCut, false);
  });

  it('are told apart in the same way when they come later', async () => {
    const of = listing();
    await of.list(['vscode-vfs://host/my%20shop/']);
    for (const uri of found.filter((one) => !one.endsWith('.gitignore')))
      assert.equal(
        of.lists(uri, ['vscode-vfs://host/my%20shop/']),
        /shop\/(role\.json|a\/out|a\/keep|stack)/.test(uri),
        uri,
      );
  });
});
