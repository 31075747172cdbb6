import { externalIdPlaceholder } from '../catalogue/vendorAccounts.ts';
import { VERSION } from '../iam/vocabulary.ts';
import { own } from '../text/own.ts';
import type { JsonValue } from '../tree/node.ts';
import { accountTrust, organizationTrust, principalTrust, sameAccountTrust, vendorTrust } from './account.ts';
import { listAnswer, textAnswer, type Answers } from './answers.ts';
import { inPolicy } from './answerChecks.ts';
import { gitHubTrust } from './github.ts';
import { identityCenterTrust } from './identityCenter.ts';
import { oidcTrusts } from './oidc.ts';
import { outputQuestions } from './outputs/index.ts';
import { podIdentityTrust } from './podIdentity.ts';
import { rolesAnywhereTrust } from './rolesAnywhere.ts';
import { samlTrust } from './saml.ts';
import { serviceTrust } from './service.ts';
import { problemOf, type PickQuestion, type Question, type TrustKind } from './steps.ts';

const KINDS: readonly TrustKind[] = [
  serviceTrust,
  principalTrust,
  sameAccountTrust,
  accountTrust,
  vendorTrust,
  organizationTrust,
  gitHubTrust,
  ...oidcTrusts.slice(0, 1),
  podIdentityTrust,
  samlTrust,
  identityCenterTrust,
  rolesAnywhereTrust,
  ...oidcTrusts.slice(1),
];

const WHO: PickQuestion = {
  id: 'kind',
  kind: 'pick',
  many: false,
  title: 'Who may assume the role?',
  placeholder: 'Choose whom the role trusts',
  items: KINDS.map(({ id, label, detail }) => ({ id, label, detail })),
};

/**
 * All questions that apply, given the answers so far; more may follow from answers to come.
 * @param now milliseconds since 1970; without it no day has passed
 */
export function policyQuestions(answers: Answers, random: () => string, now = -Infinity): readonly Question[] {
  const questions = kindOf(answers)?.questions(answers, { random, now }) ?? [];
  return [WHO, ...questions.map((q) => (q.kind === 'text' ? { ...q, problem: inPolicy(q.problem) } : q))];
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
export function generatedStatement(answers: Answers, now?: number): JsonValue | undefined {
  const kind = kindOf(answers);
  if (!kind) return undefined;
  for (const step of policyQuestions(answers, () => '', now)) {
    if (own(answers, step.id) === undefined) return undefined;
    if (step.kind === 'text' && problemOf(step, textAnswer(answers, step.id)) !== undefined) return undefined;
    if (step.kind === 'pick' && !isPicked(step, listAnswer(answers, step.id))) return undefined;
  }
  return kind.statement(readAnswers(answers)) as unknown as JsonValue;
}

/** The answers as the policy has them: what people paste in the form that IAM takes. */
export function readAnswers(answers: Answers): Answers {
  const read = new Map(Object.entries(answers));
  for (const step of policyQuestions(answers, () => ''))
    if (step.kind === 'text' && step.read && own(answers, step.id) !== undefined)
      read.set(step.id, step.read(textAnswer(answers, step.id)));
  return Object.fromEntries(read);
}

/** What the policy looks like so far: open questions show as places to fill in, or with what is usual. */
export function previewStatement(answers: Answers): JsonValue | undefined {
  const kind = kindOf(answers);
  if (!kind) return undefined;
  let filled = answers;
  // An answer may bring further questions.
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const open = policyQuestions(filled, externalIdPlaceholder).find((s) => own(filled, s.id) === undefined);
    if (!open) break;
    filled = { ...filled, [open.id]: usualAnswer(open) };
  }
  return kind.statement(readAnswers(filled)) as unknown as JsonValue;
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

function kindOf(answers: Answers): TrustKind | undefined {
  return KINDS.find((k) => k.id === textAnswer(answers, 'kind'));
}
