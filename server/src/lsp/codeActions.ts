import {
  CodeActionKind,
  CodeActionTriggerKind,
  LSPErrorCodes,
  ResponseError,
  type CodeAction,
  type CodeActionParams,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Fix } from '../findings.ts';
import { differenceOf, editsOf, fixAll, nearUse, refactorings, titleOf, type Context, type Steps } from '../service.ts';
import { actionOf, offersConfig } from './configActions.ts';
import { toDiagnostic, toDocumentEdit, toSpan } from './convert.ts';
import type { AnalysedDocument } from './analysedDocument.ts';
import { furtherActions, isSafelyFixed } from './furtherActions.ts';
import { CarriedEdits, isFixAll, laterEdit, ofAllFiles } from './laterEdits.ts';
import { recordOf } from './given.ts';
import { FIX_ALL, FIX_ALL_TITLE } from './offered.ts';
import type { ClientAbilities, Offering } from './offering.ts';

/** Names the action that applies all fixes again, when the client asks for its edit. */
interface ActionReference {
  readonly uri: string;
  readonly version: number;
}

export function* codeActions(
  judged: AnalysedDocument,
  params: CodeActionParams,
  client: Offering,
  context: Context,
): Steps<CodeAction[]> {
  const wanted = (kind: string): boolean =>
    !params.context.only || params.context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const carried = new CarriedEdits(judged, client.resolvesEdits);
  const actions = wanted(CodeActionKind.QuickFix)
    ? [...quickFixes(judged, params, client, carried), ...furtherActions(judged, params, client)]
    : [];
  // Not for the light bulb that comes by itself: there is always something that could be written otherwise.
  if (wanted(CodeActionKind.RefactorRewrite) && params.context.triggerKind !== CodeActionTriggerKind.Automatic)
    actions.push(...refactorActions(judged, params, client, context, carried));
  if (!params.context.only && params.context.triggerKind !== CodeActionTriggerKind.Automatic)
    actions.push(...findActions(judged, params, client));
  // As a source action only where a client asks for those: for a menu there is one among the quick fixes.
  if (params.context.only && wanted(FIX_ALL)) actions.push(...(yield* fixAllAction(judged, client, context)));
  return actions;
}

/** More fixes than anybody reads in a menu: with all of a large file selected, the rest would only take time. */
const MOST = 200;

function quickFixes(
  judged: AnalysedDocument,
  params: CodeActionParams,
  client: Offering,
  carried: CarriedEdits,
): CodeAction[] {
  const { document, policyDocument, analysis, pageOf } = judged;
  const range = toSpan(document, params.range);
  let offered = 0;
  return analysis.findings.flatMap((finding, f) => {
    if (finding.span.end < range.start || range.end < finding.span.start || offered >= MOST) return [];
    const diagnostic = toDiagnostic(document, finding, pageOf);
    return finding.fixes.flatMap((fix, k): CodeAction[] => {
      const own = fix.kind === 'ownAccount' ? ownAccount(fix, document, client) : undefined;
      const edits = editsOf(policyDocument, finding, fix);
      if (!edits && !own) return [];
      offered++;
      return [
        {
          title: edits ? titleOf(policyDocument, fix.title, edits) : fix.title,
          kind: CodeActionKind.QuickFix,
          diagnostics: [diagnostic],
          ...(fix.safety === 'safe' && k === 0 ? { isPreferred: true } : {}),
          // Worked out already, to know that it can be written; it names the version it is for.
          ...(own ?? carried.of(edits ?? [], { of: 'fix', finding: f, fix: k })),
        },
      ];
    });
  });
}

/** Changes that nothing calls for, where the selection begins. */
function refactorActions(
  { document, policyDocument }: AnalysedDocument,
  { range }: CodeActionParams,
  { confirmsEdits, resolvesEdits, showsReasons }: Offering,
  context: Context,
  carried: CarriedEdits,
): CodeAction[] {
  const offset = document.offsetAt(range.start);
  return refactorings(policyDocument, offset, context).flatMap(
    ({ title, edits, reason, elsewhere }, index): CodeAction[] => {
      const source = { of: 'refactoring', offset, index } as const;
      const kind = CodeActionKind.RefactorRewrite;
      if (reason !== undefined) return showsReasons ? [{ title, kind, disabled: { reason } }] : [];
      return [
        {
          title: elsewhere && !confirmsEdits ? ofAllFiles(title) : title,
          kind,
          ...(elsewhere && resolvesEdits ? {} : carried.of(edits, source)),
          ...(elsewhere ? carried.later(source) : {}), // what other files need is asked of them later
        },
      ];
    },
  );
}

/** Changes nothing, so it is of no kind that a client can ask for. */
function findActions(
  { document, policyDocument }: AnalysedDocument,
  { range }: CodeActionParams,
  { externalIdCommand: command }: Offering,
): CodeAction[] {
  if (command === undefined || !nearUse(policyDocument, document.offsetAt(range.start))) return [];
  const title = 'Find where this external ID is used';
  return [{ title, command: { title, command, arguments: [document.uri, range.start] } }];
}

/** *This account is ours* writes the config file: by the client's command, or by an edit where those can come later. */
function ownAccount(
  fix: Extract<Fix, { kind: 'ownAccount' }>,
  document: TextDocument,
  client: Offering,
): ReturnType<typeof actionOf> | undefined {
  if (!offersConfig(client)) return undefined;
  return actionOf(fix.title, { uri: document.uri, kind: 'ownAccount', account: fix.account }, client.configCommand);
}

/** The action with its edit, for the version it was offered on; a later version refuses it. */
export function* resolveAction(action: CodeAction, judged: AnalysedDocument, context: Context): Steps<CodeAction> {
  const reference = referenceOf(action.data);
  if (reference?.version !== judged.document.version)
    throw new ResponseError(LSPErrorCodes.ContentModified, 'the document changed since the fix was offered');
  if (action.kind === FIX_ALL || isFixAll(action.data)) return { ...action, edit: yield* fixAllEdit(judged, context) };
  const edit = laterEdit(action.data, action.title, judged, context);
  if (!edit) throw new ResponseError(LSPErrorCodes.ContentModified, 'what is offered changed since then');
  return { ...action, edit };
}

/** The document an action belongs to. */
export function uriOfAction(action: CodeAction): string | undefined {
  return referenceOf(action.data)?.uri;
}

function referenceOf(data: unknown): ActionReference | undefined {
  const { uri, version } = recordOf(data);
  return typeof uri === 'string' && typeof version === 'number' ? { uri, version } : undefined;
}

/** Offered by what is found already; worked out once it is chosen, as it judges the text again and again. */
function* fixAllAction(judged: AnalysedDocument, client: ClientAbilities, context: Context): Steps<CodeAction[]> {
  const { document } = judged;
  if (!judged.analysis.findings.some((finding) => isSafelyFixed(judged, finding))) return [];
  const reference: ActionReference = { uri: document.uri, version: document.version };
  const later = client.resolvesEdits ? { data: reference } : { edit: yield* fixAllEdit(judged, context) };
  return [{ title: FIX_ALL_TITLE, kind: FIX_ALL, ...later }];
}

function* fixAllEdit({ document, policyDocument }: AnalysedDocument, context: Context): Steps<WorkspaceEdit> {
  const edit = differenceOf(policyDocument.text, yield* fixAll(policyDocument, context));
  return { documentChanges: edit ? [toDocumentEdit(document, [edit])] : [] };
}
