import { KEYS, sameName, SET_CONTEXT, SET_SOURCE_IDENTITY, TAG_SESSION } from '../iam/vocabulary.ts';

/** The companion action that a call needs to bring a condition key. */
export function companionFor(key: string): string | undefined {
  const name = key.toLowerCase();
  if (name.startsWith('aws:requesttag/') || name === 'aws:tagkeys' || name === 'sts:transitivetagkeys')
    return TAG_SESSION;
  if (sameName(name, KEYS.stsSourceIdentity)) return SET_SOURCE_IDENTITY;
  return name.startsWith('sts:requestcontext') ? SET_CONTEXT : undefined;
}
