import { readFile } from '../../server/src/hosts/terraform/reader.ts';
import { yamlHost } from '../../server/src/hosts/yaml/index.ts';
import { check, finish, loadHost, PolicyDocument } from '../../server/src/service.ts';
import { aliasBomb, templateOf, templatesOf, terraformOf } from './documents.ts';
import { editTimes } from './editing.ts';
import { context, hold, median, middle, ms, row, timesOf, UNDISTURBED } from './measure.ts';

/** What a Terraform file may cost at most; twice as much fails the run. */
const TERRAFORM: readonly { readonly size: number; readonly whole: number; readonly edit?: number }[] = [
  { size: 2.5, whole: 0.5 },
  { size: 20, whole: 3, edit: 5 },
  { size: 80, whole: 6 },
];
/** Microseconds. */
const READ_EACH_KB = 30;

export async function terraform(): Promise<void> {
  const named = { languageId: 'terraform', path: 'main.tf' };
  await loadHost({ ...named, text: '' });
  const analyse = (text: string): unknown => finish(check(new PolicyDocument(text, undefined, false, named), context));
  median(() => analyse(terraformOf(2.5)), 3000); // as with JSON
  row('Terraform', 'read', 'each KB', 'analysis', 'edit p50', 'edit p95');
  for (const { size, whole, edit } of TERRAFORM) {
    const text = terraformOf(size);
    const kilobytes = text.length / 1024;
    const reads = timesOf(() => readFile(text));
    const analyses = timesOf(() => analyse(text));
    const edits = await editTimes(text, { uri: 'file:///bench/main.tf', languageId: 'terraform' });
    const each = (part = 0.5): number => (middle(reads, part) * 1000) / kilobytes;
    row(
      `${kilobytes.toFixed(1)} KB`,
      `${ms(middle(reads))} ms`,
      `${each().toFixed(1)} µs`,
      `${ms(middle(analyses))} ms`,
      `${ms(middle(edits))} ms`,
      `${ms(middle(edits, 0.95))} ms`,
    );
    hold(`reading ${size} KB of Terraform, each KB in µs`, each(UNDISTURBED), READ_EACH_KB);
    hold(`the analysis of ${size} KB of Terraform in ms`, middle(analyses, UNDISTURBED), whole);
    if (edit !== undefined) hold(`a key pressed in ${size} KB of Terraform in ms`, middle(edits, UNDISTURBED), edit);
  }
  console.log('');
}

/** What a template of CloudFormation may cost at most; twice as much fails the run. */
const YAML: readonly { readonly size: number; readonly whole?: number; readonly edit?: number }[] = [
  { size: 4 },
  { size: 35, whole: 2, edit: 5 },
  { size: 200 },
];

/** Templates that are new to whoever reads them: the parts where policies may stand, and all of each judged. */
export async function yaml(): Promise<void> {
  const named = { languageId: 'yaml', path: 'template.yml' };
  await loadHost({ ...named, text: '' });
  const analyse = (text: string): unknown => finish(check(new PolicyDocument(text, undefined, false, named), context));
  median(() => analyse(templateOf(4)), 3000); // as with JSON
  row('YAML', 'read', 'each KB', 'analysis', 'edit p50', 'edit p95');
  for (const { size, whole, edit } of YAML) {
    const texts = templatesOf(size);
    const kilobytes = templateOf(size).length / 1024;
    let next = 0;
    const text = (): string => texts[next++ % texts.length] ?? '';
    const reads = timesOf(() => yamlHost.extract({ ...named, text: text(), named: undefined, beside: [] }));
    const analyses = timesOf(() => analyse(text()));
    const edits = await editTimes(templateOf(size), { uri: 'file:///bench/template.yml', languageId: 'yaml' });
    const each = (part = 0.5): number => (middle(reads, part) * 1000) / kilobytes;
    row(
      `${kilobytes.toFixed(1)} KB`,
      `${ms(middle(reads))} ms`,
      `${each().toFixed(1)} µs`,
      `${ms(middle(analyses))} ms`,
      `${ms(middle(edits))} ms`,
      `${ms(middle(edits, 0.95))} ms`,
    );
    hold(`reading ${size} KB of YAML, each KB in µs`, each(UNDISTURBED), READ_EACH_KB);
    if (whole !== undefined) hold(`the analysis of ${size} KB of YAML in ms`, middle(analyses, UNDISTURBED), whole);
    if (edit !== undefined) hold(`a key pressed in ${size} KB of YAML in ms`, middle(edits, UNDISTURBED), edit);
  }
  const bomb = median(() => analyse(aliasBomb()));
  console.log(`nine lines of aliases that stand for a billion values: ${ms(bomb)} ms\n`);
  hold('aliases that stand for a billion values in ms', bomb, 50);
}
