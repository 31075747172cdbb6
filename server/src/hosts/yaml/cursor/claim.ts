import type { Cursor } from '../../../tree/cursor.ts';
import { POLICY_ELEMENTS } from '../../../iam/vocabulary.ts';
import { calledPath, type CalledPath } from '../../calledPath.ts';
import type { Extraction } from '../../host.ts';
import { isTrustMember } from '../../recognise.ts';
import { endOfLine } from '../characters.ts';
import { nameOf, type Entry } from '../lines.ts';
import { YamlPolicy } from '../policy.ts';
import { functionOf } from '../tags.ts';
import type { Spot } from './block.ts';
import { aroundOf, membersOf, type TextOutline } from './outlineOf.ts';
import { tagIn } from './tagNames.ts';

/** Where an entry belongs to a policy. */
export interface Claimed extends CalledPath {
  /** Undefined before it has begun. */
  readonly policy: YamlPolicy | undefined;
  /** What has the policy as its value. */
  readonly holder: Entry;
  /** From the policy's root to the cursor, with the functions between them; of a name to what has it. */
  readonly steps: Cursor['path'];
}

/** The policy around a cursor, or the one that the names above say may stand there; undefined where there is none. */
export function claimed(outline: TextOutline, spot: Spot, policies: Extraction['policies']): Claimed | undefined {
  const own = policies.filter((policy) => policy instanceof YamlPolicy);
  return inBrackets(spot, own) ?? amongLines(outline, spot, own);
}

/** Where the policy itself stands in brackets, maybe deep in them. */
function inBrackets({ steps, openings, holder }: Spot, policies: readonly YamlPolicy[]): Claimed | undefined {
  if (!openings.length) return undefined;
  for (let depth = steps.length; depth >= 0; depth--) {
    const opening = openings.find((one) => one.depth === depth);
    const policy = policies.find(({ root }) => root.span.start === opening?.start);
    const name = steps[depth - 1];
    if (policy || (typeof name === 'string' && isTrustMember(name)))
      return policy?.kind === 'unknown' ? undefined : claim(policy, holder, steps.slice(depth));
  }
  return undefined;
}

function claim(policy: YamlPolicy | undefined, holder: Entry, steps: Cursor['path']): Claimed | undefined {
  const called = calledPath(steps);
  return called && { ...called, policy, holder, steps };
}

function amongLines(outline: TextOutline, spot: Spot, policies: readonly YamlPolicy[]): Claimed | undefined {
  const around = aroundOf(spot.holder);
  for (const [i, holder] of around.entries()) {
    const policy = policies.find(({ root }) => isValueOf(holder, spot, root.span.start));
    if (!policy && !isTrustPlace(outline, holder)) continue;
    const inner = around.slice(0, i).reverse();
    const steps = [...stepsBetween(outline, spot, inner, holder), ...spot.steps];
    const found = policy?.kind === 'unknown' ? undefined : claim(policy, holder, steps);
    return found && (policy || mayBegin(outline, chosenEntry(outline, holder, inner, steps), spot, found))
      ? found
      : undefined;
  }
  return undefined;
}

/** What has the policy as its value where a condition chooses that. @param inner the entries in it up to the cursor */
function chosenEntry({ text }: TextOutline, holder: Entry, inner: readonly Entry[], steps: Cursor['path']): Entry {
  let entry = holder;
  let next = 0;
  for (let i = 0; steps[i] === 'Fn::If'; i += 2) {
    const call = inner[next];
    if (call?.kind === 'member' && nameOf(text, call) === 'Fn::If') entry = inner[next++] ?? entry;
    entry = inner[next++] ?? entry;
  }
  return entry;
}

/** Whether a mapping that begins at a place is the value of an entry; in brackets it is one only where it has all of them. */
function isValueOf({ children, value, end }: Entry, { openings: [first] }: Spot, start: number): boolean {
  if (children) return children[0]?.start === start;
  return value <= start && start < end && (!first || first.start === start);
}

/** Whether what is called so has a role's trust policy, maybe as what Pulumi makes a text of. */
export function isTrustPlace({ text }: TextOutline, entry: Entry | undefined): boolean {
  if (entry?.kind !== 'member') return false;
  const name = nameOf(text, entry);
  if (isTrustMember(name)) return true;
  return /^fn::toJSON$/i.test(name) && entry.parent?.kind === 'member' && isTrustMember(nameOf(text, entry.parent));
}

/** What stands there so far is the beginning of a policy, or nothing. */
function mayBegin({ text }: TextOutline, holder: Entry, { at, holder: entry }: Spot, { path }: CalledPath): boolean {
  if (at !== 'key' && !path.length) return true;
  const members = membersOf(holder);
  return members.length ? members.some((member) => isPolicyElement(nameOf(text, member))) : entry === holder;
}

function isPolicyElement(name: string): boolean {
  return POLICY_ELEMENTS.some((element) => element === name);
}

/** @param entries from the one in the holder's value inwards */
function stepsBetween(outline: TextOutline, spot: Spot, entries: readonly Entry[], holder: Entry): Cursor['path'] {
  return [holder, ...entries].flatMap((entry) => {
    const call = callOn(outline, entry, spot);
    return [...(entry === holder ? [] : [outline.stepTo(entry)]), ...(call === undefined ? [] : [call])];
  });
}

/** The function that is given what stands on an entry's further lines. */
function callOn({ text }: TextOutline, { value, children }: Entry, { replace }: Spot): string | undefined {
  const line = endOfLine(text, value, text.length);
  const tag = children || replace.start > line ? tagIn(text, value, line) : undefined;
  return tag && functionOf(text.slice(tag.start, tag.end));
}
