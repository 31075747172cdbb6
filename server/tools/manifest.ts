import { LEVELS } from '../src/findings.ts';
import type { Rule } from '../src/rules/rule.ts';

interface Manifest {
  contributes: { configuration: { properties: Record<string, { properties?: unknown; defaultSnippets?: unknown }> } };
}

/** package.json with every rule in the `trustPolicy.rules` setting. */
export function manifest(rules: readonly Rule[], text: string): string {
  const parsed = JSON.parse(text) as Manifest;
  const setting = parsed.contributes.configuration.properties['trustPolicy.rules'];
  if (!setting) throw new Error('package.json has no setting trustPolicy.rules');
  const levels = [...LEVELS, 'off'];
  setting.defaultSnippets = [
    {
      label: '%configuration.rules.snippet%',
      body: { '${1:placeholder}': `^"\${2|${['off', ...LEVELS].join()}|}"` },
    },
  ];
  setting.properties = Object.fromEntries(
    rules.map(({ meta }) => [
      meta.id,
      {
        type: 'string', // by its type the Settings editor knows that it can show the entry
        enum: levels,
        enumDescriptions: levels.map((level) => `%level.${level}%`),
        default: meta.level,
        markdownDescription: `${meta.title}.`,
      },
    ]),
  );
  return `${JSON.stringify(parsed, null, 2)}\n`;
}
