// Trust policies in files of other languages: with VS Code alone, and beside an extension for the language.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { languageExtension } from './language-extension.mjs';
import { TERRAFORM } from './ui-terraform.mjs';
import { yamlWriting } from './ui-writing-yaml.mjs';
import { YAML } from './ui-yaml.mjs';
import { repo, startServer } from './vscode-host.mjs';
import { journeys, THEMES, workbench } from './workbench.mjs';

/**
 * @typedef {object} HostFiles what is read in the files of a host
 * @property {string} name
 * @property {Record<string, string>} files texts by name
 * @property {string} main the one that is looked at
 * @property {Record<Kind, string>} language as the status bar has it
 * @property {string[]} lenses the lines above policies and statements of the main file, in order
 * @property {string[]} messages what Problems lists of it
 * @property {[text: string, says: string]} hover
 * @property {[lens: string, title: string]} panel
 * @property {Record<Kind, string | undefined>} outline the first row; undefined where VS Code has none
 * @property {[ours: string, plain: string] | undefined} colors a word that we color where nobody else does, and one that we never do
 * @property {string[]} roles
 * @property {string} noCaller a reference that is no caller of its own on the map
 * @property {string} other another of the files
 * @property {[role: string, file: string]} denied a role that an error names
 *
 * @typedef {'alone' | 'beside'} Kind `beside` an extension that outlines and colors the language
 */

const TITLES = {
  problems: 'underlined, in Problems, and said above, in every theme',
  explained: 'a value explains itself, and a line leads to the panel',
  once: 'outlined and colored once',
  roles: 'each role is in the list, on the map, and found by an error',
};
const titleOf = (host, kind, title) => `${host.name} ${kind}: ${title}`;
const HOSTS = [TERRAFORM, YAML];

/** Reads files of all hosts, and writes what other extensions know too. @param {{ kind: Kind }} tools */
export async function hostJourneys(tools) {
  for (const host of HOSTS) await readingJourneys({ ...tools, host });
  await yamlWriting(tools);
}

