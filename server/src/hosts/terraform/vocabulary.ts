import { meantElement } from '../../iam/elementName.ts';
import type { Vocabulary } from '../../tree/vocabulary.ts';

/** Arguments of a policy document that hold a value of their own, by the element that they are. */
export const POLICY_ARGUMENTS: ReadonlyMap<string, string> = new Map([
  ['version', 'Version'],
  ['policy_id', 'Id'],
]);

export const STATEMENT_ARGUMENTS: ReadonlyMap<string, string> = new Map([
  ['sid', 'Sid'],
  ['effect', 'Effect'],
  ['actions', 'Action'],
  ['not_actions', 'NotAction'],
  ['resources', 'Resource'],
  ['not_resources', 'NotResource'],
]);

/** Blocks of a policy document. */
export const BLOCKS: ReadonlyMap<string, string> = new Map([
  ['statement', 'Statement'],
  ['principals', 'Principal'],
  ['not_principals', 'NotPrincipal'],
  ['condition', 'Condition'],
]);

/** What elements are called, by the element. */
export const NAMES: ReadonlyMap<string, string> = new Map(
  [...POLICY_ARGUMENTS, ...STATEMENT_ARGUMENTS, ...BLOCKS].map(([name, element]) => [element, name]),
);

/** Whether it is IAM's name of an element, which no argument has. */
export function isElement(name: string): boolean {
  return NAMES.has(name);
}

const AT_POLICY = [...POLICY_ARGUMENTS.keys(), 'statement'];
const AT_STATEMENT = [...STATEMENT_ARGUMENTS.keys(), 'principals', 'not_principals', 'condition'];

/** How a policy document calls IAM's elements. */
export const DOCUMENT_NAMES: Vocabulary = {
  areArguments: true,
  nameOf: (element) => NAMES.get(element) ?? element,
  nearest: (written, at) => {
    const names = at === 'policy' ? AT_POLICY : AT_STATEMENT;
    const meant = names.find((name) => name === singular(written) || singular(name) === singular(written));
    const name = meant ?? meantElement(written, names);
    return name === undefined ? undefined : elementOf(name);
  },
};

/** What somebody writes who leaves out an `s`, or writes one too many. */
function singular(name: string): string {
  return name.toLowerCase().replace(/s$/, '');
}

export function elementOf(name: string): string | undefined {
  return POLICY_ARGUMENTS.get(name) ?? STATEMENT_ARGUMENTS.get(name) ?? BLOCKS.get(name);
}
