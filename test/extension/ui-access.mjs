// Every page of ours, looked at with axe-core in each of VS Code's themes: nothing of ours may be a violation.
import assert from 'node:assert/strict';
import axe from 'axe-core';
import { TITLES, workbench } from './workbench.mjs';

const AXE = axe.source;
/** What a page says of its theme, by the theme's name; the last is the one that the journeys begin with. */
const THEMES = {
  'Light Modern': 'vscode-light',
  'Dark High Contrast': 'vscode-high-contrast',
  'Light High Contrast': 'vscode-high-contrast-light',
  'Dark Modern': 'vscode-dark',
};
const ERROR =
  'AccessDenied: User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/ci';

/** @param picture takes a picture of the window */
export async function accessJourneys({ page, journey, picture, viewport }) {
  const { keyboard } = page;
  const { open, command, explained, closeOthers } = workbench(page);

  await journey('what explains a policy can be read by everyone, in every theme', () =>
    looksGood('explain', async () => {
      await open('panel/risky-trust-policy.json');
      await page.locator('.monaco-editor .codelens-decoration a').first().waitFor();
      await command(TITLES['command.explain']);
      const frame = await explained(/Conditions/);
      for (const summary of await frame.locator('summary').all()) await summary.click();
    }),
  );

  await journey('what explains a refused call can be read by everyone, in every theme', () =>
    looksGood('refused', async () => {
      await open('panel/roles.json');
      await page.locator('.monaco-editor .codelens-decoration a').first().waitFor();
      await command(TITLES['command.whyRefused']);
      await page.locator('.quick-input-widget', { hasText: 'Paste the error' }).waitFor();
      await keyboard.type(ERROR);
      await keyboard.press('Enter');
      await explained(/role ci/);
    }),
  );

  await journey('the map of roles can be read by everyone, in every theme', () =>
    looksGood('map', async () => {
      await open('panel/roles.json');
      await page.locator('.monaco-editor .codelens-decoration a').first().waitFor();
      await command(TITLES['command.showRoleMap']);
      await explained(/AWSReservedSSO/);
    }),
  );

  /** Opens a page, and looks at it in each theme, wide and as at 200 %. */
  async function looksGood(name, show) {
    await page.setViewportSize({ width: 1300, height: 900 });
    await show();
    const found = [];
    for (const [theme, kind] of Object.entries(THEMES)) {
      const frame = await inTheme(theme, kind);
      await picture(`access-${name}-${kind.replace('vscode-', '')}`);
      found.push(...(await violations(frame)).map((line) => `${theme}: ${line}`));
    }
    await page.setViewportSize({ width: 640, height: 400 });
    const frame = await pageFrame();
    const [wide, room] = await frame.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    await picture(`access-${name}-narrow`);
    found.push(...(await frame.evaluate(tooSmall)), ...(await frame.evaluate(alike)));
    assert.deepEqual(found, []);
    assert.ok(wide <= room, `${wide} pixels in ${room}`);
    await page.setViewportSize(viewport);
    await closeOthers();
  }

  /** Chooses a theme as people do. */
  async function inTheme(theme, kind) {
    await keyboard.press('Control+K');
    await keyboard.press('Control+T');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Light Modern' }).first().waitFor();
    await keyboard.type(theme);
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: theme }).waitFor();
    await keyboard.press('Enter');
    const frame = await pageFrame();
    // VS Code shows the editor's colour through a page that has none of its own.
    await frame.evaluate(() => (document.documentElement.style.background = 'var(--vscode-editor-background)'));
    await frame.waitForSelector(`body[data-vscode-theme-kind="${kind}"]`);
    return frame;
  }

  /** The frame that has the page. */
  async function pageFrame() {
    const inner = page.frameLocator('iframe.webview').last().locator('iframe#active-frame');
    await inner.waitFor();
    return (await inner.elementHandle()).contentFrame();
  }
}

/** Texts of a picture that are smaller than the page's. Runs in the page. */
function tooSmall() {
  const { document, getComputedStyle } = globalThis;
  const font = (element) => parseFloat(getComputedStyle(element).fontSize);
  return [...document.querySelectorAll('svg.trust text')]
    .map((text) => font(text) * text.getScreenCTM().a)
    .filter((size) => size < font(document.body) - 0.1)
    .map((size) => `text of ${size} pixels in a picture`);
}

/** Buttons that do different things and go by one name. Runs in the page. */
function alike() {
  const done = new Map();
  return [...globalThis.document.querySelectorAll('button')].flatMap((button) => {
    const name = button.getAttribute('aria-label') ?? button.textContent;
    const deed = `${button.dataset.command} ${button.dataset.argument}`;
    const before = done.get(name) ?? deed;
    done.set(name, before);
    return before === deed ? [] : [`two buttons ${name}`];
  });
}

/** What axe finds, each as one line. */
async function violations(frame) {
  await frame.evaluate(AXE);
  return frame.evaluate(async () => {
    const found = await globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html}\n${node.failureSummary}`),
    );
  });
}
