import { LSPErrorCodes, ResponseError, type TextDocumentEdit, type WorkspaceEdit } from 'vscode-languageserver';
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
  wizardSteps,
  type Answers,
  type Context,
  type PolicyDocument,
} from '../service.ts';
import { own } from '../text/own.ts';
import type { ConfigRequest } from '../protocol.ts';
import { configRequestOf } from './configActions.ts';
import type { ConfigStatus } from './configStatus.ts';
import { toDocumentEdit, toRange } from './convert.ts';
import type { AnalysedDocument } from './analysedDocument.ts';
import { recordOf } from './settings.ts';

/** What commands need of the server. */
export interface CommandContext {
  document(uri: string): TextDocument | undefined;
  policyDocument(document: TextDocument): Promise<PolicyDocument>;
  judge(uri: string): Promise<(AnalysedDocument & { readonly context: Context }) | undefined>;
  readonly random: () => string;
  /** What answers depend on where no document is asked about. */
  standing(): Pick<Context, 'config' | 'now'>;
  editConfig(request: ConfigRequest): Promise<WorkspaceEdit | undefined>;
  configStatus(uri: string): Promise<ConfigStatus | null>;
}

type Handler = (given: readonly unknown[], context: CommandContext) => unknown;

/** What any editor may ask over workspace/executeCommand, each with `iamTrustPolicy.server.` before its name. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  /** `(answers)`: the wizard's questions that apply. */
  wizardSteps: ([answers], context) => wizardSteps(answersOf(answers), context.random, context.standing().now),
  /** `(answers, stepId, text)`: what is wrong with an answer, or null. */
  answerProblem: ([answers, step, text], context) =>
    problemWith(answersOf(answers), textOf(step), textOf(text), context.standing().now) ?? null,
  /** `(answers)`: the policy's text, null while answers are missing. */
  generate: ([answers]) => generatedText(answersOf(answers)) ?? null,
  /** `(answers)`: the questions about what is made besides the policy. */
  outputSteps: ([answers]) => outputSteps(answersOf(answers)),
  /** `(answers)`: what is made besides the policy, each with a text, a file name and a language. */
  outputs: ([answers]) => generatedOutputs(answersOf(answers)),
  /** `(answers)`: the policy as it looks so far, null before the first answer. */
  preview: ([answers]) => previewText(answersOf(answers)) ?? null,
  /** `(answers, uri)`: a versioned edit of an open document, null where it cannot be added. */
  insertGenerated: ([answers, uri], context) => insertInto(answersOf(answers), textOf(uri), context),
  /** `(request)`: a workspace edit of the config file that governs a document, null where that is broken. */
  configEdit: async ([given], context) => {
    const request = configRequestOf(given);
    return (request && (await context.editConfig(request))) ?? null;
  },
  /** `(uri)`: the config file that rules an open document, and how many findings it silences; null for other documents. */
  configStatus: ([uri], context) => context.configStatus(textOf(uri)),
  /** `(uri, position?)`: who can assume the role, as sentences and a picture; null where there is no policy. */
  explain: async ([uri, position], context) => explain(textOf(uri), position, context),
  /** `(uri, position, form)`: the policy on one `line`, as a JSON `string`, or `url`-encoded; null where it is broken. */
  policyAs: async ([uri, position, form], context) => {
    const document = context.document(textOf(uri));
    const known = FORMS.find((f) => f === form);
    if (!document || !known) return null;
    return policyAs(await context.policyDocument(document), offsetOf(document, position), known) ?? null;
  },
  /** `(text)`: the policy in a copied text of any form, laid out for reading; null where there is none. */
  policyFrom: ([text]) => policyFrom(textOf(text)) ?? null,
  /** `(pasted, uri?, position?)`: why AWS refused a call, null when the text is no error of AWS. */
  whyRefused: async ([pasted, uri, position], context) => whyRefused(textOf(pasted), uri, position, context),
};

const PREFIX = 'iamTrustPolicy.server.';
export const COMMANDS = Object.keys(HANDLERS).map((name) => PREFIX + name);

export function executeCommand(command: string, given: readonly unknown[], context: CommandContext): unknown {
  const handler = command.startsWith(PREFIX) ? own(HANDLERS, command.slice(PREFIX.length)) : undefined;
  if (!handler) throw new ResponseError(LSPErrorCodes.RequestFailed, `Unknown command: ${command}`);
  return handler(given, context);
}

async function explain(uri: string, position: unknown, context: CommandContext): Promise<unknown> {
  const judged = await context.judge(uri);
  if (!judged) return null;
  const { document, policyDocument, analysis } = judged;
  const found = report(policyDocument, analysis, judged.context, offsetOf(document, position));
  if (!found) return null;
  return {
    ...found,
    version: document.version,
    range: toRange(document, found.span),
    statements: found.statements.map((s) => ({ ...s, range: toRange(document, s.span) })),
    risks: found.risks.map((r) => ({ ...r, range: toRange(document, r.span) })),
  };
}

async function whyRefused(pasted: string, uri: unknown, position: unknown, context: CommandContext): Promise<unknown> {
  const judged = typeof uri === 'string' ? await context.judge(uri) : undefined;
  const document = judged && { ...judged, offset: offsetOf(judged.document, position) };
  const accessDenied = explainAccessDenied(pasted, document, judged?.context ?? context.standing());
  if (!accessDenied) return null;
  return {
    ...accessDenied,
    causes: accessDenied.causes.map(({ sure, text, span }) => ({
      sure,
      text,
      ...(span && judged ? { range: toRange(judged.document, span) } : {}),
    })),
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
