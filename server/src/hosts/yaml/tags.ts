/** The function of CloudFormation that a tag calls by its short name; undefined for a tag of YAML's own. */
export function functionOf(tag: string): string | undefined {
  if (tag.startsWith('!!') || tag === '!') return undefined;
  const name = tag.slice(1);
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
}

/** Whether a tag says that what follows is a text, whatever it looks like. */
export function isTextTag(tag: string): boolean {
  return tag === '!!str' || tag === '!';
}
