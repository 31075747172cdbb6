// What the journeys that write policies have in common.
import * as fs from 'node:fs';
import * as path from 'node:path';

/** @param pictures where they go */
export function writing({ server, page, pictures }) {
  const { keyboard } = page;
  const place = (name) => path.join(server.ws, name);
  const picture = (name) => page.screenshot({ path: path.join(pictures, `writing-${name}.png`) });
  const list = page.locator('.suggest-widget.visible');
  const type = (text) => keyboard.type(text, { delay: 20 });

  function put(name, text) {
    fs.mkdirSync(path.dirname(place(name)), { recursive: true });
    fs.writeFileSync(place(name), text);
  }

  /** Takes what is offered for what is typed; where nothing is, the list is asked for, again where VS Code was still busy. */
  async function take(typed, label, name) {
    const row = list.locator('.monaco-list-row.focused', { hasText: label });
    await type(typed);
    for (let tries = typed === '' ? 5 : 0; tries > 0 && !(await row.count()); tries--) {
      await keyboard.press('Control+Space');
      await row.waitFor({ timeout: 5000 }).catch(() => keyboard.press('Escape'));
    }
    await row.waitFor();
    if (name) await picture(name);
    await keyboard.press('Enter');
    await list.waitFor({ state: 'detached' });
  }

  /** Chooses an action at the cursor; it is asked for again where VS Code was still busy. */
  async function act(keys, title, name) {
    const row = page.locator('.action-widget .monaco-list-row.action', { hasText: title });
    for (let tries = 5; tries > 0 && !(await row.count()); tries--) {
      await keyboard.press(keys);
      await row.waitFor({ timeout: 5000 }).catch(() => keyboard.press('Escape'));
    }
    if (name) await picture(name);
    await row.click();
    await row.waitFor({ state: 'detached' });
  }

  /** Walks in an open file with all safe fixes made on each save; that settings count is seen by what else they hide. */
  async function onSave(walk) {
    const settings = '.vscode/settings.json';
    const crumbs = page.locator('.breadcrumbs-control .monaco-breadcrumb-item').first();
    await crumbs.waitFor();
    const fixes = { 'source.fixAll.iamTrustPolicy': 'explicit' };
    put(settings, JSON.stringify({ 'editor.codeActionsOnSave': fixes, 'breadcrumbs.enabled': false }));
    try {
      await crumbs.waitFor({ state: 'detached' });
      await walk();
    } finally {
      fs.rmSync(place(settings));
    }
    await crumbs.waitFor();
  }

  return { picture, put, onDisk: (name) => fs.readFileSync(place(name), 'utf8'), type, take, act, onSave };
}
