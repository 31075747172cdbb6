import { InsertTextMode, type InitializeParams } from 'vscode-languageserver';
import type { InitializationOptions } from '../protocol.ts';
import type { ClientAbilities } from './offering.ts';
import { recordOf } from './given.ts';

/** What a client can do and what it was started with. */
export interface ClientCapabilities extends ClientAbilities {
  /** Diagnostics are pulled; then none are published. */
  readonly pulls: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesTokens: boolean;
  readonly hasConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly hasFolders: boolean;
  /** The client reads files for the server, wherever its workspace lives. */
  readonly readsFiles: boolean;
  readonly watchesFiles: boolean;
  readonly snippets: boolean;
  /** The client can be told to insert a completion as it stands, with no indentation of its own. */
  readonly insertsAsIs: boolean;
  /** The URI of a folder with the pages of the rules, where the client has one. */
  readonly rulePages: string | undefined;
  /** Language ids whose plain JSON syntax errors the client shows itself. */
  readonly jsonSyntaxReportedFor: readonly string[];
  /** Language ids in which somebody else offers names, and leads from a name to its place. */
  readonly namesOfferedFor: readonly string[];
  /** The client’s command that explains a policy; undefined where it has none. */
  readonly explainCommand: string | undefined;
  /** The client keeps a statement's last lens while that is half-typed, and asks to be told where one ends and how it stands. */
  readonly keepsLenses: boolean;
  /** The client checks all files on its command, and wants no pulling of the workspace. */
  readonly checksByCommand: boolean;
  /** The client is told when its role map or the config file that applies changes. */
  readonly followsChanges: boolean;
  /** The client folds JSON itself. */
  readonly folds: boolean;
  readonly refreshesLenses: boolean;
  readonly refreshesHints: boolean;
  /** `settings` of the initialization options, for clients that answer no workspace/configuration. */
  readonly givenSettings: unknown;
}

export function clientCapabilitiesOf(
  params: Pick<InitializeParams, 'capabilities' | 'initializationOptions'>,
): ClientCapabilities {
  const { textDocument, workspace } = params.capabilities;
  const options: Readonly<Partial<Record<keyof InitializationOptions, unknown>>> = recordOf(
    params.initializationOptions,
  );
  return {
    pulls: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport ?? false,
    refreshesTokens: workspace?.semanticTokens?.refreshSupport ?? false,
    hasConfiguration: workspace?.configuration ?? false,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    hasFolders: workspace?.workspaceFolders ?? false,
    readsFiles: options.readsFiles === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    snippets: textDocument?.completion?.completionItem?.snippetSupport ?? false,
    insertsAsIs:
      textDocument?.completion?.completionItem?.insertTextModeSupport?.valueSet.includes(InsertTextMode.asIs) ?? false,
    resolvesEdits: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') ?? false,
    showsReasons: textDocument?.codeAction?.disabledSupport ?? false,
    confirmsEdits: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    configCommand: textOf(options.configCommand),
    rulePageCommand: textOf(options.rulePageCommand),
    externalIdCommand: textOf(options.externalIdCommand),
    rulePages: textOf(options.rulePages),
    jsonSyntaxReportedFor: textsOf(options.jsonSyntaxReportedFor),
    namesOfferedFor: textsOf(options.namesOfferedFor),
    explainCommand: textOf(options.explainCommand),
    keepsLenses: options.keepsLenses === true,
    checksByCommand: options.checksByCommand === true,
    followsChanges: options.followsChanges === true,
    folds: options.foldsJson === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport ?? false,
    refreshesHints: workspace?.inlayHint?.refreshSupport ?? false,
    givenSettings: options.settings,
  };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
