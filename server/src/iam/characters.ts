/** A character that makes IAM refuse a policy that holds it as written. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export const REFUSED = /[^\t\n\r\u0020-\u00ff]/u;
/** Each of them in a text. */
export const EACH_REFUSED = /[^\t\n\r\u0020-\u00ff]/gu;
