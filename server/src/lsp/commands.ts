import {
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Range,
  type TextDocumentEdit,
} from 'vscode-languageserver';
import {
  FORMS,
  generatedOutputs,
  generatedText,
  insertGenerated,
  nearUse,
  outputSteps,
  loadCopied,
  loadForm,
  policyAs,
  policyFrom,
  previewText,
  problemWith,
  report,
  wizard,
  wizardSteps,
  type Answers,
} from '../service.ts';
import { own } from '../text/own.ts';
import type { Span } from '../text/span.ts';
import { COMMAND_PREFIX, type Report, type ServerCommands } from '../protocol.ts';
import { configRequestOf } from './configActions.ts';
import { configEditFor } from './configEditFor.ts';
import { configStatus } from './configStatus.ts';
import { toDocumentEdit, toRange } from './convert.ts';
import { evaluateCall } from './evaluateCall.ts';
import { insertAt, insertCopied, insertForms } from './inserting.ts';
import { placesOf } from './externalIds.ts';
import { invalid, offsetOf, recordOf, textOf } from './given.ts';
import type { Session } from './session.ts';
import { whyRefused } from './whyRefused.ts';

type Answer<K extends keyof ServerCommands> = ServerCommands[K]['answer'];
/** What a command is given comes from any editor: each handler checks what it takes. */
type Handler<K extends keyof ServerCommands> = (
  given: readonly unknown[],
  session: Session,
  token: CancellationToken,
) => Answer<K> | Promise<Answer<K>>;

const HANDLERS: { readonly [K in keyof ServerCommands]: Handler<K> } = {
  wizard: ([given, fileName], { options: { random, clock } }) => {
    const name = typeof fileName === 'string' ? fileName : undefined;
    const { preview, policy, ...rest } = wizard(answersOf(given), random, clock.now(), name);
    return { ...rest, preview: preview ?? null, policy: policy ?? null };
  },
  insertGenerated: ([answers, uri, position], session) =>
    insertInto(answersOf(answers), textOf(uri), position, session),
  insertForms: ([place], session) => insertForms(place, session),
  insertHere: ([answers, place, form], session) => insertAt(answersOf(answers), place, textOf(form), session),
  explain: ([uri, position], session, token) => explain(textOf(uri), position, session, token),
  whyRefused: async ([pasted, uri, position], session, token) => {
    const open = typeof uri === 'string' ? await session.judge(uri, token) : undefined;
    const at = open && { ...open, offset: offsetOf(open.document, position) };
    return whyRefused(textOf(pasted), at, session, token);
  },
  evaluate: ([policy, request], session, token) => evaluateCall(policy, request, session, token),
  policyAs: async ([uri, position, form], session) => {
    const read = await session.policyDocumentOf(textOf(uri));
    const known = FORMS.find((f) => f === form);
    if (!known) throw invalid(`The form must be one of ${FORMS.join(', ')}.`);
    await loadForm(known);
    const found = read && policyAs(read.policyDocument, offsetOf(read.document, position), known);
    return found ? { text: null, reason: null, ...found } : null;
  },
  policyFrom: async ([given]) => {
    const copied = textOf(given);
    await loadCopied(copied);
    return policyFrom(copied) ?? null;
  },
  insertCopied: ([copied, place], session) => insertCopied(textOf(copied), place, session),
  configEdit: async ([given], session) => {
    const request = configRequestOf(given);
    if (!request) throw invalid('A change needs a URI and one of the kinds ignore, disable, level and ownAccount.');
    return (await configEditFor(request, session)) ?? null;
  },
  configStatus: ([uri], session, token) => configStatus(textOf(uri), session, token),
  externalIdUses: async ([uri, position], session, token) => {
    const read = await session.policyDocumentOf(textOf(uri));
    const use = read && nearUse(read.policyDocument, offsetOf(read.document, position));
    if (!use) return null;
    const at = read.document.positionAt(use.span.start);
    session.lookAgain();
    return { position: at, locations: (await placesOf(use.id, session, token)).map(({ place }) => place) };
  },
  wizardSteps: ([answers], { options: { random, clock } }) => wizardSteps(answersOf(answers), random, clock.now()),
  outputSteps: ([answers]) => outputSteps(answersOf(answers)),
  answerProblem: ([answers, step, text], { options: { clock } }) =>
    problemWith(answersOf(answers), textOf(step), textOf(text), clock.now()) ?? null,
  preview: ([answers]) => previewText(answersOf(answers)) ?? null,
  generate: ([answers]) => generatedText(answersOf(answers)) ?? null,
  outputs: ([answers]) => generatedOutputs(answersOf(answers)),
};

/** @param given the arguments as a client sent them */
export function executeCommand(command: unknown, given: unknown, session: Session, token: CancellationToken): unknown {
  const name =
    typeof command === 'string' && command.startsWith(COMMAND_PREFIX) ? command.slice(COMMAND_PREFIX.length) : '';
  const handler = own<Handler<keyof ServerCommands>>(HANDLERS, name);
  if (!handler) throw new ResponseError(LSPErrorCodes.RequestFailed, `Unknown command: ${String(command)}`);
  return handler(Array.isArray(given) ? given : [], session, token);
}

async function explain(
  uri: string,
  position: unknown,
  session: Session,
  token: CancellationToken,
): Promise<Report | null> {
  const judged = await session.judge(uri, token);
  if (!judged) return null;
  const { document, policyDocument, analysis } = judged;
  const steps = report(policyDocument, analysis, judged.context, offsetOf(document, position));
  const found = await session.inSlices(judged, steps, token);
  if (!found) return null;
  const { role, outcome, statements, statementsLeft, picture, risks, risksLeft, callers, revoking, span, about } =
    found;
  const placed = <T extends { readonly span: Span }>({ span: at, ...rest }: T): Omit<T, 'span'> & { range: Range } => ({
    ...rest,
    range: toRange(document, at),
  });
  return {
    version: document.version,
    ...(role === undefined ? {} : { role }),
    outcome,
    range: toRange(document, span),
    about: toRange(document, about),
    statements: statements.map(placed),
    statementsLeft,
    picture,
    risks: risks.map(placed),
    risksLeft,
    callers: { notes: callers.notes, ...(callers.policy === undefined ? {} : { policy: callers.policy }) },
    revoking,
  };
}

async function insertInto(
  answers: Answers,
  uri: string,
  position: unknown,
  session: Session,
): Promise<TextDocumentEdit | null> {
  const read = await session.policyDocumentOf(uri);
  const offset = read && position !== undefined ? offsetOf(read.document, position) : undefined;
  const edits = read && insertGenerated(read.policyDocument, answers, offset);
  return edits ? toDocumentEdit(read.document, edits) : null;
}

function answersOf(given: unknown): Answers {
  const entries = Object.entries(recordOf(given)).filter(
    (e): e is [string, string | string[]] =>
      typeof e[1] === 'string' || (Array.isArray(e[1]) && e[1].every((x) => typeof x === 'string')),
  );
  return Object.fromEntries(entries);
}
