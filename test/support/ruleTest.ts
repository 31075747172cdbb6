import assert from 'node:assert/strict';
import type { Finding, Level } from '../../server/src/findings.ts';
import { rules } from '../../server/src/rules/index.ts';
import { check, finish, fixAll, PolicyDocument, type Config } from '../../server/src/service.ts';
import { testContext } from './context.ts';
import { appliedFixes, type Applied } from './fixes.ts';
import { marked, wholePolicy } from './marked.ts';
import { differencesOf } from './twins/compare.ts';
import { fixDifferences } from './twins/fixes.ts';
import { ALL_FORMS, loadForms } from './twins/forms.ts';

export interface Flagged {
  /** The inside of a statement or a whole policy; `«…»` is where a finding must stand. */
  readonly policy: string;
  /** The messageIds, in order of place. */
  readonly says: readonly string[];
  readonly level?: Level;
  /** The text after the first fix of the first finding, in the same form as `policy`; null when it has none. */
  readonly fixed?: string | null;
  /** Titles of the first finding's fixes. */
  readonly offers?: readonly string[];
  /** A word the message must have. */
  readonly mentions?: string;
  readonly config?: Partial<Config>;
  /** Only a file that is the policy has this finding: inside a string it is none. */
  readonly standAlone?: true;
}

export interface RuleCases {
  readonly clean: readonly (string | { readonly policy: string; readonly config: Partial<Config> })[];
  readonly flagged: readonly Flagged[];
  /** Whether files are taken for trust policies by name (default true). */
  readonly named?: boolean;
  /** Messages that no JSON brings: the tests of the host that does have them. */
  readonly ofHosts?: readonly string[];
}

/** Tests a rule case by case, and every case in its twins: lists for scalars, CRLF, inside strings, in other languages. */
export function ruleTest(ruleId: string, cases: RuleCases): void {
  const rule = rules.find((r) => r.meta.id === ruleId);
  if (!rule) throw new Error(`no rule ${ruleId}`);
  const named = cases.named ?? true;
  const run = (text: string, config?: Partial<Config>): Finding[] =>
    finish(check(new PolicyDocument(text, named), testContext(config))).findings.filter((f) => f.ruleId === ruleId);

  describe(`rule ${ruleId}`, () => {
    before(loadForms);
    const said = new Set<string>();
    for (const clean of cases.clean) {
      const { policy, config } = typeof clean === 'string' ? { policy: clean, config: {} } : clean;
      it(`is silent: ${policy}`, () => {
        const text = wholePolicy(policy);
        for (const twin of [text, ...twins(text)])
          assert.deepEqual(
            run(twin, config).map((f) => f.message),
            [],
            twin,
          );
        assertTwins(text, config);
      });
    }
    for (const flagged of cases.flagged) {
      it(`speaks: ${flagged.policy}`, () => {
        const { text, spans } = marked(wholePolicy(flagged.policy));
        const findings = run(text, flagged.config);
        assert.deepEqual(
          findings.map((f) => f.messageId),
          flagged.says,
        );
        assert.deepEqual(
          findings.map((f) => text.slice(f.span.start, f.span.end)),
          spans.map((s) => text.slice(s.start, s.end)),
        );
        assert.deepEqual(
          findings.map((f) => f.span),
          spans,
        );
        for (const f of findings) {
          said.add(f.messageId);
          assert.doesNotMatch(f.message, /\{\{\w+\}\}/, 'unfilled data');
          if (flagged.level) assert.equal(f.level, flagged.level);
        }
        const [first] = findings;
        if (flagged.mentions !== undefined) assert.ok(first?.message.includes(flagged.mentions), first?.message);
        if (flagged.offers)
          assert.deepEqual(
            first?.fixes.map((f) => f.title),
            flagged.offers,
          );
        checkFixes(text, flagged);
        for (const twin of twins(text)) {
          if (flagged.standAlone && !isPolicy(twin)) {
            assert.deepEqual(run(twin, flagged.config), [], twin);
            continue;
          }
          assertApply(appliedFixes(twin, named, flagged.config));
          assert.deepEqual(
            run(twin, flagged.config).map((f) => f.messageId),
            flagged.says,
            twin,
          );
        }
        assertTwins(text, flagged.config);
      });
    }
    it('uses every message it has', () => {
      assert.deepEqual([...said, ...(cases.ofHosts ?? [])].sort(), Object.keys(rule.meta.messages).sort());
    });

    /** In other languages everything is said at the same places. */
    function assertTwins(text: string, config?: Partial<Config>): void {
      assert.deepEqual(differencesOf(new PolicyDocument(text, named), config), []);
    }

    function checkFixes(text: string, flagged: Flagged): void {
      assert.deepEqual(fixDifferences(new PolicyDocument(text, named), flagged.config, ALL_FORMS), []);
      const all = appliedFixes(text, named, flagged.config);
      assertApply(all);
      const own = all.filter(({ finding }) => finding.ruleId === ruleId);
      if (typeof flagged.fixed === 'string') assert.equal(own[0]?.after, wholePolicy(flagged.fixed));
      if (flagged.fixed === null)
        assert.deepEqual(
          own.map((a) => a.fix.title),
          [],
        );
      const once = finish(fixAll(new PolicyDocument(text, named), testContext(flagged.config)));
      assert.equal(
        finish(fixAll(new PolicyDocument(once, named), testContext(flagged.config))),
        once,
        'fix-all is not idempotent',
      );
    }
  });
}

