import assert from 'node:assert/strict';
import { explain } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { fileOf } from '../support/terraformModule.ts';

const { config } = testContext();
const sentences = async (text: string): Promise<string[]> =>
  explain(await fileOf(text), config).map(({ sentence }) => sentence);
const role = (statement: string): string =>
  `resource "aws_iam_role" "r" {\n  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ ${statement} }] })\n}\n`;
const heredoc = (statement: string): string =>
  `resource "aws_iam_role" "r" {\n  assume_role_policy = <<EOF\n{"Version": "2012-10-17", "Statement": [{${statement}}]}\nEOF\n}\n`;
const document = (statement: string): string =>
  `data "aws_iam_policy_document" "d" {\n  statement {\n${statement}\n  }\n}\nresource "aws_iam_role" "r" {\n  assume_role_policy = data.aws_iam_policy_document.d.json\n}\n`;
const trusts = (principal: string): string =>
  role(`Effect = "Allow", Action = "sts:AssumeRole", Principal = ${principal}`);
const federated = (principal: string, action = 'sts:AssumeRoleWithWebIdentity'): string =>
  role(`Effect = "Allow", Action = "${action}", Principal = { Federated = ${principal} }`);
const requires = (condition: string): string =>
  role(`Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" }, Condition = { ${condition} }`);

