import type { CancellationToken, Connection, Location, Position } from 'vscode-languageserver';
import type { FoundPolicy } from '../../protocol.ts';
import { policiesToldBy, roleAt, type RoleFilter } from '../../service.ts';
import { inSlices } from '../../slices.ts';
import { scan, type Scanned } from '../../workspace/scan.ts';
import { stillWantedBy } from '../cancellation.ts';
import { positionsIn, toRange } from '../convert.ts';
import { idAt, placesOf } from '../externalIds.ts';
import { recordOf } from '../given.ts';
import { namesAt, type LocatedNames } from '../names.ts';
import type { Refresh } from '../refresh.ts';
import type { Session } from '../session.ts';
import { onClientRequest } from '../wire.ts';
import { WorkspaceRoles } from '../workspaceRoles.ts';

/** Answers what is asked of the roles of all files. */
export function serveWorkspace(connection: Connection, session: Session, refresh: Refresh): void {
  const { client, roles } = session;
  const at = (uri: string, position: Position, token: CancellationToken) =>
    session.read(uri, token, (document, policyDocument) => roleAt(policyDocument, document.offsetAt(position)));

  /** The places of a name, where no one else leads to them. */
  const offered = (uri: string, named: LocatedNames | undefined, is: LocatedNames['is']): Location[] =>
    client.namesOfferedFor.includes(session.open(uri)?.languageId ?? '') ? [] : locationsOf(named?.places ?? [], is);

  connection.onDefinition(async ({ textDocument: { uri }, position }, token): Promise<Location[]> => {
    if (!client.watchesFiles) session.lookAgain();
    const named = await namesAt(uri, position, session, token);
    if (named) return offered(uri, named, 'definition');
    const found = await at(uri, position, token);
    return found?.isPrincipal ? roles.definitions(found.role) : [];
  });
  connection.onReferences(async ({ textDocument: { uri }, position, context }, token): Promise<Location[]> => {
    const id = await idAt(uri, position, session, token);
    if (id !== undefined) {
      session.lookAgain(); // a role that is left out of a rotation is shut
      return (await placesOf(id, session, token)).map(({ place }) => place);
    }
    if (!client.watchesFiles) session.lookAgain();
    const named = await namesAt(uri, position, session, token);
    // What is used there is not the role whose policy it is.
    const found = named?.is === 'reference' ? undefined : await at(uri, position, token);
    const references = [...offered(uri, named, 'reference'), ...(found ? await roles.references(found.role) : [])];
    if (!context.includeDeclaration) return references;
    const told = named ? offered(uri, named, 'definition') : found ? await roles.definitions(found.role) : [];
    return [...told, ...references];
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

function locationsOf(places: LocatedNames['places'], is: LocatedNames['is']): Location[] {
  return places.flatMap(({ uri, range, place }) => (place.is === is ? [{ uri, range }] : []));
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
    const document = positionsIn(uri, scanned.document.text);
    for (const { role, outcome, span } of await inSlices(policiesToldBy(scanned.document, config), stillWanted)) {
      const location = { uri, range: toRange(document, span) };
      all.push({ ...(role === undefined ? {} : { role }), outcome, location });
    }
  }
  return all;
}
