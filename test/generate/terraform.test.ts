import assert from 'node:assert/strict';
import { format } from '@cdktf/hcl-tools';
import { starterPolicy } from '../../server/src/generate/outputs/starterPolicy.ts';
import { terraformOutput } from '../../server/src/generate/outputs/terraform.ts';
import { generatedOutputs, generatedText, type Answers } from '../../server/src/service.ts';
import { answered, goodAnswers } from '../support/goodAnswers.ts';
import { roleWith } from '../support/roleWith.ts';
import { evaluated, readTerraform, type TerraformFile } from '../support/terraform.ts';

const ROLE: Answers = {
  outputs: ['terraform'],
  roleName: '2nd.role+x@Y',
  duration: '7200',
  managedPolicy: 'job-function/ViewOnlyAccess, AmazonS3ReadOnlyAccess',
  inlinePolicy: 'starter',
  description: 'Sichert ${nachts} "alles" \\ für 50%{x}',
  tags: 'Purpose=Nightly backup, Größe=ü@x=1+2, a:b/c=, k.e_y=v',
  delivery: 'open',
};
const LABEL = 'role_2nd_role_x_y';
const TAGS = { Purpose: 'Nightly backup', Größe: 'ü@x=1+2', 'a:b/c': '', 'k.e_y': 'v' };

function terraform(answers: Answers): string {
  const [output] = generatedOutputs({ ...ROLE, ...answered(answers) });
  assert.ok(output, JSON.stringify(answers));
  return output.text;
}

async function read(answers: Answers): Promise<{ file: TerraformFile; text: string }> {
  const text = terraform(answers);
  return { file: await readTerraform(text), text };
}

/** What an attribute of an expression says, as the parser has it. */
function expression(text: string): string {
  return `\${${text}}`;
}

/** Of a managed policy that is attached to the role. */
function policyArn(file: TerraformFile, label: string): unknown {
  const attachment = file.block('resource', 'aws_iam_role_policy_attachment', `${LABEL}_${label}`);
  assert.equal(attachment?.['role'], expression(`aws_iam_role.${LABEL}.name`));
  return attachment['policy_arn'];
}

const ROLE_ARN = expression(`aws_iam_role.${LABEL}.arn`);

