import type { CancellationToken, Connection, Location, Position } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FoundPolicy, MappedRole } from '../../protocol.ts';
import { mapOf, policiesToldBy, roleAt, rolesToldBy, shownRole, type ToldRole } from '../../service.ts';
import { inSlices } from '../../slices.ts';
import { scan, type Scanned } from '../../workspace/scan.ts';
import { stillWantedBy } from '../cancellation.ts';
import { toRange } from '../convert.ts';
import type { Refresh } from '../refresh.ts';
import type { Session } from '../session.ts';
import { onClientRequest } from '../wire.ts';

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
  onClientRequest(connection, 'iamTrustPolicy/roleMap', async (token) => {
    refresh.roleMapAsked();
    session.lookAgain();
    const told = await rolesOf(session, token);
    const { drawing, mermaid, left } = mapOf(told.map(({ role }) => role));
    return {
      picture: { ...drawing, mermaid },
      left,
      roles: told.map(({ shown }) => shown),
    };
  });
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

/** All roles that files tell of, in the words of today: accounts are named as the settings have them now. */
async function rolesOf(
  session: Session,
  token: CancellationToken,
): Promise<{ readonly role: ToldRole; readonly shown: MappedRole }[]> {
  const stillWanted = stillWantedBy(token);
  const all: { role: ToldRole; shown: MappedRole }[] = [];
  for (const uri of await session.roles.tellers()) {
    stillWanted();
    const scanned = await session.scanned.look(uri);
    if (scanned.kind !== 'document') continue; // it changed since
    const { config } = await session.effective.ofFile(uri);
    const document = TextDocument.create(uri, 'json', 0, scanned.document.text);
    for (const role of await inSlices(rolesToldBy(scanned.document, config), stillWanted))
      all.push({ role, shown: { ...shownRole(role), location: { uri, range: toRange(document, role.span) } } });
  }
  return all;
}
