/** Checks files again: what each of them holds; files without a finding may be left out. Rejects where nobody can tell now. */
type CheckFiles<Finding> = (uris: readonly string[]) => Promise<ReadonlyMap<string, readonly Finding[]>>;
/** Shows what was found in files, instead of what was shown of them before. */
type ShowFindings<Finding> = (found: readonly (readonly [uri: string, findings: readonly Finding[]])[]) => void;

/** VS Code takes a little more at once, and drops the rest without a word. */
const MOST_AT_ONCE = 1000;

/**
 * What a check found, file by file. While a document has live findings those of its file are hidden, not lost, and kept up with
 * what is saved; a file that changed is checked again.
 */
export class FileFindings<Finding> {
  readonly #show: ShowFindings<Finding>;
  readonly #check: CheckFiles<Finding>;
  readonly #found = new Map<string, readonly Finding[]>();
  readonly #live = new Set<string>();
  /** Files that may have changed since they were checked. */
  readonly #stale = new Set<string>();
  #checking = false;
  /** All files were checked once. */
  #isWhole = false;

  constructor(show: ShowFindings<Finding>, check: CheckFiles<Finding>) {
    this.#show = show;
    this.#check = check;
  }

  /** The files that were checked, also those where nothing is found any more. */
  get files(): readonly string[] {
    return [...this.#found.keys()];
  }

  /**
   * Files were checked.
   * @param areAll what was found before in others is old
   * @param doubtful files that changed meanwhile, or were checked as an editor has them and not as they are on disk
   */
  add(found: ReadonlyMap<string, readonly Finding[]>, areAll: boolean, doubtful: readonly string[]): void {
    this.#isWhole ||= areAll;
    const gone = areAll ? this.files.filter((uri) => !found.has(uri)) : [];
    for (const uri of gone) this.#found.delete(uri);
    for (const uri of [...gone, ...found.keys()]) this.#stale.delete(uri);
    for (const [uri, findings] of found) this.#found.set(uri, findings);
    this.#update([...gone, ...found.keys()]);
    this.changed(doubtful);
  }

  /** A document has live findings. */
  opened(uri: string): void {
    if (this.#live.has(uri)) return;
    this.#live.add(uri);
    this.#update([uri]);
  }

  /** A document with these live findings is as it is on disk. */
  saved(uri: string, findings: readonly Finding[]): void {
    if (this.#found.has(uri)) this.#found.set(uri, findings);
  }

  /** A document has live findings no more. */
  closed(uri: string): void {
    if (!this.#live.delete(uri)) return;
    this.#update([uri]);
    void this.#checkStale();
  }

  /** Files came or changed on disk, or are judged by other settings. Once all were checked, this keeps them so. */
  changed(uris: readonly string[]): void {
    for (const uri of uris) if (this.#isWhole || this.#found.has(uri)) this.#stale.add(uri);
    void this.#checkStale();
  }

  /** A folder came: not of every file in it there is word. */
  folderCreated(uri: string): void {
    this.changed(this.#within(uri));
  }

  /** A file is gone, or a folder with all its files. They may come again. */
  deleted(uri: string): void {
    const gone = [...(this.#found.has(uri) ? [uri] : []), ...this.#within(uri)];
    for (const file of gone) {
      this.#stale.delete(file);
      this.#found.set(file, []);
    }
    this.#update(gone);
  }

  #within(folder: string): readonly string[] {
    return this.files.filter((file) => file.startsWith(`${folder}/`));
  }

  #update(uris: readonly string[]): void {
    let batch: [string, readonly Finding[]][] = [];
    let count = 0;
    for (const uri of uris) {
      const shown = this.#live.has(uri) ? [] : (this.#found.get(uri) ?? []);
      if (batch.length && count + shown.length > MOST_AT_ONCE) {
        this.#show(batch);
        batch = [];
        count = 0;
      }
      batch.push([uri, shown]);
      count += shown.length;
    }
    if (batch.length) this.#show(batch);
  }

  /** Checks what changed and is not open; of an open document when it is closed. One question at a time. */
  async #checkStale(): Promise<void> {
    if (this.#checking) return;
    this.#checking = true;
    await Promise.resolve(); // changes come in bursts
    for (let uris = this.#toCheck(); uris.length; uris = this.#toCheck()) {
      for (const uri of uris) this.#stale.delete(uri);
      try {
        this.#take(uris, await this.#check(uris));
      } catch {
        for (const uri of uris) this.#stale.add(uri); // whoever checks has said why; the next change asks again
        break;
      }
    }
    this.#checking = false;
  }

  #toCheck(): string[] {
    return [...this.#stale].filter((uri) => !this.#live.has(uri));
  }

  #take(uris: readonly string[], found: ReadonlyMap<string, readonly Finding[]>): void {
    const current = uris.filter((uri) => (found.has(uri) || this.#found.has(uri)) && !this.#stale.has(uri));
    for (const uri of current) {
      if (this.#live.has(uri))
        this.#stale.add(uri); // opened meanwhile: perhaps checked as it was typed in
      else this.#found.set(uri, found.get(uri) ?? []);
    }
    this.#update(current);
  }
}
