import type { Answers } from '../generate/answers.ts';
import { nameOfRole, outputQuestions, writeOutputs, type WrittenOutput } from '../generate/outputs/index.ts';
import { stepOf, type Step } from '../generate/steps.ts';
import {
  generatedPolicy,
  generatedStatements,
  policyQuestions,
  previewStatements,
  problemsIn,
  settingOf,
  type AnswerProblem,
} from '../generate/wizard.ts';
import { VERSION } from '../iam/vocabulary.ts';
import type { NewRole } from '../hosts/host.ts';
import type { TextEdit } from '../text/edit.ts';
import { keep, type TreeEdit } from '../tree/edit.ts';
import { printableLines } from '../text/printable.ts';
import { memberOf, type JsonValue } from '../tree/node.ts';
import { templateOf, type Template } from '../tree/template.ts';
import type { PolicyDocument } from './document.ts';
import { policyFrom } from './copiedPolicy.ts';
import { rejection } from './rejection.ts';
import { isBlankJson } from '../text/cut.ts';

/** The wizard after some answers: what is asked next, what is wrong so far, and what follows. */
export interface Wizard {
  /** About the policy; more may follow from answers to come. */
  readonly steps: readonly Step[];
  /** About what is made besides the policy. */
  readonly outputSteps: readonly Step[];
  readonly problems: readonly AnswerProblem[];
  readonly preview: string | undefined;
  readonly policy: string | undefined;
  readonly outputs: readonly WrittenOutput[];
}

/**
 * @param now milliseconds since 1970
 * @param fileName that of the file that the policy is for: what it says of who is trusted comes first
 */
export function wizard(answers: Answers, random: () => string, now: number, fileName?: string): Wizard {
  const { statements, problem } = judged(answers, now);
  return {
    steps: wizardSteps(answers, random, now, fileName),
    outputSteps: outputSteps(answers),
    problems: [...problemsIn(answers, now), ...(problem ? [problem] : [])],
    preview: previewText(answers),
    policy: statements && laidOut(statements),
    outputs: statements ? outputsOf(answers, statements) : [],
  };
}

/** The statements that the answers make; none that the rules find an error in, but the problem with it. */
function judged(answers: Answers, now = -Infinity): Judged {
  const statements = generatedStatements(answers, now);
  const problem = statements && rejection(answers, laidOut(statements), now);
  return problem ? { statements: undefined, problem } : { statements, problem: undefined };
}

interface Judged {
  readonly statements: readonly JsonValue[] | undefined;
  readonly problem: AnswerProblem | undefined;
}

/**
 * What is wrong with an answer, as a sentence; undefined when nothing is, or the step does not apply.
 * @param now milliseconds since 1970
 */
export function problemWith(answers: Answers, step: string, value: string, now = -Infinity): string | undefined {
  const given = { ...answers, [step]: value };
  const own = problemsIn(given, now).find((p) => p.step === step);
  const problem = own ?? judged(given, now).problem;
  return problem?.step === step ? problem.message : undefined;
}

/** The questions about the policy that apply, given the answers so far. */
export function wizardSteps(answers: Answers, random: () => string, now?: number, fileName?: string): readonly Step[] {
  return policyQuestions(answers, random, now, fileName).map(stepOf);
}

/** The questions about what is made besides the policy. */
export function outputSteps(answers: Answers): readonly Step[] {
  return outputQuestions(answers, settingOf(answers)).map(stepOf);
}

/** The text of a policy with the generated statements, laid out for a file of its own. */
export function generatedText(answers: Answers): string | undefined {
  const { statements } = judged(answers);
  return statements === undefined ? undefined : laidOut(statements);
}

/** What the policy looks like so far, open questions as places to fill in; undefined before the first answer. */
export function previewText(answers: Answers): string | undefined {
  const statements = previewStatements(answers);
  return statements === undefined ? undefined : laidOut(statements);
}

function laidOut(statements: readonly JsonValue[]): string {
  return printableLines(`${JSON.stringify(generatedPolicy(statements), null, 2)}\n`);
}

/** The texts that a person wants besides the policy. */
export function generatedOutputs(answers: Answers): readonly WrittenOutput[] {
  const { statements } = judged(answers);
  return statements === undefined ? [] : outputsOf(answers, statements);
}

function outputsOf(answers: Answers, statements: readonly JsonValue[]): readonly WrittenOutput[] {
  const setting = settingOf(answers);
  return setting ? writeOutputs(answers, generatedPolicy(statements), setting) : [];
}

/**
 * The edits that insert the generated policy at an offset, in one of the forms that the document offers there. Undefined when it
 * can't be.
 */
export function insertHere(
  policyDocument: PolicyDocument,
  answers: Answers,
  offset: number,
  form: string,
): readonly TextEdit[] | undefined {
  const { statements } = judged(answers);
  const offered = statements && policyDocument.insertions(offset);
  if (!offered || !('forms' in offered)) return undefined;
  const policy = { Version: VERSION, Statement: statements as readonly Template[] };
  return offered.forms.find(({ id }) => id === form)?.write({ name: nameOfRole(answers), policy });
}

/** The edits that insert the policy in a copied text at an offset, in the first form there that can say it; undefined where none can. */
export function insertedPolicy(
  policyDocument: PolicyDocument,
  copied: string,
  offset: number,
): readonly TextEdit[] | undefined {
  const offered = policyDocument.insertions(offset);
  const text = policyFrom(copied);
  if (text === undefined || !offered || !('forms' in offered)) return undefined;
  const policy = templateOf(JSON.parse(text) as JsonValue) as NewRole['policy'] | undefined;
  if (!policy) return undefined;
  for (const { write } of offered.forms) {
    const edits = write({ name: undefined, policy });
    if (edits) return edits;
  }
  return undefined;
}

/**
 * The edits that add the generated statements to a document: to the trust policy at an offset, else to its first one, or, in a
 * document without any text, as a whole policy. Undefined when neither is possible.
 */
export function insertGenerated(
  policyDocument: PolicyDocument,
  answers: Answers,
  offset?: number,
): readonly TextEdit[] | undefined {
  const { statements } = judged(answers);
  if (statements === undefined || policyDocument.named === false || !policyDocument.host.writes) return undefined;
  if (policyDocument.host.id === 'json' && isBlankJson(policyDocument.text)) {
    return [{ span: { start: 0, end: policyDocument.text.length }, newText: laidOut(statements) }];
  }
  const at = offset === undefined ? undefined : policyDocument.trustPolicyNear(offset)?.source;
  const source = at ?? policyDocument.extraction.policies.find((p) => p.kind === 'trust');
  if (source?.root.kind !== 'object') return undefined;
  const present = memberOf(source.root, 'Statement')?.value;
  const added: readonly TreeEdit[] =
    present?.kind === 'array'
      ? statements.map((value) => ({ op: 'append', target: present, value }))
      : present
        ? [{ op: 'replace', target: present, value: [keep(present), ...statements] }]
        : [{ op: 'set', target: source.root, name: 'Statement', value: statements, where: 'last' }];
  const version: TreeEdit = { op: 'set', target: source.root, name: 'Version', value: VERSION, where: 'first' };
  const edits = memberOf(source.root, 'Version') ? added : [version, ...added];
  return policyDocument.write(source, edits);
}
