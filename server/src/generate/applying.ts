import { own } from '../text/own.ts';
import { listAnswer, type Answers } from './answers.ts';
import type { PickQuestion, Question } from './steps.ts';

/**
 * The answers that still apply: who goes back and chooses otherwise leaves answers to questions that are no longer asked, and
 * choices that are no longer offered. An answer may hang on another, so what goes may take others with it.
 * @param keep answers that stand without a question of their own
 */
export function applying(
  answers: Answers,
  ask: (answers: Answers) => readonly Question[],
  keep: (id: string) => boolean = () => false,
): Answers {
  for (let given = answers; ;) {
    const questions = new Map(ask(given).map((question) => [question.id, question]));
    const left = Object.entries(given).flatMap(([id, answer]) => {
      if (keep(id)) return [[id, answer] as const];
      const question = questions.get(id);
      const still = question && stillOffered(question, given);
      return still === undefined ? [] : [[id, still] as const];
    });
    // What goes is never put back: nothing went when all that is left is as it was.
    if (left.length === Object.keys(given).length && left.every(([id, answer]) => own(given, id) === answer))
      return given;
    given = Object.fromEntries(left);
  }
}

/** What is left of an answer; undefined when nothing is. */
function stillOffered(question: Question, answers: Answers): Answers[string] | undefined {
  const answer = own(answers, question.id);
  // A name that is in no table was never offered, rather than no longer: it is refused.
  if (answer === undefined || question.kind === 'text' || question.literal) return answer;
  const picked = listAnswer(answers, question.id);
  const offered = picked.filter((id) => isOffered(question, id));
  if (offered.length === picked.length) return answer;
  return question.many && (offered.length || question.mayBeNone) ? offered : undefined;
}

/** Whether what was picked is among what is offered, and as many as one may. */
export function isPicked(question: PickQuestion, picked: readonly string[]): boolean {
  return (
    picked.every((id) => isOffered(question, id)) &&
    (question.many ? picked.length > 0 || question.mayBeNone === true : picked.length === 1)
  );
}

function isOffered({ items }: PickQuestion, id: string): boolean {
  return items.some((item) => item.id === id);
}
