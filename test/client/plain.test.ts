import assert from 'node:assert/strict';
import { plain } from '../../client/src/plain.ts';

/** What VS Code makes a link of in a notice, and an icon in a list. */
const LINK = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]+/i;
const ICON = /\$\([a-z0-9-]+\)/i;

describe('a text in lists and notices', () => {
  it('makes no link', () => {
    for (const name of [
      '[Open](command:workbench.action.quit)',
      '[[x]](file:x)',
      'a/[x](https:b)/[y](command:z?%7B%7D)',
    ]) {
      assert.doesNotMatch(plain(name), LINK, name);
      assert.equal(plain(name).replaceAll('\u200b', ''), name);
    }
  });

  it('makes no icon', () => {
    for (const name of ['$(trash) x', 'x$(a)$(b)', '$$(a)']) assert.doesNotMatch(plain(name), ICON, name);
  });

  it('is as it is otherwise', () => {
    for (const name of ['roles (old)/a.json', '[a] (b)', '$100', '[]']) assert.equal(plain(name), name);
  });
});
