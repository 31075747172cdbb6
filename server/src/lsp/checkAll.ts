import {
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Diagnostic,
  type WorkspaceFullDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isRefused, LARGEST_POLICY, type Files } from '../files.ts';
import {
  check,
  finish,
  isConfigFile,
  mayHoldTrustPolicy,
  PolicyDocument,
  type Context,
  type Named,
} from '../service.ts';
import { toDiagnostic } from './convert.ts';
import { Slices } from '../slices.ts';
import type { Settings } from './settings.ts';

/** What checking every file needs of the server. */
export interface AllFiles {
  uris(): Promise<readonly string[]>;
  files(): Files | undefined;
  /** Diagnostics of an open document, as the editor shows them. */
  open(uri: string): Promise<Diagnostic[] | undefined>;
  settings(uri: string): Promise<Settings>;
  named(uri: string, settings: Settings): Named;
  context(uri: string, settings: Settings): Context;
  readonly pageOf: (ruleId: string) => string;
}

/** Findings of every trust policy of the workspace, file by file; files without one are left out. */
export async function checkAll(
  all: AllFiles,
  token: CancellationToken,
  progress: (done: number, total: number) => void,
): Promise<WorkspaceFullDocumentDiagnosticReport[]> {
  const uris = await all.uris();
  const reports: WorkspaceFullDocumentDiagnosticReport[] = [];
  const slices = new Slices();
  for (const [i, uri] of uris.entries()) {
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    const items = isConfigFile(uri) ? undefined : ((await openFile(uri, all)) ?? (await checkFile(uri, all)));
    if (items) reports.push({ uri, version: null, kind: DocumentDiagnosticReportKind.Full, items });
    progress(i + 1, uris.length);
    if (slices.over) await slices.next();
  }
  return reports;
}

/** Findings of an open document; of one that is being typed in, what the next try finds. */
async function openFile(uri: string, all: AllFiles, tries = 3): Promise<Diagnostic[] | undefined> {
  try {
    return await all.open(uri);
  } catch (error) {
    const changed = error instanceof ResponseError && error.code === LSPErrorCodes.ContentModified;
    if (!changed || tries <= 1) throw error;
    return openFile(uri, all, tries - 1);
  }
}

/** Findings of a file that is not open; undefined where it holds no trust policy. */
async function checkFile(uri: string, all: AllFiles): Promise<Diagnostic[] | undefined> {
  const text = await all.files()?.read(uri, LARGEST_POLICY);
  if (text === undefined || isRefused(text)) return undefined;
  const settings = await all.settings(uri);
  const named = all.named(uri, settings);
  if (named === false || (named === undefined && !mayHoldTrustPolicy(text))) return undefined;
  const policyDocument = new PolicyDocument(text, named);
  if (!policyDocument.extraction.policies.length) return undefined;
  const document = TextDocument.create(uri, 'json', 0, text);
  const { findings } = finish(check(policyDocument, all.context(uri, settings)));
  return findings.map((f) => toDiagnostic(document, f, all.pageOf));
}
