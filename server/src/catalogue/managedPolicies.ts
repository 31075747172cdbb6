import { nearest } from '../text/distance.ts';
import { memo } from '../text/memo.ts';
import table from './data/managed-policies.json';

export const MANAGED_POLICIES_AS_OF = table.$provenance.asOf;

/** By their names in lower case: no two differ in case alone. Made when first asked for, since few ask. */
const policiesOf = memo(
  ({ rows }: typeof table): ReadonlyMap<string, string> =>
    new Map(
      rows.flatMap(([path = '', names = '']) =>
        names.split(' ').map((name): [string, string] => [name.toLowerCase(), path + name]),
      ),
    ),
);

/** The path and name of AWS's managed policy of a name, in any case; undefined where our list has none. */
export function managedPolicyPath(name: string): string | undefined {
  return policiesOf(table).get(name.toLowerCase());
}

/** The name of AWS's managed policy that one likely means which our list doesn't have: misspelt, or without its first word. */
export function nearestManagedPolicy(name: string): string | undefined {
  const policies = policiesOf(table);
  const written = name.toLowerCase();
  const whole = ['amazon', 'aws'].find((word) => policies.has(word + written));
  const near = whole === undefined ? nearest(written, policies.keys(), STEPS, 1)[0] : whole + written;
  return near === undefined ? undefined : policies.get(near)?.split('/').at(-1);
}

const STEPS = 3;
