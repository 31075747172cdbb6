import type { Finding } from '../../../server/src/findings.ts';
import { check, finish, type Config, type PolicyDocument } from '../../../server/src/service.ts';
import type { Span } from '../../../server/src/text/span.ts';
import { testContext } from '../context.ts';
import { ALL_FORMS, twinsOf, type Twin } from './forms.ts';
import { DIFFERENT } from './noTwin.ts';

/** What is said of the twins of a policy otherwise than of the policy: nothing, as a rule. */
export function differencesOf(original: PolicyDocument, config: Partial<Config> = {}): readonly string[] {
  const twins = twinsOf(original, ALL_FORMS);
  const findings = twins.length ? findingsOf(original, config) : [];
  return twins.flatMap((twin) => differences(twin, findings, findingsOf(twin.document, config)));
}

function findingsOf(document: PolicyDocument, config: Partial<Config>): readonly Finding[] {
  return finish(check(document, testContext(config))).findings;
}

function differences({ form, printed }: Twin, original: readonly Finding[], its: readonly Finding[]): string[] {
  const left = new Set(its.filter((finding) => !isDifferent(form.name, finding)));
  const found: string[] = [];
  for (const finding of original) {
    if (isDifferent(form.name, finding)) continue;
    const places = [printed.place(finding.span), printed.head(finding.span)];
    const same = [...left].find((its) => saysOf(its) === saysOf(finding) && places.some((p) => p && isAt(its, p)));
    if (same) left.delete(same);
    else found.push(`${form.name} lacks ${saysOf(finding)}\n${printed.text}`);
  }
  for (const { span, ...finding } of left)
    found.push(`${form.name} has ${saysOf(finding)} at ${printed.text.slice(span.start, span.end)}\n${printed.text}`);
  return found;
}

function isDifferent(form: string, { ruleId, messageId }: Finding): boolean {
  return DIFFERENT.some(
    ({ rule, messages, forms }) => rule === ruleId && messages.includes(messageId) && forms.test(form),
  );
}

function saysOf({ ruleId, messageId, level }: Pick<Finding, 'ruleId' | 'messageId' | 'level'>): string {
  return `${ruleId} ${messageId} (${level})`;
}

function isAt({ span }: Finding, { start, end }: Span): boolean {
  return span.start === start && span.end === end;
}