describe('the role as Terraform configuration', () => {
  for (const [i, { kind, answers }] of goodAnswers().entries())
    it(`has what was answered, as terraform fmt leaves it: ${kind} ${i}`, async () => {
      const { file, text } = await read(answers);
      assert.equal(await format(text), text);
      const { assume_role_policy, depends_on, ...rest } = file.block('resource', 'aws_iam_role', LABEL) ?? {};
      assert.deepEqual(rest, {
        name: ROLE['roleName'],
        description: ROLE['description'],
        max_session_duration: 7200,
        tags: TAGS,
      });
      assert.match(String(assume_role_policy), /^\$\{jsonencode\(/);
      assert.deepEqual(
        await evaluated(String(assume_role_policy).slice(2, -1)),
        JSON.parse(generatedText(answers) ?? ''),
      );
      for (const address of (depends_on ?? []) as readonly string[])
        assert.ok(file.block('resource', ...address.slice(2, -1).split('.')), address);
      const { partition } =
        /^arn:(?<partition>aws[\w-]*):/m.exec(String(policyArn(file, 'view_only_access')))?.groups ?? {};
      assert.equal(
        policyArn(file, 'view_only_access'),
        `arn:${partition ?? ''}:iam::aws:policy/job-function/ViewOnlyAccess`,
      );
      assert.equal(
        policyArn(file, 'amazon_s3_read_only_access'),
        `arn:${partition ?? ''}:iam::aws:policy/AmazonS3ReadOnlyAccess`,
      );
      const inline = file.block('resource', 'aws_iam_role_policy', LABEL);
      assert.equal(inline?.['role'], expression(`aws_iam_role.${LABEL}.name`));
      assert.deepEqual(await evaluated(String(inline['policy']).slice(2, -1)), starterPolicy(partition ?? ''));
      assert.match(text, /^# Replace the text in angle brackets first\.\n/);
    });
});

describe('a role of few words, as Terraform configuration', () => {
  it('has nothing that nobody answered', async () => {
    const text = terraformOutput.write(roleWith());
    assert.equal(await format(text), text);
    assert.equal(
      text,
      'resource "aws_iam_role" "checkout" {\n' +
        '  name                 = "checkout"\n' +
        '  max_session_duration = 3600\n' +
        '  assume_role_policy   = jsonencode({})\n' +
        '}\n',
    );
  });

  it('has a label of its own for each of two policies with the same name', async () => {
    const policies = ['arn:aws:iam::aws:policy/Read', 'arn:aws:iam::210987654321:policy/team/Read'];
    const file = await readTerraform(terraformOutput.write({ ...roleWith(), managedPolicies: policies }));
    const attached = file.names.flatMap((name) => file.block(...(name.split(' ') as [string]))?.['policy_arn'] ?? []);
    assert.deepEqual(attached, policies);
  });
});

describe('what a role hangs on, in Terraform', () => {
  it('an instance profile for EC2, and for no other service', async () => {
    const { file } = await read({ kind: 'service', services: ['ec2.amazonaws.com'] });
    assert.deepEqual(file.block('resource', 'aws_iam_instance_profile', LABEL), {
      name: ROLE['roleName'],
      role: expression(`aws_iam_role.${LABEL}.name`),
    });
    const other = await read({ kind: 'service', services: ['lambda.amazonaws.com'], sourceAccount: '' });
    assert.equal(other.file.block('resource', 'aws_iam_instance_profile', LABEL), undefined);
  });

  it('an OIDC provider, unless the account has it', async () => {
    const { file } = await read({
      kind: 'oidc',
      account: '210987654321',
      issuer: 'https://idp.example.com/tenant',
      audience: 'deploy',
      subject: 'x',
      guards: [],
    });
    assert.deepEqual(file.block('resource', 'aws_iam_openid_connect_provider', LABEL), {
      count: expression('var.create_oidc_provider ? 1 : 0'),
      url: 'https://idp.example.com/tenant',
      client_id_list: ['deploy'],
    });
    const asked = file.block('variable', 'create_oidc_provider') ?? {};
    assert.equal(asked['default'], true);
    assert.match(String(asked['description']), /deploy: https:\/\/idp\.example\.com\/tenant$/);
  });

  it('a SAML provider, where its metadata is given', async () => {
    const { file } = await read({ kind: 'saml', partition: 'aws-cn', account: '210987654321', provider: 'Corp' });
    assert.deepEqual(file.block('resource', 'aws_iam_saml_provider', LABEL), {
      count: expression('var.saml_metadata_file == "" ? 0 : 1'),
      name: 'Corp',
      saml_metadata_document: expression('file(var.saml_metadata_file)'),
    });
    assert.equal(file.block('variable', 'saml_metadata_file')?.['default'], '');
  });

  it('an association of a service account, which asks for what the policy leaves open', async () => {
    const association = async (answers: Answers): Promise<TerraformFile> =>
      (await read({ kind: 'podIdentity', cluster: '', namespace: '', serviceAccount: '', ...answers })).file;
    const named = await association({ cluster: 'prod', namespace: 'shop', serviceAccount: 'checkout' });
    assert.deepEqual(named.block('resource', 'aws_eks_pod_identity_association', LABEL), {
      cluster_name: 'prod',
      namespace: 'shop',
      service_account: 'checkout',
      role_arn: ROLE_ARN,
    });
    assert.ok(!named.names.some((name) => name.startsWith('variable')));
    const open = await association({ namespace: 'shop' });
    assert.deepEqual(open.block('resource', 'aws_eks_pod_identity_association', LABEL), {
      cluster_name: expression('var.cluster_name'),
      namespace: 'shop',
      service_account: expression('var.service_account'),
      role_arn: ROLE_ARN,
    });
    for (const name of ['cluster_name', 'service_account'])
      assert.equal(open.block('variable', name)?.['type'], expression('string'));
    assert.equal(open.block('variable', 'namespace'), undefined);
  });

  it('the annotation of a service account as a command in a comment', async () => {
    const text = terraformOutput.write(
      roleWith({ kind: 'serviceAccountAnnotation', namespace: 'shop', serviceAccount: 'checkout' }),
    );
    assert.equal(await format(text), text);
    assert.deepEqual((await readTerraform(text)).names, ['resource aws_iam_role checkout']);
    assert.match(
      text,
      /^# +kubectl annotate serviceaccount checkout --namespace shop --overwrite eks\.amazonaws\.com\/role-arn=arn:aws-cn:iam::210987654321:role\/checkout$/m,
    );
  });

  it('a profile of Roles Anywhere in the Region of its trust anchor', async () => {
    const trustAnchor =
      'arn:aws-us-gov:rolesanywhere:us-gov-west-1:210987654321:trust-anchor/5d0e6a3c-2222-4333-8444-555566667777';
    const { file, text } = await read({ kind: 'rolesAnywhere', trustAnchor, commonName: '' });
    assert.deepEqual(file.block('resource', 'aws_rolesanywhere_profile', LABEL), {
      name: '2nd-role-x-Y',
      enabled: true,
      duration_seconds: 7200,
      role_arns: [ROLE_ARN],
    });
    assert.match(text, /# .*us-gov-west-1/);
  });

  it('the policy of the callers, where these are one’s own', async () => {
    const { file } = await read({ kind: 'sameAccount', account: '210987654321', guards: [] });
    const policy = String(file.block('output', 'caller_policy')?.['value']);
    assert.deepEqual(await evaluated(policy.slice(2, -1)), {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: { reference: `aws_iam_role.${LABEL}.arn` } }],
    });
    const vendor = await read({ kind: 'vendor', vendor: '464622532012', externalIdValue: '', guards: [] });
    assert.equal(vendor.file.block('output', 'caller_policy'), undefined);
  });
});
