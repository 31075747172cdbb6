import { containersOf, type Cursor } from '../../tree/cursor.ts';
import { itemsOf, memberOf } from '../../tree/node.ts';
import type { HclCursor } from './cursor.ts';
import type { Frame } from './frames.ts';
import { textOf, type Item } from './items.ts';
import { BRACKET, EQUALS, QUOTED } from './lexing.ts';
import { memberStyleAt } from './memberStyle.ts';
import type { TerraformPolicy } from './policy.ts';
import { itemsBeside, namesBeside, spotOf, type Spot } from './spot.ts';
import { OF_LISTS } from './functions.ts';
import type { Standing } from './standing.ts';
import { BLOCKS, DOCUMENT_NAMES, elementOf, POLICY_ARGUMENTS, STATEMENT_ARGUMENTS } from './vocabulary.ts';

/** Functions whose argument is the value, or a part of it. */
const PARTS: ReadonlySet<string> = new Set([...OF_LISTS, 'try', 'coalesce', 'one']);

/** Arguments that hold one text; all others of a policy document hold lists. */
const SINGLE = new Set(['version', 'policy_id', 'sid', 'effect']);

/** A cursor in a data source that writes a policy. @param frames around the cursor, from the data source inwards */
export function locateInDocument(
  standing: Standing,
  frames: readonly Frame[],
  policy: TerraformPolicy,
): HclCursor | undefined {
  const inner = frames.findLastIndex(({ content }) => content === 'body');
  const place = placeOf(frames.slice(0, inner + 1), standing, policy);
  const frame = frames.at(-1);
  if (!place || !frame || !frames.slice(inner + 1).every(isPart)) return undefined;
  const spot = spotOf(standing, frame);
  if (!spot) return undefined;
  const argument = frames.length > inner + 1 ? frames[inner + 1]?.within : spot.item;
  const found =
    spot.at === 'key'
      ? nameIn(place, standing, spot)
      : argument && valueIn(policy, place, standing, frames.slice(inner), spot, argument);
  if (!found) return undefined;
  return {
    policy,
    containers: containersOf(policy.root, found.path),
    typed: standing.typed,
    inText: standing.template !== undefined,
    replace: spot.replace,
    commaAt: spot.commaAt,
    commaAfter: spot.commaAfter,
    members: { ...memberStyleAt(standing.tokens, frames, spot.replace.start), quoted: found.writes !== 'body' },
    ...found,
  };
}

type Found = Pick<HclCursor, 'at' | 'path' | 'siblings' | 'keyOnly' | 'operatorFor' | 'writes' | 'isHostName'>;

/** A block of the document, with where in the policy it is. */
interface Place {
  readonly block: 'data' | 'statement' | 'principal' | 'condition';
  readonly path: Cursor['path'];
  readonly frame: Frame;
}

function isPart({ content, plain, head }: Frame): boolean {
  return plain && content === 'list' && (head[0] === undefined || PARTS.has(head[0]));
}

/** What a `dynamic` block makes of its `content` counts as the block itself. */
function placeOf(bodies: readonly Frame[], { tokens }: Standing, policy: TerraformPolicy): Place | undefined {
  const [data] = bodies;
  if (!data) return undefined;
  let place: Place = { block: 'data', path: [], frame: data };
  let dynamic: string | undefined;
  for (const frame of bodies.slice(1)) {
    const [type = '', label] = frame.head;
    if (type === 'dynamic' && dynamic === undefined) {
      dynamic = label;
      continue;
    }
    const block = type === 'content' ? dynamic : type;
    dynamic = undefined;
    const element = BLOCKS.get(block ?? '');
    if (place.block === 'data' && element === 'Statement') {
      const start = tokens.starts[frame.start];
      const statements = itemsOf(memberOf(policy.root, 'Statement')?.value);
      const index = statements.findIndex((s) => s.kind === 'object' && s.head?.start === start);
      place = { block: 'statement', path: ['Statement', Math.max(index, 0)], frame };
    } else if (place.block === 'statement' && element !== undefined && element !== 'Statement') {
      const kind = element === 'Condition' ? 'condition' : 'principal';
      place = { block: kind, path: [...place.path, element], frame };
    } else return undefined;
  }
  return dynamic === undefined ? place : undefined;
}

