import { clausesText, type Clause } from '../text/clause.ts';
import { listed } from '../text/listed.ts';
import type { Phrase } from './phrase.ts';
import { whoAtStart, whoText } from './principals.ts';

/** Who a sentence is about, and on which conditions. */
interface About {
  /** One for each principal; of a token's alternatives several. */
  readonly who: readonly (readonly Phrase[])[];
  readonly conditions: readonly Clause[];
}

/** What a statement says, as the structure that its one sentence is made of. */
export type Sentence =
  /** `does`: `assume this role`. `deniedBy`: the statements that deny all of it, each or together. */
  | (About & { readonly says: 'allows'; readonly does: string; readonly deniedBy: readonly string[] })
  /** `what`: the actions; undefined for every way to assume the role. */
  | (About & { readonly says: 'denies'; readonly what: string | undefined })
  | { readonly says: 'allows no one' | 'denies no one' | 'is rejected' | 'has no effect'; readonly because: string }
  /** Whether it allows or denies. */
  | { readonly says: 'is left open'; readonly because: string };

/** The sentence of a statement, without a full stop. */
export function render(sentence: Sentence): string {
  switch (sentence.says) {
    case 'allows': {
      const { who, does, conditions, deniedBy } = sentence;
      const denied = deniedBy.length ? `, but ${denyingText(deniedBy)}` : '';
      return `${whoAtStart(who)} can ${does}${ifText(conditions)}${denied}`;
    }
    case 'denies': {
      const { who, what, conditions } = sentence;
      return `Denies ${what === undefined ? '' : `${what} to `}${whoText(who)}${ifText(conditions)}`;
    }
    case 'allows no one':
      return `No one can assume the role through this statement: ${sentence.because}`;
    case 'denies no one':
      return `Denies no one: ${sentence.because}`;
    case 'is rejected':
      return `IAM rejects this policy: ${sentence.because}`;
    case 'has no effect':
      return `Has no effect: ${sentence.because}`;
    case 'is left open':
      return `Allows or denies: ${sentence.because}`;
  }
}

/** `statement 2 denies it`. */
export function denyingText(statements: readonly string[]): string {
  return statements.length > 1 ? `${listed(statements, 'and')} together deny it` : `${statements.join('')} denies it`;
}

/** Conditions in one sentence. */
const MOST_CONDITIONS = 4;

function ifText(conditions: readonly Clause[]): string {
  if (!conditions.length) return '';
  const rest = conditions.length - MOST_CONDITIONS;
  const more: Clause = { subject: `${rest} more conditions`, verb: 'match', object: '' };
  return ` if ${clausesText(rest > 1 ? [...conditions.slice(0, MOST_CONDITIONS), more] : conditions)}`;
}
