import type { Answers, PickStep, Step, Wizard } from '../../../server/src/protocol.ts';

/** An answer, one step back, or the end of it all. */
export type Reply = { readonly answer: Answers[string] } | 'back' | undefined;

/** Where in the wizard a question stands. */
export interface Place {
  readonly step: number;
  /** How many there are in all; undefined while answers may bring more. */
  readonly total: number | undefined;
  /** What was answered before, when the person comes back. */
  readonly before: Answers[string] | undefined;
}

/** What a question may ask while it is being answered. */
export interface Asked {
  /** Says what is wrong with a text, as a sentence; undefined when nothing is. */
  readonly check: (text: string) => Promise<string | undefined>;
  /** Shows what would follow from what is highlighted or ticked. */
  readonly look: (answer: Answers[string]) => void;
}

/** The two that the wizard stands between. */
export interface Sides {
  /** Asks the server. */
  wizard(answers: Answers): Promise<Wizard>;
  /** Asks the server for the policy as it would look alone. */
  preview(answers: Answers): Promise<string | null>;
  /** Asks the person. */
  ask(step: Step, place: Place, asked: Asked): Promise<Reply>;
  /** Shows the policy as it looks so far. */
  show(preview: string | null): void;
}

/**
 * Asks until all is answered; undefined when the person leaves. The server is asked once for each answer: what it says of a
 * text that is being typed is what follows when that is accepted.
 * @param own a question of the client's own, between those about the policy and those about what else is generated; the server
 * is told of the answer if that leads on
 */
export async function converse(
  own: PickStep,
  sides: Sides,
): Promise<{ readonly answers: Answers; readonly wizard: Wizard } | undefined> {
  let answers: Answers = {};
  let wizard = await sides.wizard(answers);
  for (let at = 0; ;) {
    const steps: readonly Step[] = [...wizard.steps, own, ...wizard.outputSteps];
    sides.show(wizard.preview);
    const step = steps[at];
    if (!step) return { answers, wizard };
    let asked: { readonly answer: Answers[string]; readonly wizard: Promise<Wizard> } | undefined;
    const after = (answer: Answers[string]): Promise<Wizard> => {
      if (asked?.answer !== answer) asked = { answer, wizard: sides.wizard({ ...answers, [step.id]: answer }) };
      return asked.wizard;
    };
    let looks = 0;
    const look: Asked['look'] = (answer) => {
      const mine = ++looks;
      if (step === own || wizard.outputSteps.includes(step)) return;
      sides.preview({ ...answers, [step.id]: answer }).then(
        (preview) => {
          if (mine === looks) sides.show(preview);
        },
        () => undefined, // the answer itself will say what is wrong
      );
    };
    const check: Asked['check'] = async (text) => {
      const { problems, preview } = await after(text);
      const problem = problems.find((p) => p.step === step.id);
      if (!problem) sides.show(preview);
      return problem?.message;
    };
    const before = Object.hasOwn(answers, step.id) ? answers[step.id] : undefined;
    const isOpen = steps.slice(at).some((s) => s.kind === 'pick' && s.leadsOn === true);
    const place = { step: at + 1, total: isOpen ? undefined : steps.length, before };
    const reply = await sides.ask(step, place, { check, look });
    looks = -1; // what is still on its way is about a question that was answered
    if (reply === undefined) return undefined;
    if (reply === 'back') {
      at = Math.max(at - 1, 0);
    } else {
      if (step !== own || own.leadsOn) wizard = await after(reply.answer);
      answers = { ...answers, [step.id]: reply.answer };
      at = nextStep(step, at, wizard, answers);
    }
  }
}

/**
 * Where to go on: behind the step that was answered, wherever that is by now, as an answer may answer others along with its own.
 * What is still open, or only others show to be wrong, is asked for before there is talk of anything else.
 * @param at where the step was
 */
function nextStep({ id }: Step, at: number, { steps, problems, policy }: Wizard, answers: Answers): number {
  const found = steps.findIndex((step) => step.id === id);
  const isGone = found < 0 && at < steps.length; // what came behind it took its place
  const next = found >= 0 ? found + 1 : isGone ? at : at + 1;
  if (next !== steps.length || policy !== null) return next;
  const missing = steps.findIndex((step) => !Object.hasOwn(answers, step.id));
  const wrong = steps.findIndex((step) => problems.some((problem) => problem.step === step.id));
  return [missing, wrong].find((index) => index >= 0) ?? next;
}
