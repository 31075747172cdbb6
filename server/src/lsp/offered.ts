// What the answer to `initialize` names and what serves go by. It is said before the engine is loaded, so nothing here needs that.
import { CodeActionKind, type SemanticTokensLegend } from 'vscode-languageserver';
import { COMMAND_PREFIX, type ServerCommands } from '../protocol.ts';
import type { TokenType } from '../service.ts';

/** Typing one of these may open a list. No bracket and no comma: Enter after them is a new line, not an answer. */
export const TRIGGERS = ['"', ':', '.', '/'];

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.iamTrustPolicy`;
export const FIX_ALL_TITLE = 'Fix all safe problems in this file';

/** A token's type goes over the wire as its place in this list. */
export const TOKEN_TYPES = namesOf<TokenType>({
  keyword: true,
  namespace: true,
  number: true,
  type: true,
  function: true,
  operator: true,
  property: true,
  variable: true,
  parameter: true,
});
export const TOKEN_LEGEND: SemanticTokensLegend = { tokenTypes: TOKEN_TYPES, tokenModifiers: [] };

export const COMMANDS = namesOf<keyof ServerCommands>({
  wizard: true,
  insertGenerated: true,
  insertForms: true,
  insertHere: true,
  explain: true,
  whyRefused: true,
  evaluate: true,
  policyAs: true,
  policyFrom: true,
  insertCopied: true,
  configEdit: true,
  configStatus: true,
  externalIdUses: true,
  wizardSteps: true,
  outputSteps: true,
  answerProblem: true,
  preview: true,
  generate: true,
  outputs: true,
}).map((name) => COMMAND_PREFIX + name);

/** The names of a type that is gone when it runs: one that is missing here does not compile. */
function namesOf<Name extends string>(names: Readonly<Record<Name, true>>): Name[] {
  return Object.keys(names) as Name[];
}
