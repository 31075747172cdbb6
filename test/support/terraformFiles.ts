/** Files as people write them: every form that a trust policy has in Terraform, and what stands around it. */
export const TERRAFORM_FILES: readonly string[] = [
  `# Roles of the shop
locals {
  name      = "shop"
  audiences = ["sts.amazonaws.com"]
  trust = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { Service = "lambda.amazonaws.com" }
      },
    ]
  })
}

data "aws_iam_policy_document" "github" {
  statement {
    sid     = "GitHub"
    effect  = "Allow"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = local.audiences
    }

    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub" # who
      values = [
        "repo:acme/\${var.repo}:ref:refs/heads/main",
        "repo:acme/shop:environment:\${lookup(var.env, "name", "prod")}",
      ]
    }
  }

  dynamic "statement" {
    for_each = var.accounts
    content {
      actions = ["sts:AssumeRole"]
      principals {
        type        = "AWS"
        identifiers = ["arn:aws:iam::\${statement.value}:root"]
      }
    }
  }
}

resource "aws_iam_role" "github" {
  name                 = "\${local.name}-github"
  assume_role_policy   = data.aws_iam_policy_document.github.json
  max_session_duration = 3600

  tags = merge(var.tags, {
    Name = "github"
  })
}

resource "aws_iam_role" "lambda" {
  name               = "lambda"
  assume_role_policy = local.trust
}
`,
  `resource "aws_iam_role" "vendor" {
  name = "vendor"
  assume_role_policy = jsonencode({
    Version = "2012-10-17",
    Statement = [{
      Sid       = "Vendor",
      Effect    = "Allow",
      Principal = { AWS = "arn:aws:iam::464622532012:root" },
      Action    = "sts:AssumeRole",
      Condition = {
        StringEquals = { "sts:ExternalId" = var.external_id }
        Bool         = { "aws:MultiFactorAuthPresent" : "true" }
      }
    }, {
      Effect = "Allow"
      Action = ["sts:AssumeRole", "sts:TagSession"]
      Principal = {
        Service = ["ec2.amazonaws.com",
          "ecs-tasks.amazonaws.com"]
      }
    }]
  })
}

resource "aws_iam_role" "either" {
  assume_role_policy = var.eks ? jsonencode({
    Version   = "2012-10-17"
    Statement = concat([{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "eks.amazonaws.com" } }], var.more)
  }) : data.aws_iam_policy_document.github.json
}

module "irsa" {
  source  = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc"
  version = "~> 5.0"

  create_role                   = true
  provider_url                  = replace(var.issuer, "https://", "")
  oidc_fully_qualified_subjects = [for sa in var.accounts : "system:serviceaccount:\${sa.namespace}:\${sa.name}"]
  custom_role_trust_policy = jsonencode({
    "Version" : "2012-10-17",
    "Statement" : [
      { "Effect" : "Allow", "Action" : "sts:AssumeRole", "Principal" : { "Service" : "glue.amazonaws.com" } }
    ]
  })
}
`,
  `variable "account" {
\ttype        = string
\tdescription = "Who may assume the role"
\tdefault     = null
}

resource "aws_iam_role" "heredoc" {
\tname = "heredoc"
\tassume_role_policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::\${var.account}:root" }, "Action": "sts:AssumeRole" }
  ]
}
EOF

\ttags = {
\t\tTeam = "shop" // who pays
\t\tEnv  = var.env == "prod" ? "prod" : "other"
\t}
}

/* One more, with its
   indentation cut */
resource "aws_iam_role" "indented" {
\tname               = "indented"
\tpath               = "/\${var.env}/"
\tassume_role_policy = <<-POLICY
\t\t{
\t\t\t"Version": "2012-10-17",
\t\t\t"Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]
\t\t}
\t\tPOLICY
\tinline_policy {
\t\tname   = "none"
\t\tpolicy = "{\\"Version\\": \\"2012-10-17\\"}"
\t}
}

resource "awscc_iam_role" "farm" {
\trole_name = "farm"
\tassume_role_policy_document = jsonencode({
\t\tVersion   = "2012-10-17"
\t\tStatement = [{ Effect = "Allow", Principal = { Service = "credentials.deadline.amazonaws.com" }, Action = "sts:AssumeRole" }]
\t})
}

output "arn" {
\tvalue = aws_iam_role.heredoc.arn
}
`,
];
