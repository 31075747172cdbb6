// The panel that explains a policy, and its neighbour that explains a refused call: where they go, what they keep, and by keyboard.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { TITLES, workbench } from './workbench.mjs';

const role = (name, principal) => ({
  RoleName: name,
  Arn: `arn:aws:iam::111122223333:role/${name}`,
  AssumeRolePolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  },
});
const ROLES = JSON.stringify(
  {
    Roles: [
      role('ci', { Service: 'codebuild.amazonaws.com' }),
      role('AWSReservedSSO_Admin_0123456789abcdef', { AWS: '222233334444' }),
    ],
  },
  null,
  2,
);

/** Files that only these journeys need. */
export const PANEL_FILES = [
  ['panel/roles.json', ROLES],
  ['panel/closing-trust-policy.json', policy('lambda.amazonaws.com')],
  [
    'panel/risky-trust-policy.json',
    JSON.stringify(
      {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'Vendor',
            Effect: 'Allow',
            Principal: {
              AWS: [
                'arn:aws:iam::464622532012:root',
                'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef',
              ],
            },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': '12' } },
          },
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'sts:AssumeRole',
            Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
          },
          { Effect: 'Allow', Principal: { Service: 'Lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
        ],
      },
      null,
      2,
    ),
  ],
  ['panel/renamed-trust-policy.json', policy('scheduler.amazonaws.com')],
];

function policy(service) {
  return JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Service',
          Effect: 'Allow',
          Principal: { Service: service },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
        },
      ],
    },
    null,
    2,
  );
}

