import type { Finding, Fix } from '../../server/src/findings.ts';
import { rules } from '../../server/src/rules/index.ts';
import { check, editsOf, finish, Snapshot, type Config } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { testContext } from './context.ts';

/** One fix applied to its text. */
export interface Applied {
  readonly finding: Finding;
  readonly fix: Fix;
  readonly after: string;
  /** What is wrong with it: nothing, as a rule. */
  readonly complaints: readonly string[];
}

/**
 * Applies each fix that is offered for a text, alone. It must be possible to write it (its edits do not meet), and what
 * comes out must read no worse: no new syntax problem, its finding gone, and no error that was not there.
 */
export function appliedFixes(text: string, named = true, config: Partial<Config> = {}): readonly Applied[] {
  const snapshot = new Snapshot(text, named);
  const before = finish(check(snapshot, testContext(config))).findings;
  return before.flatMap((finding) =>
    finding.fixes.flatMap((fix): Applied[] => {
      const edits = editsOf(snapshot, finding, fix);
      if (!edits) {
        const mayDecline = fix.kind === 'ownAccount' || snapshot.extraction.problems.length > 0;
        return mayDecline ? [] : [{ finding, fix, after: text, complaints: ['cannot be written'] }];
      }
      let after: string;
      try {
        after = applyEdits(text, edits);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return [{ finding, fix, after: text, complaints: [error.message] }];
      }
      return [
        { finding, fix, after, complaints: complaints(finding, before, snapshot, new Snapshot(after, named), config) },
      ];
    }),
  );
}

function complaints(
  finding: Finding,
  before: readonly Finding[],
  old: Snapshot,
  fresh: Snapshot,
  config: Partial<Config>,
): readonly string[] {
  const found: string[] = [];
  const after = finish(check(fresh, testContext(config))).findings;
  if (fresh.extraction.problems.length > old.extraction.problems.length) found.push('a new syntax problem');
  const same = (all: readonly Finding[], { text }: Snapshot): number =>
    all.filter((f) => saysOf(f, text) === saysOf(finding, old.text)).length;
  if (same(after, fresh) >= same(before, old)) found.push('the finding stays');
  const [had, has] = [errorsOf(before), errorsOf(after)];
  const broken = before.some((f) => BREAKING.has(f.ruleId));
  const brought = [...has].filter((e) => !had.has(e) && !(broken && MISSING.test(e)));
  const gone = [...had].filter((e) => !has.has(e));
  if (brought.length > gone.length && !UNCOVERS.has(finding.ruleId)) found.push(`new errors: ${brought.join(', ')}`);
  return found;
}

/** What a finding says, and of which words. */
function saysOf({ ruleId, message, span }: Finding, text: string): string {
  return [ruleId, message, text.slice(span.start, span.end)].join('\n');
}

/** One error may come to light where another that hid it is gone; what is copied is not new. */
function errorsOf(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.filter((f) => f.level === 'error').map((f) => `${f.ruleId} (${f.message})`));
}

/** A guard that is called broken stands for a whole one until that is mended; only then it is said what is missing. */
const BREAKING = new Set(rules.filter((r) => r.meta.breaksGuard).map((r) => r.meta.id));
const MISSING = /^(?:oidc-subject-missing|oidc-unconditioned|cognito-identity-pool) /;

/** Whose fixes show how wrong the rest is: several errors of one statement may have waited behind the one. */
const UNCOVERS: ReadonlyMap<string, string> = new Map([
  ['action-unknown', 'who may call, and with which keys, follows from the action'],
  ['action-missing', 'who may call, and with which keys, follows from the action'],
  ['action-principal-mismatch', 'a statement that nobody can use is judged no further'],
  ['element-empty', 'an Action that is filled in lets somebody in'],
  ['element-type', 'what is not of its type is not read'],
  ['element-unknown', 'elements outside of a statement are not read as one'],
  ['effect-invalid', 'what neither allows nor denies is not judged'],
  ['effect-missing', 'what neither allows nor denies is not judged'],
  ['key-provider-mismatch', 'a value is judged by the provider that its key names'],
  ['key-unknown', 'a key that nobody knows may have been meant for any guard'],
  ['operator-key-type', 'the form of a value is judged only under an operator of the kind of its key'],
  ['operator-unknown', 'a test that cannot be read may be any guard'],
  ['principal-type-misplaced', 'which call fits, and which keys come with it, follows from the type'],
  ['value-ignored', 'a value is judged without the blanks around it'],
  ['principal-type-unknown', 'who it is follows from the type'],
  ['version-invalid', 'variables are read in policies of 2012-10-17 only'],
  ['version-missing', 'variables are read in policies of 2012-10-17 only'],
  ['version-old', 'variables are read in policies of 2012-10-17 only'],
]);
