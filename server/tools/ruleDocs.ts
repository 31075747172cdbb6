import * as fs from 'node:fs';
import type { Finding, Level } from '../src/findings.ts';
import type { DocumentedRule, Rule, RuleDocs, RuleExamples } from '../src/rules/rule.ts';
import { check, DEFAULT_CONFIG, finish, loadHost, PolicyDocument } from '../src/service.ts';

const NOTES = '<!-- notes -->';

/** The pages of all rules: a generated head, and below the mark what somebody wrote. */
export function rulePages(rules: readonly DocumentedRule[]): readonly (readonly [file: string, text: string])[] {
  return rules.map((rule) => {
    const file = `docs/rules/${rule.meta.id}.md`;
    const old = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
    const at = old.indexOf(NOTES);
    const notes = at < 0 ? '\n' : old.slice(at + NOTES.length);
    return [file, `${head(rule)}\n${NOTES}${notes}`] as const;
  });
}

function head({ meta, docs }: DocumentedRule): string {
  const { id, title, level, iamError, messages } = meta;
  const { why, examples, references, accessAnalyzer } = docs;
  const parts = [
    `# ${id}`,
    `**${title}.** Level: ${level}.`,
    '## What it finds',
    list(Object.values(messages).map((m) => m.replace(/\{\{(\w+)\}\}/g, '*$1*'))),
    '## Why it matters',
    why,
  ];
  if (iamError !== undefined) parts.push(`IAM's error message: \`${iamError}\``);
  if (examples.bad.length)
    parts.push('## Bad', ...examples.bad.flatMap((e) => [block(examples, e), messageOf(id, examples, e)]));
  if (examples.good.length) parts.push('## Good', ...examples.good.map((e) => block(examples, e)));
  parts.push(
    '## How to fix',
    ...howToFix(id, docs),
    '## When to ignore it',
    docs.whenToIgnore ?? (iamError !== undefined && level === 'error' ? WHEN_REJECTED : WHEN_TO_IGNORE[level]),
    `To turn the rule off: \`"trustPolicy.rules": { "${id}": "off" }\`. Any other level works too.`,
  );
  if (accessAnalyzer) parts.push('## IAM Access Analyzer', accessAnalyzer.map((c) => `\`${c}\``).join(', '));
  const isOfAws = (page: string): boolean => /^https:\/\/(?:docs\.)?aws\.amazon\.com\//.test(page);
  for (const [heading, pages] of [
    ['## AWS documentation', references.filter(isOfAws)],
    ['## Other documentation', references.filter((page) => !isOfAws(page))],
  ] as const)
    if (pages.length) parts.push(heading, list(pages.map((page) => `<${page}>`)));
  return `${parts.join('\n\n')}\n`;
}

/** What holds for a rule whose docs do not say when a finding may stay. */
const WHEN_TO_IGNORE: Readonly<Record<Level, string>> = {
  error: "Rarely: the policy doesn't do what it says. Ignore a finding only with a reason that you write down.",
  warning: 'When the access is intended. Ignore the finding for that statement and write down why.',
  information: 'When the advice does not fit this role. Ignore the finding for that statement and write down why.',
  hint: 'When your team writes policies differently. Turn the rule off for the whole folder.',
};
const WHEN_REJECTED = 'Never for a policy that you deploy as it is: IAM rejects it.';

/** What the rule says of it, and the quick fixes that its examples bring. */
function howToFix(id: string, { howToFix: said, examples }: RuleDocs): readonly string[] {
  const fixes = examples.bad
    .flatMap((e) => findings(examples, e).filter((f) => f.ruleId === id))
    .flatMap((f) => f.fixes);
  const titles = new Set(
    fixes.map(({ title, safety }) => `*${title}*${safety === 'safe' ? ' (also part of *Fix All*)' : ''}`),
  );
  const parts = said === undefined ? [] : [said];
  if (titles.size) parts.push('Quick fixes in the examples above:', list([...titles]));
  return parts.length ? parts : ['There is no quick fix: change the policy as in the good example.'];
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** An example as a whole policy, laid out. */
export function exampleText(example: string): string {
  if (example.trimStart().startsWith('{')) return example;
  return `{"Version": "2012-10-17", "Statement": [{${example}}]}`;
}

/** Loads what reads examples, before one is made a document. */
export async function loadExamples(): Promise<void> {
  await loadHost({ languageId: HCL, path: '', text: '' });
}

const HCL: RuleExamples['language'] = 'hcl';

/** An example as the document that it is, or is a part of. */
export function exampleDocument({ language }: RuleExamples, example: string): PolicyDocument {
  return language === undefined
    ? new PolicyDocument(exampleText(example), true)
    : new PolicyDocument(example, undefined, false, { languageId: language });
}

function block({ language }: RuleExamples, example: string): string {
  if (language !== undefined) return `\`\`\`${language}\n${example.trim()}\n\`\`\``;
  const text = exampleText(example);
  let shown = text;
  try {
    const parsed = JSON.stringify(JSON.parse(text), null, 2);
    // What a reader of JSON would lose (a repeated key) must stay visible.
    if ((parsed.match(/": /g) ?? []).length === (text.match(/": /g) ?? []).length) shown = parsed;
  } catch {
    // Broken on purpose: shown as it is.
  }
  return `\`\`\`json\n${shown}\n\`\`\``;
}

/** The very message that the example brings. */
function messageOf(id: string, examples: RuleExamples, example: string): string {
  return `> ${findings(examples, example).find((f) => f.ruleId === id)?.message ?? ''}`;
}

function findings(examples: RuleExamples, example: string): readonly Finding[] {
  const onCrash = (ruleId: string, error: unknown): void => {
    throw new Error(`rule ${ruleId} threw`, { cause: error });
  };
  const context = { config: DEFAULT_CONFIG, now: 0, random: () => '', onCrash };
  return finish(check(exampleDocument(examples, example), context)).findings;
}

/** docs/rules.md with the table of rules between its marks. */
export function rulesTable(rules: readonly Rule[], page: string): string {
  const [start, end] = ['<!-- rules -->', '<!-- /rules -->'];
  const from = page.indexOf(start);
  const to = page.indexOf(end);
  if (from < 0 || to < 0) throw new Error('docs/rules.md has no marks for the table of rules');
  const rows = rules.map(({ meta }) => `| [\`${meta.id}\`](rules/${meta.id}.md) | ${meta.level} | ${meta.title} |`);
  const table = ['| rule | level | what it finds |', '| --- | --- | --- |', ...rows].join('\n');
  return `${page.slice(0, from + start.length)}\n\n${table}\n\n${page.slice(to)}`;
}
