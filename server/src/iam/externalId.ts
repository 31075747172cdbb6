/** Letters, digits and _+=,.@:/- only. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function isExternalId(text: string): boolean {
  return /^[\w+=,.@:/-]{2,1224}$/.test(text);
}

/** Shorter ones can be tried out. */
export const SHORTEST_SAFE = 6;

/** IDs of the documentation, and what people write until they have one: lower case, without what parts words. */
const SAMPLES =
  /^(?:example\d*|uniqueidassignedby.*|(?:my|your|the|some|test|sample|example)?externalid\d*|(?:my|customer|company)?unique(?:customer)?(?:external)?id\d*|uniquesharedsecret|changeme\d*|secret\d*|password\d*|test(?:ing)?\d*|foo(?:bar)?|bar|abc(?:123|def)?)$/;

function isSample(id: string): boolean {
  return /^1234\d*$/.test(id) || SAMPLES.test(id.toLowerCase().replace(/[\s_-]/g, ''));
}

/** Why others can guess an ExternalId: what it is known from, or that it is short; undefined when nothing shows that they can. */
export function weaknessOf(id: string): 'sample' | 'account' | 'short' | undefined {
  if (isSample(id)) return 'sample';
  if (/^\d{12}$/.test(id)) return 'account';
  return id.length < SHORTEST_SAFE ? 'short' : undefined;
}
