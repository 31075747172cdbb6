import type { Cursor } from '../../../tree/cursor.ts';
import { POLICY_ELEMENTS } from '../../../iam/vocabulary.ts';
import type { Extraction } from '../../host.ts';
import { isTrustMember } from '../../recognise.ts';
import { skipBlanks } from '../characters.ts';
import { nameOf, type Entry } from '../lines.ts';
import { YamlPolicy } from '../policy.ts';
import type { Spot } from './block.ts';
import { aroundOf, membersOf, type TextOutline } from './outlineOf.ts';
import { isFunction } from './tagNames.ts';

/** Where an entry belongs to a policy. */
export interface Claimed {
  /** Undefined before it has begun. */
  readonly policy: YamlPolicy | undefined;
  /** What has the policy as its value. */
  readonly holder: Entry;
  /** From the policy's root to the cursor; of a name to what has it. */
  readonly path: Cursor['path'];
}

/** The policy around a cursor, or the one that the names above say may stand there; undefined where there is none. */
export function claimed(outline: TextOutline, spot: Spot, policies: Extraction['policies']): Claimed | undefined {
  const own = policies.filter((policy) => policy instanceof YamlPolicy);
  return inBrackets(spot, own) ?? amongLines(outline, spot, own);
}

/** Where the policy itself stands in brackets, maybe deep in them. */
function inBrackets({ steps, openings, holder }: Spot, policies: readonly YamlPolicy[]): Claimed | undefined {
  for (let i = openings.length; i >= 0; i--) {
    const policy = policies.find(({ root }) => root.span.start === openings[i]);
    const name = steps[i - 1];
    if (policy || (typeof name === 'string' && isTrustMember(name)))
      return policy?.kind === 'unknown' ? undefined : { policy, holder, path: steps.slice(i) };
  }
  return undefined;
}

function amongLines(outline: TextOutline, spot: Spot, policies: readonly YamlPolicy[]): Claimed | undefined {
  const around = aroundOf(spot.holder);
  for (const [i, holder] of around.entries()) {
    const policy = policies.find(({ root }) => isValueOf(holder, root.span.start));
    if (!policy && !isTrustPlace(outline, holder)) continue;
    const path = pathOf(outline, around.slice(0, i).reverse(), holder);
    if (!path || policy?.kind === 'unknown') return undefined;
    if (!policy && !mayBegin(outline, holder, spot.holder)) return undefined;
    return { policy, holder, path: [...path, ...spot.steps] };
  }
  return undefined;
}

/** Whether a mapping that begins at a place is the value of an entry. */
function isValueOf({ children, value, end }: Entry, start: number): boolean {
  return children ? children[0]?.start === start : value <= start && start < end;
}

/** Whether what is called so has a role's trust policy, maybe as what Pulumi makes a text of. */
export function isTrustPlace({ text }: TextOutline, entry: Entry | undefined): boolean {
  if (entry?.kind !== 'member') return false;
  const name = nameOf(text, entry);
  if (isTrustMember(name)) return true;
  return /^fn::toJSON$/i.test(name) && entry.parent?.kind === 'member' && isTrustMember(nameOf(text, entry.parent));
}

/** What stands there so far is the beginning of a policy, or nothing. */
function mayBegin({ text }: TextOutline, holder: Entry, entry: Entry): boolean {
  const members = membersOf(holder);
  return members.length ? members.some((member) => isPolicyElement(nameOf(text, member))) : entry === holder;
}

function isPolicyElement(name: string): boolean {
  return POLICY_ELEMENTS.some((element) => element === name);
}

/** @param entries from the one in the holder's value inwards */
function pathOf(outline: TextOutline, entries: readonly Entry[], holder: Entry): Cursor['path'] | undefined {
  if ([holder, ...entries].some((entry) => isCalled(outline, entry))) return undefined;
  const path = entries.map((entry) => outline.stepTo(entry));
  return path.some((step) => step === 'Ref' || step === '<<' || /^fn::/i.test(String(step))) ? undefined : path;
}

/** Whether a function is given what stands on an entry's further lines. */
function isCalled({ text }: TextOutline, { value, children }: Entry): boolean {
  const start = skipBlanks(text, value, text.length);
  return (
    children !== undefined && text.charAt(start) === '!' && isFunction(/^\S*/.exec(text.slice(start, start + 80))?.[0])
  );
}
