import type { Position } from 'vscode-languageserver';

// What the wizard asks, and what it writes.

/** A position where the wizard's policy is wanted. */
export interface InsertPlace {
  readonly uri: string;
  readonly position: Position;
  /** The document's text, if the server wasn't told of the document; the edit then has no version. */
  readonly text?: string;
  /** The document's language ID, together with `text`. */
  readonly languageId?: string;
}

/** In which forms a policy can be inserted at a position, the usual one first. */
export interface InsertForms {
  /** Their ids, and how to show them. An answer `place` with such an id makes the wizard ask for what the form needs. */
  readonly forms: readonly PickItem[];
  /** Why there are no forms, in a sentence; null if there are some. */
  readonly reason: string | null;
}

/** What a person answered, by the id of the question: a list where several could be chosen. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

/** The wizard after some answers: all that a client shows at this point. */
export interface Wizard {
  /** The questions about the policy that apply; more may follow from answers to come. */
  readonly steps: readonly Step[];
  /** The questions about what else to generate, to be asked last. */
  readonly outputSteps: readonly Step[];
  /** What is wrong with the texts answered so far; empty if nothing is. */
  readonly problems: readonly AnswerProblem[];
  /** The policy as it looks so far, or null before the first answer. */
  readonly preview: string | null;
  /** The policy, or null while an answer is missing or wrong. */
  readonly policy: string | null;
  /** What else was generated; empty while an answer is missing or wrong. */
  readonly outputs: readonly WrittenOutput[];
}

/** A question of the wizard. */
export type Step = PickStep | TextStep;

/** A question with a list to choose from. */
export interface PickStep extends StepBase {
  readonly kind: 'pick';
  /** Whether several can be chosen; the answer is then a list. */
  readonly many: boolean;
  /** Whether choosing none of several is an answer. */
  readonly mayBeNone?: boolean;
  /** Whether more questions may follow from the answer, so that their number isn't known yet. */
  readonly leadsOn?: boolean;
  readonly items: readonly PickItem[];
}

/** A question with a text to type. */
export interface TextStep extends StepBase {
  readonly kind: 'text';
  readonly prompt: string;
  /** The text to start with. */
  readonly value?: string;
}

/** What every question has. */
interface StepBase {
  readonly id: string;
  readonly title: string;
  readonly placeholder: string;
}

/** One of the things to choose from. */
export interface PickItem {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Whether it is chosen from the start. */
  readonly picked?: boolean;
  /** Words to search for, in addition to the label and the description. */
  readonly words?: string;
  /** Whether it is shown only when it fits what is typed. */
  readonly searchOnly?: boolean;
}

/** What is wrong with an answer, as a sentence. */
export interface AnswerProblem {
  /** The id of the question. */
  readonly step: string;
  readonly message: string;
}

/** A text that was generated in addition to the policy. */
export interface WrittenOutput {
  readonly id: string;
  readonly label: string;
  readonly fileName: string;
  /** The language id as VS Code names it. */
  readonly language: 'shellscript' | 'terraform' | 'json';
  readonly text: string;
}
