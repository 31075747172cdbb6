/** What an error of AWS says of a call that was refused. */
export type AwsError =
  | {
      readonly kind: 'denied';
      /** The call: `sts:AssumeRole`. */
      readonly action: string | undefined;
      /** The caller's ARN. */
      readonly caller: string | undefined;
      /** The role's ARN. */
      readonly role: string | undefined;
      /** An explicit deny, and of what kind of policy, where the error says it. */
      readonly because: string | undefined;
    }
  /** IAM did not take the policy. `message` is what follows the code. */
  | { readonly kind: 'malformed'; readonly message: string }
  /** The provider's token, not the policy. */
  | { readonly kind: 'token'; readonly code: string; readonly message: string }
  | { readonly kind: 'other'; readonly code: string };

/** No error is longer: not worth a look. Characters. */
const LONGEST = 20_000;

/** Reads a pasted error of the CLI, an SDK, the console or CloudTrail; undefined when it is none. */
export function readAwsError(pasted: string): AwsError | undefined {
  const text = pasted.slice(0, LONGEST).replace(/\s+/g, ' ').trim();
  if (
    /MalformedPolicyDocument|LimitExceeded|invalid principal|Has prohibited field|Syntax errors in policy/i.test(text)
  )
    return { kind: 'malformed', message: afterCode(text) };
  const token = /\b(InvalidIdentityToken|ExpiredTokenException|IDPRejectedClaim|IDPCommunicationError)\w*/.exec(
    text,
  )?.[1];
  if (token !== undefined) return { kind: 'token', code: token, message: afterCode(text) };
  if (/AccessDenied|not authorized to perform/i.test(text))
    return {
      kind: 'denied',
      action: /\bsts:AssumeRole(?:WithSAML|WithWebIdentity)?\b/.exec(text)?.[0] ?? calledOperation(text),
      caller:
        /\barn:aws[\w-]*:(?:iam|sts)::\d{12}:(?:user|role|assumed-role|federated-user)\/[^\s"',;]+|\barn:aws[\w-]*:iam::\d{12}:root\b/.exec(
          text,
        )?.[0],
      role: /\bon resource:? "?(arn:aws[\w-]*:iam::\d{12}:role\/[^\s"',;]+)/.exec(text)?.[1],
      because:
        /\bwith an explicit deny in an? ([a-z-]+(?: [a-z-]+){0,3})|\bbecause no ([a-z-]+(?: [a-z-]+){0,3}) allows/
          .exec(text)
          ?.slice(1)
          .find(Boolean),
    };
  const code = /An error occurred \((\w+)\)/.exec(text)?.[1];
  return code === undefined ? undefined : { kind: 'other', code };
}

function calledOperation(text: string): string | undefined {
  const operation = /when calling the (AssumeRole(?:WithSAML|WithWebIdentity)?) operation/.exec(text)?.[1];
  return operation === undefined ? undefined : `sts:${operation}`;
}

function afterCode(text: string): string {
  return (
    /(?:operation(?: \(reached max retries: \d+\))?|MalformedPolicyDocument(?:Exception)?|LimitExceeded(?:Exception)?|InvalidIdentityToken(?:Exception)?): (.*)$/.exec(
      text,
    )?.[1] ?? text
  );
}
