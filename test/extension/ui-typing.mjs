// Whole policies typed by hand, key by key, as people type: no list may open by itself and take an Enter.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { workbench } from './workbench.mjs';

/** Milliseconds between keys. */
const SPEEDS = [15, 60];
/** Milliseconds before and after an Enter: a list that opens by itself is there by then. */
const AROUND_ENTER = 250;

const GITHUB = 'token.actions.githubusercontent.com';
/** Keys as people press them: `⏎` Enter, `↓` out of a block that the editor closed (Down, End). */
const POLICIES = {
  service: `{⏎"Version": "2012-10-17",⏎"Statement": [⏎{⏎"Effect": "Allow",⏎"Principal": {⏎"Service": "lambda.amazonaws.com"↓,⏎"Action": "sts:AssumeRole"`,
  account: `{⏎"Version": "2012-10-17",⏎"Statement": [⏎{⏎"Effect": "Allow",⏎"Principal": {⏎"AWS": [⏎"arn:aws:iam::464622532012:root"↓↓,⏎"Action": "sts:AssumeRole",⏎"Condition": {⏎"StringEquals": {⏎"sts:ExternalId": "3f9a1c7be04d4d5f8a21"`,
  github: `{⏎"Version": "2012-10-17",⏎"Statement": [{⏎"Effect": "Allow",⏎"Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/${GITHUB}"},⏎"Action": "sts:AssumeRoleWithWebIdentity",⏎"Condition": {⏎"StringEquals": {⏎"${GITHUB}:aud": "sts.amazonaws.com",⏎"${GITHUB}:sub": "repo:acme/app:ref:refs/heads/main"`,
  saml: `{⏎"Version": "2012-10-17",⏎"Statement": [⏎{⏎"Effect": "Allow",⏎"Principal": {⏎"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"↓,⏎"Action": [⏎"sts:AssumeRoleWithSAML",⏎"sts:TagSession"↓,⏎"Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}`,
};
const typedFile = (kind, speed) => `typed/${kind}-${speed}-trust-policy.json`;
const plainFile = (kind) => `typed/plain-${kind}.json`;

/** Empty files that the journeys type into. */
export const TYPED_FILES = Object.keys(POLICIES).flatMap((kind) => [
  plainFile(kind),
  ...SPEEDS.map((speed) => typedFile(kind, speed)),
]);
/** Keeps our hands off the files that show what a plain JSON file makes of the same keys. */
export const TYPED_SETTINGS = { 'trustPolicy.files': { 'typed/plain-*.json': false } };

/** Types all policies: at each speed into a file of ours, and into a plain one, in windows side by side. */
export async function typePolicies({ server, browser, journey, pictures }) {
  let typing;
  for (const kind of Object.keys(POLICIES))
    await journey(`${kind}: a whole policy typed by hand`, async () => {
      const { texts } = await (typing ??= startTyping(server, browser, pictures));
      const plain = await texts.get(plainFile(kind));
      for (const speed of SPEEDS) assert.equal(await texts.get(typedFile(kind, speed)), plain, `${speed} ms a key`);
      assert.ok(JSON.parse(plain).Statement[0].Action);
    });
  const { texts, windows } = (await typing) ?? { texts: new Map(), windows: [] };
  await Promise.allSettled(texts.values());
  for (const page of windows) await page.close();
}

/** What the keys give, by file. */
async function startTyping(server, browser, pictures) {
  const kinds = Object.keys(POLICIES);
  const [fast, slow] = SPEEDS;
  const lanes = [
    { pace: fast, kinds, fileOf: (kind) => typedFile(kind, fast), pictured: true },
    { pace: slow, kinds: kinds.slice(0, 2), fileOf: (kind) => typedFile(kind, slow) },
    { pace: slow, kinds: kinds.slice(2), fileOf: (kind) => typedFile(kind, slow) },
    { pace: 40, kinds, fileOf: plainFile },
  ];
  const windows = await Promise.all(lanes.map(() => openWindow(browser, server)));
  const texts = new Map();
  for (const [i, lane] of lanes.entries()) {
    let before = Promise.resolve();
    for (const kind of lane.kinds) {
      const file = lane.fileOf(kind);
      const text = before.then(async () => {
        const typed = await typeInto(windows[i], server.ws, file, POLICIES[kind], lane.pace);
        if (lane.pictured) await windows[i].screenshot({ path: path.join(pictures, `typed-${kind}.png`) });
        return typed;
      });
      texts.set(file, text);
      before = text.catch(() => undefined); // the journey that asks for it fails
    }
  }
  return { texts, windows };
}

async function openWindow(browser, server) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 640 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(30_000);
  await page.goto(server.url());
  await page.locator('.explorer-viewlet .monaco-list-row').first().waitFor();
  return page;
}

/** Types the first bracket, until it is closed: before it knows the language, the editor neither closes brackets nor indents. */
async function beginIn(page) {
  const lines = page.locator('.monaco-editor .view-lines').first();
  const end = Date.now() + 30_000;
  for (;;) {
    await page.keyboard.type('{');
    if ((await lines.innerText()).trim() === '{}') return;
    assert.ok(Date.now() < end, 'The editor closes no brackets');
    await page.keyboard.press('Backspace');
  }
}

/** Opens an empty file, presses the keys, saves; the text on disk. */
async function typeInto(page, ws, name, keys, pace) {
  const { keyboard } = page;
  const { open, save } = workbench(page);
  await open(name);
  await beginIn(page);
  for (const part of keys.slice(1).split(/([⏎↓])/)) {
    if (part === '⏎') {
      await page.waitForTimeout(AROUND_ENTER);
      await keyboard.press('Enter');
      await page.waitForTimeout(AROUND_ENTER);
    } else if (part === '↓') {
      await keyboard.press('ArrowDown');
      await keyboard.press('End');
    } else await keyboard.type(part, { delay: pace });
  }
  await save();
  return fs.readFileSync(path.join(ws, name), 'utf8');
}
