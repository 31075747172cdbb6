// What a person does around the policies: light bulb, menus, status bar, walkthrough, the roles of the workspace.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { THEMES, workbench } from './workbench.mjs';

const arn = (name) => `arn:aws:iam::111122223333:role/${name}`;
const policy = (principal, action = 'sts:AssumeRole', effect = 'Allow') => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'Trust', Effect: effect, Principal: principal, Action: action }],
});
const role = (name, ...trust) => ({
  RoleName: name,
  Arn: arn(name),
  AssumeRolePolicyDocument: policy(...trust),
});
const resource = (...trust) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: policy(...trust) },
});

const BULB = 'desk/bulb-trust-policy.json';
const FILES = {
  [BULB]: {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Monitoring',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::464622532012:root' },
        Action: 'sts:AssumeRole',
      },
      { Sid: 'Compute', Effect: 'allow', Principal: { Service: 'EC2.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  },
  'desk/roles.json': {
    Roles: [
      role('ingest', { Service: 'lambda.amazonaws.com' }),
      role('monitoring', { AWS: 'arn:aws:iam::464622532012:root' }),
      role('partner', { AWS: '444455556666' }),
      role('sign-in', { Federated: 'arn:aws:iam::111122223333:saml-provider/Corp' }, 'sts:AssumeRoleWithSAML'),
      role('open', { AWS: '*' }),
      role('deploy', { AWS: [arn('ingest'), arn('AWSReservedSSO_Administrators_0123456789abcdef')] }),
    ],
  },
  'desk/stack.json': {
    Resources: {
      AppRole: resource({ Service: 'ecs-tasks.amazonaws.com' }),
      JobRole: resource({ AWS: { 'Fn::GetAtt': ['AppRole', 'Arn'] } }),
    },
  },
};
/** Each journey leaves the window as it was. */
export async function aroundPolicies({ server, page, journey, pictures }) {
  const { keyboard } = page;
  const { open, command, find, closeOthers, explained, choose } = workbench(page);
  const picture = (name) => page.screenshot({ path: path.join(pictures, `${name}.png`) });
  const file = (name) => path.join(server.ws, name);
  for (const [name, value] of Object.entries(FILES)) {
    fs.mkdirSync(path.dirname(file(name)), { recursive: true });
    fs.writeFileSync(file(name), `${JSON.stringify(value, null, 2)}\n`);
  }
  const actions = page.locator('.action-widget .monaco-list-row.action');

  /** Opens the light bulb at a text; it is asked for again where VS Code was still busy. @returns the titles, in their order */
  async function bulbAt(text, expected) {
    await find(text);
    await keyboard.press('ArrowLeft');
    for (let tries = 5; tries > 0 && !(await actions.count()); tries--) {
      await keyboard.press('Control+.');
      await actions
        .first()
        .waitFor({ timeout: 3000 })
        .catch(() => keyboard.press('Escape'));
    }
    await actions.filter({ hasText: expected }).waitFor();
    return actions.allInnerTexts();
  }

  /** Waits for a notice, whether its toast is still there or not. */
  async function noticed(text) {
    await page.locator('.statusbar-item[id="status.notifications"] .codicon-bell-dot').waitFor();
    await command('Notifications: Show Notifications');
    const notice = page.locator('.notifications-center .notification-list-item', { hasText: text });
    await notice.waitFor();
    return notice;
  }

  await journey('the light bulb: fixes, all safe fixes, the page, and last to ignore', async () => {
    await open(BULB);
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'attached' });
    const titles = await bulbAt('464622532012', 'Disable rule');
    await picture('bulb');
    await keyboard.press('Escape');
    const order = ['Fix all safe problems in this file', 'Open the page of external-id-missing', 'Ignore', 'Disable'];
    const places = order.map((start) => titles.findIndex((title) => title.startsWith(start)));
    assert.ok(places[0] > 0, titles.join('\n'));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
      titles.join('\n'),
    );
    const rejected = await bulbAt('EC2.amazonaws.com', 'Open the page of service-name-case');
    await keyboard.press('Escape');
    assert.ok(!rejected.some((title) => /^(Ignore|Disable)/.test(title)), rejected.join('\n'));
    assert.equal(rejected.indexOf('Fix all safe problems in this file'), 1, rejected.join('\n'));
  });

  await journey('a rule’s link leads to the page that came with the extension', async () => {
    await open(BULB);
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'attached' });
    await keyboard.press('F8');
    const link = page.locator('.marker-widget a.code-link');
    const rule = (await link.innerText()).trim();
    await link.click();
    await page.locator('.tab.active', { hasText: rule }).waitFor();
    const frame = page.frameLocator('iframe.webview').last().frameLocator('iframe#active-frame');
    await frame.locator('h1', { hasText: rule }).waitFor();
    await closeOthers();
  });

  await journey('a finding that is ignored is said to be so, and the config file opens', async () => {
    const config = file('trust-policy.config.json');
    const before = fs.existsSync(config) ? fs.readFileSync(config) : '{}\n';
    await open(BULB);
    await bulbAt('464622532012', 'Ignore');
    await actions.filter({ hasText: 'Ignore external-id-missing' }).click();
    await page.locator('.quick-input-widget', { hasText: 'Ignore external-id-missing here' }).waitFor();
    await keyboard.type('a test account');
    await keyboard.press('Enter');
    const notice = await noticed('external-id-missing is ignored here');
    await picture('ignored');
    await notice.locator('.monaco-button', { hasText: 'Open' }).click();
    await page.locator('.tab.active[data-resource-name="trust-policy.config.json"]').waitFor();
    await closeOthers();
    fs.writeFileSync(config, before);
  });

  await journey('the Explorer’s menu explains, checks, and treats a file as a policy or not', async () => {
    await keyboard.press('Control+Shift+E');
    await keyboard.press('Home'); // a long list is drawn only where it is seen
    const folder = page.locator('.explorer-viewlet .monaco-list-row', { hasText: 'sound' }).first();
    const row = page.locator('.explorer-viewlet .monaco-list-row', { hasText: 'ec2-trust-policy.json' });
    await folder.waitFor();
    if (!(await row.count())) await folder.click(); // it may be open from before
    await row.click({ button: 'right' });
    const menu = page.locator('.monaco-menu .action-item', { hasText: 'IAM Trust Policy' });
    await menu.hover();
    const submenu = page.locator('.monaco-submenu .action-item');
    await submenu.filter({ hasText: 'Explain Who Can Assume This Role' }).waitFor();
    const offered = (await submenu.allInnerTexts()).filter((text) => text.trim() !== '');
    await picture('explorer-menu');
    assert.equal(offered.filter((text) => text.includes('reat as Trust Policy')).length, 1, offered.join('\n'));
    await submenu.filter({ hasText: 'Check Trust Policies in This File' }).click();
    await noticed('Checked 1 file with trust policies: no problems');
    await command('Notifications: Clear All Notifications');
  });

  await journey('the status bar counts what is found and offers what can be done', async () => {
    await open(BULB);
    const item = page.locator('.statusbar-item', { hasText: 'Trust policy: 2 errors, 1 warning' });
    await item.waitFor();
    await item.locator('a').first().click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Set Rule Level…' }).waitFor();
    await picture('status');
    await keyboard.press('Escape');
    await open('package.json');
    await page.locator('.statusbar-item', { hasText: 'Trust policy:' }).waitFor({ state: 'detached' });
    await closeOthers();
  });

  await journey('a rule’s level is set by a command that writes the whole entry', async () => {
    await open(BULB);
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor({ state: 'attached' });
    await find('464622532012');
    await command('IAM Trust Policy: Set Rule Level');
    const focused = page.locator('.quick-input-list .monaco-list-row.focused');
    await focused.filter({ hasText: 'external-id-missing' }).waitFor(); // that of the finding at the cursor comes first
    await keyboard.press('Enter');
    await page.locator('.quick-input-widget', { hasText: 'Level of external-id-missing' }).waitFor();
    await keyboard.type('hint');
    await keyboard.press('Enter');
    await page.locator('.quick-input-widget', { hasText: 'Where should the level be stored?' }).waitFor();
    await keyboard.type('Workspace');
    await focused.filter({ hasText: 'Workspace settings' }).waitFor();
    await keyboard.press('Enter');
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor({ state: 'detached' });
    const settings = file('.vscode/settings.json');
    const written = JSON.parse(fs.readFileSync(settings, 'utf8'));
    assert.equal(written['trustPolicy.rules']['external-id-missing'], 'hint');
    delete written['trustPolicy.rules'];
    fs.writeFileSync(settings, JSON.stringify(written));
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor({ state: 'attached' });
    await closeOthers();
  });

  await journey('the walkthrough opens an example with mistakes, and ticks what happened', async () => {
    await command('Welcome: Open Walkthrough...');
    await keyboard.type('Get Started with IAM');
    await page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'Get Started with IAM Trust Policies' })
      .first()
      .waitFor();
    await keyboard.press('Enter');
    const step = (title) => page.locator('.getting-started-step', { hasText: title });
    const isTicked = (title) => step(title).locator('.codicon-getting-started-step-checked.complete');
    await step('Open an example with mistakes').click();
    await picture('walkthrough-first');
    await page.locator('.getting-started-step .monaco-button', { hasText: 'Open Example Policy' }).click();
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'attached' });
    await page.locator('.monaco-editor .codelens-decoration a').first().waitFor();
    await picture('example');
    await page.locator('.editor-group-container .tab').first().click();
    await isTicked('Open an example with mistakes').waitFor();
    assert.equal(await isTicked('Write your own policy').count(), 0);
    for (let left = await page.locator('.editor-group-container .tab').count(); left > 0; left--) {
      await command('View: Revert and Close Editor');
      await page
        .locator('.editor-group-container .tab')
        .nth(left - 1)
        .waitFor({ state: 'detached' });
    }
  });

  await journey(
    'operators and condition keys have a colour in every theme, and nothing is underlined for good',
    async () => {
      await open('sound/github-trust-policy.json');
      await page.locator('.monaco-editor .codelens-decoration a').first().waitFor();
      for (const [theme, kind] of THEMES) {
        await choose(theme, kind);
        const colours = () =>
          page.locator('.monaco-editor .view-lines').evaluate((lines) => {
            const of = (text) => {
              const spans = [...lines.querySelectorAll('span > span')];
              const span = spans.find((s) => s.textContent.includes(text) && !s.children.length);
              return span && getComputedStyle(span).color;
            };
            return { plain: getComputedStyle(lines).color, operator: of('StringEquals'), key: of(':aud') };
          });
        const { plain, operator, key } = await colours();
        await picture(`colours-${kind}`);
        assert.ok(
          operator && key && operator !== plain && key !== plain,
          JSON.stringify({ theme, plain, operator, key }),
        );
      }
      assert.equal(await page.locator('.monaco-editor .detected-link').count(), 0);
      await closeOthers();
    },
  );

  await journey('the map of trust: all callers, search, filters, and a click that opens the place', async () => {
    await page.setViewportSize({ width: 1400, height: 1000 });
    await command('IAM Trust Policy: Show Role Trust Map');
    const frame = await explained(/An arrow leads from a caller/);
    for (const kind of ['account', 'vendor', 'service', 'provider', 'everyone', 'role'])
      await frame.locator(`svg.trust g.${kind}`).first().waitFor();
    for (const [theme, kind] of THEMES) {
      await choose(theme, kind);
      await picture(`role-map-${theme.toLowerCase().replaceAll(' ', '-')}`);
      const wide = await frame.locator('svg.trust').evaluate((svg) =>
        [...svg.querySelectorAll('g')].flatMap((g) => {
          const shape = g.querySelector('rect, .shape').getBBox();
          return [...g.querySelectorAll('text')]
            .filter((text) => text.getBBox().x + text.getBBox().width > shape.x + shape.width)
            .map((text) => text.textContent);
        }),
      );
      assert.deepEqual(wide, [], theme);
    }
    const heading = frame.locator('h2');
    await frame.locator('#search').click();
    await keyboard.type('stack.json');
    await heading.filter({ hasText: /Roles \(2 of \d+\)/ }).waitFor();
    assert.equal(await frame.locator('#search').inputValue(), 'stack.json');
    await frame.locator('svg.trust g.role', { hasText: 'AppRole' }).waitFor();
    await picture('role-map-search');
    await frame.locator('#search').fill('');
    await frame.locator('#outside').check();
    const listed = (name) => frame.locator('.roles > li > button', { hasText: name });
    await listed('ingest').waitFor({ state: 'detached' });
    await listed('partner').waitFor();
    await frame.locator('#outside').uncheck();
    await listed('ingest').waitFor();
    await frame.locator('svg.trust g.vendor').focus();
    await keyboard.press('Enter');
    await page.locator('.tab.active[data-resource-name="roles.json"]').waitFor();
    await command('IAM Trust Policy: Show Role Trust Map'); // the same panel
    await page.setViewportSize({ width: 1100, height: 680 });
    await page.locator('.tab.active', { hasText: 'Role Trust Map' }).waitFor();
    assert.equal(await page.locator('.tab', { hasText: 'Role Trust Map' }).count(), 1);
    await closeOthers();
  });

  await journey('the roles of the workspace in the Explorer, with what is found in their policies', async () => {
    await page.setViewportSize({ width: 1100, height: 1100 });
    await open(BULB);
    const header = page.locator('.pane-header', { hasText: 'IAM Roles' });
    await header.waitFor();
    await header.click();
    const rows = page.locator('.pane', { has: header }).locator('.monaco-list-row');
    await rows.filter({ hasText: 'AppRole' }).waitFor();
    await picture('roles');
    await rows.filter({ hasText: 'AppRole' }).click();
    await page.locator('.tab.active[data-resource-name="stack.json"]').waitFor();
    const counted = async () => Number((await header.locator('.description').textContent()).trim());
    const before = await counted();
    fs.writeFileSync(file('desk/later.json'), JSON.stringify(role('later', { Service: 'ec2.amazonaws.com' })));
    // Beside the buttons of a narrow view there is no room for it.
    const count = (roles) => header.locator('.description', { hasText: String(roles) }).waitFor({ state: 'attached' });
    await count(before + 1);
    fs.rmSync(file('desk/later.json'));
    await count(before);
    await header.click();
    await page.setViewportSize({ width: 1100, height: 680 });
    await closeOthers();
  });
}
