import { own } from '../text/own.ts';
/** What a person answered, by step id; lists where several could be chosen. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

/** Of a list all of it: none of what was given is left out. */
export function textAnswer(answers: Answers, id: string): string {
  const answer = own(answers, id);
  return (typeof answer === 'string' ? answer : (answer?.join(', ') ?? '')).trim();
}

export function listAnswer(answers: Answers, id: string): readonly string[] {
  const answer = own(answers, id);
  return answer === undefined ? [] : typeof answer === 'string' ? [answer] : answer;
}
