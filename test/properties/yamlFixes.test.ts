// What holds of fixes in JSON holds in YAML: they say the same there, come to rest, and take nothing along.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding, Fix } from '../../server/src/findings.ts';
import { check, editsOf, finish, fixAll, loadHost, PolicyDocument, refactorings } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { toJson, type JsonValue } from '../../server/src/tree/node.ts';
import { testContext } from '../support/context.ts';
import { halfTyped, typed } from '../support/halfTyped.ts';
import { plain, valueOf } from '../support/twins/fixes.ts';
import { twoFaults } from '../support/twoFaults.ts';
import { anyTask } from '../support/yamlAnyLayout.ts';
import { YAML_FILES } from '../support/yamlFiles.ts';
import { LAYOUTS, playOf, policyInTask } from '../support/yamlWritten.ts';

/** PROPERTY_RUNS=20000 for a long look. */
const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 60) };

const findingsOf = (document: PolicyDocument): readonly Finding[] => finish(check(document, testContext())).findings;
const fixed = (document: PolicyDocument): PolicyDocument => document.withText(finish(fixAll(document, testContext())));
const errorsIn = (document: PolicyDocument): number =>
  findingsOf(document).filter(({ level }) => level === 'error').length;

interface Offer {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** All fixes, told apart by what they are for and which of several they are. */
function offers(document: PolicyDocument): ReadonlyMap<string, Offer> {
  const found = new Map<string, Offer>();
  for (const finding of findingsOf(document))
    for (const fix of finding.fixes) {
      if (fix.kind !== 'tree') continue;
      const name = `${finding.ruleId} ${finding.messageId} ${fix.title}`;
      let count = 1;
      while (found.has(`${name} ${count}`)) count++;
      found.set(`${name} ${count}`, { finding, fix });
    }
  return found;
}

const after = (document: PolicyDocument, { finding, fix }: Offer): string | undefined => {
  const edits = editsOf(document, finding, fix);
  return edits && applyEdits(document.text, edits);
};

/**
 * An item without lines of its own would come to stand behind its list's name, where two comments are then one too many: the name's
 * and its own. None is taken away, so the list stays.
 */
const keepsList = ({ text }: PolicyDocument): boolean => /: # kept\n *- \{\} # kept/.test(text);

const commentsIn = (text: string): number => text.split('#').length;
/** Two comments on one line; what is copied may bring its own along, each on its line. */
const TWICE = /#.*#/;

/** Values made by chance are one. */
const random = (value: JsonValue): unknown => JSON.parse(JSON.stringify(value).replace(/random-\d+/g, 'random'));
const layout = fc.constantFrom(...LAYOUTS);

describe('fixes in YAML', () => {
  before(async () => {
    await loadHost({ languageId: undefined, path: 'roles.yml', text: '' });
  });

  it('say what they say in JSON, one by one, to another parser too', () => {
    fc.assert(
      fc.property(twoFaults, layout, (text, { name, print }) => {
        const original = new PolicyDocument(text, true);
        const twin = playOf(print(JSON.parse(text) as JsonValue));
        const inTwin = offers(twin);
        for (const [what, offer] of offers(original)) {
          const same = inTwin.get(what);
          const meant = after(original, offer);
          if (!same || meant === undefined) continue;
          const written = after(twin, same);
          if (written === undefined && keepsList(twin) && offer.fix.title === 'Remove the list around the value')
            continue;
          const label = `${name}: ${what}\n${twin.text}\n${written ?? ''}`;
          assert.ok(written !== undefined, `cannot be written: ${label}`);
          assert.deepEqual(plain(policyInTask(written)), plain(JSON.parse(meant) as JsonValue), label);
          assert.deepEqual(valueOf(twin.withText(written)), plain(policyInTask(written)), label);
          assert.doesNotMatch(written, TWICE, label);
        }
      }),
      RUNS,
    );
  }).timeout(RUNS.numRuns * 1000);

  it('say what they say in JSON in any layout, and lose no comment but that of a line that goes', () => {
    fc.assert(
      fc.property(twoFaults, fc.nat(), fc.boolean(), (text, seed, comments) => {
        const original = new PolicyDocument(text, true);
        const policy = JSON.parse(text) as JsonValue;
        const twin = playOf(anyTask(policy, seed, comments));
        assert.deepEqual(plain(policyInTask(twin.text)), plain(policy), twin.text);
        assert.deepEqual(valueOf(twin), plain(policy), twin.text);
        const inTwin = offers(twin);
        for (const [what, offer] of offers(original)) {
          const same = inTwin.get(what);
          const meant = after(original, offer);
          if (!same || meant === undefined) continue;
          const edits = editsOf(twin, same.finding, same.fix);
          if (!edits && comments) continue;
          assert.ok(edits, `cannot be written: ${what}\n${twin.text}`);
          const written = applyEdits(twin.text, edits);
          const label = `${what}\n${twin.text}\n${written}`;
          assert.deepEqual(plain(policyInTask(written)), plain(JSON.parse(meant) as JsonValue), label);
          assert.deepEqual(valueOf(twin.withText(written)), plain(policyInTask(written)), label);
          const gone = edits.reduce(
            (sum, { span }) => sum + twin.text.slice(span.start, span.end).split('\n').length,
            0,
          );
          assert.ok(commentsIn(written) >= commentsIn(twin.text) - gone, label);
          assert.doesNotMatch(written, TWICE, label);
        }
        const done = fixed(twin);
        assert.equal(fixed(done).text, done.text, `${twin.text}\n${done.text}`);
        if (!comments) assert.deepEqual(valueOf(done), valueOf(fixed(original)), `${twin.text}\n${done.text}`);
      }),
      RUNS,
    );
  }).timeout(RUNS.numRuns * 1000);

  it('are as good as refactorings, which say what they say in JSON', () => {
    fc.assert(
      fc.property(twoFaults, layout, (text, { name, print, isCommented }) => {
        const original = new PolicyDocument(text, true);
        const twin = playOf(print(JSON.parse(text) as JsonValue));
        for (const word of ['Effect', 'Principal', 'Condition', 'sts:Assume', 'arn:', '.com']) {
          const inTwin = refactorings(twin, twin.text.indexOf(word, twin.text.indexOf('Statement')), testContext());
          for (const { title, edits } of refactorings(original, text.indexOf(word), testContext())) {
            const same = inTwin.find((each) => each.title === title);
            const meant = applyEdits(text, edits);
            const written = same && applyEdits(twin.text, same.edits);
            if (written === undefined && isCommented) continue; // a copy would lose comments
            const label = `${name}: ${title}\n${twin.text}\n${written ?? ''}`;
            assert.ok(written !== undefined, `cannot be written: ${label}`);
            assert.doesNotMatch(written, TWICE, label);
            assert.deepEqual(
              random(plain(policyInTask(written))),
              random(plain(JSON.parse(meant) as JsonValue)),
              label,
            );
          }
        }
      }),
      RUNS,
    );
  }).timeout(RUNS.numRuns * 1000);

  it('change no other policy, and nothing that is half typed', () => {
    for (const [i, whole] of YAML_FILES.entries()) {
      const wrong = whole.replaceAll('Allow', 'allow').replace(/(?:ec2|lambda|glue|pods\.eks)\.amazonaws/g, 'X$&');
      for (const edit of fc.sample(halfTyped(wrong), { numRuns: RUNS.numRuns / 3, seed: i })) {
        const text = typed(wrong, edit);
        const document = new PolicyDocument(text, undefined, false, { languageId: 'yaml', path: 'template.yml' });
        const { policies } = document.extraction;
        const before = policies.map(({ root }) => JSON.stringify(toJson(root)));
        for (const [what, offer] of offers(document)) {
          const edits = editsOf(document, offer.finding, offer.fix);
          if (!edits) continue;
          const now = document.withText(applyEdits(text, edits)).extraction.policies;
          const label = `${what}\n${text}\n${applyEdits(text, edits)}`;
          const changed = before.filter((policy, k) => {
            const root = now[k]?.root;
            return !root || JSON.stringify(toJson(root)) !== policy;
          });
          assert.equal(now.length, before.length, label);
          assert.ok(changed.length <= 1, label);
          for (const { span } of edits)
            for (const { unreadable } of policies)
              assert.ok(!unreadable.some(({ start, end }) => start < span.end && span.start < end), label);
        }
      }
    }
  }).timeout(RUNS.numRuns * 1000);

  it('come to rest all together, with no more errors, and say what they say in JSON', () => {
    fc.assert(
      fc.property(twoFaults, layout, (text, { name, print }) => {
        const original = new PolicyDocument(text, true);
        const twin = playOf(print(JSON.parse(text) as JsonValue));
        const done = fixed(twin);
        const label = `${name}\n${twin.text}\n${done.text}`;
        assert.equal(fixed(done).text, done.text, label);
        assert.ok(errorsIn(done) <= errorsIn(twin), label);
        if (!keepsList(done)) assert.deepEqual(valueOf(done), valueOf(fixed(original)), label);
        assert.deepEqual(plain(policyInTask(done.text)), valueOf(done), label);
      }),
      RUNS,
    );
  }).timeout(RUNS.numRuns * 1000);
});
