import assert from 'node:assert/strict';
import {
  check,
  finish,
  generatedOutputs,
  generatedText,
  PolicyDocument,
  type Answers,
} from '../../server/src/service.ts';
import { cloudFormationOutput } from '../../server/src/generate/outputs/cloudformation.ts';
import { starterPolicy } from '../../server/src/generate/outputs/starterPolicy.ts';
import { templateProblems } from '../support/cloudFormation.ts';
import { testContext } from '../support/context.ts';
import { answered, goodAnswers } from '../support/goodAnswers.ts';
import { roleWith } from '../support/roleWith.ts';

const ROLE_NAME = '2nd.role+x@Y';
const ROLE: Answers = {
  outputs: ['cloudformation'],
  roleName: ROLE_NAME,
  duration: '7200',
  managedPolicy: 'job-function/ViewOnlyAccess, AmazonS3ReadOnlyAccess',
  inlinePolicy: 'starter',
  description: 'Sichert ${nachts} "alles" \\ für 50%{x}',
  tags: 'Purpose=Nightly backup, Größe=ü@x=1+2, a:b/c=',
  delivery: 'open',
};
const ROLE_ARN = { 'Fn::GetAtt': ['Role', 'Arn'] };

type Section = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
interface Template {
  readonly Description: string;
  readonly Parameters?: Section;
  readonly Conditions?: Section;
  readonly Resources: Section;
  readonly Outputs: Section;
}

function cloudFormation(answers: Answers): { text: string; template: Template } {
  const [output] = generatedOutputs({ ...ROLE, ...answered(answers) });
  assert.ok(output, JSON.stringify(answers));
  return { text: output.text, template: JSON.parse(output.text) as Template };
}

describe('the role as a CloudFormation template', () => {
  for (const [i, { kind, answers }] of goodAnswers().entries())
    it(`has what was answered and nothing that CloudFormation rejects: ${kind} ${i}`, async () => {
      const { text, template } = cloudFormation(answers);
      assert.deepEqual(await templateProblems(text), []);
      const [, partition = ''] = /"arn:([\w-]+):iam::aws:policy/.exec(text) ?? [];
      assert.deepEqual(template.Resources['Role']?.['Properties'], {
        RoleName: ROLE_NAME,
        MaxSessionDuration: 7200,
        AssumeRolePolicyDocument: JSON.parse(generatedText(answers) ?? '') as unknown,
        Description: ROLE['description'],
        ManagedPolicyArns: [
          `arn:${partition}:iam::aws:policy/job-function/ViewOnlyAccess`,
          `arn:${partition}:iam::aws:policy/AmazonS3ReadOnlyAccess`,
        ],
        Policies: [{ PolicyName: `${ROLE_NAME}-permissions`, PolicyDocument: starterPolicy(partition) }],
        Tags: [
          { Key: 'Purpose', Value: 'Nightly backup' },
          { Key: 'Größe', Value: 'ü@x=1+2' },
          { Key: 'a:b/c', Value: '' },
        ],
      });
      assert.deepEqual(template.Outputs['RoleArn'], { Value: ROLE_ARN });
      const policyDocument = new PolicyDocument(text);
      const { findings } = finish(check(policyDocument, testContext()));
      const alone = finish(check(new PolicyDocument(generatedText(answers) ?? '', true), testContext()));
      assert.equal(policyDocument.extraction.policies.length, 1);
      assert.deepEqual(
        findings.map((f) => f.ruleId),
        alone.findings.map((f) => f.ruleId),
      );
    });

  it('says how it is deployed, and has no section without members', () => {
    const { template } = cloudFormation({ kind: 'service', services: ['lambda.amazonaws.com'], sourceAccount: '' });
    assert.match(template.Description, /2nd\.role\+x@Y.*angle brackets.*CAPABILITY_NAMED_IAM/);
    assert.deepEqual(Object.keys(template), ['AWSTemplateFormatVersion', 'Description', 'Resources', 'Outputs']);
    assert.deepEqual(Object.keys(template.Resources), ['Role']);
  });
});

