// Policies typed key by key, in each form that they have: what is wanted next is offered at every key, and once it is accepted the
// text says what the finished one does.
import assert from 'node:assert/strict';
import { complete, PolicyDocument } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { testContext } from '../support/context.ts';
import { marked } from '../support/marked.ts';
import { terraformLoaded, yamlLoaded } from '../support/offers.ts';
import { nodeText } from '../support/terraformPolicies.ts';
import { TYPED_POLICIES, type TypedPolicy } from '../support/typedPolicies.ts';

const CONTEXT = { ...testContext({ ownAccounts: { '111122223333': 'prod' } }), random: () => 'RANDOM' };

function documentOf(text: string, { languageId }: TypedPolicy): PolicyDocument {
  const path = { json: 'trust-policy.json', terraform: 'main.tf', yaml: 'template.yml' }[languageId];
  return new PolicyDocument(text, languageId === 'json' ? true : undefined, false, { languageId, path });
}

/** What the policies of a text say. */
function saidBy(text: string, policy: TypedPolicy): string {
  return documentOf(text, policy)
    .extraction.policies.map(({ root }) => nodeText(root))
    .join('\n');
}

/** What a client leaves in the list: what holds the letters that are typed, in their order. */
function stays(filterText: string, typed: string): boolean {
  let at = 0;
  for (const c of filterText.toLowerCase()) if (c === typed.charAt(at).toLowerCase()) at++;
  return at >= typed.length;
}

/** Whether some offer at a key is wanted: it stays in the list, and the text that it gives is. */
function isOffered(
  text: string,
  offset: number,
  policy: TypedPolicy,
  isWanted: (after: string, label: string) => boolean,
): boolean {
  const { completions } = complete(documentOf(text, policy), offset, CONTEXT, false);
  return completions.some(({ item, rendered: { edit, additional, filterText } }) => {
    const typed = text.slice(edit.span.start, offset);
    return stays(filterText, typed) && isWanted(applyEdits(text, [edit, ...additional]), item.label);
  });
}

/** The mark that a text or a name is quoted with; none for a bare word. */
const quoteOf = (token: string): string => /^(?:\\?"|')/.exec(token)?.[0] ?? '';

before(terraformLoaded);
before(yamlLoaded);

for (const policy of TYPED_POLICIES)
  describe(`${policy.name}, key by key`, () => {
    const { text, spans } = marked(policy.source);
    let finished = '';
    before(() => {
      finished = saidBy(text, policy);
    });
    const tokens = spans.map(({ start, end }) => {
      const quote = quoteOf(text.slice(start, end));
      return {
        quote,
        before: text.slice(0, start),
        word: text.slice(start + quote.length, end - quote.length),
        rest: text.slice(end),
      };
    });

    it('nothing throws, whatever is typed so far', () => {
      assert.ok(finished !== '' && spans.length > 15, finished);
      for (let at = 0; at <= text.length; at++) {
        const line = text.indexOf('\n', at);
        const behind = [text.slice(at), '', line < 0 ? '' : text.slice(line)];
        complete(documentOf(text.slice(0, at) + (behind[at % 3] ?? ''), policy), at, CONTEXT, true);
      }
    }).timeout(300_000);

    it('each word is offered where the rest stands already, closed and not, and says the same', () => {
      const missing: string[] = [];
      for (const { quote, before, word, rest } of tokens)
        for (let keys = 0; keys <= word.length; keys++)
          for (const closing of new Set([quote, ''])) {
            const so = `${before}${quote}${word.slice(0, keys)}`;
            const isWhole = (after: string): boolean => after === text;
            const saysSame = (after: string): boolean => saidBy(after, policy) === finished;
            const typed = so + closing + rest;
            const offered = [isWhole, saysSame].some((isWanted) => isOffered(typed, so.length, policy, isWanted));
            if (!offered) missing.push(lineOf(so, closing + rest));
          }
      assert.deepEqual(missing, []);
    }).timeout(300_000);

    it('each word is offered where the rest of its line is not typed yet', () => {
      const missing: string[] = [];
      for (const { quote, before, word, rest } of tokens) {
        const lines = rest.slice(/\r?\n|$/.exec(rest)?.index ?? rest.length);
        // Without its first line a block is none.
        for (let keys = quote === '' && /^.*[[{(]\r?$/m.exec(rest)?.index === 0 ? 1 : 0; keys <= word.length; keys++)
          for (const closing of new Set([quote, ''])) {
            const so = `${before}${quote}${word.slice(0, keys)}`;
            const isWanted = (after: string, label: string): boolean =>
              label === word || after === `${before}${quote}${word}${quote}${lines}`;
            if (!isOffered(so + closing + lines, so.length, policy, isWanted)) missing.push(lineOf(so, closing));
          }
      }
      assert.deepEqual(missing, []);
    }).timeout(300_000);

    if (policy.needsRest) return;
    it('each word is offered where nothing follows yet', () => {
      const missing: string[] = [];
      for (const { quote, before, word, rest } of tokens)
        for (let keys = 0; keys <= word.length; keys++) {
          const so = `${before}${quote}${word.slice(0, keys)}`;
          const isWanted = (after: string, label: string): boolean =>
            label === word || after + rest === text || saidBy(after + rest, policy) === finished;
          if (!isOffered(so, so.length, policy, isWanted)) missing.push(lineOf(so, ''));
        }
      assert.deepEqual(missing, []);
    }).timeout(300_000);
  });

function lineOf(before: string, rest: string): string {
  return `${before.slice(before.lastIndexOf('\n') + 1)}‸${rest.split('\n', 1)[0] ?? ''}`;
}
