import { LEVELS } from '../src/findings.ts';
import { HOST_IDS } from '../src/hosts/detect.ts';
import { LONGEST_GLOB } from '../src/hosts/glob.ts';
import type { Rule } from '../src/rules/rule.ts';

/** schemas/trust-policy.config.schema.json: completion and hover in the config file, in any editor. */
export function configSchema(rules: readonly Rule[]): string {
  const levels = [...LEVELS, 'off'];
  const level = {
    anyOf: [
      { enum: levels },
      {
        type: 'object',
        properties: {
          level: { enum: levels },
          because: { type: 'string', description: 'The reason, for the next reader.' },
        },
        required: ['level'],
        additionalProperties: false,
      },
    ],
    // A name accepted from the list comes with a value, or the file is broken; `^` has the editor take the text as it is.
    defaultSnippets: [{ label: 'Choose a level', body: `^"\${1|${['off', ...LEVELS].join()}|}"` }],
  };
  const texts = (description: string, limits: object = {}): object => ({
    anyOf: [
      { type: 'string', ...limits },
      { type: 'array', items: { type: 'string', ...limits } },
    ],
    description,
  });
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'IAM Trust Policy',
    description: 'Settings for trust policies in this folder and its subfolders.',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      rules: {
        $ref: '#/definitions/rules',
        description: 'Levels of rules for all files. Example: "principal-user": "off".',
      },
      overrides: {
        type: 'array',
        description: 'Levels of rules for some files or statements. If several apply, the last one counts.',
        items: {
          type: 'object',
          properties: {
            files: texts('Globs relative to the folder of this file. Default: all files.', { maxLength: LONGEST_GLOB }),
            sids: texts('Sids of the statements. Default: all statements.'),
            rules: { $ref: '#/definitions/rules' },
            because: { type: 'string', description: 'The reason, for the next reader.' },
          },
          required: ['rules', 'because'],
          additionalProperties: false,
          defaultSnippets: [{ label: 'Ignore a rule', body: { files: ['$1'], rules: { $2: 'off' }, because: '$3' } }],
        },
      },
      ownAccounts: {
        type: 'object',
        description:
          'Your own AWS accounts, ID to name. They need no external ID. Example: "111122223333": "production".',
        patternProperties: { '^[0-9]{12}$': { type: 'string' } },
        additionalProperties: false,
      },
      trustedOrganizations: {
        type: 'array',
        description:
          'IDs of your own organizations. Only conditions on these count as a restriction. Default: conditions on any organization count. Example: "o-a1b2c3d4e5".',
        items: { type: 'string', pattern: '^o-[a-z0-9]{10,32}$' },
      },
      quota: {
        type: 'integer',
        minimum: 2048,
        maximum: 8192,
        default: 2048,
        description: 'The quota "Role trust policy length" of your account, in characters. Default: 2048.',
      },
      hosts: {
        type: 'object',
        description: 'The kinds of files that are checked. Default: all. Example: "terraform": false.',
        properties: Object.fromEntries(HOST_IDS.map((id) => [id, { type: 'boolean', default: true }])),
        additionalProperties: false,
      },
    },
    additionalProperties: false,
    definitions: {
      rules: {
        type: 'object',
        properties: Object.fromEntries(rules.map(({ meta }) => [meta.id, { description: `${meta.title}.`, ...level }])),
        additionalProperties: false,
      },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
