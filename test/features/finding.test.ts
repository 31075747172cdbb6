import assert from 'node:assert/strict';
import { check, complete, finish, PolicyDocument, wizardSteps } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { found } from '../../server/src/text/wordSearch.ts';
import { testContext } from '../support/context.ts';
import { marked } from '../support/marked.ts';

const context = { ...testContext(), random: () => 'RANDOM' };

/** The templates for what is typed in a file, in the order of the list. */
function templates(source: string, fileName = ''): readonly { label: string; filterText: string; after: string }[] {
  const { text, cursor = 0 } = marked(source);
  return complete(new PolicyDocument(text, true), cursor, context, false, { fileName })
    .completions.filter(({ item }) => item.kind === 'template')
    .map(({ item, rendered }) => ({
      label: item.label,
      filterText: rendered.filterText,
      after: applyEdits(text, [rendered.edit, ...rendered.additional]),
    }));
}
const labels = (typed: string): readonly string[] => templates(`${typed}‸`).map(({ label }) => label);

function rows(
  fileName?: string,
): readonly { id: string; label: string; detail?: string; words?: string; searchOnly?: boolean; picked?: boolean }[] {
  const [who] = wizardSteps({}, () => '', 0, fileName);
  assert.ok(who?.kind === 'pick');
  return who.items;
}
/** What the first list of the wizard shows for what is typed. */
const shown = (typed: string): readonly string[] => found(typed, rows()).map(({ label }) => label);

/** What people type, and what has to be among the first three rows. */
const WORDS: Readonly<Record<string, { readonly template: string; readonly row: string; readonly first?: true }>> = {
  lambda: { template: 'AWS Lambda', row: 'AWS Lambda', first: true },
  ec2: { template: 'Amazon EC2', row: 'Amazon EC2', first: true },
  glue: { template: 'AWS Glue', row: 'AWS Glue', first: true },
  ecs: { template: 'Amazon ECS tasks', row: 'Amazon ECS tasks' },
  states: { template: 'AWS Step Functions', row: 'AWS Step Functions', first: true },
  datadog: { template: 'Datadog', row: 'Datadog', first: true },
  snowflake: { template: 'Snowflake', row: 'Snowflake', first: true },
  vanta: { template: 'Vanta', row: 'Vanta', first: true },
  wiz: { template: 'Wiz', row: 'Wiz', first: true },
  github: { template: 'GitHub Actions', row: 'GitHub Actions', first: true },
  gitlab: { template: 'GitLab CI/CD', row: 'GitLab CI/CD' },
  jenkins: { template: 'Another OIDC provider', row: 'Jenkins', first: true },
  azure: { template: 'SAML identity provider', row: 'SAML identity provider', first: true },
  entra: { template: 'SAML identity provider', row: 'SAML identity provider', first: true },
  eks: { template: 'EKS IRSA', row: 'EKS IRSA', first: true },
  k8s: { template: 'EKS IRSA', row: 'EKS IRSA', first: true },
  kubernetes: { template: 'EKS Pod Identity', row: 'EKS Pod Identity' },
  irsa: { template: 'EKS IRSA', row: 'EKS IRSA', first: true },
  pod: { template: 'EKS Pod Identity', row: 'EKS Pod Identity' },
  okta: { template: 'Okta (OIDC)', row: 'Okta (OIDC)' },
  sso: { template: 'IAM Identity Center', row: 'IAM Identity Center' },
  saml: { template: 'SAML identity provider', row: 'SAML identity provider', first: true },
  mfa: { template: 'IAM users with MFA', row: 'This AWS account', first: true },
  cross: { template: 'AWS account', row: 'Another AWS account', first: true },
  vendor: { template: 'SaaS vendor', row: 'SaaS vendor', first: true },
  third: { template: 'SaaS vendor', row: 'SaaS vendor', first: true },
  org: { template: 'AWS organization', row: 'AWS organization', first: true },
  terraform: { template: 'HCP Terraform', row: 'HCP Terraform', first: true },
  cognito: { template: 'Amazon Cognito', row: 'Amazon Cognito' },
  certificate: { template: 'IAM Roles Anywhere', row: 'IAM Roles Anywhere' },
};

