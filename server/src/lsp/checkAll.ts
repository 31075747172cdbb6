import {
  DiagnosticSeverity,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Diagnostic,
} from 'vscode-languageserver';
import { MISSING } from '../files.ts';
import type { CheckedFile } from '../protocol.ts';
import { check, type PolicyDocument } from '../service.ts';
import { inSlices } from '../slices.ts';
import { scan, type Scanned } from '../workspace/scan.ts';
import { canonical } from './address.ts';
import { stillWantedBy, whileWanted } from './cancellation.ts';
import { positionsIn, SOURCE, toDiagnostic } from './convert.ts';
import type { Findings } from './findings.ts';
import type { Session } from './session.ts';

/** How far a check is. */
export interface CheckedSoFar {
  readonly done: number;
  readonly total: number;
  /** What was checked since it was told last. */
  readonly files: readonly CheckedFile[];
}

/** Who waits is told so often at most. Milliseconds. */
const PACE = 100;

/**
 * Checks every trust policy of the workspace, of open documents as the editor shows them, once all roles that files tell of are
 * known. Tells file by file what it found; files without a trust policy are left out.
 * @param wanted only these of them
 */
export async function checkAll(
  session: Session,
  findings: Pick<Findings, 'of'>,
  token: CancellationToken,
  tell: (sofar: CheckedSoFar) => void,
  wanted?: readonly string[],
): Promise<void> {
  const stillWanted = stillWantedBy(token);
  for (const uri of wanted ?? []) session.reread(uri); // who asks for a file knows that it changed
  if (!wanted || !session.client.watchesFiles) session.lookAgain();
  await whileWanted(session.roles.build(), token);
  const listed = await session.listing.files();
  const uris = wanted?.map(canonical).filter((uri) => listed.has(uri)) ?? [...listed];
  const total = uris.length;
  const now = (): number => session.options.clock.now();
  let done = 0;
  let files: CheckedFile[] = [];
  let told = now();
  try {
    for await (const scanned of scan(uris, (uri) => session.scanned.look(uri), stillWanted)) {
      const diagnostics = await diagnosticsOf(scanned, session, findings, token);
      if (diagnostics) files.push({ uri: scanned.id, diagnostics });
      done++;
      if (now() - told < PACE) continue;
      tell({ done, total, files });
      files = [];
      told = now();
    }
  } finally {
    tell({ done, total, files }); // also what was found before it was cancelled
  }
}

/** Findings of a file: as its editor shows it while it is open; one that is opened or closed meanwhile is looked at again. */
async function diagnosticsOf(
  scanned: Scanned,
  session: Session,
  findings: Pick<Findings, 'of'>,
  token: CancellationToken,
): Promise<Diagnostic[] | undefined> {
  const { id } = scanned;
  const isOpened = 'isOpened' in scanned && scanned.isOpened;
  if (isOpened && session.open(id)) {
    const live = await openFile(scanned, findings, token);
    if (session.open(id)) return live;
  }
  const now = isOpened ? await session.scanned.look(id) : scanned;
  return closedFile(now, session, stillWantedBy(token));
}

/** Findings of an open document; of one that is being typed in, what the next try finds. */
async function openFile(
  scanned: Scanned,
  findings: Pick<Findings, 'of'>,
  token: CancellationToken,
  tries = 3,
): Promise<Diagnostic[] | undefined> {
  if (scanned.kind !== 'document') return undefined;
  try {
    return await findings.of(scanned.id, token);
  } catch (error) {
    const changed = error instanceof ResponseError && error.code === LSPErrorCodes.ContentModified;
    if (!changed || tries <= 1) throw error;
    return openFile(scanned, findings, token, tries - 1);
  }
}

/** Findings of a file that is not open; undefined where it holds no trust policy. */
async function closedFile(
  scanned: Scanned,
  session: Session,
  stillWanted: () => void,
): Promise<Diagnostic[] | undefined> {
  switch (scanned.kind) {
    case 'document':
      return findingsIn(scanned.document, scanned.id, session, stillWanted);
    case 'passed':
      return undefined;
    case 'refused':
      return scanned.why === MISSING ? undefined : [unchecked(`This file ${scanned.why.refused}. It was not checked.`)];
    case 'failed':
      session.log.error(scanned.error);
      return [unchecked('This file was not checked: the check failed. The output has the error.')];
  }
}

async function findingsIn(
  policyDocument: PolicyDocument,
  uri: string,
  session: Session,
  stillWanted: () => void,
): Promise<Diagnostic[]> {
  const context = session.contextOf(await session.effective.ofFile(uri), uri);
  const { findings } = await inSlices(check(policyDocument, context), stillWanted);
  if (!findings.length) return [];
  const document = positionsIn(uri, policyDocument.text);
  return findings.map((f) => toDiagnostic(document, f, session.pageOf));
}

/** A file that was not checked is never silent, so that nothing is taken for fine by mistake. */
function unchecked(message: string): Diagnostic {
  const start = { line: 0, character: 0 };
  return { range: { start, end: start }, severity: DiagnosticSeverity.Error, source: SOURCE, message };
}
