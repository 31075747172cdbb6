import type { Answers } from '../generate/answers.ts';
import { outputQuestions, writeOutputs, type WrittenOutput } from '../generate/outputs/index.ts';
import { stepOf, type Step } from '../generate/steps.ts';
import {
  generatedPolicy,
  generatedStatement,
  policyQuestions,
  previewStatement,
  problemsIn,
  readAnswers,
  type AnswerProblem,
} from '../generate/wizard.ts';
import { jsonHost } from '../hosts/json/index.ts';
import { VERSION } from '../iam/vocabulary.ts';
import type { TextEdit } from '../text/edit.ts';
import type { TreeEdit } from '../tree/edit.ts';
import { printableLines } from '../text/printable.ts';
import { memberOf, toJson, type JsonValue } from '../tree/node.ts';
import type { PolicyDocument } from './document.ts';
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
  const statement = generatedStatement(answers, now);
  return {
    steps: wizardSteps(answers, random, now, fileName),
    outputSteps: outputSteps(answers),
    problems: problemsIn(answers, now),
    preview: previewText(answers),
    policy: statement === undefined ? undefined : laidOut(statement),
    outputs: statement === undefined ? [] : outputsOf(answers, statement),
  };
}

/** The questions about the policy that apply, given the answers so far. */
export function wizardSteps(answers: Answers, random: () => string, now?: number, fileName?: string): readonly Step[] {
  return policyQuestions(answers, random, now, fileName).map(stepOf);
}

/** The questions about what is made besides the policy. */
export function outputSteps(answers: Answers): readonly Step[] {
  return outputQuestions(answers).map(stepOf);
}

/** The text of a policy with the generated statement, laid out for a file of its own. */
export function generatedText(answers: Answers): string | undefined {
  const statement = generatedStatement(answers);
  return statement === undefined ? undefined : laidOut(statement);
}

/** What the policy looks like so far, open questions as places to fill in; undefined before the first answer. */
export function previewText(answers: Answers): string | undefined {
  const statement = previewStatement(answers);
  return statement === undefined ? undefined : laidOut(statement);
}

function laidOut(statement: JsonValue): string {
  return printableLines(`${JSON.stringify(generatedPolicy(statement), null, 2)}\n`);
}

/** The texts that a person wants besides the policy. */
export function generatedOutputs(answers: Answers): readonly WrittenOutput[] {
  const statement = generatedStatement(answers);
  return statement === undefined ? [] : outputsOf(answers, statement);
}

function outputsOf(answers: Answers, statement: JsonValue): readonly WrittenOutput[] {
  return writeOutputs(readAnswers(answers), generatedPolicy(statement));
}

/**
 * The edits that add the generated statement to a document: to its first trust policy, or, in a document without any
 * text, as a whole policy. Undefined when neither is possible.
 */
export function insertGenerated(policyDocument: PolicyDocument, answers: Answers): readonly TextEdit[] | undefined {
  const statement = generatedStatement(answers);
  if (statement === undefined || policyDocument.named === false) return undefined;
  if (isBlankJson(policyDocument.text)) {
    return [{ span: { start: 0, end: policyDocument.text.length }, newText: laidOut(statement) }];
  }
  const source = policyDocument.extraction.policies.find((p) => p.kind === 'trust');
  if (source?.root.kind !== 'object') return undefined;
  const present = memberOf(source.root, 'Statement')?.value;
  const edit: TreeEdit =
    present?.kind === 'array'
      ? { op: 'append', target: present, value: statement }
      : present
        ? { op: 'replace', target: present, value: [toJson(present), statement] }
        : { op: 'set', target: source.root, name: 'Statement', value: [statement], where: 'last' };
  const version: TreeEdit = { op: 'set', target: source.root, name: 'Version', value: VERSION, where: 'first' };
  const edits = memberOf(source.root, 'Version') ? [edit] : [version, edit];
  return jsonHost.write(policyDocument, policyDocument.extraction, source, edits);
}
