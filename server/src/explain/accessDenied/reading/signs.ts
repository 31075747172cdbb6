/** Words that other systems use too, beside which one of these has to stand. */
const NEARBY =
  /role|\bsts\b|arn:aws|\bAWS\b|\bAmazon\b|\bIAM\b|amazonaws|AccessDenied|Unauthorized(?:Operation|Exception)|authorized to perform|\(Service: |operation error /i;

/** Whether a text that says that something is denied, or not trusted, may be AWS's: MySQL and Windows say so too. */
export function mayBeOfAws(text: string): boolean {
  return NEARBY.test(text);
}

const SURELY =
  /arn:aws|\bAWS\b|\bIAM\b|\bsts[:.]|amazonaws|boto|aws-sdk|awssdk|AssumeRole|\b[Aa]ssum\w{1,4} (?:the |IAM )?[Rr]ole|[Ww]eb ?[Ii]dentity|\bSAML\b|InvalidIdentityToken|\bRequest ?ID\b|\(Service: |An error occurred \(|\boperation error /;
/** Codes of many services of AWS, of nobody else. */
const CODES =
  /^(?:AccessDenied|Throttling|Validation|ResourceNotFound|ResourceConflict|ResourceInUse|InvalidParameter\w*|InvalidRequest|LimitExceeded|ServiceUnavailable|InternalServer|UnrecognizedClient|ExpiredToken|InvalidSignature|NoSuchEntity|EntityAlreadyExists|NotAuthorized|InsufficientCapabilities)(?:Exception|Fault)$/;

/** Whether AWS said this. @param code the code that it starts with */
export function isOfAws(text: string, code: string | undefined): boolean {
  return SURELY.test(text) || (code !== undefined && CODES.test(code));
}
