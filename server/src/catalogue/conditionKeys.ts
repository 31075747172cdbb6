import { distance } from '../text/distance.ts';
import table from './data/condition-keys.json';

/** The day of the table. */
export const KEYS_AS_OF = table.$provenance.asOf;

export type KeyType = 'String' | 'ArrayOfString' | 'ARN' | 'ArrayOfARN' | 'Bool' | 'Numeric' | 'Date' | 'IPAddress';
export type KeyCarrier = 'AWS' | 'Service' | 'Federated-OIDC' | 'Federated-SAML';

/** A condition key that is not an OIDC provider's. */
export interface ConditionKey {
  /** As AWS documents it; a tag key ends in `/${TagKey}`. */
  readonly name: string;
  readonly type: KeyType;
  readonly multivalued: boolean;
  /** Whose assume calls carry it; empty when none does. */
  readonly sentBy: readonly KeyCarrier[];
  /** When it is in the request. */
  readonly availability: string;
  readonly description: string;
  readonly example: string;
  readonly docs: string;
  /** AWS advises against it. */
  readonly deprecated: boolean;
  /** The caller chooses the value freely. */
  readonly spoofable: boolean;
  /** Companion actions whose calls carry it; those of aws: keys all do. */
  readonly companions: readonly string[];
  /** The companion action that calls need to bring it. */
  readonly requires: string | undefined;
  /** The only service whose calls carry it; undefined where any may, or none. */
  readonly onlyService: string | undefined;
}

type Row = [
  name: string,
  type: KeyType,
  multivalued: boolean,
  sentBy: KeyCarrier[],
  availability: string,
  description: string,
  example: string,
  docs: string,
  more?: { f?: string; s?: string; q?: string },
];

/** In the order of their flags. */
const COMPANIONS = ['sts:TagSession', 'sts:SetSourceIdentity', 'sts:SetContext'];

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';

const all: readonly ConditionKey[] = (table.rows as unknown as readonly Row[]).map((row) => {
  const [name, type, multivalued, sentBy, availability, description, example, docs, more] = row;
  const flags = more?.f ?? '';
  return {
    name,
    type,
    multivalued,
    sentBy,
    availability,
    description,
    example,
    docs: docs.startsWith('http') ? docs : GUIDE + docs,
    deprecated: flags.includes('d'),
    spoofable: flags.includes('u'),
    companions: name.startsWith('aws:') ? COMPANIONS : COMPANIONS.filter((_, i) => flags.includes('tsc'.charAt(i))),
    requires: more?.q,
    onlyService: more?.s,
  };
});
const byName: ReadonlyMap<string, ConditionKey> = new Map(all.map((k) => [k.name.toLowerCase(), k]));

/** Keys such as `aws:PrincipalTag/${TagKey}`, by what stands before the tag key, lower case. */
const families: ReadonlyMap<string, ConditionKey> = new Map(
  all.filter((k) => k.name.includes('/${')).map((k) => [k.name.slice(0, k.name.indexOf('/${') + 1).toLowerCase(), k]),
);

/** The key of that name, without case; `aws:PrincipalTag/team` finds its family. */
export function conditionKey(name: string): ConditionKey | undefined {
  const lower = name.toLowerCase();
  const exact = byName.get(lower);
  if (exact) return exact;
  const slash = lower.indexOf('/');
  return slash > 0 && slash < lower.length - 1 ? families.get(lower.slice(0, slash + 1)) : undefined;
}

/** All of them, by name. */
export function conditionKeys(): readonly ConditionKey[] {
  return all;
}

/** `aws:PrincipalTag/` and the like: keys that need something behind the slash. */
export function keyFamily(prefix: string): ConditionKey | undefined {
  return families.get(prefix.toLowerCase());
}

/** The key at most two letters off, without case; undefined when there is none. */
export function nearestKey(name: string): string | undefined {
  const lower = name.toLowerCase();
  let best: string | undefined;
  let steps = 3;
  for (const key of all) {
    if (key.name.includes('${')) continue;
    const d = distance(lower, key.name.toLowerCase(), 2);
    if (d < steps) [best, steps] = [key.name, d];
  }
  return best;
}
