import * as fs from 'node:fs';
import type { Finding } from '../src/findings.ts';
import type { DocumentedRule, Rule } from '../src/rules/rule.ts';
import { check, DEFAULT_CONFIG, finish, PolicyDocument } from '../src/service.ts';

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
  const parts = [`# ${id}`, `**${title}.** Level: ${level}.`, why];
  if (iamError !== undefined) parts.push(`IAM's own words: \`${iamError}\``);
  if (examples.bad.length)
    parts.push('## Avoid', ...examples.bad.map((e) => block(e)), ...examples.bad.map((e) => said(id, e)));
  if (examples.good.length) parts.push('## Prefer', ...examples.good.map((e) => block(e)));
  parts.push(
    '## What it says',
    Object.values(messages)
      .map((m) => `- ${m.replace(/\{\{(\w+)\}\}/g, '*$1*')}`)
      .join('\n'),
  );
  parts.push('## Switch it off', `\`"trustPolicy.rules": { "${id}": "off" }\`, or another level instead of \`off\`.`);
  if (accessAnalyzer) parts.push(`## In AWS's own validator`, accessAnalyzer.map((c) => `\`${c}\``).join(', '));
  parts.push('## Sources', references.map((r) => `- <${r}>`).join('\n'));
  return `${parts.join('\n\n')}\n`;
}

/** An example as a whole policy, laid out. */
export function exampleText(example: string): string {
  if (example.trimStart().startsWith('{')) return example;
  return `{"Version": "2012-10-17", "Statement": [{${example}}]}`;
}

function block(example: string): string {
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
function said(id: string, example: string): string {
  return `> ${findings(exampleText(example)).find((f) => f.ruleId === id)?.message ?? ''}`;
}

function findings(text: string): readonly Finding[] {
  const onCrash = (ruleId: string, error: unknown): void => {
    throw new Error(`rule ${ruleId} threw`, { cause: error });
  };
  return finish(check(new PolicyDocument(text, true), { config: DEFAULT_CONFIG, now: 0, random: () => '', onCrash }))
    .findings;
}

/** README.md with the table of rules between its marks. */
export function readmeTable(rules: readonly Rule[], readme: string): string {
  const [start, end] = ['<!-- rules -->', '<!-- /rules -->'];
  const from = readme.indexOf(start);
  const to = readme.indexOf(end);
  if (from < 0 || to < 0) throw new Error('README.md has no marks for the table of rules');
  const rows = rules.map(
    ({ meta }) => `| [\`${meta.id}\`](docs/rules/${meta.id}.md) | ${meta.level} | ${meta.title} |`,
  );
  const table = ['| rule | level | what it finds |', '| --- | --- | --- |', ...rows].join('\n');
  return `${readme.slice(0, from + start.length)}\n${table}\n${readme.slice(to)}`;
}
