import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Iam, type Answer } from './iam.ts';

/** A request to the API, as it was on the wire. */
export interface ApiRequest {
  /** `CreateRole`, or `POST /profiles`. */
  readonly action: string;
  /** Of a form or of a JSON object. */
  readonly given: Readonly<Record<string, unknown>>;
}

/** As much of AWS as a script talks to, on this machine alone. */
export class AwsServer {
  readonly requests: ApiRequest[] = [];
  readonly iam = new Iam();
  readonly #made = new Map<string, object[]>();
  readonly #server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status, body } = this.#answer(request.method ?? '', request.url ?? '', Buffer.concat(chunks).toString());
      response.writeHead(status, { 'content-type': body.startsWith('<') ? 'text/xml' : 'application/json' });
      response.end(body);
    });
  });

  /** @returns its address */
  async start(): Promise<string> {
    await new Promise<void>((started) => this.#server.listen(0, '127.0.0.1', started));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise((stopped) => this.#server.close(stopped));
  }

  /** Into a list of EKS or Roles Anywhere, as if it had been made before. */
  put(pathname: string, thing: object): void {
    this.#made.set(pathname, [...(this.#made.get(pathname) ?? []), thing]);
  }

  /** The requests for something, in their order. */
  asked(action: string): readonly Readonly<Record<string, unknown>>[] {
    return this.requests.filter((request) => request.action === action).map(({ given }) => given);
  }

  #answer(method: string, url: string, body: string): Answer {
    const { pathname } = new URL(url, 'http://localhost');
    if (pathname === '/') {
      const form = new URLSearchParams(body);
      const action = form.get('Action') ?? '';
      this.requests.push({ action, given: Object.fromEntries(form) });
      return this.iam.answer(action, form);
    }
    const given = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
    this.requests.push({ action: `${method} ${pathname}`, given });
    return { status: 200, body: JSON.stringify(this.#rest(method, pathname, given)) };
  }

  /** EKS and Roles Anywhere: a list, and what was put into it. */
  #rest(method: string, pathname: string, given: Record<string, unknown>): unknown {
    const things = this.#made.get(pathname) ?? [];
    const thing = { ...given, associationId: 'a-1', profileId: 'p-1' };
    if (method === 'POST') this.put(pathname, thing);
    return method === 'POST' ? { association: thing, profile: thing } : { associations: things, profiles: things };
  }
}
