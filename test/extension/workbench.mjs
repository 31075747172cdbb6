// What a person does at the keyboard in VS Code's workbench, for the suites that drive one.
import * as path from 'node:path';
import { repo } from './vscode-host.mjs';

/** @param page a browser's page with the workbench */
export function workbench(page) {
  const { keyboard } = page;

  async function quickInput(keys, text) {
    await keyboard.press(keys);
    const input = page.locator('.quick-input-widget input.input').first();
    await input.waitFor({ state: 'visible' });
    await keyboard.type(text);
  }

  async function open(name) {
    await quickInput('Control+P', name);
    await page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: path.basename(name) })
      .filter({ hasText: path.dirname(name) === '.' ? '' : path.dirname(name) })
      .waitFor();
    await keyboard.press('Enter');
    await page.locator(`.tab.active[data-resource-name="${path.basename(name)}"]`).waitFor();
    await page.locator('.monaco-editor .view-line').first().waitFor();
  }

  async function command(title) {
    await quickInput('F1', title);
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title }).waitFor();
    await keyboard.press('Enter');
  }

  async function save() {
    await keyboard.press('Control+S');
    await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  }

  /** The webview's own document, once it shows a text. */
  async function explained(text) {
    const frame = page.frameLocator('iframe.webview').last().frameLocator('iframe#active-frame');
    await frame.locator('main#content', { hasText: text }).waitFor();
    return frame;
  }

  async function closeOthers() {
    await command('View: Close All Editor Groups');
  }

  /** Puts the cursor on the only place of a text in the open document. */
  async function find(text) {
    await keyboard.press('Control+F');
    await page.locator('.find-widget.visible input, .find-widget.visible textarea').first().waitFor();
    await keyboard.type(text);
    await page.locator('.find-widget.visible .matchesCount', { hasText: '1 of 1' }).waitFor();
    await keyboard.press('Escape');
    await page.locator('.find-widget.visible').waitFor({ state: 'detached' });
  }

  /** Answers a question: waits for its title, types, goes on. @param before what to do before it goes on */
  async function answer(title, text = '', before = () => Promise.resolve()) {
    await page.locator('.quick-input-widget', { hasText: title }).waitFor();
    await keyboard.type(text);
    await before();
    await keyboard.press('Enter');
  }

  return { quickInput, open, command, save, explained, closeOthers, find, answer };
}

/**
 * Runs journeys one after the other; each fails on its own, with a picture of the window.
 * @param {string} suite the name before each count
 * @param {(failed: number) => Promise<void>} after brings the window back to where the next can begin
 */
export function journeys(suite, page, after) {
  let passed = 0;
  let failed = 0;
  return {
    async journey(title, walk) {
      if (process.env.UI_ONLY && !title.includes(process.env.UI_ONLY)) return;
      try {
        await walk();
        passed++;
        console.log(` ✔ ${title}`);
      } catch (error) {
        failed++;
        console.log(` ✘ ${title}\n${error.stack ?? error}`);
        await page
          .screenshot({ path: path.join(repo, `.test-out/${suite}-failure-${failed}.png`) })
          .catch(() => undefined);
        await after();
      }
    },
    failures: () => failed,
    /** Says how many passed. @returns the exit code */
    count() {
      console.log(`${suite}: ${passed} passed, ${failed} failed`);
      return failed ? 1 : 0;
    },
  };
}
