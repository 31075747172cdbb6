import type { Extraction } from '../../../server/src/hosts/host.ts';
import { isMembersPolicy } from '../../../server/src/hosts/recognise.ts';
import { loadHost, PolicyDocument } from '../../../server/src/service.ts';
import type { ValueNode } from '../../../server/src/tree/node.ts';
import { NoTwin } from './noTwin.ts';
import { policyDocument } from './policyDocument.ts';
import type { Printed } from './printer.ts';
import { escapedString, heredoc, indentedHeredoc, jsonencode, quotedJsonencode } from './terraform.ts';
import { blockMapping, blockScalar, flowMapping, subText } from './yaml.ts';

/** A way to write a policy that is JSON elsewhere: from its text, where that stands in it; else from its tree. */
export type Form = {
  readonly name: string;
  /** The name of the file that it stands in. */
  readonly path: string;
} & ({ readonly text: (json: string) => Printed } | { readonly tree: (root: ValueNode) => Printed });

const TERRAFORM = 'main.tf';

export const TERRAFORM_FORMS: readonly Form[] = [
  { name: 'heredoc', path: TERRAFORM, text: heredoc },
  { name: 'indented heredoc', path: TERRAFORM, text: indentedHeredoc },
  { name: 'escaped string', path: TERRAFORM, text: escapedString },
  { name: 'jsonencode', path: TERRAFORM, tree: jsonencode },
  { name: 'jsonencode, quoted', path: TERRAFORM, tree: quotedJsonencode },
  { name: 'data source', path: TERRAFORM, tree: policyDocument },
];

const TEMPLATE = 'template.yaml';

export const YAML_FORMS: readonly Form[] = [
  { name: 'block mapping', path: TEMPLATE, tree: blockMapping },
  { name: 'flow mapping', path: 'playbook.yaml', tree: flowMapping },
  { name: 'block scalar', path: TEMPLATE, text: blockScalar },
  { name: 'block scalar, !Sub', path: TEMPLATE, text: subText },
];

export const ALL_FORMS: readonly Form[] = [...TERRAFORM_FORMS, ...YAML_FORMS];

/** The same policy in another form. */
export interface Twin {
  readonly form: Form;
  readonly printed: Printed;
  readonly document: PolicyDocument;
}

/** Loads what reads the forms; to be awaited before any is made. */
export async function loadForms(): Promise<void> {
  for (const { path } of ALL_FORMS) await loadHost({ languageId: undefined, path, text: '' });
}

/**
 * A policy's JSON text in each form that it can be said in. There a member says that it is a trust policy: what only its
 * user calls one has no twins, and neither have the roles of a template.
 */
export function twinsOf(original: PolicyDocument, forms = TERRAFORM_FORMS): readonly Twin[] {
  const { extraction } = original;
  const [policy, ...others] = extraction.policies;
  if (policy?.place !== 'document' || others.length || policy.root.kind !== 'object') return [];
  const { root } = policy;
  if (!isMembersPolicy(root)) return [];
  return forms.flatMap((form) => {
    const twin = twinIn(form, original, root);
    return typeof twin === 'string' ? [] : [twin];
  });
}

/** The twin in one form; a text says why there is none. */
export function twinIn(form: Form, { text, extraction }: PolicyDocument, root: ValueNode): Twin | string {
  try {
    const printed = 'text' in form ? form.text(text) : form.tree(readable(root, extraction));
    return { form, printed, document: documentOf(form, printed.text) };
  } catch (error) {
    if (error instanceof NoTwin) return error.message;
    throw error;
  }
}

/** A text as a file of a form. */
export function documentOf({ path }: Pick<Form, 'path'>, text: string): PolicyDocument {
  return new PolicyDocument(text, undefined, false, { path });
}

function readable(root: ValueNode, { problems }: Extraction): ValueNode {
  if (problems.some(({ kind }) => kind !== 'leadingSpace')) throw new NoTwin('brokenText');
  return root;
}
