import { CodeLensRefreshRequest, type Connection } from 'vscode-languageserver';
import { yieldToEventLoop } from '../slices.ts';
import type { Shown } from './changes.ts';
import type { ClientCapabilities } from './clientCapabilities.ts';
import { tellClient } from './wire.ts';

/** Publishes findings to a client that doesn't ask for them. */
interface Publisher {
  publishAll(): void;
  publishConfigs(): void;
}

/** Has the client ask anew for what it shows: once for a burst of changes, and only what it can be told of. */
export class Refresh {
  readonly #connection: Connection;
  readonly #client: ClientCapabilities;
  readonly #publisher: Publisher;
  readonly #report: (error: unknown) => void;
  readonly #wanted = new Set<Shown>();
  /** The client knows that its role map is old; it is not told again until it has a new one. */
  #roleMapIsOld = true;

  constructor(
    connection: Connection,
    client: ClientCapabilities,
    publisher: Publisher,
    report: (error: unknown) => void,
  ) {
    this.#connection = connection;
    this.#client = client;
    this.#publisher = publisher;
    this.#report = report;
  }

  ask(shown: readonly Shown[]): void {
    if (!this.#wanted.size && shown.length)
      void yieldToEventLoop().then(() => {
        this.#send();
      });
    for (const one of shown) this.#wanted.add(one);
  }

  /** The client is about to get a role map. */
  roleMapAsked(): void {
    this.#roleMapIsOld = false;
  }

  #send(): void {
    const wanted = new Set(this.#wanted);
    this.#wanted.clear();
    const { pulls, refreshesDiagnostics, refreshesLenses, refreshesHints, refreshesTokens } = this.#client;
    if (wanted.has('findings') || wanted.has('findings of configs')) {
      if (!pulls) this.#publish(wanted);
      else if (refreshesDiagnostics) this.#sent(this.#connection.languages.diagnostics.refresh());
    }
    if (wanted.has('lenses') && refreshesLenses) this.#sent(this.#connection.sendRequest(CodeLensRefreshRequest.type));
    if (wanted.has('hints') && refreshesHints) this.#sent(this.#connection.languages.inlayHint.refresh());
    if (wanted.has('tokens') && refreshesTokens) this.#sent(this.#connection.languages.semanticTokens.refresh());
    this.#tell(wanted);
  }

  #publish(wanted: ReadonlySet<Shown>): void {
    if (wanted.has('findings')) this.#publisher.publishAll();
    else this.#publisher.publishConfigs();
  }

  #tell(wanted: ReadonlySet<Shown>): void {
    if (!this.#client.followsChanges) return;
    const roleMap = wanted.has('role map') && !this.#roleMapIsOld;
    const configStatus = wanted.has('status');
    if (!roleMap && !configStatus) return;
    this.#roleMapIsOld ||= roleMap;
    tellClient(this.#connection, 'iamTrustPolicy/changed', { roleMap, configStatus });
  }

  #sent(answer: Promise<unknown>): void {
    answer.catch(this.#report);
  }
}
