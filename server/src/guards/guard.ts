import type { Operator } from '../iam/operators.ts';
import type { KnownNames } from '../policy/knownNames.ts';
import type { Condition, Statement, StatementKind } from '../policy/model.ts';
import type { Clause, Grammar } from '../text/clause.ts';
import type { HoledText } from '../text/holedText.ts';
import type { TemplateText } from '../tree/template.ts';
import type { Form } from './form.ts';

/**
 * A condition that people put on a trust: all that is said of its key, offered for it and asked about it, in one place. Each field
 * has to be there, so that a new guard is complete.
 */
export interface Guard {
  readonly id: string;
  /** The condition key; that of a family of tags ends in a slash. */
  readonly key: string;
  /** The operator that it is tested with, as a rule. */
  readonly operator: string;
  /** Its place among the keys that are offered first, for each kind of callers; `any` where they are not known. */
  readonly for: Readonly<Partial<Record<StatementKind | 'any', number>>>;
  /** Of a family of tags: those that a service sends, by its name as a principal. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
  readonly value: {
    /** What values look like; undefined where they look like anything. */
    readonly form: Form | undefined;
    /** Values worth offering, likeliest first, of a tag by its name; undefined where the example of AWS's table is all there is. */
    readonly offer:
      ((context: Offering, operator: Operator | undefined, tag: string) => readonly ValueOffer[]) | undefined;
  };
  /** How values tell who comes; undefined where callers of anybody have the same ones. */
  readonly tells: Tells | undefined;
  readonly say: {
    /** The key as the subject of a clause: `its IP address`. */
    readonly noun: ((grammar: Grammar, tag: string) => string) | undefined;
    /** The noun is of several. */
    readonly plural: boolean;
    /** What callers send who have the key at all, where that is better said than its name. */
    readonly sent: string | undefined;
    /** A test that is better said than “its … is …”; undefined falls back to that. */
    readonly phrase: Phrase | undefined;
  };
  /** What a caller does to meet the test, or why one may not; shown where access was denied. */
  readonly meet: string | undefined;
  /** The choices of the wizard that put it on a trust. */
  readonly asks: readonly Ask[];
  /** The refactoring that adds it to a statement; undefined where there is none. */
  readonly demand: Demand | undefined;
}

/** How the values of a key tell who comes. */
export interface Tells {
  /** identity: whose call it is. arn: the same, in an ARN. name: what the caller calls itself. */
  readonly what: 'identity' | 'arn' | 'name';
  /** The part of a value that tells it. */
  readonly part: (value: string) => string | undefined;
}

/** What a test says, in words. */
export type Phrase = (test: Test, grammar: Grammar) => Clause | undefined;

/** A test with its values in words. */
export interface Test {
  readonly condition: Condition;
  readonly operator: Operator;
  /** The values in a list; of accounts and organizations with what they are: `organization o-1 or o-2`. */
  readonly values: (what?: 'account' | 'organization') => string;
}

/** A value worth offering for a key. */
export interface ValueOffer {
  readonly value: string | TemplateText;
  readonly detail: string;
  readonly filter?: string;
}

/** What may be looked at to offer a value. */
export interface Offering {
  /** The statement that is written; undefined where there is none around the cursor. */
  readonly statement: Statement | undefined;
  /** The reader's own accounts: id to name. */
  readonly ownAccounts: Readonly<Record<string, string>>;
  /** The reader's own organizations. */
  readonly organizations: readonly string[];
  readonly seen: KnownNames;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A fresh random identifier. */
  readonly random: () => string;
}

/** Whom a statement trusts, as far as it matters to what they can be asked for. */
export interface Callers {
  readonly principals: readonly HoledText[];
  /** The vendors among them; one that has no name is the empty text. */
  readonly vendors: readonly string[];
}

/** A guard as a choice, with the question that its value needs. */
export interface Ask {
  /** By which the choice is known. */
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** Of a family of tags: the tag. */
  readonly tag?: string;
  /** Where another one than that of the guard. */
  readonly operator?: string;
  /** Whose calls can match it. */
  readonly callers: readonly StatementKind[];
  /** Whether these callers can. */
  readonly suits: (callers: Callers) => boolean;
  /** Undefined where nothing has to be asked. */
  readonly question: ((asked: Asked) => GuardQuestion) | undefined;
  /** By which the answer is known. */
  readonly answer: string;
  /** The value of the condition, of an answer that passed. */
  readonly value: (answer: string) => string | readonly string[];
  /** A statement that denies everyone who does not match it; undefined where such a statement makes no sense. */
  readonly deny?: Denial;
}

/** How a Deny statement says who does not match a guard. */
export interface Denial {
  readonly label: string;
  readonly operator: string;
  /** Where another one than what the guard allows. */
  readonly value?: string;
  /** AWS services have no such key, and other statements may trust them. */
  readonly sparesServices: boolean;
}

/** What a question may know. */
export interface Asked extends Callers {
  /** The accounts that the answers name. */
  readonly accounts: readonly string[];
  /** What was answered to the question of another guard. */
  readonly told: (answer: string) => string | undefined;
  readonly now: number;
  readonly random: () => string;
}

export interface GuardQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  /** Filled in already. */
  readonly value?: string;
  /** What is wrong with an answer, as a sentence; undefined when nothing is. */
  readonly problem: (value: string) => string | undefined;
  /** An answer that passes, in the form that the policy has it in, or with what else it answers. */
  readonly read?: (value: string) => string | Readonly<Record<string, string>>;
  /** What a preview has in place of an answer to come. */
  readonly place?: string;
  /** Several answers in one text, which may be on lines of their own. */
  readonly list?: true;
}

/** A refactoring that adds a guard. */
export interface Demand {
  readonly title: string;
  /** Its place among those of the same statement. */
  readonly rank: number;
  /** Whether it makes sense for these callers, of those that send the key. */
  readonly suits: (callers: Callers) => boolean;
  readonly value: (context: Demanding) => string;
}

/** What may be looked at to demand a value. */
export interface Demanding extends Callers {
  readonly organizations: readonly string[];
  /** The reader's own. */
  readonly accounts: readonly string[];
  readonly now: number;
  readonly random: () => string;
}

/** A guard as its file declares it: a part that is left out does not compile. */
export function defineGuard(guard: Guard): Guard {
  return guard;
}

/** For callers of any kind. */
export const everybody = (): boolean => true;

/** A lone value is written without a list. */
export function oneOrMore(values: readonly string[]): string | readonly string[] {
  const [first = ''] = values;
  return values.length > 1 ? values : first;
}
