import type { Level } from '../findings.ts';

/** What a user has set. */
export interface Config {
  /** Rule id to its level, or off. */
  readonly rules: Readonly<Record<string, Level | 'off'>>;
  /** Account id to the name its owner gave it. */
  readonly ownAccounts: Readonly<Record<string, string>>;
  /** Characters that the account's quota "Role trust policy length" allows, white space not counted. */
  readonly quota: number;
}

/** The quota is AWS's own default. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const DEFAULT_CONFIG: Config = { rules: {}, ownAccounts: {}, quota: 2048 };

/** All that an answer depends on besides the text. */
export interface Context {
  readonly config: Config;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A fresh random identifier. */
  readonly random: () => string;
  /** Told when a rule throws: a bug of ours that must not take the others down. */
  readonly onCrash: (ruleId: string, error: unknown) => void;
}
