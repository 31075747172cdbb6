import { RULES, type RuleInfo } from '../../service.ts';
import { meant, UsageError, type Given } from '../arguments.ts';
import { jsonLines } from '../formats/json.ts';
import type { World } from '../world.ts';

/** Lists the rules, or describes those that are named. */
export async function rules(given: Given, world: World): Promise<0> {
  const ids = RULES.map((r) => r.id);
  const chosen = given.paths.map((id) => {
    const rule = RULES.find((r) => r.id === id);
    if (!rule) throw new UsageError(`There is no rule "${id}"${meant(id, ids)}`);
    return rule;
  });
  const urlOf = ({ id }: RuleInfo): string => `${world.pages}/docs/rules/${id}.md`;
  if (given.formats.some(({ name }) => name === 'json')) {
    const listed = (chosen.length ? chosen : RULES).map((rule) => ({ ...rule, url: urlOf(rule) }));
    await world.out(`${jsonLines(listed)}\n`);
  } else if (chosen.length) await world.out(chosen.map((rule) => described(rule, urlOf(rule))).join('\n'));
  else await world.out(table(RULES));
  return 0;
}

function table(rules: readonly RuleInfo[]): string {
  const width = Math.max(...rules.map((r) => r.id.length));
  return rules
    .map(({ id, level, title }) => `${id.padEnd(width)}  ${level.padEnd('information'.length)}  ${title}\n`)
    .join('');
}

function described({ id, title, level, iamError, messages }: RuleInfo, url: string): string {
  return [
    id,
    `${title}. Level: ${level}.`,
    '',
    'Messages:',
    ...messages.map((message) => `  ${message.replace(/\{\{(\w+)\}\}/g, '<$1>')}`),
    ...(iamError === undefined ? [] : ['', `IAM's error message: ${iamError}`]),
    '',
    `Reasons and examples: ${url}`,
    '',
  ].join('\n');
}
