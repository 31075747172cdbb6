import { externalIdPlaceholder } from '../catalogue/vendorAccounts.ts';
import { VERSION } from '../iam/vocabulary.ts';
import { own } from '../text/own.ts';
import type { JsonValue } from '../tree/node.ts';
import { listAnswer, textAnswer, type Answers } from './answers.ts';
import { inPolicy } from './answerChecks.ts';
import { chosenKind, firstQuestion } from './firstQuestion.ts';
import { applying, isPicked } from './applying.ts';
import { outputQuestions } from './outputs/index.ts';
import { PARTITION } from './partition.ts';
import type { Setting } from './role.ts';
import { problemOf, type Question, type TextQuestion, type TrustKind } from './steps.ts';

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

/** The questions about the policy with the answers to them, as the policy has these. */
export function answered(given: Answers): Pick<Understood, 'answers' | 'questions'> {
  return understood(given, () => '', -Infinity);
}

interface Understood {
  readonly kind: TrustKind | undefined;
  readonly answers: Answers;
  /** Those that follow the first. */
  readonly questions: readonly Question[];
}

/** What answers say, as far as they still apply, and the questions that none of them has answered along with its own. */
function understood(raw: Answers, random: () => string, now: number): Understood {
  const chosen = chosenKind(raw);
  if (!chosen) return { kind: undefined, answers: raw, questions: [] };
  const { kind, also } = chosen;
  const asked = (answers: Answers): readonly Question[] =>
    kind
      .questions(answers, { random, now })
      .map((question, i, all) => withCheck(question, all, told(all.slice(0, i), raw)));
  const along = new Set(['kind', ...Object.keys(also)]);
  const stands = (id: string): boolean => along.has(id);
  const given = applying({ ...raw, ...also, kind: kind.id }, asked, stands);
  const read = new Map<string, Answers[string]>(Object.entries(given));
  for (const question of asked(given)) {
    if (question.kind !== 'text' || !question.read || along.has(question.id)) continue;
    const text = textAnswer(given, question.id);
    if (own(given, question.id) === undefined || problemOf(question, text) !== undefined) continue;
    for (const [id, answer] of said(question, text)) {
      read.set(id, answer);
      if (id !== question.id) along.add(id);
    }
  }
  const answers = applying(Object.fromEntries(read), asked, stands);
  return { kind, answers, questions: asked(answers).filter(({ id }) => !along.has(id)) };
}

/** All that a text answers: its own question, and others along with it. */
function said({ id, read }: TextQuestion, text: string): readonly (readonly [id: string, answer: Answers[string]])[] {
  const answer = read?.(text) ?? text;
  return typeof answer === 'string' ? [[id, answer]] : Object.entries(answer);
}

/** The partition that the first of some answers tells which tells one. */
function told(questions: readonly Question[], raw: Answers): string | undefined {
  for (const question of questions) {
    const text = textAnswer(raw, question.id);
    const partition = text === '' ? undefined : partitionIn(question, text);
    if (partition !== undefined) return partition;
  }
  return undefined;
}

function partitionIn(question: Question, text: string): string | undefined {
  if (question.kind === 'pick') return question.id === PARTITION.id ? text : undefined;
  if (problemOf(question, text) !== undefined) return undefined;
  const partition = said(question, text.trim()).find(([id]) => id === PARTITION.id)?.[1];
  return partition === undefined ? undefined : String(partition);
}

/**
 * A text is as right as all that it answers.
 * @param partition what answers before this one tell: a role is in one partition
 */
function withCheck(question: Question, all: readonly Question[], partition: string | undefined): Question {
  if (question.kind === 'pick') return question;
  const check = inPolicy(question);
  const problem = (value: string): string | undefined => {
    const wrong = check(value);
    if (wrong !== undefined) return wrong;
    for (const [id, answer] of said(question, value.trim())) {
      const other = all.find((q) => q.id === id && q !== question);
      const problem = other?.kind === 'text' ? other.problem(String(answer)) : undefined;
      if (problem !== undefined) return problem;
      if (id === PARTITION.id && partition !== undefined && answer !== partition)
        return `This is in partition ${String(answer)}, but an earlier answer is in ${partition}.`;
    }
    return undefined;
  };
  return { ...question, problem };
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

function allQuestions(answers: Answers, now = -Infinity): readonly Question[] {
  return [...policyQuestions(answers, () => '', now), ...outputQuestions(answers, settingOf(answers))];
}

/** The role around the policy, as far as the answers tell; undefined before the first. */
export function settingOf(given: Answers): Setting | undefined {
  const { kind, answers } = understood(given, () => '', -Infinity);
  return kind?.setting(answers);
}

/** The statements that follow from the answers; undefined while questions are open or answered wrongly. */
export function generatedStatements(given: Answers, now = -Infinity): readonly JsonValue[] | undefined {
  const { kind, answers, questions } = understood(given, () => '', now);
  if (!kind) return undefined;
  for (const step of questions) {
    if (own(answers, step.id) === undefined) return undefined;
    if (step.kind === 'text' && problemOf(step, textAnswer(given, step.id)) !== undefined) return undefined;
    if (step.kind === 'pick' && !isPicked(step, listAnswer(answers, step.id))) return undefined;
  }
  return valuesOf(kind, answers);
}

function valuesOf(kind: TrustKind, answers: Answers): readonly JsonValue[] {
  return kind.statements(answers) as unknown as readonly JsonValue[];
}

/** What the policy looks like so far: open questions show as places to fill in, or with what is usual. */
export function previewStatements(given: Answers): readonly JsonValue[] | undefined {
  let filled = given;
  // An answer may bring further questions.
  for (let round = 0; ; round++) {
    const { kind, answers, questions } = understood(filled, externalIdPlaceholder, -Infinity);
    if (!kind) return undefined;
    const open = questions.find((s) => own(answers, s.id) === undefined);
    if (!open || round === MOST_ROUNDS) return valuesOf(kind, answers);
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

/** A whole policy. */
export function generatedPolicy(statements: readonly JsonValue[]): JsonValue {
  return { Version: VERSION, Statement: statements };
}
