import { abridged, hiddenIn } from '../text/printable.ts';
import type { Answers } from './answers.ts';
import type { Setting } from './role.ts';

/** What is asked of a person, for any editor to show in its own way: data, so that it can cross to another process. */
export type Step = PickStep | TextStep;

/** A step with what is known about answers to it. */
export type Question = PickQuestion | TextQuestion;

interface StepBase {
  readonly id: string;
  readonly title: string;
  readonly placeholder: string;
}

export interface PickStep extends StepBase {
  readonly kind: 'pick';
  readonly many: boolean;
  /** Of several none may be chosen. */
  readonly mayBeNone?: boolean;
  /** Further questions may follow from the answer. */
  readonly leadsOn?: boolean;
  readonly items: readonly PickItem[];
}

export interface PickQuestion extends PickStep {
  /** What is picked stands in the policy as it is: until then a preview shows a place for it. */
  readonly literal?: boolean;
}

export interface PickItem {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Chosen unless the person changes it: the safe guards. */
  readonly picked?: boolean;
  /** What people type to find it, besides its label and description. */
  readonly words?: string;
  /** One of many, shown when it fits what is typed. */
  readonly searchOnly?: boolean;
}

export interface TextStep extends StepBase {
  readonly kind: 'text';
  readonly prompt: string;
  /** Filled in already. */
  readonly value?: string;
}

export interface TextQuestion extends TextStep {
  /** What is wrong with an answer, as a sentence; undefined when nothing is. */
  readonly problem: (value: string) => string | undefined;
  /**
   * An answer that passes, in the form that the policy has it in. A record also answers other questions, which are then not asked:
   * an ARN holds the account as well.
   */
  readonly read?: (value: string) => string | Answers;
  /** What a preview has in place of an answer to come. */
  readonly place?: string;
  /** A text of several lines: several answers, or what holds the one that is meant. */
  readonly list?: true;
}

/** What a question may know besides the answers. */
export interface Asking {
  /** A fresh random identifier. */
  readonly random: () => string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What is wrong with an answer, as a sentence; undefined when nothing is. What no reader sees is in no answer. */
export function problemOf(question: TextQuestion, answer: string): string | undefined {
  const hidden = hiddenIn(question.list ? answer.replace(/\s/g, ' ').trim() : answer.trim());
  if (hidden !== undefined) return `Remove the invisible character ${hidden}.`;
  const problem = question.problem(answer);
  return problem === undefined ? undefined : abridged(problem);
}

/** A question as it is shown. */
export function stepOf(question: Question): Step {
  const { id, title, placeholder } = question;
  const step = { id, title, placeholder };
  if (question.kind === 'text') {
    const { kind, prompt, value } = question;
    return { ...step, kind, prompt, ...(value === undefined ? {} : { value }) };
  }
  const { kind, many, mayBeNone, leadsOn, items } = question;
  const more = { ...(mayBeNone === undefined ? {} : { mayBeNone }), ...(leadsOn === undefined ? {} : { leadsOn }) };
  return { ...step, kind, many, ...more, items };
}

/** One kind of trust: its questions and the statements that follow from the answers. */
export interface TrustKind {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** What people type to find it. */
  readonly words: string;
  /** The questions that apply, given the answers so far. */
  questions(answers: Answers, asking: Asking): readonly Question[];
  statements(answers: Answers): readonly StatementValue[];
  /** The role around them. */
  setting(answers: Answers): Setting;
}

/** A statement as plain JSON. */
export interface StatementValue {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}
