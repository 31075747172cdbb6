import type { Finding, Fix } from '../../server/src/findings.ts';
import { rules } from '../../server/src/rules/index.ts';
import { check, editsOf, finish, PolicyDocument, type Config } from '../../server/src/service.ts';
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
  const policyDocument = new PolicyDocument(text, named);
  const before = finish(check(policyDocument, testContext(config))).findings;
  return before.flatMap((finding) =>
    finding.fixes.flatMap((fix): Applied[] => {
      const edits = editsOf(policyDocument, finding, fix);
      if (!edits) {
        const mayDecline = fix.kind === 'ownAccount' || policyDocument.extraction.problems.length > 0;
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
        {
          finding,
          fix,
          after,
          complaints: complaints(finding, before, policyDocument, new PolicyDocument(after, named), config),
        },
      ];
    }),
  );
}

function complaints(
  finding: Finding,
  before: readonly Finding[],
  old: PolicyDocument,
  fresh: PolicyDocument,
  config: Partial<Config>,
): readonly string[] {
  const found: string[] = [];
  const after = finish(check(fresh, testContext(config))).findings;
  if (fresh.extraction.problems.length > old.extraction.problems.length) found.push('a new syntax problem');
  const same = (all: readonly Finding[], { text }: PolicyDocument): number =>
    all.filter((f) => saysOf(f, text) === saysOf(finding, old.text)).length;
  if (same(after, fresh) >= same(before, old)) found.push('the finding stays');
  // What is said once nobody says this finding, nor calls any guard broken: it spoke in the place of that, or a broken guard
  // stood for a whole one.
  const silent = Object.fromEntries([finding.ruleId, ...BREAKING].map((id) => [id, 'off' as const]));
  const off = { ...config, rules: { ...config.rules, ...silent } };
  const waiting = finish(check(old, testContext(off))).findings;
  const [had, has] = [errorsOf([...before, ...waiting]), errorsOf(after)];
  const [brought, gone] = [difference(has, had), difference(errorsOf(before), has)];
  const grew = after.filter(isError).length > before.filter(isError).length;
  if (grew && brought.length > gone.length && !UNCOVERS.has(finding.ruleId))
    found.push(`new errors: ${brought.join(', ')}`);
  return found;
}

function isError({ level }: Finding): boolean {
  return level === 'error';
}

function difference(all: ReadonlySet<string>, without: ReadonlySet<string>): readonly string[] {
  return [...all].filter((each) => !without.has(each));
}

/** What a finding says, and of which words. */
function saysOf({ ruleId, message, span }: Finding, text: string): string {
  return [ruleId, message, text.slice(span.start, span.end)].join('\n');
}

/** One error may come to light where another that hid it is gone; what is copied is not new. */
function errorsOf(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.filter(isError).map((f) => `${f.ruleId} (${f.message})`));
}

/** The rules that call a guard broken. */
const BREAKING = rules.filter((r) => r.meta.breaksGuard).map((r) => r.meta.id);

/** Whose fixes make readable what was not: only then it shows what else is wrong there, often several things at once. */
const UNCOVERS: ReadonlyMap<string, string> = new Map([
  ['action-unknown', 'who may call, and with which keys, follows from the action'],
  ['action-not-action', 'who may call, and with which keys, follows from the action'],
  ['action-not-sts', 'who may call, and with which keys, follows from the action'],
  ['action-missing', 'who may call, and with which keys, follows from the action'],
  ['action-principal-mismatch', 'a statement that nobody can use is judged no further'],
  ['effect-missing', 'what neither allows nor denies is not judged'],
  ['element-empty', 'an Action that is filled in lets somebody in'],
  ['effect-invalid', 'what neither allows nor denies is not judged'],
  ['element-type', 'what is not of its type is not read'],
  ['element-unknown', 'elements outside of a statement are not read as one'],
  ['external-id-weak', 'a new value belongs in every test of the key'],
  ['federated-provider-invalid', 'a key is judged by the provider that the statement trusts'],
  ['json-syntax', 'of what cannot be parsed only a part is read'],
  ['key-deprecated', 'a value is judged by the key that it stands under'],
  ['key-provider-mismatch', 'a value is judged by the provider that its key names'],
  ['key-unknown', 'who sends a key is known once its name is'],
  ['operator-key-type', 'the form of a value is judged only under an operator of the kind of its key'],
  ['operator-unknown', 'what a test asks for is known once its operator is'],
  ['principal-arn-invalid', 'several principals in one string are judged once they stand apart'],
  ['principal-everyone', 'which keys are sent is known once it is known who calls'],
  ['principal-type-misplaced', 'which call fits, and which keys come with it, follows from the type'],
  ['principal-type-unknown', 'who it is follows from the type'],
  ['set-operator-single', 'whether one value can meet a test is judged without a set operator'],
  ['statement-mixed', 'what callers of one kind never send is judged once they stand alone'],
  ['value-ignored', 'a value is judged, and quoted, without the blanks around it'],
  ['value-wildcard-literal', 'what a pattern lets in is judged once it is read as one'],
  ['version-invalid', 'variables are read in policies of 2012-10-17 only'],
  ['version-missing', 'variables are read in policies of 2012-10-17 only'],
  ['version-old', 'variables are read in policies of 2012-10-17 only'],
]);
