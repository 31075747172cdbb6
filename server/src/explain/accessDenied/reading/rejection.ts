import { arnsIn } from './arns.ts';
import { messageIn } from './message.ts';
import type { RejectedPolicy } from './reading.ts';

/** What IAM says when it does not take a policy; codes are often left out of what people paste. */
const CODES = /MalformedPolicyDocument/i;
const WORDS =
  /ACLSizePerRole|\binvalid principals?\b|Has prohibited field|Syntax errors in policy|contains invalid JSON|Missing required field|\bAssumeRole ?policy(?!\w*:)|must contain a valid version|Statement IDs? (?:\(SID\) )?(?:in (?:the|a single) policy|must be alpha)|JSON strings must not have leading spaces|Federated principals must be|condition block must be present|Invalid Condition type/i;

export function isRejection(text: string): boolean {
  return (WORDS.test(text) || CODES.test(text)) && !/NoSuchEntity/.test(text);
}

/** Policies that are no trust policies, which AWS rejects by the same words. */
const OTHERS: readonly (readonly [words: RegExp, what: string])[] = [
  [
    /should not specify a principal|\b(?:CreatePolicy|CreatePolicyVersion|Put(?:Role|User|Group)Policy|PutPermissionSet|PutInlinePolicy\w*)\b/,
    'AWS rejected a permissions policy, not a trust policy. A trust policy is sent as the AssumeRolePolicyDocument of a role (in Terraform assume_role_policy).',
  ],
  [
    /\b(?:(?:AssumeRole(?:With\w{3,14})?|GetFederationToken) operation|STS: (?:AssumeRole|GetFederationToken)|sts:(?:AssumeRole|GetFederationToken)\w{0,15} (?=MalformedPolicy))/,
    'AWS rejected the session policy that the call passes (its Policy parameter), not a trust policy.',
  ],
  [/\bMalformedPolicy\b|\bPutBucketPolicy\b/, 'AWS rejected a bucket policy, not a trust policy.'],
  [
    /one or more invalid principals|\b(?:PutKeyPolicy|CreateKey)\b/,
    'AWS rejected a key policy of AWS KMS, not a trust policy.',
  ],
  [
    /\bSetQueueAttributes\b|\bSetTopicAttributes\b|\bPolicy Error: PrincipalNotFound\b/,
    'AWS rejected the policy of a queue or topic, not a trust policy.',
  ],
];

/** What was rejected, where it is a policy of another kind, as a sentence. */
export function otherPolicyIn(text: string): string | undefined {
  return /ACLSizePerRole/.test(text) ? undefined : OTHERS.find(([words]) => words.test(text))?.[1];
}

export function readRejection(text: string): RejectedPolicy {
  const [, type, value] =
    /["'](AWS|SERVICE|FEDERATED|CANONICALUSER|STAR|PRINCIPAL)["'] ?: ?["']([^"']{1,2000})["']/i.exec(text) ??
    /\b(AWS|SERVICE|FEDERATED|CANONICALUSER|STAR) ?: ?["']([^"']{1,2000})["']/i.exec(text) ??
    [];
  const quota = /ACLSizePerRole:? (\d{3,6})/.exec(text)?.[1];
  return {
    kind: 'malformed',
    message: messageIn(text, WORDS.exec(text)?.index),
    role: value === undefined ? arnsIn(text).role : undefined,
    principal: type === undefined || value === undefined ? undefined : { type, value },
    quota: quota === undefined ? undefined : Number(quota),
  };
}
