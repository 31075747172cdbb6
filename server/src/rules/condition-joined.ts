import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'condition-joined',
    title: 'Condition in two blocks whose values are joined',
    level: 'hint',
    messages: {
      any: 'Same operator and key as an earlier condition: the values are joined, so one matching value is enough. Older provider versions keep only the last condition.',
      none: 'Same operator and key as an earlier condition: the values are joined, so none of them may match. Older provider versions keep only the last condition.',
    },
  },
  docs: {
    why: 'In Terraform, several `condition` blocks look as if all of them must match. With the same `test` and `variable` they are one condition with the values of all blocks, and one matching value is enough. Old versions of the AWS provider kept only the values of the last block.',
    howToFix:
      'If one value is enough, put all values into one block. If all must match, use a second operator or a condition key of its own for each.',
    references: [
      'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html',
    ],
    examples: {
      language: 'hcl',
      bad: [
        `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:aws:scheduler:eu-west-1:111122223333:*"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:aws:scheduler:*:111122223333:schedule-group/nightly"]
    }
  }
}`,
      ],
      good: [
        `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:aws:scheduler:eu-west-1:111122223333:schedule-group/nightly"]
    }
  }
}`,
      ],
    },
  },
  create: (context) => ({
    condition({ member, operator }) {
      for (const { span } of member.again ?? [])
        context.report({
          at: span,
          messageId: operator?.negated ? 'none' : 'any',
          related: [{ span: member.key.span, message: 'First condition' }],
        });
    },
  }),
});
