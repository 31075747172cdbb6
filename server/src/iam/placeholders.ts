import type { Hole } from '../text/holedText.ts';
import { isUniqueId } from './account.ts';
import { OPERATOR_NAMES } from './operators.ts';
import { isSpacedVariable, isVariableName } from './variables.ts';
import {
  EFFECTS,
  KEYS,
  OLD_VERSION,
  POLICY_ELEMENTS,
  PRINCIPAL_TYPES,
  SAML_AUDIENCE,
  STATEMENT_ELEMENTS,
  STS_AUDIENCE,
  TRUST_ACTIONS,
  VERSION,
} from './vocabulary.ts';

/**
 * Finds the parts of a value that somebody still has to fill in. What looks like one but is real stays: IAM's own policy
 * variables, UUIDs in braces, which some subjects have, `*`.
 */
export function findPlaceholders(value: string): readonly Hole[] {
  if (FIXED_WORDS.has(value)) return NONE;
  if (!MAYBE.test(value) && !LETTERS_FOR_ACCOUNT.test(value)) return NONE;
  const spans: [from: number, to: number][] = [];
  for (const { pattern, real } of STYLES) {
    for (const match of value.matchAll(pattern)) {
      if (real?.(match[0]) || match[0] === '') continue;
      spans.push([match.index, match.index + match[0].length]);
    }
  }
  const cut = cutInTwo(value);
  if (cut) spans.push(cut);
  return merge(spans);
}

const NONE: readonly Hole[] = [];

/** The words that most keys and values of a policy are: known to be real without a look. */
const FIXED_WORDS: ReadonlySet<string> = new Set([
  ...POLICY_ELEMENTS,
  ...STATEMENT_ELEMENTS,
  ...PRINCIPAL_TYPES,
  ...EFFECTS,
  ...TRUST_ACTIONS,
  ...OPERATOR_NAMES,
  ...Object.values(KEYS),
  VERSION,
  OLD_VERSION,
  STS_AUDIENCE,
  SAML_AUDIENCE,
]);

