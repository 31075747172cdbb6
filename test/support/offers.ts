import assert from 'node:assert/strict';
import { complete, factsOf, loadHost, PolicyDocument, type CompletionItem } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { testContext } from './context.ts';
import { marked } from './marked.ts';

/** One thing that is offered at a cursor, and what becomes of the text. */
export interface Offer {
  readonly label: string;
  readonly kind: CompletionItem['kind'];
  readonly after: string;
  readonly snippet: string;
  readonly filterText: string;
}

const CONTEXT = { ...testContext({ ownAccounts: { '111122223333': 'prod' } }), random: () => 'RANDOM' };

/** What makes documents of Terraform files; to be awaited before the first one. */
export const terraformLoaded = (): Promise<void> =>
  Promise.resolve(loadHost({ languageId: 'terraform', path: 'main.tf', text: '' }));

/** The same of YAML files. */
export const yamlLoaded = (): Promise<void> =>
  Promise.resolve(loadHost({ languageId: 'yaml', path: 'a.yml', text: '' }));

/** A Terraform file of a module. @param others the module's other files, by name */
export function terraformDocument(text: string, others: Readonly<Record<string, string>> = {}): PolicyDocument {
  const languageId = 'terraform';
  const beside = Object.entries(others).flatMap(([path, its]) => factsOf({ languageId, path, text: its }) ?? []);
  return new PolicyDocument(text, undefined, false, { languageId, path: 'main.tf', beside });
}

/** All that is offered at an offset of a document. @param more what else is known of whoever asks */
export function offersAt(
  document: () => PolicyDocument,
  offset: number,
  more: Parameters<typeof complete>[4] = {},
): Offer[] {
  const { text } = document();
  const snippets = complete(document(), offset, CONTEXT, true, more).completions;
  return complete(document(), offset, CONTEXT, false, more).completions.map(({ item, rendered }, i) => {
    const { start, end } = rendered.edit.span;
    assert.ok(
      start <= offset && offset <= end && !text.slice(start, end).includes('\n'),
      'the range stays on one line',
    );
    return {
      label: item.label,
      kind: item.kind,
      after: applyEdits(text, [rendered.edit, ...rendered.additional]),
      snippet: snippets[i]?.rendered.edit.newText ?? '',
      filterText: rendered.filterText,
    };
  });
}

/** All that is offered at the mark of a Terraform file. */
export function terraformOffers(
  source: string,
  others: Readonly<Record<string, string>> = {},
  more: Parameters<typeof complete>[4] = {},
): Offer[] {
  const { text, cursor } = marked(source);
  assert.notEqual(cursor, undefined, 'no cursor');
  return offersAt(() => terraformDocument(text, others), cursor ?? 0, more);
}

/** The one with a label. */
export function offerOf(offers: readonly Offer[], label: string): Offer {
  const found = offers.find((offer) => offer.label === label);
  assert.ok(
    found,
    `${label} is not among ${offers
      .map((offer) => offer.label)
      .slice(0, 12)
      .join(', ')}`,
  );
  return found;
}

/** A YAML file. */
export function yamlDocument(text: string, path = 'template.yml', named?: boolean): PolicyDocument {
  return new PolicyDocument(text, named, false, { languageId: 'yaml', path });
}

/** All that is offered at the mark of a YAML file. */
export function yamlOffers(source: string, path?: string, named?: boolean): Offer[] {
  const { text, cursor } = marked(source);
  assert.notEqual(cursor, undefined, 'no cursor');
  return offersAt(() => yamlDocument(text, path, named), cursor ?? 0);
}
