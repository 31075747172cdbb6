import { DEFAULT_CONFIG } from '../config/config.ts';
import { textAnswer, type Answers } from '../generate/answers.ts';
import { answered, type AnswerProblem } from '../generate/wizard.ts';
import { finish } from '../steps.ts';
import { check } from './diagnostics.ts';
import { PolicyDocument } from './document.ts';

/**
 * Why a policy made of answers is none to hand out: the first error that the rules find in it, told of the answer that it comes
 * from. A question knows what is wrong with its own answer; this also sees what is wrong with several together.
 * @param text the policy
 * @param now milliseconds since 1970
 */
export function rejection(answers: Answers, text: string, now: number): AnswerProblem | undefined {
  const { findings } = finish(
    check(new PolicyDocument(text, true), {
      config: DEFAULT_CONFIG,
      now,
      random: () => '',
      onCrash: (ruleId, error) => {
        throw new Error(`The rule ${ruleId} can't judge a generated policy`, { cause: error });
      },
    }),
  );
  const error = findings.find(({ level }) => level === 'error');
  const step = error && stepBehind(answers, text.slice(error.span.start, error.span.end));
  return step === undefined ? undefined : { step, message: error?.message ?? '' };
}

/** The question whose answer stands where the error does; else the last that was answered with a text. */
function stepBehind(given: Answers, shown: string): string | undefined {
  const { questions, answers } = answered(given);
  const texts = questions.filter((q) => q.kind === 'text' && textAnswer(given, q.id) !== '');
  const behind = texts.findLast(({ id }) => shown.includes(textAnswer(answers, id)));
  return (behind ?? texts.at(-1) ?? questions.at(-1))?.id;
}
