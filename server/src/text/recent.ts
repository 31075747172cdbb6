/** Answers about texts, of which the last ones are kept: asked again for the same text, it is not worked out again. */
export class Recent<T extends object> {
  readonly #answer: (text: string) => T;
  readonly #most: number;
  /** Those that were asked for since there were so many that older ones went. */
  #young = new Map<string, T>();
  #old = new Map<string, T>();
  #length = 0;

  /**
   * @param answer depends on nothing but the text, and nobody changes what it returns
   * @param most how many characters of texts are kept, at most twice
   */
  constructor(answer: (text: string) => T, most: number) {
    this.#answer = answer;
    this.#most = most;
  }

  get(text: string): T {
    const young = this.#young.get(text);
    if (young !== undefined) return young;
    const answer = this.#old.get(text) ?? this.#answer(text);
    if (text.length > this.#most) return answer;
    this.#length += text.length;
    if (this.#length > this.#most) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#length = text.length;
    }
    this.#young.set(text, answer);
    return answer;
  }
}