/** @param picture takes a picture of the window */
export async function panelJourneys({ server, page, journey, picture, viewport }) {
  const { keyboard } = page;
  const { open, command, explained, closeOthers, find } = workbench(page);
  const wide = { width: 1500, height: 940 };
  const tab = (name) => page.locator('.tab', { hasText: name });
  const heard = (frame) => frame.locator('#said');
  /** The panel's document, once it shows a text. */
  const panel = (text) => explained(text);
  /** From the panel to the policy. */
  async function toEditor() {
    await keyboard.press('Control+1');
    await page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
  }
  const lens = () => page.locator('.monaco-editor .codelens-decoration a').first();

  await journey('a lens says who gets in, a click explains it, with a picture', async () => {
    await open('sound/vendor-trust-policy.json');
    await lens().waitFor();
    await picture('lens');
    await page.locator('.monaco-editor .codelens-decoration a', { hasText: '464622532012' }).first().click();
    await page.setViewportSize(wide);
    const frame = await panel(/464622532012 \(Datadog\)/);
    await frame.locator('svg.trust g.role').waitFor();
    await page.locator('.editor-group-container.active .monaco-editor').waitFor(); // who clicks goes on reading
    await picture('explain');
    // Keyboard alone: from the first statement on, through what does something, to a statement in the picture, which Enter shows.
    await frame.locator('[id^=statement-]').first().focus();
    for (let i = 0; i < 8 && !(await frame.locator('svg g:focus').count()); i++) await keyboard.press('Tab');
    await frame.locator('svg g[role=button]:focus').waitFor();
    const focused = frame.locator('svg g:focus');
    assert.match(await focused.locator('title').textContent(), /^Datadog, sts:AssumeRole/);
    assert.match(await focused.getAttribute('aria-description'), /464622532012/);
    await keyboard.press('Enter');
    await page.locator('.statusbar-item', { hasText: 'selected' }).waitFor(); // the editor has the focus
    await frame.locator('#copyMermaid').click();
    await heard(frame).filter({ hasText: 'Copied' }).waitFor();
    await page.setViewportSize(viewport);
    await closeOthers();
  });

  await journey('the panel follows from file to file and role to role; locked it does not', async () => {
    await page.setViewportSize(wide);
    await open('panel/closing-trust-policy.json');
    await lens().waitFor();
    await command(TITLES['command.explain']);
    await panel(/lambda/i);
    await page
      .locator('.editor-group-container.active .tab', { hasText: 'Explain closing-trust-policy.json' })
      .waitFor();
    await toEditor();
    await open('panel/roles.json');
    const frame = await panel(/role\/ci/);
    await tab('Role ci').waitFor();
    await find('222233334444');
    await panel(/role\/AWSReservedSSO_Admin/);
    await tab('Role AWSReservedSSO_Admin').waitFor();
    await assertFits(frame);
    await picture('panel-follows');
    await frame.locator('main').click({ position: { x: 5, y: 5 } });
    await page.locator('.editor-actions .action-label[aria-label^="Lock"]').click();
    await tab('(locked)').waitFor();
    await frame.locator('.note', { hasText: 'Locked' }).waitFor();
    await picture('panel-locked');
    await toEditor();
    await open('panel/closing-trust-policy.json');
    await lens().waitFor();
    await find('lambda');
    await frame.locator('#unlock').focus(); // nothing has come meanwhile
    assert.match(await frame.locator('main').innerText(), /AWSReservedSSO_Admin/);
    await keyboard.press('Enter');
    await panel(/Sid|Service/);
    await tab('(locked)').waitFor({ state: 'detached' });
    await page.setViewportSize(viewport);
    await closeOthers();
  });

  await journey('what is opened in the panel stays open and focused while the policy is edited', async () => {
    await page.setViewportSize(wide);
    await open('panel/closing-trust-policy.json');
    await lens().waitFor();
    await command(TITLES['command.explain']);
    const frame = await panel(/lambda/i);
    await frame.locator('details summary').focus();
    await keyboard.press('Enter');
    await frame.locator('details[open]').waitFor();
    fs.writeFileSync(path.join(server.ws, 'panel/closing-trust-policy.json'), policy('ec2.amazonaws.com'));
    await panel(/ec2/i);
    await frame.locator('details[open] summary:focus').waitFor();
    await picture('panel-kept');
    await page.setViewportSize(viewport);
    await closeOthers();
  });

  await journey('the panel survives a closed tab, a rename and a reload', async () => {
    await page.setViewportSize(wide);
    await open('panel/renamed-trust-policy.json');
    await lens().waitFor();
    await command(TITLES['command.explain']);
    const frame = await panel(/scheduler/i);
    await toEditor();
    await page
      .locator('.explorer-viewlet .monaco-list-row.selected', { hasText: 'renamed-trust-policy.json' })
      .waitFor();
    await keyboard.press('Control+Shift+E');
    await page.locator('.explorer-viewlet .monaco-list:focus').waitFor();
    await keyboard.press('F2');
    await page.locator('.explorer-item-edited input').waitFor();
    await keyboard.press('Control+A');
    await keyboard.type('anew-trust-policy.json');
    await keyboard.press('Enter');
    await frame.locator('.file', { hasText: 'anew-trust-policy.json' }).waitFor();
    await panel(/scheduler/i);
    await Promise.all([page.waitForEvent('load'), command('Developer: Reload Window')]);
    await page.locator('.explorer-viewlet .monaco-list-row').first().waitFor();
    const again = await panel(/scheduler/i);
    await toEditor();
    await command('View: Revert and Close Editor');
    await again.locator('.note', { hasText: 'The file is closed' }).waitFor();
    await panel(/scheduler/i);
    await picture('panel-closed');
    await again.locator('#openFile').click();
    await page.locator('.tab.active[data-resource-name="anew-trust-policy.json"]').waitFor();
    await again.locator('.note').waitFor({ state: 'detached' });
    await page.setViewportSize(viewport);
    await closeOthers();
  });

  /** With no editor open, once the extension is there. */
  async function nothingOpen() {
    await open('panel/roles.json');
    await lens().waitFor();
    await closeOthers();
  }

  await journey('with no policy open, Explain lists the policies of the workspace', async () => {
    await page.setViewportSize(wide);
    await nothingOpen();
    await command(TITLES['command.explain']);
    await page.locator('.quick-input-widget', { hasText: 'Explain Who Can Assume This Role' }).waitFor();
    await keyboard.type('AWSReservedSSO');
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'AWSReservedSSO_Admin' }).waitFor();
    await picture('explain-pick');
    await keyboard.press('Enter');
    await panel(/222233334444/);
    await page.locator('.tab.active', { hasText: 'roles.json' }).waitFor();
    await page.setViewportSize(viewport);
    await closeOthers();
  });

  await journey('a pasted AssumeRole error is explained by the policy of the role it names', async () => {
    const refused = async (name) => {
      await command(TITLES['command.whyRefused']);
      await page.locator('.quick-input-widget', { hasText: 'Paste the error from AWS' }).waitFor();
      await keyboard.type(
        `AccessDenied: User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/${name}`,
      );
      await keyboard.press('Enter');
    };
    await page.setViewportSize(wide);
    await refused('ci'); // with nothing open
    const frame = await panel(/Checked the policy of role ci in panel\/roles\.json/);
    await picture('why-refused');
    await frame.locator('#copy0').click();
    await heard(frame).filter({ hasText: 'Copied' }).waitFor();
    await frame.locator('#showPolicy0').click();
    await page.locator('.tab.active', { hasText: 'roles.json' }).waitFor();
    await page.locator('.statusbar-item', { hasText: 'selected' }).waitFor(); // the editor has the focus
    await refused('AWSReservedSSO_Admin_0123456789abcdef');
    await panel(/Checked the policy of role AWSReservedSSO_Admin/);
    assert.equal(await tab('AssumeRole Error').count(), 1);
    // Until it has the focus, it takes the keys of what is typed.
    await page.waitForFunction(() => globalThis.document.activeElement?.matches('iframe.webview'));
    await page.setViewportSize(viewport);
    await closeOthers();
  });
}

/** No text of a picture is wider than its box. */
async function assertFits(frame) {
  const wide = await frame.locator('svg.trust').evaluate((svg) =>
    [...svg.querySelectorAll('g')].flatMap((g) => {
      const box = g.querySelector('rect, .shape').getBBox();
      return [...g.querySelectorAll('text')]
        .filter((text) => text.getBBox().x + text.getBBox().width > box.x + box.width)
        .map((text) => text.textContent);
    }),
  );
  assert.deepEqual(wide, []);
}
