import type { CancellationToken } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { MappedRole, RoleMap } from '../protocol.ts';
import {
  check,
  isWanted,
  mapOf,
  rolesToldBy,
  type Analysis,
  type Config,
  type MapRole,
  type PolicyDocument,
  type RoleFilter,
} from '../service.ts';
import { inSlices } from '../slices.ts';
import { abridged } from '../text/printable.ts';
import type { Span } from '../text/span.ts';
import { stillWantedBy } from './cancellation.ts';
import { positionsIn, toRange } from './convert.ts';
import { pathOf } from './folders.ts';
import type { Session } from './session.ts';

/** A role, how it is shown, and the text that it stands in. */
interface Placed {
  readonly role: MapRole;
  readonly shown: MappedRole;
  readonly document: TextDocument;
}

/** Of very many findings the first are shown. */
const MOST_RISKS = 50;

/** All roles that files tell of, judged, in the words of today: accounts are named as the settings have them now. */
export class WorkspaceRoles {
  readonly #session: Session;
  /** What was found in documents that are still the same, so that only others are judged anew. */
  readonly #analyses = new WeakMap<PolicyDocument, Analysis>();

  constructor(session: Session) {
    this.#session = session;
  }

  async all(token: CancellationToken): Promise<readonly Placed[]> {
    const stillWanted = stillWantedBy(token);
    this.#session.lookAgain();
    const all: Placed[] = [];
    for (const uri of await this.#session.roles.tellers()) {
      stillWanted();
      const scanned = await this.#session.scanned.look(uri);
      if (scanned.kind !== 'document') continue; // it changed since
      const policyDocument = scanned.document;
      const { config } = await this.#session.effective.ofFile(uri);
      const analysis = await this.#judge(policyDocument, config, uri, stillWanted);
      const document = positionsIn(uri, policyDocument.text);
      for (const role of await inSlices(rolesToldBy(policyDocument, config, analysis), stillWanted))
        all.push(
          placed({ ...role, document: uri, file: pathOf(uri, this.#session.folders).replace(/^\//, '') }, document),
        );
    }
    return all;
  }

  async map(filter: RoleFilter, token: CancellationToken): Promise<RoleMap> {
    const all = await this.all(token);
    const wanted = all.filter(({ role }) => isWanted(role, filter));
    const { drawing, mermaid, left, places } = mapOf(wanted.map(({ role }) => role));
    return {
      picture: { ...drawing, mermaid },
      left,
      total: all.length,
      roles: wanted.map(({ shown }) => shown),
      callers: places.flatMap(({ role, span }) => {
        const document = wanted[role]?.document;
        return document ? [locationOf(document, span)] : [];
      }),
    };
  }

  async #judge(
    policyDocument: PolicyDocument,
    config: Config,
    uri: string,
    stillWanted: () => void,
  ): Promise<Analysis> {
    const context = this.#session.contextOf({ config }, uri);
    const before = this.#analyses.get(policyDocument);
    const analysis = await inSlices(check(policyDocument, context, before), stillWanted);
    this.#analyses.set(policyDocument, analysis);
    return analysis;
  }
}

function placed(role: MapRole, document: TextDocument): Placed {
  const { arn, name, sentences, isOutside, findings } = role;
  const shown: MappedRole = {
    arn: abridged(arn),
    name: abridged(name),
    sentences,
    outside: isOutside,
    risks: findings
      .filter(({ level }) => level !== 'hint')
      .slice(0, MOST_RISKS)
      .map(({ level, ruleId, message, span }) => ({ level, ruleId, message, range: toRange(document, span) })),
    location: locationOf(document, role.span),
  };
  return { role, shown, document };
}

function locationOf(document: TextDocument, span: Span): MappedRole['location'] {
  return { uri: document.uri, range: toRange(document, span) };
}
