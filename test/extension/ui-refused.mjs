// Errors that people paste, with nothing open: the role's policy is found in whichever file it is.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { YAML } from './ui-yaml.mjs';
import { workbench } from './workbench.mjs';

const ROLE = 'arn:aws:iam::111122223333:role/store-deploy';
const BUILDER = 'arn:aws:sts::444455556666:assumed-role/builder/ada';
const EVENT = {
  eventVersion: '1.08',
  userIdentity: { type: 'AssumedRole', principalId: 'AROAEXAMPLE:ada', arn: BUILDER, accountId: '444455556666' },
  eventTime: '2026-11-29T10:00:00Z',
  eventSource: 'sts.amazonaws.com',
  eventName: 'AssumeRole',
  awsRegion: 'eu-west-1',
  errorCode: 'AccessDenied',
  errorMessage: `User: ${BUILDER} is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
  requestParameters: null,
  responseElements: null,
  eventType: 'AwsApiCall',
  recipientAccountId: '111122223333',
};
const FOUND = 'Checked the policy of role store-deploy in cloud/template.yml.';
const ERRORS = [
  [
    'a CloudTrail event',
    JSON.stringify(EVENT, null, 2),
    [FOUND, `The policy doesn't trust ${BUILDER} or its account.`],
  ],
  [
    'an error of CodeBuild',
    `CodeBuild is not authorized to perform: sts:AssumeRole on ${ROLE} (Service: AWSCodeBuild; Status Code: 400; Error Code: InvalidInputException)`,
    [FOUND, 'Add "Service": "codebuild.amazonaws.com" to Principal.'],
  ],
  [
    'an error of GitHub Actions',
    'Error: Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ['The subject depends on the job', 'since July 15, 2026 it may have IDs'],
  ],
];

const PODS = {
  Roles: [
    {
      RoleName: 'pods',
      Arn: 'arn:aws:iam::111122223333:role/pods',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
    },
  ],
};

export async function refusedJourneys({ server, page, journey, pictures }) {
  const { keyboard } = page;
  const { command, closeOthers, explained } = workbench(page);
  for (const [name, text] of Object.entries(YAML.files)) {
    fs.mkdirSync(path.dirname(path.join(server.ws, name)), { recursive: true });
    fs.writeFileSync(path.join(server.ws, name), text);
  }

  for (const [what, text, says] of ERRORS)
    await journey(`${what} is explained with nothing open, and leads to the place`, async () => {
      await command('IAM Trust Policy: Explain AssumeRole Error');
      await page.locator('.quick-input-widget input.input:focus').waitFor();
      await keyboard.insertText(text);
      await keyboard.press('Enter');
      const denied = await explained('Why AWS denied the call');
      for (const part of says) await denied.locator('main', { hasText: part }).waitFor();
      await page.screenshot({ path: path.join(pictures, `refused-${what.replaceAll(' ', '-')}.png`) });
      if (says.includes(FOUND)) {
        await denied.locator('.causes .sure button', { hasText: 'Show' }).click();
        await page.locator('.tab.active[data-resource-name="template.yml"]').waitFor();
        await page.locator('.statusbar-item', { hasText: 'Ln 23, ' }).waitFor(); // that of Federated
      }
      await closeOthers();
    });

  await journey('an error whose cause has a quick fix leads to it', async () => {
    fs.writeFileSync(path.join(server.ws, 'pods.json'), JSON.stringify(PODS, null, 2));
    await command('IAM Trust Policy: Explain AssumeRole Error');
    await page.locator('.quick-input-widget input.input:focus').waitFor();
    await keyboard.insertText(
      'EKS does not have permissions to assume the associated role arn:aws:iam::111122223333:role/pods',
    );
    await keyboard.press('Enter');
    const denied = await explained("doesn't allow sts:TagSession");
    await page.screenshot({ path: path.join(pictures, 'refused-with-a-fix.png') });
    await denied.locator('.causes .sure button', { hasText: 'Quick Fix…' }).click();
    await page.locator('.action-widget .monaco-list-row', { hasText: 'sts:TagSession' }).first().waitFor();
    await page.screenshot({ path: path.join(pictures, 'refused-fixed.png') });
    await keyboard.press('Escape');
    await page.locator('.action-widget .monaco-list-row').first().waitFor({ state: 'detached' });
    await closeOthers();
  });
}
