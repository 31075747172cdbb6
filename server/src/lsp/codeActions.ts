import {
  CodeActionKind,
  LSPErrorCodes,
  ResponseError,
  type CodeAction,
  type CodeActionParams,
  type Command,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding, Fix } from '../findings.ts';
import { differenceOf, editsOf, fixAll, type Analysis, type Context, type Snapshot } from '../service.ts';
import { toDiagnostic, toDocumentEdit, toSpan } from './convert.ts';
import { recordOf } from './settings.ts';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.iamTrustPolicy`;

/** What the client can do, as far as code actions go. */
export interface ClientAbilities {
  /** Edits may come with codeAction/resolve. */
  readonly resolvesEdits: boolean;
  /** The client's command that adds an own account to its settings, if it has one. */
  readonly ownAccountCommand: string | undefined;
}

/** A document with all that was found in it. */
export interface Judged {
  readonly document: TextDocument;
  readonly snapshot: Snapshot;
  readonly analysis: Analysis;
  readonly pageOf: (ruleId: string) => string;
}

/** Names a fix again when the client asks for its edit. */
interface FixReference {
  readonly uri: string;
  readonly version: number;
  /** Index of the finding, by place, its rule, and the index of its fix. */
  readonly finding: number;
  readonly rule: string;
  readonly fix: number;
}

export function codeActions(
  judged: Judged,
  params: CodeActionParams,
  abilities: ClientAbilities,
  context: Context,
): CodeAction[] {
  const wanted = (kind: string): boolean =>
    !params.context.only || params.context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const actions = wanted(CodeActionKind.QuickFix) ? quickFixes(judged, params, abilities) : [];
  // Offered where a client asks for source actions; in a menu of quick fixes it would only be in the way.
  if (params.context.only && wanted(FIX_ALL)) actions.push(...fixAllAction(judged, context));
  return actions;
}

function quickFixes(judged: Judged, params: CodeActionParams, abilities: ClientAbilities): CodeAction[] {
  const { document, snapshot, analysis, pageOf } = judged;
  const range = toSpan(document, params.range);
  return analysis.findings.flatMap((finding, f) => {
    if (finding.span.end < range.start || range.end < finding.span.start) return [];
    const diagnostic = toDiagnostic(document, finding, pageOf);
    return finding.fixes.flatMap((fix, k): CodeAction[] => {
      const command = fix.kind === 'ownAccount' ? ownAccount(fix, document, abilities) : undefined;
      const edits = editsOf(snapshot, finding, fix);
      if (!edits && !command) return [];
      const reference: FixReference = {
        uri: document.uri,
        version: document.version,
        finding: f,
        rule: finding.ruleId,
        fix: k,
      };
      return [
        {
          title: fix.title,
          kind: CodeActionKind.QuickFix,
          diagnostics: [diagnostic],
          ...(fix.safety === 'safe' && k === 0 ? { isPreferred: true } : {}),
          ...(command
            ? { command }
            : abilities.resolvesEdits
              ? { data: reference }
              : { edit: { documentChanges: [toDocumentEdit(document, edits ?? [])] } }),
        },
      ];
    });
  });
}

function ownAccount(
  fix: Extract<Fix, { kind: 'ownAccount' }>,
  document: TextDocument,
  abilities: ClientAbilities,
): Command | undefined {
  if (abilities.ownAccountCommand === undefined) return undefined;
  return { title: fix.title, command: abilities.ownAccountCommand, arguments: [fix.account, document.uri] };
}

/** The action with its edit, for the version it was offered on; a later version refuses it. */
export function resolveAction(action: CodeAction, judged: Judged): CodeAction {
  const reference = referenceOf(action.data);
  if (reference?.version !== judged.document.version)
    throw new ResponseError(LSPErrorCodes.ContentModified, 'the document changed since the fix was offered');
  const finding: Finding | undefined = judged.analysis.findings[reference.finding];
  const fix = finding?.fixes[reference.fix];
  if (finding?.ruleId !== reference.rule || fix?.title !== action.title) {
    throw new ResponseError(LSPErrorCodes.ContentModified, 'the findings changed since the fix was offered');
  }
  const edits = editsOf(judged.snapshot, finding, fix);
  if (!edits) throw new ResponseError(LSPErrorCodes.RequestFailed, 'the fix cannot be written here');
  return { ...action, edit: { documentChanges: [toDocumentEdit(judged.document, edits)] } };
}

/** The document an action belongs to. */
export function uriOfAction(action: CodeAction): string | undefined {
  return referenceOf(action.data)?.uri;
}

function referenceOf(data: unknown): FixReference | undefined {
  const { uri, version, finding, rule, fix } = recordOf(data);
  if (
    typeof uri !== 'string' ||
    typeof version !== 'number' ||
    typeof finding !== 'number' ||
    typeof fix !== 'number' ||
    typeof rule !== 'string'
  )
    return undefined;
  return { uri, version, finding, rule, fix };
}

function fixAllAction({ document, snapshot }: Judged, context: Context): CodeAction[] {
  const edit = differenceOf(snapshot.text, fixAll(snapshot.text, snapshot.named, context));
  if (!edit) return [];
  return [
    {
      title: 'Apply all safe fixes of IAM Trust Policy',
      kind: FIX_ALL,
      edit: { documentChanges: [toDocumentEdit(document, [edit])] },
    },
  ];
}
