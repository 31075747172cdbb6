/** The server's questions as they come over the wire. */
export type Step = PickStep | TextStep;

interface StepBase {
  readonly id: string;
  readonly title: string;
  readonly placeholder: string;
}

export interface PickStep extends StepBase {
  readonly kind: 'pick';
  readonly many: boolean;
  readonly items: readonly PickItem[];
}

export interface PickItem {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly picked?: boolean;
}

export interface TextStep extends StepBase {
  readonly kind: 'text';
  readonly prompt: string;
  readonly value?: string;
}

export type Answer = string | readonly string[];
export type Answers = Readonly<Record<string, Answer>>;
