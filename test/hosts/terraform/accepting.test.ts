// Accepts what is offered in every slot of a file: what others read of it is sound, and the formatter leaves it alone.
import assert from 'node:assert/strict';
import { format } from '@cdktf/hcl-tools';
import { parse } from '@cdktf/hcl2json';
import { readFile } from '../../../server/src/hosts/terraform/reader.ts';
import { check, complete, finish } from '../../../server/src/service.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import type { Span } from '../../../server/src/text/span.ts';
import { testContext } from '../../support/context.ts';
import { marked } from '../../support/marked.ts';
import { terraformDocument, terraformLoaded } from '../../support/offers.ts';
import { TYPED_POLICIES } from '../../support/typedPolicies.ts';

const CONTEXT = {
  ...testContext({ ownAccounts: { '111122223333': 'prod' }, trustedOrganizations: ['o-a1b2c3d4e5'] }),
  random: () => '3f9a1c7be04d4d5f8a21',
};
/** Services are many, and written alike. */
const MOST = 30;

interface Slot {
  readonly text: string;
  readonly offset: number;
}

/** A new line in each bracket, a text taken out, a value to come. */
function* slotsOf(text: string): Generator<Slot> {
  const cut = (from: number, to: number, by = ''): Slot => ({
    text: text.slice(0, from) + by + text.slice(to),
    offset: from + by.length,
  });
  for (const { index, 0: token } of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) yield cut(index + 1, index + token.length - 1);
  for (const { index, 1: word = '' } of text.matchAll(/\\"([^"\\]*)\\"/g))
    yield cut(index + 2, index + 2 + word.length);
  for (const { index, 1: indent = '', 2: next = '' } of text.matchAll(/\n(?=( *)(\S))/g))
    yield cut(index, index, `\n${indent}${'}])'.includes(next) ? '  ' : ''}`);
  for (const { index, 0: value } of text.matchAll(/(?<= = )"[^"\n]*"$/gm)) yield cut(index, index + value.length);
}

/** What is offered there, and where in the new text it stands. */
function acceptedAt({
  text,
  offset,
}: Slot): { readonly label: string; readonly after: string; readonly span: Span; readonly needsMore: boolean }[] {
  return complete(terraformDocument(text), offset, CONTEXT, false)
    .completions.slice(0, MOST)
    .map(({ item, rendered: { edit, additional } }) => {
      const before = additional.filter(({ span }) => span.start < edit.span.start);
      const start =
        edit.span.start + before.reduce((sum, { span, newText }) => sum + newText.length - (span.end - span.start), 0);
      return {
        label: item.label,
        after: applyEdits(text, [edit, ...additional]),
        span: { start, end: start + edit.newText.length },
        needsMore: item.also !== undefined && !additional.length,
      };
    });
}

function complaints(text: string): (Span & { readonly said: string })[] {
  const { findings } = finish(check(terraformDocument(text), CONTEXT));
  return findings
    .filter(({ level, ruleId }) => (level === 'error' || level === 'warning') && ruleId !== 'statement-duplicate')
    .map(({ span, ruleId, message }) => ({ ...span, said: `${ruleId}: ${message}` }));
}

const unreadable = (text: string): number => readFile(text)?.unreadable.length ?? Infinity;

before(terraformLoaded);

describe('what is accepted in Terraform', () => {
  for (const { name, languageId, source } of TYPED_POLICIES) {
    if (languageId !== 'terraform' || source.includes('\r') || / (?:behind|in) /.test(name)) continue;
    const { text: whole } = marked(source);

    it(`is sound: ${name}`, () => {
      const bad = new Set<string>();
      let accepted = 0;
      for (const slot of slotsOf(whole)) {
        const said = new Set(complaints(slot.text).map((one) => one.said));
        for (const { label, after, span, needsMore } of acceptedAt(slot)) {
          accepted++;
          if (unreadable(after) > unreadable(slot.text)) bad.add(`${label}: cannot be read\n${after}`);
          for (const { start, end, said: problem } of needsMore ? [] : complaints(after))
            if (!said.has(problem) && start >= span.start && end <= span.end) bad.add(`${label}: ${problem}`);
        }
      }
      assert.ok(accepted > 80, `${accepted}`);
      assert.deepEqual([...bad], []);
    }).timeout(300_000);
  }

  for (const name of ['a data source', 'jsonencode', 'jsonencode like JSON'])
    it(`is as the formatter leaves it, and read by others: ${name}`, async () => {
      const { text: whole } = marked(TYPED_POLICIES.find((policy) => policy.name === name)?.source ?? '');
      assert.equal(await format(whole), whole);
      const slots = [...slotsOf(whole)].filter(({ text, offset }) => text.charAt(offset) === '\n');
      let lines = 0;
      for (const slot of slots)
        for (const { after, span } of acceptedAt(slot).slice(0, 6)) {
          const lineOf = (offset: number): number => after.slice(0, offset).split('\n').length - 1;
          const formatted = (await format(after)).split('\n');
          await parse('main.tf', after);
          for (let line = lineOf(span.start); line <= lineOf(span.end); line++, lines++)
            assert.equal(after.split('\n')[line], formatted[line], after);
        }
      assert.ok(lines > 100, `${lines}`);
    }).timeout(300_000);
});
