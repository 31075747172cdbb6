/** Letters, digits and _+=,.@:/- only. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function isExternalId(text: string): boolean {
  return /^[\w+=,.@:/-]{2,1224}$/.test(text);
}

/** Shorter ones can be tried out. */
export const SHORTEST_SAFE = 6;

/** Ids of the documentation, and what people write until they have one. */
const SAMPLES =
  /^(?:1234\d*|example\d*|unique[_-]?external[_-]?id\d*|unique id assigned by .*|(?:my|your|the|some|test)?[_-]?external[_-]?id\d*|change[_-]?me|secret\d*|password\d*|test(?:ing)?\d*|foo(?:bar)?|bar|abc(?:123|def)?|unique-shared-secret|(?:my|customer|company)?-?unique-(?:customer-)?(?:external-)?id(?:-?\d+)?|test-external-id(?:-?\d+)?)$/i;

/** Why others can guess an ExternalId: what it is known from, or that it is short; undefined when nothing shows that they can. */
export function weaknessOf(id: string): 'sample' | 'account' | 'short' | undefined {
  if (SAMPLES.test(id)) return 'sample';
  if (/^\d{12}$/.test(id)) return 'account';
  return id.length < SHORTEST_SAFE ? 'short' : undefined;
}
