import { ASSUME_ROLE, KEYS, STRING_EQUALS } from '../iam/vocabulary.ts';
import { SOURCE_ACCOUNT_ID } from '../policy/namedService.ts';
import { stop, type TabStop, type Template } from '../tree/template.ts';

/** A kind of trust with places to fill in: offered where a policy or statement is due, and as a snippet. */
export interface TrustTemplate {
  /** What a person would type: the snippet's prefix. */
  readonly prefix: string;
  readonly label: string;
  readonly detail: string;
  /** What else people type to find it. */
  readonly words: string;
  readonly statements: readonly Template[];
}

/** What the templates are filled with as far as it is known. */
export interface TemplateContext {
  /** Ids of the reader's own accounts. */
  readonly accounts: readonly string[];
  /** A fresh random identifier; undefined leaves a place for it. */
  readonly random: (() => string) | undefined;
}

export const THIRD_PARTY: TabStop = { stop: 1, text: 'THIRD_PARTY_ACCOUNT' };

export function allow(principal: Template, action: Template, condition?: Template): Template {
  return {
    Effect: 'Allow',
    Principal: principal,
    Action: action,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

export function vendorStatement(principal: Template, n: number, externalId: string): Template {
  return allow({ AWS: principal }, ASSUME_ROLE, { [STRING_EQUALS]: { [KEYS.externalId]: stop(n, externalId) } });
}

export function sourceAccount(account: TabStop): Template {
  return { [STRING_EQUALS]: { [KEYS.sourceAccount]: { parts: [account] } } };
}

/** The account that a service sends, where it is seldom that of the role. */
export const SOURCE_ACCOUNT: TabStop = { stop: 1, text: SOURCE_ACCOUNT_ID };

/** One of the reader's own accounts, or a place for one. */
export function accountPlace({ accounts }: TemplateContext, n: number): TabStop {
  const [first] = accounts;
  if (first === undefined) return { stop: n, text: 'ACCOUNT_ID' };
  return { stop: n, text: first, ...(accounts.length > 1 ? { choices: accounts } : {}) };
}
