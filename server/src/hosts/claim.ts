import type { ObjectNode } from '../tree/node.ts';
import type { PolicySource } from '../tree/source.ts';
import type { Named } from './fileNames.ts';
import { isOtherClouds } from './otherPolicies.ts';
import { isMembersPolicy, isPolicyShaped, isRightlyNamed, isTrustMember, trustsByContent } from './recognise.ts';

/** What makes an object a trust policy, besides its own content or instead of it. */
export interface Claim {
  readonly toldBy: PolicySource['toldBy'];
  readonly accepts: (node: ObjectNode) => boolean;
}

export const BY_CONTENT: Claim = { toldBy: 'content', accepts: trustsByContent };
export const BY_MEMBER: Claim = { toldBy: 'member', accepts: isMembersPolicy };
const BY_USER: Claim = { toldBy: 'user', accepts: isPolicyShaped };

/** What a member's name says of its value. */
export function claimOfMember(name: string): Claim {
  return isTrustMember(name) ? BY_MEMBER : BY_CONTENT;
}

/** What is said of a document itself. */
export function claimOfDocument(named: Named): Claim {
  if (named === undefined || named === false) return BY_CONTENT;
  if (named === true) return BY_USER;
  return {
    toldBy: 'name',
    accepts: (node) => isPolicyShaped(node) && !isOtherClouds(node) && !isRightlyNamed(node, named),
  };
}
