/** Whether a tag is that of a function which names a resource, or on its way to be. */
export function isReferenceTag(tag: string): boolean {
  return tag.startsWith('!') && ('!Ref'.startsWith(tag) || '!GetAtt'.startsWith(tag));
}

/** Whether a tag makes what follows what a function is given; YAML's own say only of what type it is. */
export function isFunction(tag: string | undefined): boolean {
  return tag?.startsWith('!') === true && !tag.startsWith('!!') && tag !== '!';
}
