import type { Level } from '../findings.ts';
import { rules } from '../rules/index.ts';

/** What can be said of a rule without its page. */
export interface RuleInfo {
  readonly id: string;
  readonly title: string;
  readonly level: Level;
  /** What IAM itself says, where it rejects the policy. */
  readonly iamError: string | undefined;
  /** Each with `{{name}}` where something of the policy is named. */
  readonly messages: readonly string[];
}

/** All rules, by id. */
export const RULES: readonly RuleInfo[] = rules.map(({ meta: { id, title, level, iamError, messages } }) => ({
  id,
  title,
  level,
  iamError,
  messages: Object.values(messages),
}));
