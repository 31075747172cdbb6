/** The start of an ARN, and what AWS says of a denied call, without their spaces. */
const UNBROKEN =
  /arn:aws(?:-cn|-us-gov)?:(?:iam|sts)::\d{12}:(?:(?:assumed-role|role|user)\/)?|sts:AssumeRole(?:WithWebIdentity|WithSAML)?|isnotauthorizedtoperform|onresource:|becauseno(?:identity|resource)-basedpolicyallows|withanexplicitdenyin|(?:servicecontrol|resourcecontrol|session)policy|permissionsboundary/g;
const SPACED: ReadonlyMap<string, string> = new Map(
  [
    'is not authorized to perform',
    'on resource:',
    'because no identity-based policy allows',
    'because no resource-based policy allows',
    'with an explicit deny in',
    'service control policy',
    'resource control policy',
    'session policy',
    'permissions boundary',
  ].map((phrase) => [phrase.replaceAll(' ', ''), phrase]),
);
/** A name, where AWS writes nothing but an ARN. */
const NAME =
  /(User: arn:\S{10,300}|on resource: arn:\S{10,300}) ([\w+=.@/-]{1,100})(?= (?:is not authorized|because no|with an explicit))/g;

/** Mends what a console of a fixed width broke within a word, which stands as a space in the text. */
export function mended(text: string): string {
  const at = [...text.matchAll(/\S/g)].map(({ index }) => index);
  const parts: string[] = [];
  let done = 0;
  for (const { 0: found, index } of text.replaceAll(' ', '').matchAll(UNBROKEN)) {
    const from = at[index] ?? 0;
    const to = (at[index + found.length - 1] ?? from) + 1;
    if (/\w/.test(text.charAt(from - 1))) continue;
    parts.push(text.slice(done, from), SPACED.get(found) ?? found);
    done = found.endsWith('/') ? (at[index + found.length] ?? to) : to;
  }
  return [...parts, text.slice(done)].join('').replace(NAME, '$1$2');
}