async function readingJourneys({ server, page, journey, pictures, kind, host }) {
  const { keyboard } = page;
  const { open, command, find, closeOthers, explained, choose } = workbench(page);
  const picture = (name) =>
    page.screenshot({ path: path.join(pictures, `${host.name.toLowerCase()}-${kind}-${name}.png`) });
  const isAlone = kind === 'alone';
  const lenses = page.locator('.monaco-editor .codelens-decoration a');
  for (const [name, text] of Object.entries(host.files)) {
    fs.mkdirSync(path.dirname(path.join(server.ws, name)), { recursive: true });
    fs.writeFileSync(path.join(server.ws, name), text);
  }

  async function openMain() {
    await page.setViewportSize({ width: 1300, height: 1100 });
    await open(host.main);
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'attached' });
    await lenses.filter({ hasText: host.lenses[0] }).waitFor();
    await lenses.filter({ hasText: host.lenses.at(-1) }).waitFor();
  }

  await journey(titleOf(host, kind, TITLES.problems), async () => {
    await openMain();
    await page.locator('.statusbar-item', { hasText: host.language[kind] }).first().waitFor();
    assert.equal(await page.locator('.monaco-editor .squiggly-error').count(), 1);
    assert.equal(await page.locator('.monaco-editor .squiggly-warning').count(), 1);
    assert.deepEqual(await lenses.allInnerTexts(), host.lenses);
    for (const [theme, cls] of THEMES) {
      await choose(theme, cls);
      await picture(`editor-${cls}`);
    }
    await keyboard.press('Control+Shift+M');
    // All files may have been checked before.
    const filter = page.locator('.viewpane-filter input').first();
    await filter.fill(`**/${host.main}`);
    const rows = page.locator('.markers-panel .monaco-list-row');
    for (const message of host.messages) await rows.filter({ hasText: message }).waitFor();
    assert.equal(await rows.count(), host.messages.length + 1); // with that of the file
    await picture('problems');
    await filter.fill('');
    await keyboard.press('Control+J');
    await page.locator('.markers-panel').waitFor({ state: 'hidden' });
    await closeOthers();
  });

  await journey(titleOf(host, kind, TITLES.explained), async () => {
    await openMain();
    const [text, says] = host.hover;
    await find(text);
    await keyboard.press('Control+K');
    await keyboard.press('Control+I');
    await page.locator('.monaco-hover', { hasText: says }).waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.monaco-hover')].some((e) => getComputedStyle(e).opacity === '1' && e.innerText),
    );
    await picture('hover');
    await keyboard.press('Escape');
    await keyboard.press('Escape');
    const [lens, title] = host.panel;
    await lenses.filter({ hasText: lens }).click();
    const panel = await explained(title);
    await panel.locator('h1', { hasText: 'Who can assume this role' }).waitFor();
    for (const [theme, cls] of THEMES) {
      await choose(theme, cls);
      await picture(`panel-${cls}`);
    }
    await closeOthers();
  });

  await journey(titleOf(host, kind, TITLES.once), async () => {
    await openMain();
    const header = page.locator('.pane-header', { hasText: 'Outline' });
    await header.click();
    const pane = page.locator('.pane', { has: header });
    const rows = pane.locator('.monaco-list-row');
    const first = host.outline[kind];
    if (first === undefined) await pane.locator('.message', { hasText: 'No symbols found' }).waitFor();
    else await rows.filter({ hasText: first }).first().waitFor();
    // More is not in view.
    assert.equal(await rows.filter({ hasText: 'Trust policy' }).count(), first === 'Trust policy' ? 1 : 0);
    await picture('outline');
    const color = (text) =>
      page.locator('.monaco-editor .view-lines').evaluate((lines, sought) => {
        const spans = [...lines.querySelectorAll('span > span')].filter((span) => !span.children.length);
        return getComputedStyle(spans.find((span) => span.textContent.includes(sought))).color;
      }, text);
    // Beside a grammar of the language it is as colored as any other text.
    const [ours, plain] = host.colors;
    assert.equal((await color(ours)) !== (await color(plain)), isAlone && first !== undefined);
    await header.click();
    await closeOthers();
  });

  await journey(titleOf(host, kind, TITLES.roles), async () => {
    await openMain();
    const header = page.locator('.pane-header', { hasText: 'IAM Roles' });
    if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
    const pane = page.locator('.pane', { has: header });
    const rows = pane.locator('.monaco-list-row');
    // Those of other files may be shown, and the first not: where the list was left.
    await rows.first().waitFor();
    await pane.locator('.monaco-list').hover();
    await page.mouse.wheel(0, -10_000);
    for (const name of host.roles.slice(-2)) await rows.filter({ hasText: name }).first().waitFor();
    await picture('roles');
    await command('IAM Trust Policy: Show Role Trust Map');
    const map = await explained(/An arrow leads from a caller/);
    await map.locator('#search').fill(`${host.main.split('/')[0]}/`);
    await map.locator('h2', { hasText: new RegExp(`Roles \\(${host.roles.length} of \\d+\\)`) }).waitFor();
    for (const name of host.roles) await map.locator('svg.trust g.role', { hasText: name }).waitFor();
    assert.equal(await map.locator('svg.trust g', { hasText: host.noCaller }).count(), 0);
    await picture('map');
    await closeOthers();
    await header.click();
    await open(host.other);
    await command('IAM Trust Policy: Explain AssumeRole Error');
    await page.locator('.quick-input-widget input.input:focus').waitFor();
    const [role, file] = host.denied;
    await keyboard.type(
      `An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/${role}`,
    );
    await keyboard.press('Enter');
    const denied = await explained('Why AWS denied the call');
    await denied
      .locator('main', { hasText: "The policy doesn't trust arn:aws:iam::111122223333:user/ada or its account" })
      .waitFor();
    await denied.locator('.where', { hasText: `Checked the policy of role ${role} in ${file}.` }).waitFor();
    await picture('refused');
    await closeOthers();
  });
}

/** The same journeys in a VS Code that has an extension for each language. @returns how many failed */
export async function besideExtensions({ browser, vsix, settings, viewport, pictures }) {
  if (process.env.UI_ONLY && !process.env.UI_ONLY.includes('beside')) return 0;
  const server = await startServer({
    workspace: path.join(repo, 'test/examples'),
    settings,
    vsix: [vsix, languageExtension()],
  });
  const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
  page.setDefaultTimeout(30_000);
  page.setDefaultNavigationTimeout(60_000);
  const { afresh } = workbench(page);
  const { journey, failures, count } = journeys('ui-beside', page, () => afresh(viewport));
  try {
    await page.goto(server.url());
    await page.locator('.explorer-viewlet .monaco-list-row').first().waitFor();
    await hostJourneys({ server, page, journey, pictures, kind: 'beside' });
    count();
    return failures();
  } finally {
    await page.close();
    server.dispose(failures() > 0);
  }
}
