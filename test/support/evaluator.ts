/**
 * Who gets in by a trust policy, worked out from IAM's documents alone: it knows nothing of the product, so that it can be
 * asked whether the product is right. Of two equal keys the last one counts, of condition keys in any case.
 */

export interface Test {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface Grant {
  readonly allow: boolean;
  readonly principals: readonly Named[];
  readonly actions: readonly string[];
  readonly tests: readonly Test[];
}

/** A principal as a policy names it, or a caller: of AWS by ARN. */
export interface Named {
  readonly type: string;
  readonly value: string;
  /** Of a caller that is a session: its role. */
  readonly role?: string;
}

export interface Request {
  readonly caller: Named;
  readonly action: string;
  /** By key in lower case; what is not in here is not sent. */
  readonly context: ReadonlyMap<string, readonly string[]>;
}

/** Whether a policy lets a request in: some Allow, and no Deny. */
export function letsIn(grants: readonly Grant[], request: Request): boolean {
  const met = grants.filter((grant) => meets(grant, request));
  return met.some((g) => g.allow) && met.every((g) => g.allow);
}

function meets({ principals, actions, tests }: Grant, { caller, action, context }: Request): boolean {
  return (
    principals.some((p) => names(p, caller)) &&
    actions.some((a) => like(a.toLowerCase(), action.toLowerCase())) &&
    tests.every((t) => passes(t, context))
  );
}

function names({ type, value }: Named, caller: Named): boolean {
  if (type !== caller.type) return false;
  if (type !== 'AWS' || value === caller.value || value === caller.role)
    return value === caller.value || type === 'AWS';
  const account = caller.value.split(':')[4] ?? '';
  return value === '*' || value === account || value === `arn:aws:iam::${account}:root`;
}

function passes({ operator, key, values }: Test, context: Request['context']): boolean {
  const { set, base, ifExists } = taken(operator);
  const sent = context.get(key.toLowerCase());
  if (base === 'Null') {
    if (set !== '') return set === 'ForAllValues:';
    if (ifExists && !sent) return true;
    return values.includes(sent ? 'false' : 'true');
  }
  if (set === 'ForAllValues:') return (sent ?? []).every((value) => compares(base, value, values));
  if (!sent) return ifExists || (set === '' && NEGATED.has(base));
  return sent.some((value) => compares(base, value, values));
}

interface Taken {
  readonly set: string;
  readonly base: string;
  readonly ifExists: boolean;
}

function taken(operator: string): Taken {
  const set = ['ForAllValues:', 'ForAnyValue:'].find((s) => operator.startsWith(s)) ?? '';
  const rest = operator.slice(set.length);
  const ifExists = rest.endsWith('IfExists');
  return { set, base: ifExists ? rest.slice(0, -'IfExists'.length) : rest, ifExists };
}

const POSITIVE: Readonly<Record<string, (pattern: string, value: string) => boolean>> = {
  StringEquals: (p, v) => p === v,
  StringEqualsIgnoreCase: (p, v) => p.toLowerCase() === v.toLowerCase(),
  StringLike: like,
  ArnEquals: likeArn,
  ArnLike: likeArn,
  Bool: (p, v) => p.toLowerCase() === v.toLowerCase(),
  NumericLessThan: (p, v) => Number(v) < Number(p),
  NumericLessThanEquals: (p, v) => Number(v) <= Number(p),
  NumericGreaterThan: (p, v) => Number(v) > Number(p),
  NumericEquals: (p, v) => Number(v) === Number(p),
  DateLessThan: (p, v) => Date.parse(v) < Date.parse(p),
  DateLessThanEquals: (p, v) => Date.parse(v) <= Date.parse(p),
  DateGreaterThan: (p, v) => Date.parse(v) > Date.parse(p),
  DateGreaterThanEquals: (p, v) => Date.parse(v) >= Date.parse(p),
  IpAddress: isWithin,
};
const NEGATED: ReadonlyMap<string, string> = new Map([
  ['StringNotEquals', 'StringEquals'],
  ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase'],
  ['StringNotLike', 'StringLike'],
  ['ArnNotEquals', 'ArnEquals'],
  ['ArnNotLike', 'ArnLike'],
  ['NotIpAddress', 'IpAddress'],
]);

function compares(base: string, value: string, patterns: readonly string[]): boolean {
  const positive = NEGATED.get(base);
  if (positive !== undefined) return !compares(positive, value, patterns);
  return patterns.some((p) => POSITIVE[base]?.(p, value) ?? false);
}

/** `*` any characters, `?` one. */
function like(pattern: string, value: string): boolean {
  let reached = new Set([0]);
  for (const c of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (c === '*') for (let i = at; i <= value.length; i++) next.add(i);
      else if (at < value.length && (c === '?' || c === value[at])) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(value.length);
}

function likeArn(pattern: string, value: string): boolean {
  const parts = (arn: string): readonly string[] => {
    const all = arn.split(':');
    return [...all.slice(0, 5), all.slice(5).join(':')];
  };
  const [p, v] = [parts(pattern), parts(value)];
  return p.length === v.length && p.every((part, i) => like(part, v[i] ?? ''));
}

/** Whether an IPv4 address is in a range, bit by bit. */
function isWithin(range: string, address: string): boolean {
  const bits = (text: string): string =>
    text
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('');
  if (address.includes(':') || range.includes(':')) return false; // no test here has a range of IPv6
  const [network = '', length = '32'] = range.split('/');
  return bits(network).slice(0, Number(length)) === bits(address).slice(0, Number(length));
}

/** What a text grants; undefined where IAM refuses to save it, so that nobody gets in by it. */
export function readGrants(text: string): readonly Grant[] | undefined {
  const policy: unknown = JSON.parse(text);
  if (!isObject(policy) || !only(policy, ['Version', 'Id', 'Statement'])) return undefined;
  const statements = listOf(policy['Statement']);
  const grants = statements.map(readGrant);
  return grants.length && grants.every((g) => g !== undefined) ? grants : undefined;
}

function readGrant(statement: unknown): Grant | undefined {
  if (!isObject(statement) || !only(statement, ['Sid', 'Effect', 'Principal', 'Action', 'Condition'])) return undefined;
  const { Effect: effect, Principal: principal, Action: action, Condition: condition = {} } = statement;
  if ((effect !== 'Allow' && effect !== 'Deny') || !isObject(principal) || !isObject(condition)) return undefined;
  const principals = Object.entries(principal).flatMap(([type, values]) =>
    listOf(values).map((value) => ({ type, value: String(value) })),
  );
  const actions = listOf(action).map(String);
  const tests = Object.entries(condition).flatMap(([operator, keys]) =>
    isObject(keys) ? readTests(operator, keys) : [],
  );
  const sound =
    principals.length > 0 &&
    principals.every(belongs) &&
    actions.length > 0 &&
    actions.every((a) => ACTIONS.includes(a.toLowerCase())) &&
    Object.keys(condition).every(isOperator);
  return sound ? { allow: effect === 'Allow', principals, actions, tests } : undefined;
}

function readTests(operator: string, keys: Readonly<Record<string, unknown>>): readonly Test[] {
  const last = new Map(
    Object.entries(keys).map(([key, values]) => [
      key.toLowerCase(),
      { operator, key, values: listOf(values).map(String) },
    ]),
  );
  return [...last.values()];
}

const ACTIONS = [
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:*',
];

function isOperator(name: string): boolean {
  const { base } = taken(name);
  return base === 'Null' || base in POSITIVE || NEGATED.has(base);
}

/** IAM takes each kind of principal under its own type only. */
function belongs({ type, value }: Named): boolean {
  return typeOf(value) === type;
}

/** The type that a principal's form belongs to. */
export function typeOf(value: string): string {
  if (/^arn:aws:iam::\d{12}:(?:oidc|saml)-provider\//.test(value)) return 'Federated';
  if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(value)) return 'Service';
  return value === '*' || /^(?:\d{12}$|arn:aws:(?:iam|sts)::\d{12}:)/.test(value) ? 'AWS' : '';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function only(object: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return Object.keys(object).every((key) => names.includes(key));
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly unknown[]) : [value];
}
