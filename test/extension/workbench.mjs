// What a person does at the keyboard in VS Code's workbench, for the suites that drive one. Keys go to whatever has the focus,
// so each of these waits for it.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { repo } from './vscode-host.mjs';

/** Titles of commands and other texts of the manifest, by their keys. */
export const TITLES = JSON.parse(fs.readFileSync(path.join(repo, 'package.nls.json'), 'utf8'));

/** The editor of the active group, and that which takes the keys. */
const EDITOR = '.editor-group-container.active .monaco-editor';
const TYPED_IN = `${EDITOR}.focused`;
const QUICK_INPUT = '.quick-input-widget input.input:focus';
const TAB = '.editor-group-container .tab';
/** A text that nothing follows from when it is clicked, but that no webview has the keys: that of a tab would give them back to its own. */
const NEUTRAL = '.part.sidebar .composite.title h2';

/** A light one, one of high contrast, and last that of the window at the start; with their classes on the workbench. */
export const THEMES = [
  ['Light Modern', 'vs'],
  ['Dark High Contrast', 'hc-black'],
  ['Dark Modern', 'vs-dark'],
];

/** Whether something that should come at once does: a key can be lost that is pressed too early. */
const comes = (locator, state = 'visible') =>
  locator.waitFor({ state, timeout: 5000 }).then(
    () => true,
    () => false,
  );

/** @param page a browser's page with the workbench */
export function workbench(page) {
  const { keyboard } = page;

  async function quickInput(keys, text) {
    const input = page.locator(QUICK_INPUT);
    // A page that is being loaded takes a key for itself, and so does a webview that does not pass it on yet: then it is pressed
    // again, as a person does, who clicks outside of the webview first.
    for (let tries = 4; tries > 0; tries--) {
      await keyboard.press(keys);
      if (await comes(input)) break;
      const isInWebview = await page.evaluate(() => document.activeElement?.localName === 'iframe');
      if (isInWebview) await page.locator(NEUTRAL).click();
    }
    await input.waitFor();
    await keyboard.type(text);
  }

  /** Opens a file, to type in it. */
  async function open(name) {
    const base = path.basename(name);
    await quickInput('Control+P', name);
    await page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: base })
      .filter({ hasText: path.dirname(name) === '.' ? '' : path.dirname(name) })
      .waitFor();
    await keyboard.press('Enter');
    await page.locator(`.editor-group-container.active .tab.active[data-resource-name="${base}"]`).waitFor();
    await page.locator(`${TYPED_IN}[data-uri$="/${name}"] .view-line`).first().waitFor();
  }

  /** Runs a command of the palette, which is gone then. */
  async function command(title) {
    const row = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title });
    await quickInput('F1', title);
    // The palette does not list what an extension brings that is being loaded: then it is opened again.
    if (!(await comes(row))) {
      await keyboard.press('Escape');
      await page.locator(QUICK_INPUT).waitFor({ state: 'hidden' });
      await quickInput('F1', title);
    }
    await row.waitFor();
    await keyboard.press('Enter');
    await row.waitFor({ state: 'hidden' });
  }

  /** Saves what was changed, or is about to be. */
  async function save() {
    await page.locator('.tab.active.dirty').waitFor();
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
    const tab = page.locator(TAB).first();
    // The list of the palette may change under the Enter, and another command is run: then it is asked again.
    for (let tries = 3; tries > 0; tries--) {
      await command('View: Close All Editor Groups');
      if (await comes(tab, 'detached')) return;
    }
    await tab.waitFor({ state: 'detached' });
  }

  /** Puts the cursor on the only place of a text in the open document. */
  async function find(text) {
    await page.locator(TYPED_IN).waitFor();
    await keyboard.press('Control+F');
    await page.locator('.find-widget.visible .find-part :focus').waitFor();
    await keyboard.type(text);
    await page.locator('.find-widget.visible .matchesCount', { hasText: '1 of 1' }).waitFor();
    await keyboard.press('Escape');
    await page.locator('.find-widget.visible').waitFor({ state: 'detached' });
    await page.locator(TYPED_IN).waitFor();
  }

  /** Changes the theme. @param kind its class on the workbench */
  async function choose(theme, kind) {
    await keyboard.press('Control+K');
    await keyboard.press('Control+T');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Solarized Light' }).waitFor();
    await keyboard.type(theme);
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: theme }).waitFor();
    await keyboard.press('Enter');
    await page.locator(`.monaco-workbench.${kind}`).waitFor();
  }

  /** Answers a question: waits for its title, types, goes on. @param before what to do before it goes on */
  async function answer(title, text = '', before = () => Promise.resolve()) {
    await page.locator('.quick-input-widget', { hasText: title }).waitFor();
    await page.locator(QUICK_INPUT).waitFor();
    await keyboard.type(text);
    await before();
    await keyboard.press('Enter');
  }

  /** Watches for an element from now on, also one that is there for a moment. @returns a handle whose `seen` resolves then */
  function watch(selector, text) {
    return page.evaluateHandle(
      ([wanted, content]) => ({
        seen: new Promise((resolve) => {
          const observer = new MutationObserver(() => {
            const all = [...document.querySelectorAll(wanted)];
            if (!all.some((element) => element.textContent.includes(content))) return;
            observer.disconnect();
            resolve();
          });
          observer.observe(document, { childList: true, subtree: true, characterData: true });
        }),
      }),
      [selector, text],
    );
  }

  /**
   * Brings the window back to its size and to where no editor, no panel and no question is open, whatever was left there.
   * @param viewport its size
   */
  async function afresh(viewport) {
    await page.setViewportSize(viewport);
    await page.reload();
    await page.locator('.explorer-viewlet .monaco-list-row').first().waitFor();
    // What came back with the window takes the focus once it is there.
    await page
      .locator('.editor-group-container.active .monaco-editor, iframe.webview.ready, .editor-group-container.empty')
      .first()
      .waitFor();
    for (let left = await page.locator(TAB).count(); left > 0; left--) {
      await command('View: Revert and Close Editor');
      await page
        .locator(TAB)
        .nth(left - 1)
        .waitFor({ state: 'detached' });
    }
    const panel = page.locator('.part.panel');
    if (await panel.isVisible()) await command('View: Hide Panel');
    await panel.waitFor({ state: 'hidden' });
  }

  return { quickInput, open, command, save, explained, closeOthers, find, choose, answer, watch, afresh };
}

