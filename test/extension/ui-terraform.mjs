// A Terraform module, and what is read in it. VS Code alone takes its files for plain text.

const MAIN = 'infra/main.tf';
const MAIN_TEXT = `# Who can deploy the shop.
resource "aws_iam_role" "deploy" {
  name               = "shop-deploy"
  assume_role_policy = data.aws_iam_policy_document.github.json
}

resource "aws_iam_role" "preview" {
  name               = "shop-preview"
  assume_role_policy = data.aws_iam_policy_document.github.json
}

data "aws_iam_policy_document" "github" {
  statement {
    sid     = "GitHub"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:\${var.org}/shop:*", "repo:acme/*"]
    }
  }
}

resource "aws_iam_role" "jobs" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { Service = "Lambda.amazonaws.com" }
      },
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { AWS = aws_iam_role.deploy.arn }
      },
    ]
  })
}
`;
const FILES = {
  [MAIN]: MAIN_TEXT,
  'infra/identity.tf': `resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

variable "org" {
  default = "acme"
}
`,
  'infra/vendor.tf': `resource "aws_iam_role" "monitoring" {
  name_prefix        = "monitoring-"
  assume_role_policy = <<-EOF
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "AWS": "arn:aws:iam::464622532012:root" },
          "Action": "sts:AssumeRole"
        }
      ]
    }
  EOF
}
`,
};

/** The lines above policies and statements of the main file, in order. */
const LENSES = [
  'Trust policy of aws_iam_role.deploy and aws_iam_role.preview',
  'Any GitHub Actions workflow in any repository of acme or in ${var.org}/shop can assume this role',
  'IAM rejects this policy: "Lambda.amazonaws.com" isn\'t a valid principal',
  'Role aws_iam_role.deploy of this module can assume this role',
];
const MESSAGES = [
  'Service principals are case-sensitive: use "lambda.amazonaws.com".',
  '"*" matches every repository of acme, so any of them can assume this role.',
  '"*" matches every branch, tag, environment and pull request of shop',
];

/** @type {import('./ui-hosts.mjs').HostFiles} */
export const TERRAFORM = {
  name: 'Terraform',
  files: FILES,
  main: MAIN,
  language: { alone: 'Plain Text', beside: 'Terraform' },
  lenses: LENSES,
  messages: MESSAGES,
  hover: ['repo:acme/*', 'any repository of acme'],
  panel: [LENSES[0], 'shop-deploy and shop-preview'],
  outline: { alone: 'Trust policy', beside: 'resource aws_iam_role.deploy' },
  colors: ['sts:AssumeRoleWithWebIdentity', 'shop-preview'],
  roles: ['shop-deploy', 'shop-preview', 'aws_iam_role.jobs', 'aws_iam_role.monitoring'],
  noCaller: 'aws_iam_role.deploy.arn',
  other: 'infra/vendor.tf',
  denied: ['shop-preview', 'infra/main.tf'],
};
