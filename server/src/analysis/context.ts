import type { RolesBeside } from '../policy/knownRoles.ts';
import type { KnownNames } from '../policy/knownNames.ts';
import type { Config } from '../config/config.ts';

/** All that an answer depends on besides the text. */
export interface Context {
  readonly config: Config;
  /** Roles that other documents of the workspace tell of. */
  readonly roles?: RolesBeside;
  /** What the documents of the workspace name; gathered when asked. */
  readonly seen?: () => KnownNames;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A fresh random identifier. */
  readonly random: () => string;
  /** Told when a rule throws: a bug of ours that must not take the others down. */
  readonly onCrash: (ruleId: string, error: unknown) => void;
}
