import { withoutEnd } from '../../text/cut.ts';

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
  const token = /AssumeRoleWith|WebIdentity|SAML/.test(text)
    ? /\b(InvalidIdentityToken|ExpiredTokenException|IDPRejectedClaim|IDPCommunicationError)\w*/.exec(text)?.[1]
    : undefined;
  if (token !== undefined) return { kind: 'token', code: token, message: afterCode(text) };
  if (/AccessDenied|not authorized to perform/i.test(text)) {
    const action = /\bto perform:? ([\w-]+:\w+)/.exec(text)?.[1] ?? calledOperation(text);
    if (action !== undefined && !action.startsWith('sts:'))
      return { kind: 'other', code: `AccessDenied for ${action}` };
    return {
      kind: 'denied',
      action,
      caller: named(
        /\b(arn:aws[\w-]*:(?:iam|sts)::\d{12}:(?:root\b|(?:user|role|assumed-role|federated-user)\/[\w+=,.@/-]+))/.exec(
          text,
        ),
      ),
      role: named(/\bon resource:? "?(arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+)/.exec(text)),
      because:
        /\bwith an explicit deny in an? ([a-z-]+(?: [a-z-]+){0,3})|\bbecause no ([a-z-]+(?: [a-z-]+){0,3}) allows/
          .exec(text)
          ?.slice(1)
          .find(Boolean),
    };
  }
  const code = /An error occurred \((\w+)\)/.exec(text)?.[1];
  return code === undefined ? undefined : { kind: 'other', code };
}

/** An ARN as IAM's names allow it, without the comma or full stop of the sentence around it. */
function named(match: RegExpExecArray | null): string | undefined {
  return match?.[1] && withoutEnd(match[1], '.,');
}

function calledOperation(text: string): string | undefined {
  const operation = /when calling the (AssumeRole(?:WithSAML|WithWebIdentity)?) operation/.exec(text)?.[1];
  return operation === undefined ? undefined : `sts:${operation}`;
}

function afterCode(text: string): string {
  const code =
    /(?:operation(?: \(reached max retries: \d+\))?|MalformedPolicyDocument(?:Exception)?|LimitExceeded(?:Exception)?|InvalidIdentityToken(?:Exception)?): /.exec(
      text,
    );
  return code ? text.slice(code.index + code[0].length) : text;
}
