import { parseJson } from '../hosts/json/index.ts';
import { isPolicyShaped } from '../hosts/json/recognise.ts';
import { toJson } from '../tree/node.ts';
import type { PolicyDocument } from './document.ts';

/** Forms that a policy is carried in: on one line, as a JSON string, URL-encoded as the IAM API returns it. */
export const FORMS = ['line', 'string', 'url'] as const;
export type Form = (typeof FORMS)[number];

/** The policy around an offset, or the first, in a form that other tools take; undefined where its text is broken. */
export function policyAs(policyDocument: PolicyDocument, offset: number, form: Form): string | undefined {
  const policy = policyDocument.trustPolicyAt(offset) ?? policyDocument.trustPolicies[0];
  if (
    !policy ||
    policy.source.unreadable.length ||
    policyDocument.extraction.problems.some((p) => p.kind !== 'comment')
  )
    return undefined;
  const line = JSON.stringify(toJson(policy.source.root));
  switch (form) {
    case 'line':
      return line;
    case 'string':
      return JSON.stringify(line);
    case 'url':
      return encodeURIComponent(line);
  }
}

/** More layers than anybody wraps a policy in. */
const MOST_LAYERS = 5;

/** The policy in a copied text, whatever form it is in, laid out for reading; undefined where there is none. */
export function policyFrom(copied: string): string | undefined {
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
    if (root?.kind !== 'object' || problems.length || !isPolicyShaped(root)) return undefined;
    return `${JSON.stringify(toJson(root), null, 2)}\n`;
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
