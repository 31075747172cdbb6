import { isMap, isSeq, parseDocument, Scalar, type CollectionTag, type ScalarTag } from 'yaml';
import type { JsonValue } from '../../server/src/tree/node.ts';

/** Where the twins of a policy have it. */
const PATHS = [
  ['Resources', 'Twin', 'Properties', 'AssumeRolePolicyDocument'],
  [0, 'amazon.aws.iam_role', 'assume_role_policy_document'],
];

/** A text that `Sub` fills in, what is filled in as dots. */
const substituted = (text: string): string => text.replace(/\$\{[^!}]*\}/g, '…').replaceAll('${!', '${');

const SUB: ScalarTag = { tag: '!Sub', resolve: substituted };
const OTHERS = ['!Ref', '!GetAtt', '!If', '!Join', '!Sub'].flatMap((tag): (ScalarTag | CollectionTag)[] => [
  ...(tag === '!Sub' ? [] : [{ tag, resolve: (text: string) => text }]),
  { tag, collection: 'seq' },
]);

/** What the policy of a twin is to the parser that others use, which says nothing against the text. */
export function policyInYaml(text: string): JsonValue {
  const document = parseDocument(text, { customTags: [SUB, ...OTHERS], uniqueKeys: false });
  if (document.errors.length) throw new Error(`${document.errors.map(({ message }) => message).join('\n')}\n${text}`);
  for (const path of PATHS) {
    const found = document.getIn(path, true);
    if (found instanceof Scalar) return JSON.parse(String(found.value)) as JsonValue;
    if (isMap(found) || isSeq(found)) return withoutTokens(found.toJS(document) as JsonValue);
  }
  throw new Error(`no policy in ${text}`);
}

/** What Ansible fills in, as dots. */
function withoutTokens(value: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(value).replace(/\{\{[^{}]*\}\}/g, '…')) as JsonValue;
}
