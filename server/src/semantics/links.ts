import { KEYS } from '../iam/vocabulary.ts';
import { NONE, type Values } from './allowed.ts';
import { fixedParts, partsOf, Texts } from './texts.ts';

/** What a key's values tell of another key of the same request. */
export interface Link {
  readonly kind: 'account' | 'organization' | 'endpoint';
  readonly from: string;
  readonly to: string;
  /** The values that the other key has, if it is there at all. */
  readonly tell: (values: Values) => Values | undefined;
}

const ORGANIZATION = (path: string): string => upToWildcard(path.split('/', 1)[0] ?? '');
const ACCOUNT = (arn: string): string => /^[\d*?]+$/.exec(partsOf(arn)[4] ?? '')?.[0] ?? '';
const PARTS_TO_ACCOUNT = 5;
/** A request that comes through a VPC endpoint has no aws:SourceIp. */
const EXCLUDES = (): Values => NONE;

export const LINKS: readonly Link[] = [
  { kind: 'organization', from: KEYS.principalOrgPaths, to: KEYS.principalOrgId, tell: telling(ORGANIZATION) },
  { kind: 'organization', from: KEYS.sourceOrgPaths, to: KEYS.sourceOrgId, tell: telling(ORGANIZATION) },
  { kind: 'account', from: KEYS.principalArn, to: KEYS.principalAccount, tell: telling(ACCOUNT) },
  { kind: 'account', from: KEYS.sourceArn, to: KEYS.sourceAccount, tell: telling(ACCOUNT) },
  { kind: 'endpoint', from: KEYS.sourceVpc, to: KEYS.sourceIp, tell: EXCLUDES },
  { kind: 'endpoint', from: KEYS.sourceVpce, to: KEYS.sourceIp, tell: EXCLUDES },
];

/** @param part what a text tells of the other key; empty where it tells nothing */
function telling(part: (text: string) => string): Link['tell'] {
  return (values) => {
    if (values.kind !== 'some') return undefined;
    const { literals, patterns, folds, inParts } = values.texts;
    // A wildcard that reaches over colons may leave out any of what stands between them.
    if (part === ACCOUNT && !inParts && patterns.some((p) => fixedParts(p) < PARTS_TO_ACCOUNT)) return undefined;
    const told = [...literals, ...patterns].map(part);
    if (told.includes('')) return undefined;
    return { kind: 'some', texts: Texts.of(told, { wildcards: true, folds, inParts: false }) };
  };
}

/** A wildcard may reach over what is cut off behind it. */
function upToWildcard(text: string): string {
  const at = text.search(/[*?]/);
  return at < 0 ? text : `${text.slice(0, at)}*`;
}