/** Whether a journey is to be walked: all are, or those with some parts in their titles. */
export function isWanted(title) {
  return (process.env.UI_ONLY ?? '').split('|').some((part) => title.includes(part));
}

/** A window may be slow to follow the keyboard; a fault of ours is there again. What failed once is told too. */
const ATTEMPTS = 2;

/**
 * Runs journeys one after the other; each fails on its own, with a picture of the window.
 * @param {string} suite the name before each count
 * @param {() => Promise<void>} after brings the window back to where the next can begin
 */
export function journeys(suite, page, after) {
  let passed = 0;
  let failed = 0;
  return {
    async journey(title, walk) {
      if (!isWanted(title)) return;
      for (let attempt = 1; ; attempt++) {
        try {
          await walk();
          passed++;
          console.log(` ✔ ${title}${attempt > 1 ? ' (at the second attempt)' : ''}`);
          return;
        } catch (error) {
          const isLast = attempt === ATTEMPTS;
          if (isLast) failed++;
          console.log(` ${isLast ? '✘' : '…'} ${title}\n${error.stack ?? error}\n${await standing(page)}`);
          await page
            .screenshot({ path: path.join(repo, `.test-out/${suite}-failure-${failed}-${attempt}.png`) })
            .catch(() => undefined);
          await after();
          if (isLast) return;
        }
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

/** What has the focus, and what is open: to understand from a log why a key went elsewhere. */
function standing(page) {
  return page
    .evaluate(() => {
      const path = [];
      for (let element = document.activeElement; element && path.length < 8; element = element.parentElement)
        path.push([element.localName, ...element.classList].join('.'));
      const texts = (selector) =>
        [...document.querySelectorAll(selector)].map((e) => (e.innerText || e.ariaLabel).replace(/\s+/g, ' ').trim());
      return [
        `focus: ${path.join(' < ')}`,
        `editor: ${document.activeElement?.closest('[data-uri]')?.dataset.uri ?? 'none'}`,
        `tabs: ${texts('.editor-group-container .tab').join(', ')}`,
        `open: ${texts('.quick-input-widget:not([style*="display: none"]), .monaco-dialog-box, .find-widget.visible').join(' | ')}`,
        `window: ${window.innerWidth}×${window.innerHeight}`,
      ].join('\n');
    })
    .catch((error) => `the window does not answer: ${error.message}`);
}