describe('whom to trust is found by the words that people type', () => {
  for (const [word, { template, row, first }] of Object.entries(WORDS))
    it(word, () => {
      for (const [found, wanted] of [
        [labels(word), template],
        [shown(word), row],
      ] as const) {
        const at = found.indexOf(wanted);
        assert.ok(first ? at === 0 : at >= 0 && at < 3, `${wanted} is not first of: ${found.slice(0, 6).join(', ')}`);
      }
    });

  it('by the beginning of a word, never from within one', () => {
    assert.deepEqual(labels('lamb').slice(0, 1), ['AWS Lambda']);
    for (const found of [labels('sso'), shown('sso')]) {
      assert.ok(found.includes('SAML identity provider'));
      assert.ok(!found.includes('EKS Pod Identity') && !found.includes('IAM Roles Anywhere'), found.join(', '));
    }
    assert.deepEqual(labels('qqq'), []);
    assert.deepEqual(shown('qqq'), []);
  });

  it('a client that looks at the letters alone keeps what was found', () => {
    for (const typed of ['k8s', 'third', 'trust-mfa'])
      for (const { filterText } of templates(`${typed}‸`)) assert.ok(filterText.startsWith(typed), filterText);
    assert.equal(labels('trust-').length, 60);
    assert.ok(labels('trust-lambda').includes('AWS Lambda'));
    assert.deepEqual(labels('trust-mfa'), ['IAM users with MFA']);
  });

  it('also where a statement or the rest of a policy is due', () => {
    for (const source of ['{datadog‸}', '{"datadog‸"}', '{"Version": "2012-10-17", "Statement": [datadog‸]}']) {
      const [datadog] = templates(source);
      assert.equal(datadog?.label, 'Datadog', source);
      assert.match(datadog.after, /"sts:ExternalId": "<EXTERNAL_ID_FROM_DATADOG>"/);
      JSON.parse(datadog.after);
    }
  });

  it('no two services or identity providers by one label, each provider with what its tokens are', () => {
    const others = rows().filter(({ id }) => !id.startsWith('vendor:'));
    const several = others.filter(({ label }, i) => others.findIndex((other) => other.label === label) !== i);
    assert.deepEqual(
      several.map(({ label }) => label),
      [],
    );
    const detail = (kind: string): string | undefined => others.find(({ id }) => id === kind)?.detail;
    assert.equal(detail('harness'), 'Harness pipelines');
    assert.equal(detail('jenkins'), 'Jenkins builds (OpenID Connect Provider plugin)');
    assert.equal(detail('facebook'), 'People who sign in to an app');
    assert.equal(detail('oracle-cloud'), 'An application or user, or a resource');
    assert.equal(detail('teleport'), 'Teleport (AWS OIDC integration)');
  });

  it('the accounts of one vendor, each with how many there are', () => {
    const vendors = rows().filter(({ id }) => id.startsWith('vendor:'));
    const several = vendors.filter(({ label }) => vendors.filter((other) => other.label === label).length > 1);
    assert.ok(several.length > 50);
    for (const { id, detail } of several) assert.match(detail ?? '', /One of \d+ accounts/, id);
  });

  it('nothing typed: the kinds of trust, not hundreds of services and vendors', () => {
    assert.ok(labels('').length < 40);
    assert.ok(rows().filter(({ searchOnly }) => !searchOnly).length < 30);
    assert.ok(rows().length > 400);
  });

  it('every service and vendor is a template that our own rules find nothing wrong with', () => {
    for (const word of ['amazon', 'aws', 'lambda', 'scheduler', 'datadog', 'snowflake', 'vanta', 'databricks', 'batch'])
      for (const { label, after } of templates(`${word}‸`)) {
        const { findings } = finish(check(new PolicyDocument(after, true), testContext()));
        assert.deepEqual(
          findings.filter(({ level }) => level === 'error').map(({ message }) => `${label}: ${message}`),
          [],
        );
      }
  });
});

describe('what the name of a file says of who is trusted', () => {
  const FIRST: Readonly<Record<string, { readonly template: string; readonly row: string }>> = {
    'lambda-trust-policy.json': { template: 'AWS Lambda', row: 'service:lambda.amazonaws.com' },
    'ecs-task-role-trust.json': { template: 'Amazon ECS tasks', row: 'service:ecs-tasks.amazonaws.com' },
    'glue_trust_policy.json': { template: 'AWS Glue', row: 'service:glue.amazonaws.com' },
    'datadog-trust-policy.json': { template: 'Datadog', row: 'vendor:464622532012' },
    'snowflake-trust.json': { template: 'Snowflake', row: 'vendor:snowflake' },
    'github-deploy-trust-policy.json': { template: 'GitHub Actions', row: 'github' },
    'eks-trust-policy.json': { template: 'EKS IRSA', row: 'eks' },
    'okta-trust-policy.json': { template: 'SAML identity provider', row: 'saml' },
    'sso-trust-policy.json': { template: 'SAML identity provider', row: 'saml' },
    'terraform-cloud-trust.json': { template: 'HCP Terraform', row: 'terraform' },
  };
  for (const [fileName, { template, row }] of Object.entries(FIRST))
    it(`${fileName}: comes first, and is chosen`, () => {
      assert.equal(templates('‸', fileName)[0]?.label, template);
      const [first, second] = rows(fileName);
      assert.deepEqual(
        { id: first?.id, picked: first?.picked, searchOnly: first?.searchOnly },
        { id: row, picked: true, searchOnly: false },
      );
      assert.ok(second && !second.picked);
      assert.equal(new Set(rows(fileName).map(({ id }) => id)).size, rows().length);
    });

  it('nothing, where it is only what roles are called', () => {
    for (const fileName of [
      'trust-policy.json',
      'deploy-role-trust.json',
      'app-service-account-trust.json',
      'policy.json',
      '',
    ]) {
      assert.deepEqual(
        labels(''),
        templates('‸', fileName).map(({ label }) => label),
        fileName,
      );
      assert.deepEqual(rows(), rows(fileName));
    }
  });
});
