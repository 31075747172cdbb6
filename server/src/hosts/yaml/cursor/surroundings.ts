import type { CloudFormationTemplate } from '../../cloudFormation.ts';
import type { HostDocument } from '../../host.ts';
import { isOtherResource } from '../../otherPolicies.ts';
import { yamlDialectOf } from '../../yamlDialect.ts';
import { DocumentReader } from '../document.ts';
import type { Entry } from '../lines.ts';
import { aroundOf, type TextOutline } from './outlineOf.ts';

/** What the document says around a cursor. */
export class Surroundings {
  readonly #holder: Entry;
  readonly #reader: DocumentReader;

  /** @param holder what has the policy */
  constructor({ languageId, path }: HostDocument, { text }: TextOutline, holder: Entry) {
    this.#holder = holder;
    const entry = aroundOf(holder).at(-1) ?? holder;
    const dialect = yamlDialectOf({ languageId, path, text: text.slice(entry.start, entry.end) });
    this.#reader = new DocumentReader({ text, layers: [], substituted: false }, entry, dialect);
  }

  /** It is a resource whose policies are no trust policies of AWS. */
  get isOthers(): boolean {
    const { outline } = this.#reader;
    const around = [this.#holder.parent, this.#holder.parent?.parent].map((outer) => outline.mappingOf(outer));
    return around.some((node) => node && isOtherResource(node));
  }

  /** What reads the file takes a policy as JSON text. */
  get wantsText(): boolean {
    const { id } = this.#reader.dialect;
    return id === 'kubernetes' || (id === 'pulumi' && this.#isNamedFor('assumerolepolicy'));
  }

  #isNamedFor(name: string): boolean {
    const { start, nameEnd } = this.#holder;
    return this.#reader.place.text.slice(start, nameEnd).toLowerCase().includes(name);
  }

  /** The template that the policy stands in. */
  get template(): CloudFormationTemplate | undefined {
    return this.#reader.template;
  }
}
