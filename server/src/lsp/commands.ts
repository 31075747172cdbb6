import {
  LSPErrorCodes,
  ResponseError,
  type Range,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  explainAccessDenied,
  FORMS,
  generatedOutputs,
  generatedText,
  insertGenerated,
  outputSteps,
  policyAs,
  policyFrom,
  previewText,
  problemWith,
  report,
  wizard,
  wizardSteps,
  type Answers,
  type Context,
  type PolicyDocument,
  type Steps,
} from '../service.ts';
import { own } from '../text/own.ts';
import type { Span } from '../text/span.ts';
import {
  COMMAND_PREFIX,
  type AccessDenied,
  type ConfigRequest,
  type ConfigStatus,
  type Report,
  type ServerCommands,
} from '../protocol.ts';
import { configRequestOf } from './configActions.ts';
import { toDocumentEdit, toRange } from './convert.ts';
import type { AnalysedDocument } from './analysedDocument.ts';
import { recordOf } from './settings.ts';

/** What commands need of the server. */
export interface CommandContext {
  document(uri: string): TextDocument | undefined;
  policyDocument(document: TextDocument): Promise<PolicyDocument>;
  judge(uri: string): Promise<(AnalysedDocument & { readonly context: Context }) | undefined>;
  /** Runs long work about a judged document; given up with the command, or when the document changes. */
  inSlices<T>(judged: AnalysedDocument, steps: Steps<T>): Promise<T>;
  readonly random: () => string;
  /** What answers depend on where no document is asked about. */
  readonly standing: () => Pick<Context, 'config' | 'now'>;
  editConfig(request: ConfigRequest): Promise<WorkspaceEdit | undefined>;
  configStatus(uri: string): Promise<ConfigStatus | null>;
}

type Answer<K extends keyof ServerCommands> = ServerCommands[K]['answer'];
/** What a command is given comes from any editor: each handler checks what it takes. */
type Handler<K extends keyof ServerCommands> = (
  given: readonly unknown[],
  context: CommandContext,
) => Answer<K> | Promise<Answer<K>>;

const HANDLERS: { readonly [K in keyof ServerCommands]: Handler<K> } = {
  wizard: ([given], { random, standing }) => {
    const { preview, policy, ...rest } = wizard(answersOf(given), random, standing().now);
    return { ...rest, preview: preview ?? null, policy: policy ?? null };
  },
  insertGenerated: ([answers, uri], context) => insertInto(answersOf(answers), textOf(uri), context),
  explain: ([uri, position], context) => explain(textOf(uri), position, context),
  whyRefused: ([pasted, uri, position], context) => whyRefused(textOf(pasted), uri, position, context),
  policyAs: async ([uri, position, form], context) => {
    const document = context.document(textOf(uri));
    const known = FORMS.find((f) => f === form);
    if (!document || !known) return null;
    return policyAs(await context.policyDocument(document), offsetOf(document, position), known) ?? null;
  },
  policyFrom: ([text]) => policyFrom(textOf(text)) ?? null,
  configEdit: async ([given], context) => {
    const request = configRequestOf(given);
    return (request && (await context.editConfig(request))) ?? null;
  },
  configStatus: ([uri], context) => context.configStatus(textOf(uri)),
  wizardSteps: ([answers], { random, standing }) => wizardSteps(answersOf(answers), random, standing().now),
  outputSteps: ([answers]) => outputSteps(answersOf(answers)),
  answerProblem: ([answers, step, text], { standing }) =>
    problemWith(answersOf(answers), textOf(step), textOf(text), standing().now) ?? null,
  preview: ([answers]) => previewText(answersOf(answers)) ?? null,
  generate: ([answers]) => generatedText(answersOf(answers)) ?? null,
  outputs: ([answers]) => generatedOutputs(answersOf(answers)),
};

export const COMMANDS = Object.keys(HANDLERS).map((name) => COMMAND_PREFIX + name);

/** @param given the arguments as a client sent them */
export function executeCommand(command: unknown, given: unknown, context: CommandContext): unknown {
  const name =
    typeof command === 'string' && command.startsWith(COMMAND_PREFIX) ? command.slice(COMMAND_PREFIX.length) : '';
  const handler = own<Handler<keyof ServerCommands>>(HANDLERS, name);
  if (!handler) throw new ResponseError(LSPErrorCodes.RequestFailed, `Unknown command: ${String(command)}`);
  return handler(Array.isArray(given) ? given : [], context);
}

async function explain(uri: string, position: unknown, context: CommandContext): Promise<Report | null> {
  const judged = await context.judge(uri);
  if (!judged) return null;
  const { document, policyDocument, analysis } = judged;
  const steps = report(policyDocument, analysis, judged.context, offsetOf(document, position));
  const found = await context.inSlices(judged, steps);
  if (!found) return null;
  const { role, statements, statementsLeft, picture, risks, risksLeft, callers, revoking, span } = found;
  const placed = <T extends { readonly span: Span }>({ span: at, ...rest }: T): Omit<T, 'span'> & { range: Range } => ({
    ...rest,
    range: toRange(document, at),
  });
  return {
    version: document.version,
    ...(role === undefined ? {} : { role }),
    range: toRange(document, span),
    statements: statements.map(placed),
    statementsLeft,
    picture,
    risks: risks.map(placed),
    risksLeft,
    callers: { notes: callers.notes, ...(callers.policy === undefined ? {} : { policy: callers.policy }) },
    revoking,
  };
}

async function whyRefused(
  pasted: string,
  uri: unknown,
  position: unknown,
  context: CommandContext,
): Promise<AccessDenied | null> {
  const judged = typeof uri === 'string' ? await context.judge(uri) : undefined;
  const document = judged && { ...judged, offset: offsetOf(judged.document, position) };
  const accessDenied = explainAccessDenied(pasted, document, judged?.context ?? context.standing());
  if (!accessDenied) return null;
  return {
    summary: accessDenied.summary,
    causes: accessDenied.causes.map(({ sure, text, span }) => ({
      sure,
      text,
      ...(span && judged ? { range: toRange(judged.document, span) } : {}),
    })),
    checks: accessDenied.checks.map(({ text, command }) => ({ text, ...(command === undefined ? {} : { command }) })),
  };
}

function offsetOf(document: TextDocument, position: unknown): number {
  const { line, character } = recordOf(position);
  return typeof line === 'number' && typeof character === 'number' ? document.offsetAt({ line, character }) : 0;
}

async function insertInto(answers: Answers, uri: string, context: CommandContext): Promise<TextDocumentEdit | null> {
  const document = context.document(uri);
  if (!document) return null;
  const edits = insertGenerated(await context.policyDocument(document), answers);
  return edits ? toDocumentEdit(document, edits) : null;
}

function answersOf(given: unknown): Answers {
  const entries = Object.entries(recordOf(given)).filter(
    (e): e is [string, string | string[]] =>
      typeof e[1] === 'string' || (Array.isArray(e[1]) && e[1].every((x) => typeof x === 'string')),
  );
  return Object.fromEntries(entries);
}

function textOf(given: unknown): string {
  if (typeof given !== 'string') throw new ResponseError(LSPErrorCodes.RequestFailed, 'a text was expected');
  return given;
}
