import { CancellationToken, ResponseError, type Connection, type Diagnostic } from 'vscode-languageserver';
import { isConfigFile } from '../service.ts';
import { yieldToEventLoop } from '../slices.ts';
import { toDiagnostic } from './convert.ts';
import { diagnoseConfig } from './diagnoseConfig.ts';
import type { Judged, Session } from './session.ts';

/** The findings of the open documents, for a client that asks and for one that is told. */
export class Findings {
  readonly #connection: Connection;
  readonly #session: Session;
  /** The overrides used in each open document, as text: a change concerns the config file's own findings. */
  readonly #used = new Map<string, string>();

  constructor(connection: Connection, session: Session) {
    this.#connection = connection;
    this.#session = session;
  }

  /** All that is to be said of an open document: of a policy its findings, of a config file what is wrong with it. */
  async of(uri: string, token: CancellationToken): Promise<Diagnostic[]> {
    const { configs, documents } = this.#session;
    if (isConfigFile(uri)) {
      const document = this.#session.open(uri);
      const judge = (other: string): Promise<Judged | undefined> => this.#session.judge(other, token);
      return document ? diagnoseConfig(document, { configs, open: documents.keys(), judge }) : [];
    }
    const judged = await this.#session.judge(uri, token);
    if (!judged) return [];
    const used = [...judged.analysis.used].join();
    if ((this.#used.get(uri) ?? '') !== used) {
      this.#used.set(uri, used);
      this.#session.changed({ kind: 'overrides' });
    }
    return this.#diagnosticsOf(judged);
  }

  publishAll(): void {
    for (const uri of this.#session.documents.keys()) void this.publish(uri);
  }

  publishConfigs(): void {
    for (const uri of this.#session.documents.keys()) if (isConfigFile(uri)) void this.publish(uri);
  }

  async publish(uri: string): Promise<void> {
    await yieldToEventLoop(); // a burst of changes: only the last one is worth the work
    const document = this.#session.documents.get(uri);
    if (!document) return;
    const { version } = document;
    try {
      const diagnostics = await this.of(uri, CancellationToken.None);
      const now = this.#session.documents.get(uri);
      if (now === document && now.version === version)
        await this.#connection.sendDiagnostics({ uri, version, diagnostics });
    } catch (error) {
      // When the document changed meanwhile, the change publishes for itself; anything else is a bug of ours.
      if (!(error instanceof ResponseError)) this.#session.log.error(error);
    }
  }

  /** A document is closed: who was told of its findings is told that there are none. */
  close(uri: string): void {
    this.#used.delete(uri);
    if (!this.#session.client.pulls) void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  #diagnosticsOf({ document, analysis, pageOf }: Judged): Diagnostic[] {
    const told = this.#session.client.jsonSyntaxReportedFor.includes(document.languageId);
    return analysis.findings.filter((f) => !(told && f.plainSyntax)).map((f) => toDiagnostic(document, f, pageOf));
  }
}
