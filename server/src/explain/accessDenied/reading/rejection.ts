import { arnsIn } from './arns.ts';
import type { RejectedPolicy } from './reading.ts';

/** What IAM says when it does not take a policy; codes are often left out of what people paste. */
const WORDS =
  /MalformedPolicyDocument|ACLSizePerRole|\binvalid principal\b|Has prohibited field|Syntax errors in policy|contains invalid JSON|Missing required field|AssumeRole ?policy|must contain a valid version|Statement IDs? (?:\(SID\) )?in (?:the|a single) policy|JSON strings must not have leading spaces|Federated principals must be|condition block must be present|Invalid Condition type/i;

export function isRejection(text: string): boolean {
  return WORDS.test(text) && !/NoSuchEntity/.test(text);
}

export function readRejection(text: string): RejectedPolicy {
  const [, type, value] =
    /["']?\b(AWS|SERVICE|FEDERATED|CANONICALUSER|STAR|PRINCIPAL)["']? ?: ?["']([^"']{1,2000})["']/i.exec(text) ?? [];
  const quota = /ACLSizePerRole:? (\d{3,6})/.exec(text)?.[1];
  return {
    kind: 'malformed',
    message: withoutCode(text),
    role: value === undefined ? arnsIn(text).role : undefined,
    principal: type === undefined || value === undefined ? undefined : { type, value },
    quota: quota === undefined ? undefined : Number(quota),
  };
}

function withoutCode(text: string): string {
  const code =
    /(?:operation(?: \(reached max retries: \d+\))?|MalformedPolicyDocument(?:Exception)?|LimitExceeded(?:Exception)?): /.exec(
      text,
    );
  return code ? text.slice(code.index + code[0].length) : text;
}