/** Cheap test that keeps most values from the patterns below: it lets through all that any of them can match. */
const MAYBE =
  /[$<{[%#]|__|\*{3}|[xX]{4}|[A-Z][_-][A-Z0-9]|[A-Z0-9][_-][A-Z]|YOUR|[Yy]our|REPLACE|[Rr]eplace|CHANGE|[Cc]hange|PLACEHOLDER|placeholder|REGION|[Rr]egion|ACCOUNT|[Aa]ccount|INSERT|ENTER|PASTE|FILL_|insert_|fill_|^[A-Z]+(?:$|[/:])|oidc-provider\/[A-Z]|-arn$|-id$|^[`'"]|partition|-value$/;

/** The same for a whole JSON text, where brackets before a quote are JSON's own. One by one, they take half the time. */
const MAYBE_IN_JSON: readonly RegExp[] = [
  /YOUR|[Yy]our|REPLACE|[Rr]eplace|CHANGE|[Cc]hange|PLACEHOLDER|placeholder|REGION|[Rr]egion|ACCOUNT|[Aa]ccount|INSERT|ENTER|PASTE|FILL_|insert_|fill_/,
  /[$<%#]|[{[] ?[A-Za-z_{%]/,
  /[A-Z][_-][A-Z0-9]|[A-Z0-9][_-][A-Z]/,
  /__|\*\*\*|PROVIDER|PRINCIPAL|oidc-provider\/[A-Z]|"(?!SAML:)[A-Z]+[/:]|-arn"|-id"|-value"|arn:partition|["'`] ?\+/,
  /[xX]{4}/,
  /arn:[^:]*:[^:]*:[^:]*:[^:A-Za-z]*[A-Za-z]/,
];

/** Whether any string of a JSON text may hold a placeholder, or of one that is not known; false spares a look at each. */
export function mayHoldPlaceholders(json: string | undefined): boolean {
  return json === undefined || MAYBE_IN_JSON.some((sign) => sign.test(json));
}

/** Three letters or more where an ARN has its 12 digits; fewer are a slip of the pen. */
const LETTERS_FOR_ACCOUNT = /^arn:[^:]*:[^:]*:[^:]*:[^:A-Za-z]*(?:[A-Za-z][^:A-Za-z]*){3}/;

const UUID = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;

interface Style {
  readonly pattern: RegExp;
  /** Whether a match is a real value after all. */
  readonly real?: (match: string) => boolean;
}

const STYLES: readonly Style[] = [
  { pattern: /\$\{\{[^{}]*\}\}/g },
  {
    pattern: /\$\{[^{}$]*\}/g,
    real: (m) => m === '${}' || isVariableName(m.slice(2, -1)) || isSpacedVariable(m.slice(2, -1)),
  },
  { pattern: /\$\([^()]{1,80}\)/g },
  { pattern: /\{\{[^{}]*\}\}/g, real: (m) => UUID.test(m.slice(1, -1)) },
  { pattern: /\{%[^%]*%\}/g },
  { pattern: /<%[^%]*%>/g },
  { pattern: /%\{[^{}]*\}/g },
  { pattern: /(?<![${%]|\$\{\$\})\{ ?[A-Za-z_$][^{}"]{0,80}\}(?!\})/g, real: (m) => UUID.test(m) },
  { pattern: /\$[A-Za-z_]\w*/g },
  { pattern: /<[^<>]{1,80}>/g },
  { pattern: /\[\[ ?[A-Za-z][^[\]]{0,60}\]\]/g },
  { pattern: /\[[A-Za-z][^[\]]{1,60}\]/g },
  { pattern: /%[sdv](?![0-9A-Za-z])/g },
  { pattern: /__[A-Za-z][A-Za-z0-9_]*?__/g },
  { pattern: /(?<![A-Za-z0-9])(?:YOUR|Your|your)(?:[_-][A-Za-z0-9_-]*[A-Za-z0-9]|[A-Z][A-Za-z0-9]*)/g },
  { pattern: /(?<![A-Za-z0-9])(?:INSERT|ENTER|REPLACE|CHANGE|FILL)(?:_[A-Z0-9_]+|ME\b)/g },
  { pattern: /(?<![A-Za-z0-9_-])(?:replace|change)[_-]?me(?![A-Za-z0-9])/gi },
  { pattern: /(?<!#)#{3,}/g },
  { pattern: /(?<![A-Za-z0-9])[xX]{4,}(?![A-Za-z])/g },
  { pattern: /(?<!X)X{6,}|(?<!x)x{6,}/g },
  { pattern: /(?<!\*)\*{3,}/g },
  // An upper-case word where 12 digits, a Region or an ARN belong; never inside a free name such as a role's.
  { pattern: /(?<=^arn:(?:[^:]*:){2,3})[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+(?=:|$)/g },
  { pattern: /^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+$/g, real: (m) => !TELLING_WORD.test(m) },
  { pattern: /(?<=[.:])(?:aws[_-]?)?region(?:[_-](?:code|name|id))?(?=[.:])/gi },
  {
    pattern:
      /(?<=^arn:[^:]*:[^:]*:[^:]*:)(?=(?:[^:A-Za-z]*[A-Za-z]){3})(?!aws:|cloudfront:|iam:|sts:|\$)[^:*?/]*(?=:)/g,
    real: isUniqueId,
  },
  { pattern: /^your [A-Za-z ]{2,40}$/gi },
  { pattern: /^(?:INSERT|ENTER|PASTE|REPLACE) .+$/g },
  // Upper-case words where an issuer's host belongs, in a provider's ARN and before a claim, or one of its labels.
  { pattern: /(?<=:oidc-provider\/)[A-Z][A-Z0-9_-]*(?=$|\/)/g },
  {
    pattern:
      /^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+(?=(?:\/[^\s:]*)?:(?:aud|oaud|sub|amr|azp|ref|repository|[a-z]+(?:_[a-z]+)+)$)/g,
  },
  { pattern: /^[A-Z]{3,40}(?=(?:\/[^\s:]*)?:(?:aud|oaud|sub|amr|azp)$)/g, real: (m) => m === 'SAML' },
  { pattern: /(?<=\.)[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+(?=\.amazonaws\.com(?:$|[/:.]))/g },
  { pattern: /(?<=\/)[A-Z0-9-]+-(?:NAME|ID|ARN|HERE)(?=$|[/:])/g },
  { pattern: /^(?:placeholder|(?:my[_-]?)?(?:aws[_-]?)?account[_ -]?id|SUBJECT_CLAIM|ACCOUNT|REGION)$/gi },
  { pattern: /^[A-Z]{0,20}(?:PROVIDER|PRINCIPAL|ACCOUNT|ROLEARN|USERARN)[A-Z]{0,20}$/g },
  { pattern: /^(?:[a-z]{1,30}-){1,5}(?:arn|account-id|org-id)$/g, real: (m) => m.startsWith('my-') },
  { pattern: /^(?:sub|aud|oaud|amr|email|id)-value$/g },
  // A string glued together in a programming language, and AWS's own word for a partition.
  { pattern: /^[`'"] ?\+ ?[\w.()]{1,60} ?\+ ?[`'"]$/g },
  { pattern: /(?<=^arn:)partition(?=:)/g },
  // A name in upper case that says what belongs there.
  { pattern: /(?<=\/)[A-Z0-9_]+(?=$|[/:])/g, real: (m) => !m.includes('_') || !TELLING_NAME.test(m) },
  { pattern: /(?<=[:/])[A-Z][A-Z0-9_]*(?=$|[/:*])/g, real: (m) => !TELLING_END.test(m) },
  { pattern: /(?<![A-Za-z])EXAMPLE(?:_[A-Z_]+|[0-9A-Z]{10,})(?![a-z])/g, real: (m) => !m.includes('_') },
];

const TELLING_NAME = /(?:^|_)(?:ROLE|USER|NAME|ID|ARN|PROVIDER|IDP|SAML|OIDC|ORG|REPO|EXAMPLE)(?:_|$)/;
/** An upper-case word that is the whole value and names what belongs there. */
const TELLING_WORD =
  /(?:^|[_-])(?:ID|ARN|NAME|ACCOUNT|CLAIM|SUBJECT|PROVIDER|ISSUER|URL|ORG|REPO|REGION|VALUE|HERE|ROLE|USER|POOL|PRINCIPAL|EXTERNAL)(?:[_-]|$)/;
const TELLING_END = /_(?:NAME|ID|ARN|ORG|REPO|BRANCH|PROJECT|GROUP|WORKSPACE|PROVIDER|NAMESPACE|ACCOUNT|URL)$/;

/**
 * A placeholder that a quote of the tool it belongs to cuts in two: from the first `${` that nobody closes to the end. IAM's
 * own variables are a mistake of their own.
 */
function cutInTwo(value: string): [from: number, to: number] | undefined {
  const from = value.indexOf('${', value.lastIndexOf('}') + 1);
  if (from < 0 || from + 2 === value.length || /^\$\{\s*(?:aws|sts|saml):/i.test(value.slice(from))) return undefined;
  return [from, value.length];
}

function merge(spans: [number, number][]): readonly Hole[] {
  if (!spans.length) return NONE;
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const holes: Hole[] = [];
  for (const [from, to] of spans) {
    const last = holes.at(-1);
    if (last && from <= last.to) {
      if (to > last.to) holes[holes.length - 1] = { from: last.from, to, reason: 'placeholder' };
    } else {
      holes.push({ from, to, reason: 'placeholder' });
    }
  }
  return holes;
}
