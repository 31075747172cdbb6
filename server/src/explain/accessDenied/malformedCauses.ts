import type { AwsError } from './awsError.ts';
import type { Cause, Check, AccessDenied } from './types.ts';
import { displayText } from '../phrases.ts';

/** A finding of the policy as far as this question needs it. */
export interface Suspect {
  readonly text: string;
  readonly span: Cause['span'];
  /** What IAM says where this is the cause; undefined where it takes such a policy. */
  readonly iamError: string | undefined;
}

/** Which of a policy's findings IAM meant. @param suspects those at level error, by place */
export function explainMalformed(
  { message }: AwsError & { readonly kind: 'malformed' },
  suspects: readonly Suspect[],
): AccessDenied {
  const named = suspects.filter((s) => s.iamError !== undefined && sameError(s.iamError, message));
  const causes = (named.length ? named : suspects).map(({ text, span }): Cause => ({
    sure: named.length === 1,
    text,
    span,
  }));
  return {
    summary: `IAM rejected the policy: ${displayText(message)}`,
    causes,
    checks: causes.length ? [] : CHECKS,
  };
}

const CHECKS: readonly Check[] = [
  {
    text: 'Nothing in this policy explains the error. Check that this is the text that was sent to IAM, after templates were filled in.',
    command: undefined,
  },
  {
    text: "IAM also rejects principals that don't exist: deleted roles and users, or ones that aren't created yet. Check that each one exists.",
    command: 'aws iam get-role --role-name <ROLE_NAME>',
  },
  {
    text: 'IAM Access Analyzer can validate the policy too. It needs credentials.',
    command:
      'aws accessanalyzer validate-policy --policy-type RESOURCE_POLICY --validate-policy-resource-type AWS::IAM::AssumeRolePolicyDocument --policy-document file://trust-policy.json',
  },
];

/** Whether what a rule says of IAM's words is what IAM said: compared by the words before any value. */
function sameError(rule: string, message: string): boolean {
  const words =
    rule
      .replace(/^\w+: /, '')
      .split(/["…:]/)[0]
      ?.trim()
      .toLowerCase() ?? '';
  return words.length > 8 && message.toLowerCase().includes(words);
}

/** Errors about the token or the assertion itself. */
export function explainToken({ code, message }: AwsError & { readonly kind: 'token' }): AccessDenied {
  return {
    summary: `AWS rejected the identity provider's token (${displayText(code)}): ${displayText(message)}`,
    causes: [],
    checks: [
      {
        text: "The trust policy isn't the cause. Check that the token hasn't expired and that its issuer is exactly the provider URL in IAM.",
        command: 'aws iam list-open-id-connect-providers',
      },
      { text: 'Decode the token and check its claims.', command: 'cut -d. -f2 token.jwt | base64 -d 2>/dev/null' },
      {
        text: "Check that the identity provider lists the token's audience.",
        command: 'aws iam get-open-id-connect-provider --open-id-connect-provider-arn <PROVIDER_ARN>',
      },
    ],
  };
}
