import type { CancellationToken, Connection, Location, Position } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FoundPolicy } from '../../protocol.ts';
import { policiesToldBy, roleAt, type RoleFilter } from '../../service.ts';
import { inSlices } from '../../slices.ts';
import { scan, type Scanned } from '../../workspace/scan.ts';
import { stillWantedBy } from '../cancellation.ts';
import { toRange } from '../convert.ts';
import { recordOf } from '../given.ts';
import type { Refresh } from '../refresh.ts';
import type { Session } from '../session.ts';
import { onClientRequest } from '../wire.ts';
import { WorkspaceRoles } from '../workspaceRoles.ts';

/** Answers what is asked of the roles of all files. */
export function serveWorkspace(connection: Connection, session: Session, refresh: Refresh): void {
  const { client, roles } = session;
  const at = (uri: string, position: Position, token: CancellationToken) =>
    session.read(uri, token, (document, policyDocument) => roleAt(policyDocument, document.offsetAt(position)));

  connection.onDefinition(async ({ textDocument: { uri }, position }, token): Promise<Location[]> => {
    if (!client.watchesFiles) session.lookAgain();
    const found = await at(uri, position, token);
    return found?.principal ? roles.definitions(found.arn) : [];
  });
  connection.onReferences(async ({ textDocument: { uri }, position, context }, token): Promise<Location[]> => {
    if (!client.watchesFiles) session.lookAgain();
    const found = await at(uri, position, token);
    if (!found) return [];
    const references = await roles.references(found.arn);
    return context.includeDeclaration ? [...(await roles.definitions(found.arn)), ...references] : references;
  });
  onClientRequest(connection, 'iamTrustPolicy/trustPolicies', (token) => {
    session.lookAgain();
    return policiesOf(session, token);
  });
  const workspaceRoles = new WorkspaceRoles(session);
  onClientRequest(connection, 'iamTrustPolicy/roles', async (token) => {
    refresh.roleMapAsked();
    return (await workspaceRoles.all(token)).map(({ shown }) => shown);
  });
  onClientRequest(connection, 'iamTrustPolicy/roleMap', async (token, given) => {
    refresh.roleMapAsked();
    return workspaceRoles.map(filterOf(given), token);
  });
}

/** Whatever a client asks with. */
function filterOf(given: unknown): RoleFilter {
  const { text, outside, risky } = recordOf(given);
  return { text: typeof text === 'string' ? text : '', outside: outside === true, risky: risky === true };
}

/** All trust policies of the workspace. */
async function policiesOf(session: Session, token: CancellationToken): Promise<readonly FoundPolicy[]> {
  const stillWanted = stillWantedBy(token);
  const all: FoundPolicy[] = [];
  const look = (uri: string): Promise<Scanned> => session.scanned.look(uri);
  for await (const scanned of scan(await session.listing.files(), look, stillWanted)) {
    if (scanned.kind !== 'document') continue;
    const uri = scanned.id;
    const { config } = await session.effective.ofFile(uri);
    const document = TextDocument.create(uri, 'json', 0, scanned.document.text);
    for (const { role, outcome, span } of await inSlices(policiesToldBy(scanned.document, config), stillWanted)) {
      const location = { uri, range: toRange(document, span) };
      all.push({ ...(role === undefined ? {} : { role }), outcome, location });
    }
  }
  return all;
}