/** Names of arguments and blocks. */
function nameIn({ block, path, frame }: Place, standing: Standing, { keyOnly }: Spot): Found {
  const others = namesBeside(standing, frame);
  const base = { path, keyOnly, writes: 'body', isHostName: true } as const;
  switch (block) {
    case 'data':
    case 'statement': {
      // Other blocks of a type may follow; but who is meant is said in one way.
      const taken = others.filter((name) => name === 'not_principals' || !BLOCKS.has(name));
      return {
        ...base,
        at: 'key',
        siblings: [...taken, ...(keyOnly ? unlike(standing) : [])].flatMap((name) => elementOf(name) ?? []),
      };
    }
    case 'principal':
    case 'condition':
      return { ...base, at: 'argument', siblings: others };
  }
}

/** The names that what stands behind the name rules out: of blocks before a `=`, of arguments before a brace. */
function unlike({ tokens, next }: Standing): Iterable<string> {
  return tokens.kinds[next] === EQUALS ? BLOCKS.keys() : [...POLICY_ARGUMENTS.keys(), ...STATEMENT_ARGUMENTS.keys()];
}

/** @param frames from the block inwards */
function valueIn(
  policy: TerraformPolicy,
  place: Place,
  standing: Standing,
  frames: readonly Frame[],
  spot: Spot,
  argument: Item,
): Found | undefined {
  const [, outer] = frames;
  const list = frames.at(-1);
  const name = textOf(standing.tokens, argument.first);
  const said = (other: string): string => saidIn(standing, place.frame, other) ?? '';
  const isItem = spot.at === 'item' && list !== undefined && !list.head.length && isBracket(standing, list);
  const siblings = isItem ? itemsBeside(standing, list) : [];
  const value = (path: Cursor['path']): Found => ({
    at: isItem ? 'item' : 'value',
    path: isItem ? [...path, spot.index] : path,
    siblings,
    keyOnly: false,
    writes: isItem || SINGLE.has(name) ? 'expression' : 'list',
    isHostName: false,
  });
  const key = (path: Cursor['path'], taken: readonly string[]): Found | undefined =>
    outer ? undefined : { at: 'key', path, siblings: taken, keyOnly: true, writes: 'expression', isHostName: false };
  const { path } = place;
  const operator = (): Found | undefined => {
    const found = key(path, []);
    return found && { ...found, operatorFor: said('variable') };
  };
  switch (place.block) {
    case 'data':
    case 'statement': {
      const at = place.block === 'data' ? 'policy' : 'statement';
      const element =
        (at === 'policy' ? POLICY_ARGUMENTS : STATEMENT_ARGUMENTS).get(name) ?? DOCUMENT_NAMES.nearest(name, at);
      return element === undefined ? undefined : value([...path, element]);
    }
    case 'principal':
      if (name === 'type') return key(path, []);
      return name === 'identifiers' ? value([...path, said('type')]) : undefined;
    case 'condition':
      if (name === 'test') return operator();
      if (name === 'variable') {
        const tests = [...path, said('test')];
        return key(tests, otherKeys(policy, tests, standing));
      }
      return name === 'values' ? value([...path, said('test'), said('variable')]) : undefined;
  }
}

function isBracket({ tokens }: Standing, { opener }: Frame): boolean {
  return tokens.kinds[opener] === BRACKET;
}

/** What a text argument of a block says. */
function saidIn({ tokens, here }: Standing, { items }: Frame, name: string): string | undefined {
  const found = items.list.findLast(({ first, value }) => value !== undefined && textOf(tokens, first) === name);
  const value = found?.value;
  return value !== undefined && value !== here && tokens.kinds[value] === QUOTED ? textOf(tokens, value) : undefined;
}

/** The keys that other blocks of the statement test with the same operator. */
function otherKeys(policy: TerraformPolicy, path: Cursor['path'], { replace }: Standing): string[] {
  const tests = containersOf(policy.root, path)[path.length];
  const keys = tests?.kind === 'object' ? tests.members.map(({ key }) => key) : [];
  return keys.filter(({ span }) => span.start !== replace.start).map(({ value }) => value);
}
