import { parse as parseJson } from '../hosts/jsonText/parse.ts';
import { isPolicyShaped } from '../hosts/recognise.ts';
import { isWhole, toJson, type JsonValue } from '../tree/node.ts';
import { isHostLoaded, loadHost, PolicyDocument } from './document.ts';
import { undecidedIn } from './policyFormats.ts';

/** Loads what reads a copied text; to be awaited before the policy in it is asked for. */
export function loadCopied(copied: string): Promise<void> | undefined {
  return mayBeTerraform(copied) ? loadHost({ ...MODULE_FILE, text: '' }) : undefined;
}

/** The policy in a copied text, whatever form it is in, laid out for reading; undefined where there is none. */
export function policyFrom(copied: string): string | undefined {
  const policy = fromJson(copied) ?? fromTerraform(copied);
  return policy === undefined ? undefined : `${JSON.stringify(policy, null, 2)}\n`;
}

/** More layers than anybody wraps a policy in. */
const MOST_LAYERS = 5;

function fromJson(copied: string): JsonValue | undefined {
  let text = copied.trim();
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    if (/^%7B/i.test(text)) {
      const decoded = urlDecoded(text);
      if (decoded === undefined) return undefined;
      text = decoded.trim();
      continue;
    }
    // An escaped string that lost its quotes on the way.
    const { root, problems } = parseJson(/^\{\s*\\"/.test(text) ? `"${text}"` : text);
    if (root?.kind === 'string') {
      text = root.value.trim();
      continue;
    }
    return root?.kind === 'object' && !problems.length && isPolicyShaped(root) ? toJson(root) : undefined;
  }
  return undefined;
}

function urlDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return undefined;
  }
}

const MODULE_FILE = { languageId: 'terraform', path: 'main.tf' };

/** What a policy in Terraform can't do without: an argument or a block, and who is trusted. */
function mayBeTerraform(text: string): boolean {
  return /[={<]/.test(text) && /princip/i.test(text);
}

/** What people copy of a file: all of it, the argument of a role, its value, what is in that, or blocks of a data source. */
const AROUND: readonly ((copied: string) => string)[] = [
  (copied) => copied,
  (copied) => `resource "aws_iam_role" "copied" {\n${copied}\n}\n`,
  (copied) => `resource "aws_iam_role" "copied" {\n  assume_role_policy = ${copied.trimStart()}\n}\n`,
  (copied) => `resource "aws_iam_role" "copied" {\n  assume_role_policy = jsonencode(${copied})\n}\n`,
  (copied) => `data "aws_iam_policy_document" "copied" {\n${copied}\n}\n`,
];

/** The only trust policy in a text; undefined where a plan decides on a part of it. */
function fromTerraform(copied: string): JsonValue | undefined {
  if (!mayBeTerraform(copied) || !isHostLoaded({ ...MODULE_FILE, text: '' })) return undefined;
  for (const around of AROUND) {
    const { extraction } = new PolicyDocument(around(copied), undefined, false, MODULE_FILE);
    const [policy, ...others] = extraction.policies.filter(({ kind }) => kind === 'trust');
    if (!policy) continue;
    const { root, names, unreadable } = policy;
    const isBroken = unreadable.length > 0 || extraction.problems.some(({ kind }) => kind !== 'comment');
    const isSaid = isWhole(root) && undecidedIn(root, names) === undefined;
    return others.length || isBroken || !isSaid ? undefined : toJson(root);
  }
  return undefined;
}
