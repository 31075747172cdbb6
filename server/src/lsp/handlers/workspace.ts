import type {
  CancellationToken,
  Connection,
  Location,
  Position,
  WorkDoneProgressReporter,
} from 'vscode-languageserver';
import { mapOf, roleAt, shownRole } from '../../service.ts';
import { checkAll, type AllFiles } from '../checkAll.ts';
import type { Reader } from './read.ts';
import { onClientRequest, tellClient } from '../wire.ts';
import type { WorkspaceIndex } from '../workspaceIndex.ts';

/** Answers what is asked over all files of the workspace. */
export function serveWorkspace(connection: Connection, reader: Reader, index: WorkspaceIndex, all: AllFiles): void {
  const at = (uri: string, position: Position, token: CancellationToken) =>
    reader.read(uri, token, (document, policyDocument) => roleAt(policyDocument, document.offsetAt(position)));

  connection.onDefinition(async ({ textDocument: { uri }, position }, token): Promise<Location[]> => {
    const found = await at(uri, position, token);
    return found?.principal ? index.definitions(found.arn) : [];
  });
  connection.onReferences(async ({ textDocument: { uri }, position, context }, token): Promise<Location[]> => {
    const found = await at(uri, position, token);
    if (!found) return [];
    const references = await index.references(found.arn);
    return context.includeDeclaration ? [...(await index.definitions(found.arn)), ...references] : references;
  });
  connection.languages.diagnostics.onWorkspace(async (_params, token, progress) => ({
    items: await checkAll(all, token, reporter(progress)),
  }));
  onClientRequest(connection, 'iamTrustPolicy/checkAll', async (token) => {
    const reports = await checkAll(all, token, (done, total) => {
      tellClient(connection, 'iamTrustPolicy/checkAll/progress', { done, total });
    });
    return reports.map(({ uri, items }) => ({ uri, diagnostics: items }));
  });
  onClientRequest(connection, 'iamTrustPolicy/roleMap', async () => {
    const roles = await index.roles();
    const { drawing, mermaid, left } = mapOf(roles.map(({ role }) => role));
    return {
      picture: { ...drawing, mermaid },
      left,
      roles: roles.map(({ role, place }) => ({ ...shownRole(role), location: place })),
    };
  });
}

function reporter(progress: WorkDoneProgressReporter): (done: number, total: number) => void {
  return (done, total) => {
    if (done === 1) progress.begin('Checking trust policies', 0, '', true);
    progress.report(Math.round((100 * done) / total), `${done} of ${total} files`);
    if (done === total) progress.done();
  };
}