describe('sentences about Terraform', () => {
  const said: Readonly<Record<string, readonly [text: string, sentence: string]>> = {
    'a role of the module': [
      trusts('{ AWS = aws_iam_role.app.arn }'),
      'Role aws_iam_role.app of this module can assume this role',
    ],
    'one of several roles': [
      trusts('{ AWS = aws_iam_role.app["a"].arn }'),
      'Role aws_iam_role.app of this module can assume this role',
    ],
    'a role in a text': [
      trusts('{ AWS = "${aws_iam_role.app.arn}" }'),
      'Role aws_iam_role.app of this module can assume this role',
    ],
    'a role in a heredoc': [
      heredoc('"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "${aws_iam_role.app.arn}"}'),
      'Role aws_iam_role.app of this module can assume this role',
    ],
    'a role that is looked up': [
      trusts('{ AWS = data.aws_iam_role.app.arn }'),
      'Role data.aws_iam_role.app of this module can assume this role',
    ],
    'a user': [trusts('{ AWS = aws_iam_user.ada.arn }'), 'User aws_iam_user.ada of this module can assume this role'],
    'the account': [
      trusts('{ AWS = data.aws_caller_identity.current.account_id }'),
      'Any principal in the current account can assume this role',
    ],
    'the account in an ARN': [
      trusts('{ AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }'),
      'Any principal in the current account can assume this role',
    ],
    'roles of the account': [
      trusts('{ AWS = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/ci"] }'),
      'Role ci in the current account can assume this role',
    ],
    'an account that another provider has': [
      trusts('{ AWS = data.aws_caller_identity.shared.account_id }'),
      'Any principal in the account of data.aws_caller_identity.shared can assume this role',
    ],
    'an account in a variable': [
      trusts('{ AWS = "arn:aws:iam::${var.account}:root" }'),
      'Any principal in account ${var.account} can assume this role',
    ],
    'principals of which only some are known': [
      trusts('{ AWS = concat(["arn:aws:iam::111122223333:role/ci"], var.callers) }'),
      'Role ci in account 111122223333 and further principals set by the module can assume this role',
    ],
    'an audience that a provider has': [
      role(
        'Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = aws_iam_openid_connect_provider.x.arn }, Condition = { StringEquals = { "idp.example.com:aud" = aws_iam_openid_connect_provider.x.client_id_list } }',
      ),
      "Anyone with a token from identity provider aws_iam_openid_connect_provider.x of this module can assume this role if the token's audience is the value set by the module (aws_iam_openid_connect_provider.x.client_id_list)",
    ],
    'subjects that a plan sets': [
      role(
        'Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, Condition = { StringEquals = { "token.actions.githubusercontent.com:sub" = module.repos.subjects } }',
      ),
      'Any GitHub Actions workflow whose subject is the value set by the module (module.repos.subjects) can assume this role',
    ],
    'a subject of a provider for people that a plan sets': [
      role(
        'Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "accounts.google.com" }, Condition = { StringEquals = { "accounts.google.com:sub" = module.robot.subject } }',
      ),
      'Anyone with a token from Google whose subject is the value set by the module (module.robot.subject) can assume this role',
    ],
    'a pool and the wrong action': [
      federated('"cognito-identity.amazonaws.com"', 'sts:AssumeRole'),
      "No one can assume the role through this statement: Amazon Cognito identity pool tokens can't be used with sts:AssumeRole",
    ],
    'a variable': [trusts('{ AWS = var.caller }'), 'The principal in var.caller can assume this role'],
    'an output of a module': [
      trusts('{ AWS = module.app.role_arn }'),
      'A principal set by the module (module.app.role_arn) can assume this role',
    ],
    'an expression in a text': [
      trusts('{ AWS = "${lookup(var.callers, "ci")}" }'),
      'A principal set by the module (lookup(var.callers, "ci")) can assume this role',
    ],
    'all principals in a variable': [
      trusts('var.trusted'),
      'Principals set by the module (var.trusted) can assume this role',
    ],
    'what is added to a statement': [
      role('merge(local.base, { Effect = "Allow" })').replace('{ merge', 'merge').replace(') }]', ')]'),
      'Principals set by the module can use actions set by the module on this role if the conditions set at deployment match',
    ],
    'an effect that may be added': [
      role('merge(var.base, { Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" })')
        .replace('{ merge', 'merge')
        .replace(') }]', ')]'),
      'Allows or denies: Effect is set by the module',
    ],
    'actions in a variable': [
      role('Effect = "Allow", Action = var.actions, Principal = { Service = "ec2.amazonaws.com" }'),
      'Amazon EC2 can use actions set by the module (var.actions) on this role',
    ],
    'actions of which some are added': [
      role(
        'Effect = "Allow", Action = concat(["sts:TagSession"], var.a), Principal = { Service = "ec2.amazonaws.com" }',
      ),
      'Amazon EC2 can use actions set by the module on this role',
    ],
    'a Deny of principals in a variable': [
      role('Effect = "Deny", Action = "sts:AssumeRole", Principal = var.trusted'),
      'Denies sts:AssumeRole to principals set by the module (var.trusted)',
    ],
    'a provider in a variable': [
      federated('var.provider'),
      'Anyone with a token from the identity provider in var.provider can assume this role',
    ],
    'a provider whose URL a plan knows': [
      federated('aws_iam_openid_connect_provider.eks.arn'),
      'Anyone with a token from identity provider aws_iam_openid_connect_provider.eks of this module can assume this role',
    ],
    'a provider and the wrong action': [
      federated('module.eks.oidc_provider_arn', 'sts:AssumeRole'),
      "No one can assume the role through this statement: tokens of an identity provider can't be used with sts:AssumeRole",
    ],
    'a value in a variable': [
      requires('StringEquals = { "aws:PrincipalOrgID" = var.org }'),
      'Anyone with an AWS account can assume this role if they belong to the organization in var.org',
    ],
    'a value in a variable, as a text': [
      requires('StringEquals = { "aws:PrincipalOrgID" = "${var.org}" }'),
      'Anyone with an AWS account can assume this role if they belong to the organization in var.org',
    ],
    'the account as a value': [
      requires('StringEquals = { "aws:PrincipalAccount" = data.aws_caller_identity.current.account_id }'),
      'Anyone with an AWS account can assume this role if their account is the current account',
    ],
    'an operator that a plan chooses': [
      requires('(var.test) = { "aws:username" = "ada" }'),
      'Anyone with an AWS account can assume this role if aws:username matches the test set by the module (var.test)',
    ],
    'an effect that a plan chooses': [
      document('effect = var.effect\nactions = ["sts:AssumeRole"]\nprincipals {\ntype = "AWS"\nidentifiers = ["*"]\n}'),
      'Allows or denies: Effect is set by the module (var.effect)',
    ],
  };
  for (const [what, [text, sentence]] of Object.entries(said))
    it(`name ${what}`, async () => {
      assert.deepEqual(await sentences(text), [sentence]);
    });
});
