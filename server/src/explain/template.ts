import type { OpaqueNode } from '../tree/node.ts';
import type { PolicySource } from '../tree/source.ts';
import type { Phrase } from './phrase.ts';
import { displayText } from './phrases.ts';

/** What a template fills in, in few words: `Fn::GetAtt AppRole.Arn`. */
export function templateText({ label, text }: OpaqueNode): string {
  return displayText(label ?? text);
}

/** A principal that a template names, as a part of that template: `role AppRole of this template`; undefined where it isn't known. */
export function templatePhrase({ refersTo }: OpaqueNode, { template }: PolicySource): Phrase | undefined {
  const kind = refersTo && template?.kindOf(refersTo.name);
  if (!kind) return undefined;
  const name = displayText(refersTo.name);
  switch (kind) {
    case 'role':
    case 'user':
      return {
        noun: kind,
        nouns: `${kind}s`,
        name,
        details: ['of this template'],
        person: kind === 'role' ? 'it' : 'they',
      };
    case 'identity provider':
      return { noun: kind, name, details: ['of this template'], person: 'it' };
    case 'account':
      return { noun: 'any principal', details: ["in the stack's account"], person: 'it' };
    case 'parameter':
      return { noun: 'the principal', details: [`in parameter ${name}`], person: 'it' };
  }
}

/** A value that a template fills in: `the stack's account`, `the organization in parameter OrgId`. */
export function templateValue(node: OpaqueNode, { template }: PolicySource, noun = 'value'): string {
  const { refersTo } = node;
  const kind = refersTo && template?.kindOf(refersTo.name);
  switch (kind) {
    case 'account':
      return "the stack's account";
    case 'parameter':
      return `the ${noun} in parameter ${displayText(refersTo?.name ?? '')}`;
    case 'role':
    case 'user':
    case 'identity provider':
      return `${kind} ${displayText(refersTo?.name ?? '')} of this template`;
    case undefined:
      return `the ${noun} set by the template (${templateText(node)})`;
  }
}
