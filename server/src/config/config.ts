import type { Level } from '../findings.ts';

/** Rule id to its level, or off. */
export type RuleLevels = Readonly<Record<string, Level | 'off'>>;

/** What a user has set, for one document. */
export interface Config {
  readonly rules: RuleLevels;
  /** Account id to the name its owner gave it. */
  readonly ownAccounts: Readonly<Record<string, string>>;
  /** The reader's own organizations, whose members are known callers; empty: any that a policy names. */
  readonly trustedOrganizations: readonly string[];
  /** Characters that the account's quota "Role trust policy length" allows, white space not counted. */
  readonly quota: number;
  /** What policies may stand in, to whether they are judged there; what is not named is. */
  readonly hosts: Readonly<Record<string, boolean>>;
  /** Entries of the config file for this document, the later ones stronger. */
  readonly overrides: readonly Override[];
}

/** Levels for a document, or for some of its statements. */
export interface Override {
  /** Place in the config file's list: names the entry when it turns out to do nothing. */
  readonly index: number;
  readonly rules: RuleLevels;
  /** Statements it is for; undefined for all. */
  readonly sids: readonly string[] | undefined;
}

/** The quota is AWS's own default. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const DEFAULT_CONFIG: Config = {
  rules: {},
  ownAccounts: {},
  trustedOrganizations: [],
  quota: 2048,
  hosts: {},
  overrides: [],
};