function assertApply(all: readonly Applied[]): void {
  for (const { finding, fix, after, complaints } of all)
    assert.deepEqual(complaints, [], `${finding.ruleId}: ${fix.title}\n${after}`);
}

function isPolicy(json: string): boolean {
  return Object.hasOwn(JSON.parse(json) as object, 'Statement');
}

/** The same policy written otherwise: the rule must say the same. */
function twins(text: string): string[] {
  const found: string[] = [];
  if (text.includes('\n')) found.push(text.replace(/\r?\n/g, '\r\n'));
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return found; // broken text has no twins
  }
  if (
    JSON.stringify(parsed).length !==
    JSON.stringify(JSON.parse(text.replace(/\s+(?=([^"]*"[^"]*")*[^"]*$)/g, ''))).length
  )
    return found;
  if (hasRepeatedKey(text)) return found;
  const policy = parsed as { Statement?: unknown; Version?: unknown };
  if (typeof policy.Statement === 'object') {
    const before = text.slice(0, text.indexOf('{'));
    found.push(before + JSON.stringify({ ...policy, Statement: listed(policy.Statement) }));
    if (Array.isArray(policy.Statement) && policy.Statement.length === 1) {
      found.push(before + JSON.stringify({ ...policy, Statement: policy.Statement[0] as unknown }));
    }
    found.push(JSON.stringify({ Role: { AssumeRolePolicyDocument: text } }));
    found.push(JSON.stringify({ Role: { AssumeRolePolicyDocument: encodeURIComponent(text) } }));
    if (!text.includes('${')) {
      found.push(JSON.stringify({ Role: { AssumeRolePolicyDocument: { 'Fn::Sub': text } } }));
      found.push(JSON.stringify({ Role: { AssumeRolePolicyDocument: called(parsed) } }));
    }
  }
  return found;
}

function hasRepeatedKey(text: string): boolean {
  const count = (s: string): number => (s.match(/"\s*:/g) ?? []).length;
  return count(text) !== count(JSON.stringify(JSON.parse(text)));
}

/** Each value of a statement as what a function makes. */
function called(node: unknown, depth = 0): unknown {
  if (Array.isArray(node)) return node.map((n) => called(n, depth));
  if (typeof node === 'string') return depth > 1 ? { 'Fn::Sub': node } : node;
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, called(value, depth + 1)]));
}

/** Action, principal and condition values as lists of one. */
function listed(node: unknown, depth = 0): unknown {
  if (Array.isArray(node)) return node.map((n) => listed(n, depth));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      const wrap = typeof value === 'string' && (depth > 0 || key === 'Action') && !(key === 'Principal');
      return [key, wrap ? [value] : listed(value, depth + 1)];
    }),
  );
}
