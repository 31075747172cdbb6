import { VERSION } from '../iam/words.ts';
import type { JsonValue } from '../tree/node.ts';
import { accountTrust } from './account.ts';
import { listAnswer, textAnswer, type Answers } from './answers.ts';
import { gitHubTrust } from './github.ts';
import { samlTrust } from './saml.ts';
import { serviceTrust } from './service.ts';
import type { PickStep, Step, TrustKind } from './steps.ts';

const KINDS: readonly TrustKind[] = [serviceTrust, accountTrust, gitHubTrust, samlTrust];

const WHO: PickStep = {
  id: 'kind',
  kind: 'pick',
  many: false,
  title: 'Who may assume the role?',
  placeholder: 'Choose whom the role trusts',
  items: KINDS.map(({ id, label, detail }) => ({ id, label, detail })),
};

/** All questions that apply, given the answers so far; more may follow from answers to come. */
export function wizardSteps(answers: Answers, random: () => string): readonly Step[] {
  return [WHO, ...(kindOf(answers)?.steps(answers, random) ?? [])];
}

/** What is wrong with an answer, as a sentence; undefined when nothing is, or the step does not apply. */
export function problemWith(answers: Answers, step: string, value: string): string | undefined {
  const asked = wizardSteps(answers, () => '').find((s) => s.id === step);
  return asked?.kind === 'text' ? asked.problem(value) : undefined;
}

/** The statement that follows from the answers; undefined while questions are open or answered wrongly. */
export function generatedStatement(answers: Answers): JsonValue | undefined {
  const kind = kindOf(answers);
  if (!kind) return undefined;
  for (const step of wizardSteps(answers, () => '')) {
    if (answers[step.id] === undefined) return undefined;
    if (step.kind === 'text' && step.problem(textAnswer(answers, step.id)) !== undefined) return undefined;
    if (step.kind === 'pick' && !isPicked(step, listAnswer(answers, step.id))) return undefined;
  }
  return kind.statement(answers) as unknown as JsonValue;
}

/** Whether what was picked is among what was offered, and as many as one may. */
function isPicked(step: PickStep, picked: readonly string[]): boolean {
  const known = picked.every((id) => step.items.some((item) => item.id === id));
  return known && (step.many ? picked.length > 0 || step.mayBeNone === true : picked.length === 1);
}

/** A whole policy of one statement. */
export function generatedPolicy(statement: JsonValue): JsonValue {
  return { Version: VERSION, Statement: [statement] };
}

function kindOf(answers: Answers): TrustKind | undefined {
  return KINDS.find((k) => k.id === textAnswer(answers, 'kind'));
}
