import { LSPErrorCodes, ResponseError, type TextDocumentEdit, type WorkspaceEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { generatedText, insertGenerated, problemWith, wizardSteps, type Answers, type Snapshot } from '../service.ts';
import { configRequestOf, type ConfigRequest } from './configActions.ts';
import { toDocumentEdit } from './convert.ts';
import { recordOf } from './settings.ts';

/**
 * The wizard over workspace/executeCommand, for any editor:
 * `wizardSteps(answers)` the questions that apply; `answerProblem(answers, stepId, text)` a sentence or null;
 * `generate(answers)` the policy's text, null while answers are missing; `insertGenerated(answers, uri)` a versioned edit
 * of an open document, null where it cannot be added; `configEdit(request)` a workspace edit of the config file that governs a
 * document, null where that is broken.
 */
export const COMMANDS = ['wizardSteps', 'answerProblem', 'generate', 'insertGenerated', 'configEdit'].map(
  (name) => `iamTrustPolicy.server.${name}`,
);

/** What commands need of the server. */
export interface CommandContext {
  document(uri: string): TextDocument | undefined;
  snapshot(document: TextDocument): Promise<Snapshot>;
  readonly random: () => string;
  editConfig(request: ConfigRequest): Promise<WorkspaceEdit | undefined>;
}

export async function executeCommand(
  command: string,
  given: readonly unknown[],
  context: CommandContext,
): Promise<unknown> {
  const answers = answersOf(given[0]);
  switch (command) {
    case COMMANDS[0]:
      return wizardSteps(answers, context.random);
    case COMMANDS[1]:
      return problemWith(answers, textOf(given[1]), textOf(given[2])) ?? null;
    case COMMANDS[2]:
      return generatedText(answers) ?? null;
    case COMMANDS[3]:
      return insertInto(answers, textOf(given[1]), context);
    case COMMANDS[4]: {
      const request = configRequestOf(given[0]);
      return (request && (await context.editConfig(request))) ?? null;
    }
    default:
      throw new ResponseError(LSPErrorCodes.RequestFailed, `no such command: ${command}`);
  }
}

async function insertInto(answers: Answers, uri: string, context: CommandContext): Promise<TextDocumentEdit | null> {
  const document = context.document(uri);
  if (!document) return null;
  const edits = insertGenerated(await context.snapshot(document), answers);
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
