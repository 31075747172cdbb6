/** A condition operator taken apart. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export interface Operator {
  readonly set: 'ForAllValues' | 'ForAnyValue' | undefined;
  /** As written, without set qualifier and IfExists. */
  readonly base: string;
  readonly family: Family;
  readonly negated: boolean;
  readonly ifExists: boolean;
  /** `*` and `?` in values are wildcards. */
  readonly wildcards: boolean;
}

export type Family = 'String' | 'Numeric' | 'Date' | 'Bool' | 'Binary' | 'IpAddress' | 'Arn' | 'Null';

const BASES: ReadonlyMap<string, readonly [Family, negated: boolean, wildcards: boolean]> = new Map([
  ['StringEquals', ['String', false, false]],
  ['StringNotEquals', ['String', true, false]],
  ['StringEqualsIgnoreCase', ['String', false, false]],
  ['StringNotEqualsIgnoreCase', ['String', true, false]],
  ['StringLike', ['String', false, true]],
  ['StringNotLike', ['String', true, true]],
  ['NumericEquals', ['Numeric', false, false]],
  ['NumericNotEquals', ['Numeric', true, false]],
  ['NumericLessThan', ['Numeric', false, false]],
  ['NumericLessThanEquals', ['Numeric', false, false]],
  ['NumericGreaterThan', ['Numeric', false, false]],
  ['NumericGreaterThanEquals', ['Numeric', false, false]],
  ['DateEquals', ['Date', false, false]],
  ['DateNotEquals', ['Date', true, false]],
  ['DateLessThan', ['Date', false, false]],
  ['DateLessThanEquals', ['Date', false, false]],
  ['DateGreaterThan', ['Date', false, false]],
  ['DateGreaterThanEquals', ['Date', false, false]],
  ['Bool', ['Bool', false, false]],
  ['BinaryEquals', ['Binary', false, false]],
  ['IpAddress', ['IpAddress', false, false]],
  ['NotIpAddress', ['IpAddress', true, false]],
  ['ArnEquals', ['Arn', false, true]],
  ['ArnLike', ['Arn', false, true]],
  ['ArnNotEquals', ['Arn', true, true]],
  ['ArnNotLike', ['Arn', true, true]],
  ['Null', ['Null', false, false]],
] as const);

/** The operators without set qualifier and IfExists. */
export const OPERATOR_NAMES: readonly string[] = [...BASES.keys()];

/** Takes an operator's name apart; undefined when IAM knows no such operator (case counts). */
export function parseOperator(name: string): Operator | undefined {
  const set = name.startsWith('ForAllValues:')
    ? 'ForAllValues'
    : name.startsWith('ForAnyValue:')
      ? 'ForAnyValue'
      : undefined;
  let base = set ? name.slice(set.length + 1) : name;
  const ifExists = base.endsWith('IfExists');
  if (ifExists) base = base.slice(0, -'IfExists'.length);
  const known = BASES.get(base);
  if (!known) return undefined;
  const [family, negated, wildcards] = known;
  return { set, base, family, negated, ifExists, wildcards };
}

/** Whether an operator compares what is sent with its values, whatever it does where nothing is sent: a finding on a value is due. */
export function comparesValues(operator: Operator): boolean {
  return !operator.negated && operator.family !== 'Null';
}
