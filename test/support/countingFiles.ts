import type { ReadResult } from '../../server/src/files.ts';
import { yieldToEventLoop } from '../../server/src/slices.ts';

/** Files in memory, which count how often each is read. */
export class CountingFiles {
  readonly texts = new Map<string, NonNullable<ReadResult>>();
  readonly reads: string[] = [];
  /** How many are being read, at most. */
  most = 0;
  #reading = 0;

  constructor(texts: Readonly<Record<string, NonNullable<ReadResult>>> = {}) {
    for (const [id, text] of Object.entries(texts)) this.texts.set(id, text);
  }

  read = async (id: string): Promise<ReadResult> => {
    this.reads.push(id);
    this.most = Math.max(this.most, ++this.#reading);
    await yieldToEventLoop();
    this.#reading--;
    return this.texts.get(id);
  };
}
