// Accepts what is offered in every slot of a file: what others read of it is a policy of texts, and our own reading is the same.
import assert from 'node:assert/strict';
import { parseDocument } from 'yaml';
import { check, complete, finish } from '../../../server/src/service.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import type { Span } from '../../../server/src/text/span.ts';
import { toJson } from '../../../server/src/tree/node.ts';
import { testContext } from '../../support/context.ts';
import { marked } from '../../support/marked.ts';
import { yamlDocument, yamlLoaded } from '../../support/offers.ts';
import { TYPED_POLICIES } from '../../support/typedPolicies.ts';

const CONTEXT = {
  ...testContext({ ownAccounts: { '111122223333': 'prod' }, trustedOrganizations: ['o-a1b2c3d4e5'] }),
  random: () => '3f9a1c7be04d4d5f8a21',
};
/** Services are many, and written alike. */
const MOST = 20;

/** What a policy is that is typed element by element. */
const SO_FAR = /-missing$|^statement-duplicate$/;

interface Slot {
  readonly text: string;
  readonly offset: number;
}

/** A new line before each, a text taken out, a value to come. */
function* slotsOf(text: string): Generator<Slot> {
  const cut = (from: number, to: number, by = ''): Slot => ({
    text: text.slice(0, from) + by + text.slice(to),
    offset: from + by.length,
  });
  for (const { index, 1: indent = '' } of text.matchAll(/\n(?=( {8,})[^ \n])/g)) yield cut(index, index, `\n${indent}`);
  for (const { index, 1: indent = '' } of text.matchAll(/\n(?=( {8,})- )/g)) yield cut(index, index, `\n${indent}- `);
  for (const { index, 0: token } of text.matchAll(/"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/g))
    yield cut(index + 1, index + token.length - 1);
  for (const { index, 0: value } of text.matchAll(/(?<=^ {8,}(?:- )?[\w'":.-]+: )[\w!.:/ -]+$/gm))
    yield cut(index, index + value.length);
  for (const { index, 0: space } of text.matchAll(/(?<=[[{]) /g)) yield cut(index, index + space.length, ' ');
}

/** What is offered there, and where in the new text it stands. */
function acceptedAt({
  text,
  offset,
}: Slot): { readonly label: string; readonly after: string; readonly span: Span; readonly needsMore: boolean }[] {
  return complete(yamlDocument(text), offset, CONTEXT, false)
    .completions.slice(0, MOST)
    .map(({ item, rendered: { edit, additional } }) => {
      const before = additional.filter(({ span }) => span.start < edit.span.start);
      const start =
        edit.span.start + before.reduce((sum, { span, newText }) => sum + newText.length - (span.end - span.start), 0);
      return {
        label: item.label,
        after: applyEdits(text, [edit, ...additional]),
        span: { start, end: start + edit.newText.length },
        needsMore: item.also !== undefined,
      };
    });
}

function complaints(text: string): (Span & { readonly said: string })[] {
  const { findings } = finish(check(yamlDocument(text), CONTEXT));
  return findings
    .filter(({ level, ruleId }) => (level === 'error' || level === 'warning') && !SO_FAR.test(ruleId))
    .map(({ span, ruleId, message }) => ({ ...span, said: `${ruleId}: ${message}` }));
}

/** What a function makes is no text of ours. */
const FUNCTIONS = ['Ref', 'GetAtt', 'Sub'].map((name) => ({ tag: `!${name}`, resolve: (text: string) => text }));

/** The policy as another reader has it; undefined for what is no YAML. */
function readByOthers(text: string, version: '1.1' | '1.2'): unknown {
  const document = parseDocument(text, { version, customTags: FUNCTIONS, prettyErrors: false });
  if (document.errors.length) return undefined;
  const policy: unknown = document.getIn(['Resources', 'Deploy', 'Properties', 'AssumeRolePolicyDocument'], true);
  const value = (policy as { toJS?: (within: unknown) => unknown } | undefined)?.toJS?.(document);
  return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
}

/** Whether our reading has the same policy: where there is one, which text without any statement is not. */
function isRead(text: string, others: unknown): boolean {
  const [policy] = yamlDocument(text).extraction.policies;
  return policy ? plain(toJson(policy.root)) === plain(others) : !plain(others).includes('"Statement"');
}

const isText = (value: unknown): boolean =>
  typeof value === 'string' ||
  value === null ||
  (typeof value === 'object' && Object.values(value).every((one) => isText(one)));
/** What a reference stands for is to us what it refers to. */
const plain = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/"arn:\$\{AWS::Partition\}[^"]*"/g, '"GitHubProvider"')
    .replaceAll('"!Ref ', '"');

before(yamlLoaded);

describe('what is accepted in YAML', () => {
  for (const { name, languageId, source, isWithin = false } of TYPED_POLICIES) {
    if (languageId !== 'yaml' || isWithin) continue;
    const { text: whole } = marked(source);

    it(`is sound, and read as it is meant: ${name}`, () => {
      const bad = new Set<string>();
      let accepted = 0;
      for (const slot of slotsOf(whole)) {
        const said = new Set(complaints(slot.text).map((one) => one.said));
        for (const { label, after, span, needsMore } of acceptedAt(slot)) {
          accepted++;
          const others = readByOthers(after, '1.2');
          if (others === undefined || !isText(others)) bad.add(`${label}: is not read\n${after}`);
          else if (JSON.stringify(readByOthers(after, '1.1')) !== JSON.stringify(others))
            bad.add(`${label}: is read in two ways\n${after}`);
          else if (!isRead(after, others)) bad.add(`${label}: is read otherwise\n${after}`);
          for (const { start, end, said: problem } of needsMore ? [] : complaints(after))
            if (!said.has(problem) && start >= span.start && end <= span.end) bad.add(`${label}: ${problem}`);
        }
      }
      assert.ok(accepted > 60, `${accepted}`);
      assert.deepEqual([...bad].slice(0, 5), []);
    }).timeout(300_000);
  }
});
