import { externalIdPlaceholder } from '../catalogue/vendorAccounts.ts';
import { VERSION } from '../iam/vocabulary.ts';
import { own } from '../text/own.ts';
import type { JsonValue } from '../tree/node.ts';
import { listAnswer, textAnswer, type Answers } from './answers.ts';
import { inPolicy } from './answerChecks.ts';
import { chosenKind, firstQuestion } from './firstQuestion.ts';
import { outputQuestions } from './outputs/index.ts';
import { problemOf, type PickQuestion, type Question, type TextQuestion, type TrustKind } from './steps.ts';

/**
 * All questions that apply, given the answers so far; more may follow from answers to come.
 * @param now milliseconds since 1970; without it no day has passed
 * @param fileName that of the file that the policy is for
 */
export function policyQuestions(
  answers: Answers,
  random: () => string,
  now = -Infinity,
  fileName?: string,
): readonly Question[] {
  return [firstQuestion(fileName), ...understood(answers, random, now).questions];
}

/** The answers as the policy has them: what people paste in the form that IAM takes, with all that it says. */
export function readAnswers(answers: Answers): Answers {
  return understood(answers, () => '', -Infinity).answers;
}

interface Understood {
  readonly kind: TrustKind | undefined;
  readonly answers: Answers;
  /** Those that follow the first. */
  readonly questions: readonly Question[];
}

/** What answers say, and the questions that none of them has answered along with its own. */
function understood(raw: Answers, random: () => string, now: number): Understood {
  const chosen = chosenKind(raw);
  if (!chosen) return { kind: undefined, answers: raw, questions: [] };
  const { kind, also } = chosen;
  const given: Answers = { ...raw, ...also, kind: kind.id };
  const asked = (answers: Answers): readonly Question[] => kind.questions(answers, { random, now }).map(withCheck);
  const read = new Map<string, Answers[string]>(Object.entries(given));
  const along = new Set(Object.keys(also));
  for (const question of asked(given)) {
    if (question.kind !== 'text' || !question.read || along.has(question.id)) continue;
    const text = textAnswer(given, question.id);
    if (own(given, question.id) === undefined || problemOf(question, text) !== undefined) continue;
    for (const [id, answer] of said(question, text)) {
      read.set(id, answer);
      if (id !== question.id) along.add(id);
    }
  }
  const answers = Object.fromEntries(read);
  return { kind, answers, questions: asked(answers).filter(({ id }) => !along.has(id)) };
}

/** All that a text answers: its own question, and others along with it. */
function said({ id, read }: TextQuestion, text: string): readonly (readonly [id: string, answer: Answers[string]])[] {
  const answer = read?.(text) ?? text;
  return typeof answer === 'string' ? [[id, answer]] : Object.entries(answer);
}

/** A text is as right as all that it answers. */
function withCheck(question: Question, _: number, all: readonly Question[]): Question {
  if (question.kind === 'pick') return question;
  const check = inPolicy(question);
  const problem = (value: string): string | undefined => {
    const wrong = check(value);
    if (wrong !== undefined) return wrong;
    for (const [id, answer] of said(question, value.trim())) {
      const other = all.find((q) => q.id === id && q !== question);
      if (other?.kind !== 'text') continue;
      const problem = other.problem(String(answer));
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
  return { ...question, problem };
}

/** What is wrong with an answer, as a sentence; undefined when nothing is, or the step does not apply. */
export function problemWith(answers: Answers, step: string, value: string, now?: number): string | undefined {
  const asked = allQuestions(answers, now).find((q) => q.id === step);
  return asked?.kind === 'text' ? problemOf(asked, value) : undefined;
}

/** What is wrong with the texts answered so far. */
export function problemsIn(answers: Answers, now?: number): readonly AnswerProblem[] {
  return allQuestions(answers, now).flatMap((q) => {
    if (q.kind !== 'text' || own(answers, q.id) === undefined) return [];
    const message = problemOf(q, textAnswer(answers, q.id));
    return message === undefined ? [] : [{ step: q.id, message }];
  });
}

/** What is wrong with the answer to a question. */
export interface AnswerProblem {
  readonly step: string;
  readonly message: string;
}

function allQuestions(answers: Answers, now?: number): readonly Question[] {
  return [...policyQuestions(answers, () => '', now), ...outputQuestions(answers)];
}

/** The statement that follows from the answers; undefined while questions are open or answered wrongly. */
export function generatedStatement(given: Answers, now = -Infinity): JsonValue | undefined {
  const { kind, answers, questions } = understood(given, () => '', now);
  if (!kind) return undefined;
  for (const step of questions) {
    if (own(given, step.id) === undefined) return undefined;
    if (step.kind === 'text' && problemOf(step, textAnswer(given, step.id)) !== undefined) return undefined;
    if (step.kind === 'pick' && !isPicked(step, listAnswer(given, step.id))) return undefined;
  }
  return kind.statement(answers) as unknown as JsonValue;
}

/** What the policy looks like so far: open questions show as places to fill in, or with what is usual. */
export function previewStatement(given: Answers): JsonValue | undefined {
  let filled = given;
  // An answer may bring further questions.
  for (let round = 0; ; round++) {
    const { kind, answers, questions } = understood(filled, externalIdPlaceholder, -Infinity);
    if (!kind) return undefined;
    const open = questions.find((s) => own(filled, s.id) === undefined);
    if (!open || round === MOST_ROUNDS) return kind.statement(answers) as unknown as JsonValue;
    filled = { ...filled, [open.id]: usualAnswer(open) };
  }
}

const MOST_ROUNDS = 30;

function usualAnswer(step: Question): string | readonly string[] {
  if (step.kind === 'text') return step.value ?? step.place ?? `<${step.id}>`;
  if (step.literal) return step.many ? [`<${step.id}>`] : `<${step.id}>`;
  const picked = step.items.filter((item) => item.picked).map((item) => item.id);
  if (step.many) return picked.length || step.mayBeNone ? picked : step.items.slice(0, 1).map((item) => item.id);
  return picked[0] ?? step.items[0]?.id ?? '';
}

/** Whether what was picked is among what was offered, and as many as one may. */
function isPicked(step: PickQuestion, picked: readonly string[]): boolean {
  const known = picked.every((id) => step.items.some((item) => item.id === id));
  return known && (step.many ? picked.length > 0 || step.mayBeNone === true : picked.length === 1);
}

/** A whole policy of one statement. */
export function generatedPolicy(statement: JsonValue): JsonValue {
  return { Version: VERSION, Statement: [statement] };
}
