import { parseDocument } from 'yaml';
import { yamlHost } from '../../server/src/hosts/yaml/index.ts';
import { BlockPen } from '../../server/src/hosts/yaml/write/pen.ts';
import { FlowPen } from '../../server/src/hosts/yaml/write/flowPen.ts';
import { Styles } from '../../server/src/hosts/yaml/write/style.ts';
import { PolicyDocument } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { newMembers, type TreeEdit } from '../../server/src/tree/edit.ts';
import type { JsonValue } from '../../server/src/tree/node.ts';
import { Tree } from './terraformWritten.ts';
import { indented } from './yamlPolicies.ts';

/** A template or manifest after edits of its policy at an index; undefined where they cannot be written. */
export function rewrittenYaml(
  text: string,
  edit: (tree: Tree) => readonly TreeEdit[],
  { path = 'template.yml', index = 0 } = {},
): string | undefined {
  const document = { languageId: 'yaml', path, text, named: undefined, beside: [] };
  const extraction = yamlHost.extract(document);
  const policy = extraction.policies[index];
  if (!policy) throw new Error(`no policy in ${text}`);
  const edits = yamlHost.write(document, extraction, policy, edit(new Tree(policy.root)));
  return edits && applyEdits(text, edits);
}

/** A way to write a policy in YAML. */
export interface Layout {
  readonly name: string;
  /** Whether each line has a comment. */
  readonly isCommented?: true;
  readonly print: (policy: JsonValue) => string;
}

/** A task of Ansible, in which numbers and booleans are what they are in JSON. */
function task(policy: string): string {
  return `- name: role\n  iam_role:\n    name: app\n    assume_role_policy_document:${policy}\n    state: present\n`;
}

function block(style: string): (policy: JsonValue) => string {
  return (policy) => {
    const pen = new BlockPen(new Styles(style).at(style.length));
    return task(`\n${' '.repeat(6)}${pen.mapping(newMembers(policy) ?? [], 6)}`);
  };
}

const flow = (policy: JsonValue, indent: string | undefined): string =>
  new FlowPen(new Styles('').at(0)).value(policy, indent);

export const LAYOUTS: readonly Layout[] = [
  { name: 'block', print: block('') },
  { name: 'block, dashes below names', print: block('a:\n- "b"\n') },
  { name: 'block, four columns, double quotes', print: block('a:\n    "b": "c"\n    "b:c":\n        -   "c"\n') },
  { name: 'block, lists in brackets', print: block('a: [b]\n') },
  { name: 'block, CRLF', print: (policy) => block('')(policy).replace(/\r?\n/g, '\r\n') },
  {
    name: 'block, commented',
    isCommented: true,
    print: (policy) => block('')(policy).replace(/(?<=\S)$/gm, ' # kept'),
  },
  { name: 'flow', print: (policy) => task(` ${flow(policy, undefined)}`) },
  { name: 'flow in lines', print: (policy) => task(` ${flow(policy, '    ')}`) },
  { name: 'JSON as flow', print: (policy) => task(` ${JSON.stringify(policy, null, 2).replaceAll('\n', '\n    ')}`) },
  {
    name: 'JSON in a block',
    print: (policy) => task(` |\n${indented(JSON.stringify(policy, null, 2), 6)}`),
  },
  {
    name: 'JSON in a block, CRLF',
    print: (policy) => task(` |\n${indented(JSON.stringify(policy, null, 4), 6)}`).replaceAll('\n', '\r\n'),
  },
  {
    name: 'JSON in single quotes',
    print: (policy) => task(` '${JSON.stringify(policy).replaceAll("'", "''")}'`),
  },
  {
    name: 'JSON in double quotes',
    print: (policy) => task(` ${JSON.stringify(JSON.stringify(policy))}`),
  },
];

/** What the policy of a task is to another parser. */
export function policyInTask(text: string): JsonValue {
  const document = parseDocument(text);
  if (document.errors.length) throw new Error(`${document.errors.map(({ message }) => message).join('\n')}\n${text}`);
  const policy = document.getIn([0, 'iam_role', 'assume_role_policy_document']) as
    { toJSON?: () => JsonValue } | string;
  return typeof policy === 'string' ? (JSON.parse(policy) as JsonValue) : (policy.toJSON?.() ?? null);
}

/** A text as a file of a play. */
export function playOf(text: string): PolicyDocument {
  return new PolicyDocument(text, undefined, false, { languageId: 'ansible', path: 'roles.yml' });
}
