import { SET_CONTEXT, SET_SOURCE_IDENTITY, TAG_SESSION } from '../iam/vocabulary.ts';
import type { CallerFacts } from '../semantics/request.ts';
import type { Caller } from './caller.ts';
import { memberOf, namedTextsIn, textIn, textsIn, type Given } from './reading.ts';

/** The assume action, and each companion: where one of them is not allowed, the whole call fails. */
export function neededActions({ action, isChained }: Caller, parameters: Given): readonly string[] {
  const tags = namedTextsIn(parameters, 'tags').length + (textsIn(parameters, 'transitiveTags')?.length ?? 0);
  const identity = textIn(parameters, 'sourceIdentity');
  const contexts = memberOf(parameters, 'contexts');
  return [
    action,
    ...(tags ? [TAG_SESSION] : []),
    ...(identity !== undefined || isChained ? [SET_SOURCE_IDENTITY] : []),
    ...(Array.isArray(contexts) && contexts.length ? [SET_CONTEXT] : []),
  ];
}

/** The companions that a call needs as well if it has keys that are declared unknown, lower case. */
export function maybeNeeded(
  unknown: ReadonlySet<string>,
  needed: readonly string[],
  { kinds }: CallerFacts,
): readonly string[] {
  const found = [...unknown].flatMap((key) => {
    // Only a session may have a source identity already.
    if (key === OWN_IDENTITY && !kinds.includes('session')) return [];
    return OF_KEYS.find(([pattern]) => pattern.test(key))?.[1] ?? [];
  });
  return [...new Set(found)].filter((action) => !needed.includes(action));
}

const OWN_IDENTITY = 'aws:sourceidentity';

const OF_KEYS: readonly (readonly [key: RegExp, companion: string])[] = [
  [/^(?:aws:requesttag\/|aws:tagkeys$|sts:transitivetagkeys$)/, TAG_SESSION],
  [/^(?:sts|aws):sourceidentity$/, SET_SOURCE_IDENTITY],
  [/^sts:requestcontext/, SET_CONTEXT],
];
