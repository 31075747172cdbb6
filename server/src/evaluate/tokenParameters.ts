import { memberOf, recordIn, textIn, textsIn, type Given } from './reading.ts';

/**
 * The parameters of a call: those of a request, else what its token says of tags and of a source identity, for a call with a token
 * has no such parameters of its own. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#oidc-session-tags
 */
export function parametersOf(request: Given): Given {
  const parameters = recordIn(request, 'with');
  const claims = recordIn(recordIn(recordIn(request, 'caller'), 'oidc'), 'claims');
  const names = Object.keys(claims);
  if (!names.some((name) => name.startsWith(OF_AWS))) return parameters;
  const nested = recordIn(claims, TAGS);
  const tags = [
    ...tagsIn(recordIn(nested, 'principal_tags')),
    ...tagsIn(Object.fromEntries(names.flatMap((name) => flatTag(name, memberOf(claims, name))))),
  ];
  const transitive = textsIn(nested, 'transitive_tag_keys') ?? textsIn(claims, `${TAGS}/transitive_tag_keys`);
  const sourceIdentity = textIn(claims, `${OF_AWS}source_identity`);
  return {
    ...(tags.length ? { tags: Object.fromEntries(tags) } : {}),
    ...(transitive ? { transitiveTags: transitive } : {}),
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    ...parameters,
  };
}

const OF_AWS = 'https://aws.amazon.com/';
const TAGS = `${OF_AWS}tags`;
const FLAT = `${TAGS}/principal_tags/`;

/** Identity providers that can't nest claims have one for each tag. */
function flatTag(name: string, value: unknown): readonly (readonly [string, unknown])[] {
  return name.startsWith(FLAT) ? [[name.slice(FLAT.length), value]] : [];
}

/** A tag has one value, which may stand in a list. */
function tagsIn(given: Given): readonly (readonly [name: string, text: string])[] {
  return Object.keys(given).flatMap((name): readonly (readonly [string, string])[] => {
    const text = textsIn(given, name)?.[0];
    return text === undefined ? [] : [[name, text]];
  });
}
