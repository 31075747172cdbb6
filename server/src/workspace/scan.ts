import { isRefused, LARGEST_POLICY, MISSING, type ReadResult, type Refused } from '../files.ts';
import { loadHost, mayHoldTrustPolicy, PolicyDocument, type Facts, type Named } from '../service.ts';
import { Slices } from '../slices.ts';

/** What is to be known of files to look through them. A file goes by a path or an address: whatever its port reads it by. */
export interface ScanPort {
  /** @param largest a file of more bytes is refused */
  read(id: string, largest: number): Promise<ReadResult>;
  /**
   * What is said of a file besides its content.
   * @param text its own, once it is read: tools that read it may be told by it
   */
  named(id: string, text?: string): Named | Promise<Named>;
  /** What a host is told of where a file is. */
  pathOf?(id: string): string;
  /** What the files that are read as one with a file tell it. */
  beside?(id: string): Promise<readonly Facts[]>;
  /** What an editor shows of a file, read already: it counts in place of what is on disk. */
  opened?(id: string): Promise<PolicyDocument | undefined>;
}

/** What came of looking at a file. */
export type Scanned =
  /** It has a trust policy in it, or is broken where one belongs; as an editor shows it, or as it is on disk. */
  | { readonly id: string; readonly kind: 'document'; readonly document: PolicyDocument; readonly isOpened: boolean }
  /** It is no matter of ours. `why` goes behind its name. */
  | { readonly id: string; readonly kind: 'passed'; readonly why: string; readonly isOpened: boolean }
  /** It was not read, though it may hold a policy. */
  | { readonly id: string; readonly kind: 'refused'; readonly why: Refused }
  /** Reading or parsing it threw: a bug of ours, or of whoever reads for us. */
  | { readonly id: string; readonly kind: 'failed'; readonly error: unknown };

/** Reads a file and parses it once, where its whole text says that it may hold a trust policy. Never rejects. */
export async function scanFile(id: string, port: ScanPort): Promise<Scanned> {
  try {
    const named = await port.named(id);
    if (named === false) return passed(id, "isn't treated as a trust policy");
    const text = (await port.read(id, LARGEST_POLICY)) ?? MISSING;
    if (isRefused(text)) {
      // Bytes that do not look like a policy, in a file whose name does not either.
      return text.mayHoldPolicy === false && named === undefined ? holdsNone(id) : { id, kind: 'refused', why: text };
    }
    if (named === undefined && !mayHoldTrustPolicy(text)) return holdsNone(id);
    const origin = { languageId: undefined, path: port.pathOf?.(id) ?? id, text };
    if ((await port.named(id, text)) === false) return passed(id, "isn't treated as a trust policy");
    await loadHost(origin);
    const beside = (await port.beside?.(id)) ?? [];
    return scannedOf(id, new PolicyDocument(text, named, false, { ...origin, beside }), false);
  } catch (error) {
    return { id, kind: 'failed', error };
  }
}

function scannedOf(id: string, document: PolicyDocument, isOpened: boolean): Scanned {
  const { policies, problems } = document.extraction;
  return policies.length || problems.length ? { id, kind: 'document', document, isOpened } : holdsNone(id, isOpened);
}

function holdsNone(id: string, isOpened = false): Scanned {
  return passed(id, 'contains no trust policy', isOpened);
}

function passed(id: string, why: string, isOpened = false): Scanned {
  return { id, kind: 'passed', why, isOpened };
}

/** So many files are read at a time: whoever reads them may be far away. */
const AHEAD = 8;

/**
 * Looks at files, several of them ahead, and hands them on in their order. Others are let in by time.
 * @param stillWanted asked before each file; throws when nobody waits for the result any more
 */
export async function* scan(
  ids: Iterable<string> | AsyncIterable<string>,
  look: (id: string) => Promise<Scanned>,
  stillWanted: () => void,
): AsyncGenerator<Scanned> {
  const slices = new Slices();
  const ahead: Promise<Scanned>[] = [];
  async function* handOn(most: number): AsyncGenerator<Scanned> {
    while (ahead.length > most) {
      stillWanted();
      const [first] = ahead.splice(0, 1);
      if (first) yield await first;
      if (slices.over) await slices.next();
    }
  }
  for await (const id of ids) {
    ahead.push(look(id));
    yield* handOn(AHEAD - 1);
  }
  yield* handOn(0);
}

/** Text of the documents that are kept at most: what is beyond it is read again when needed. UTF-16 units. */
const MOST_KEPT = 4_000_000;

/**
 * Files as they were looked at, each once until it changes, for all who want to know something of them. Of those that hold
 * policies only so many are kept: the first ones, as who comes next begins with these again.
 */
export class ScannedFiles {
  readonly #port: ScanPort;
  readonly #most: number;
  readonly #looked = new Map<string, Promise<Scanned>>();
  /** The length of each document that is kept. */
  readonly #kept = new Map<string, number>();
  #length = 0;

  constructor(port: ScanPort, most = MOST_KEPT) {
    this.#port = port;
    this.#most = most;
  }

  async look(id: string): Promise<Scanned> {
    const opened = await this.#opened(id);
    if (opened) return opened;
    let looked = this.#looked.get(id);
    if (!looked) {
      this.#looked.set(id, (looked = scanFile(id, this.#port)));
      const mine = looked;
      void mine.then((scanned) => {
        if (this.#looked.get(id) === mine && !this.#keeps(scanned)) this.#looked.delete(id);
      });
    }
    return looked;
  }

  /** A file changed, came or went. */
  forget(id: string): void {
    this.#looked.delete(id);
    this.#length -= this.#kept.get(id) ?? 0;
    this.#kept.delete(id);
  }

  forgetAll(): void {
    this.#looked.clear();
    this.#kept.clear();
    this.#length = 0;
  }

  async #opened(id: string): Promise<Scanned | undefined> {
    try {
      const document = await this.#port.opened?.(id);
      return document && scannedOf(id, document, true);
    } catch (error) {
      return { id, kind: 'failed', error };
    }
  }

  #keeps(scanned: Scanned): boolean {
    if (scanned.kind !== 'document') return scanned.kind !== 'failed'; // which may go well another time
    const { length } = scanned.document.text;
    if (this.#length + length > this.#most) return false;
    this.#kept.set(scanned.id, length);
    this.#length += length;
    return true;
  }
}
