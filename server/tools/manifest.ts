import { LEVELS } from '../src/findings.ts';
import type { Rule } from '../src/rules/rule.ts';

interface Manifest {
  contributes: { configuration: { properties: Record<string, { properties?: unknown }> } };
}

/** package.json with every rule in the `trustPolicy.rules` setting. */
export function manifest(rules: readonly Rule[], text: string): string {
  const parsed = JSON.parse(text) as Manifest;
  const setting = parsed.contributes.configuration.properties['trustPolicy.rules'];
  if (!setting) throw new Error('package.json has no setting trustPolicy.rules');
  setting.properties = Object.fromEntries(
    rules.map(({ meta }) => [
      meta.id,
      { enum: [...LEVELS, 'off'], default: meta.level, markdownDescription: `${meta.title}.` },
    ]),
  );
  return `${JSON.stringify(parsed, null, 2)}\n`;
}
