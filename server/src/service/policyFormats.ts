import { jsonencode, written as writtenInHcl } from '../generate/outputs/hcl.ts';
import type { NewRole } from '../hosts/host.ts';
import { abridged } from '../text/printable.ts';
import { isWhole, toJson, type JsonValue, type ValueNode } from '../tree/node.ts';
import { templateOf } from '../tree/template.ts';
import type { Vocabulary } from '../tree/vocabulary.ts';
import { loadHost, PolicyDocument } from './document.ts';

/**
 * Forms that a policy is carried in: formatted, on one line, as a JSON string, URL-encoded as the IAM API returns it, and as an
 * expression or a data source of Terraform.
 */
export const FORMS = ['json', 'line', 'string', 'url', 'jsonencode', 'dataSource'] as const;
export type Form = (typeof FORMS)[number];

/** A policy in some form, or why it has none. */
export type PolicyText = { readonly text: string } | { readonly reason: string };

/** Loads what writes a form; to be awaited before a policy is asked for in it. */
export function loadForm(form: Form): Promise<void> | undefined {
  return form === 'dataSource' ? loadHost({ ...MODULE_FILE, text: '' }) : undefined;
}

/** The policy around an offset, or the first, in a form that other tools take; undefined where there is none. */
export function policyAs(policyDocument: PolicyDocument, offset: number, form: Form): PolicyText | undefined {
  const { source } = policyDocument.trustPolicyAt(offset) ?? policyDocument.trustPolicies[0] ?? {};
  if (!source) return undefined;
  if (source.unreadable.length || policyDocument.extraction.problems.some((p) => p.kind !== 'comment'))
    return { reason: "This policy has syntax errors, so it can't be copied. Fix them first." };
  const undecided = undecidedIn(source.root, source.names);
  if (undecided !== undefined) return { reason: `This policy can't be copied: ${undecided}.` };
  const text = isWhole(source.root) || form !== 'dataSource' ? written(toJson(source.root), form) : undefined;
  return text === undefined
    ? { reason: "This policy can't be copied: a data source can't express all of it." }
    : { text };
}

function written(policy: JsonValue, form: Form): string | undefined {
  const line = JSON.stringify(policy);
  switch (form) {
    case 'json':
      return `${JSON.stringify(policy, null, 2)}\n`;
    case 'line':
      return line;
    case 'string':
      return JSON.stringify(line);
    case 'url':
      return encodeURIComponent(line);
    case 'jsonencode':
      return `${writtenInHcl(jsonencode(policy))}\n`;
    case 'dataSource':
      return dataSource(policy);
  }
}

const MODULE_FILE = { languageId: 'terraform', path: 'main.tf' };

/** As it is inserted into an empty file; undefined for what a data source cannot say. */
function dataSource(json: JsonValue): string | undefined {
  const policy = templateOf(json) as NewRole['policy'] | undefined;
  const offered = policy && new PolicyDocument('', undefined, false, MODULE_FILE).insertions(0);
  const form = offered && 'forms' in offered ? offered.forms.find(({ id }) => id === 'dataSource') : undefined;
  return policy && form?.write({ name: undefined, policy })?.[0]?.newText;
}

/** What of a node nobody knows before the deployment, in a clause; undefined where all of it stands there. */
export function undecidedIn(node: ValueNode, names: Vocabulary): string | undefined {
  switch (node.kind) {
    case 'object': {
      const member = node.members.find((m) => m.maybe);
      if (member) return `whether it has "${abridged(names.nameOf(member.key.value))}" is only known at deployment`;
      const parts = node.members.flatMap(({ key, value }) => (value ? [key, value] : [key]));
      return first(parts, names) ?? added(node);
    }
    case 'array':
      return first(node.items, names) ?? added(node);
    case 'opaque':
      return unknown(node.label ?? node.text);
    case 'string': {
      const hole = node.holes.find(({ reason }) => reason === 'intrinsic' || reason === 'interpolation');
      return hole && unknown(node.value.slice(hole.from, hole.to));
    }
    case 'literal':
      return undefined;
  }
}

function first(nodes: readonly ValueNode[], names: Vocabulary): string | undefined {
  for (const node of nodes) {
    const found = undecidedIn(node, names);
    if (found !== undefined) return found;
  }
  return undefined;
}

function unknown(text: string): string {
  return `"${abridged(text.replace(/^\$\{|\}$/g, ''))}" is only known at deployment`;
}

function added({ open }: { readonly open?: unknown }): string | undefined {
  return open === undefined ? undefined : 'more may be added to it at deployment';
}
