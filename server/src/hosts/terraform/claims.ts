import { NO_PLACE } from './extract.ts';
import { CHOICES } from './functions.ts';
import type { Frame } from './frames.ts';
import { textOf, type Item } from './items.ts';
import { BRACKET } from './lexing.ts';
import type { Module } from './module.ts';
import { isOfOtherCloud, isTrustPlace } from './places.ts';
import type { Standing } from './standing.ts';

/** What names around a cursor say of a place where no policy is found yet. */
export interface Claim {
  /** Whether the text under the cursor is a role's trust policy. */
  readonly text: boolean;
  /** The first frame inside the brackets of the policy, where `jsonencode` writes one. */
  readonly from: number | undefined;
}

const NONE: Claim = { text: false, from: undefined };

/** Arguments and members are told by their names, locals by who uses them. */
export function claimAt({ tokens, frames, here }: Standing, module: Module): Claim {
  let claimed = false;
  let encoded = false;
  for (const [i, frame] of frames.entries()) {
    const outer = frames[i - 1];
    if (outer) claimed = isClaimed(outer, frame.within, claimed);
    if (outer?.content === 'body') encoded = false;
    const [type = '', label = ''] = frame.head;
    if (frame.content === 'body' && (NO_PLACE.has(type) || isOfOtherCloud(label))) return NONE;
    if (frame.content === 'list' && type !== '') {
      encoded ||= type === 'jsonencode';
      if (type !== 'jsonencode' && !CHOICES.has(type)) claimed = false;
    }
    const isWhole = frame.content === 'object' || (i === frames.length - 1 && type === 'jsonencode');
    if (claimed && encoded && isWhole) return { text: false, from: i + 1 };
  }
  const last = frames.at(-1);
  const item = here === undefined ? undefined : last?.items.holding(here);
  return { text: last !== undefined && item !== undefined && isClaimed(last, item, claimed), from: undefined };

  function isClaimed(outer: Frame, within: Item | undefined, before: boolean): boolean {
    if (outer.content === 'list') return before && tokens.kinds[outer.opener] !== BRACKET;
    const name = within ? textOf(tokens, within.first) : '';
    return isTrustPlace(name) || (outer.head[0] === 'locals' && module.isTrusted(`local.${name}`));
  }
}