describe('what a role hangs on, in CloudFormation', () => {
  it('an instance profile for EC2', () => {
    const { template } = cloudFormation({ kind: 'service', services: ['ec2.amazonaws.com'] });
    assert.deepEqual(template.Resources['InstanceProfile']?.['Properties'], {
      InstanceProfileName: ROLE_NAME,
      Roles: [{ Ref: 'Role' }],
    });
  });

  it('an OIDC provider that outlives the stack, unless the account has it', () => {
    const { template } = cloudFormation({
      kind: 'oidc',
      account: '210987654321',
      issuer: 'https://idp.example.com/tenant',
      audience: 'deploy',
      subject: 'x',
      guards: [],
    });
    const { Condition, DeletionPolicy, Properties } = template.Resources['OidcProvider'] ?? {};
    assert.deepEqual(Properties, { Url: 'https://idp.example.com/tenant', ClientIdList: ['deploy'] });
    assert.equal(DeletionPolicy, 'Retain');
    assert.deepEqual(template.Conditions?.[Condition as string], {
      'Fn::Equals': [{ Ref: 'CreateOidcProvider' }, 'true'],
    });
    assert.equal(template.Parameters?.['CreateOidcProvider']?.['Default'], 'true');
    assert.deepEqual(template.Resources['Role']?.['Metadata'], {
      Provider: {
        'Fn::If': [
          Condition,
          { Ref: 'OidcProvider' },
          'arn:aws:iam::210987654321:oidc-provider/idp.example.com/tenant',
        ],
      },
    });
  });

  it('a SAML provider, where its metadata is given', () => {
    const { template } = cloudFormation({
      kind: 'saml',
      partition: 'aws-us-gov',
      account: '210987654321',
      provider: 'Corp',
    });
    const { Condition, Properties } = template.Resources['SamlProvider'] ?? {};
    assert.deepEqual(Properties, { Name: 'Corp', SamlMetadataDocument: { Ref: 'SamlMetadataDocument' } });
    assert.deepEqual(template.Conditions?.[Condition as string], {
      'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'SamlMetadataDocument' }, ''] }],
    });
    assert.equal(template.Parameters?.['SamlMetadataDocument']?.['Default'], '');
  });

  it('an association of a service account, which asks for what the policy leaves open', () => {
    const association = (answers: Answers): Template =>
      cloudFormation({ kind: 'podIdentity', cluster: '', namespace: '', serviceAccount: '', ...answers }).template;
    const named = association({ cluster: 'prod', namespace: 'shop', serviceAccount: 'checkout' });
    assert.deepEqual(named.Resources['PodIdentityAssociation']?.['Properties'], {
      ClusterName: 'prod',
      Namespace: 'shop',
      ServiceAccount: 'checkout',
      RoleArn: ROLE_ARN,
    });
    assert.equal(named.Parameters, undefined);
    const open = association({ namespace: 'shop' });
    assert.deepEqual(open.Resources['PodIdentityAssociation']?.['Properties'], {
      ClusterName: { Ref: 'ClusterName' },
      Namespace: 'shop',
      ServiceAccount: { Ref: 'ServiceAccount' },
      RoleArn: ROLE_ARN,
    });
    assert.deepEqual(Object.keys(open.Parameters ?? {}), ['ClusterName', 'ServiceAccount']);
  });

  it('the annotation of a service account as a command', async () => {
    const text = cloudFormationOutput.write(
      roleWith({ kind: 'serviceAccountAnnotation', namespace: 'shop', serviceAccount: 'checkout' }),
    );
    assert.deepEqual(await templateProblems(text), []);
    assert.deepEqual((JSON.parse(text) as Template).Outputs['AnnotateServiceAccount']?.['Value'], {
      'Fn::Sub':
        'kubectl annotate serviceaccount checkout --namespace shop --overwrite eks.amazonaws.com/role-arn=${Role.Arn}',
    });
  });

  it('a profile of Roles Anywhere in the Region of its trust anchor', () => {
    const trustAnchor =
      'arn:aws-us-gov:rolesanywhere:us-gov-west-1:210987654321:trust-anchor/5d0e6a3c-2222-4333-8444-555566667777';
    const { template } = cloudFormation({ kind: 'rolesAnywhere', trustAnchor, commonName: '' });
    assert.deepEqual(template.Resources['RolesAnywhereProfile']?.['Properties'], {
      Name: '2nd-role-x-Y',
      Enabled: true,
      DurationSeconds: 7200,
      RoleArns: [ROLE_ARN],
    });
    assert.match(template.Description, /us-gov-west-1/);
  });

  it('the policy of the callers, where these are one’s own', () => {
    const { template } = cloudFormation({ kind: 'account', principals: '210987654321', guards: [] });
    const { 'Fn::Sub': policy } = template.Outputs['CallerPolicy']?.['Value'] as { 'Fn::Sub': string };
    assert.deepEqual(JSON.parse(policy), {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '${Role.Arn}' }],
    });
    const vendor = cloudFormation({ kind: 'vendor', vendor: '464622532012', externalIdValue: '', guards: [] });
    assert.deepEqual(Object.keys(vendor.template.Outputs), ['RoleArn']);
  });
});

describe('the check of templates that the tests use', () => {
  const problems = (change: (template: Record<string, Section>) => void): Promise<readonly string[]> => {
    const template = structuredClone(
      cloudFormation({ kind: 'service', services: ['ec2.amazonaws.com'] }).template,
    ) as unknown as Record<string, Section>;
    change(template);
    return templateProblems(JSON.stringify(template));
  };
  const profile = (Properties: unknown): Promise<readonly string[]> =>
    problems((t) => Object.assign(t['Resources']?.['InstanceProfile'] ?? {}, { Properties }));

  it('finds properties that are missing, unknown or of another type, and names of nothing', async () => {
    assert.deepEqual(await profile({ Roles: [{ Ref: 'Role' }] }), []);
    assert.deepEqual(await profile({}), ['InstanceProfile has no Roles']);
    assert.deepEqual(await profile({ Roles: [1] }), ['InstanceProfile/Roles/0 is no string: 1']);
    assert.deepEqual(await profile({ Roles: ['a'], Name: 'b' }), ['InstanceProfile has no property Name']);
    assert.equal((await profile({ Roles: [{ Ref: 'Rolle' }] })).length, 1);
    assert.equal((await profile({ Roles: [{ 'Fn::GetAtt': ['Role', 'Name'] }] })).length, 1);
    assert.equal(
      (await problems((t) => Object.assign(t['Resources'] ?? {}, { X: { Type: 'AWS::IAM::Rolle' } }))).length,
      1,
    );
  });
});
