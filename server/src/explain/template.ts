import { partOf } from '../policy/reference.ts';
import type { Text } from '../policy/policyText.ts';
import type { PolicySource } from '../tree/source.ts';
import type { Phrase } from './phrase.ts';
import { displayText } from './phrases.ts';

/**
 * A principal that a template or a module makes, as far as that tells who it is: `role AppRole of this template`.
 * @param noun what it is otherwise
 */
export function templatePhrase(text: Text, source: PolicySource, noun: 'principal' | 'identity provider'): Phrase {
  const part = partOf(text, source);
  switch (part?.kind) {
    case 'role':
    case 'user':
      return {
        noun: part.kind,
        nouns: `${part.kind}s`,
        name: displayText(part.name),
        details: [ofThis(source)],
        person: part.kind === 'role' ? 'it' : 'they',
      };
    case 'identity provider':
      return { noun: part.kind, name: displayText(part.name), details: [ofThis(source)], person: 'it' };
    case 'account':
      return { noun: 'any principal', details: [`in ${ownAccount(source)}`], person: 'it' };
    case 'parameter':
      return { noun: `the ${noun}`, details: [`in ${parameter(part.name, source)}`], person: 'it' };
    case undefined:
      return { noun: `${noun === 'principal' ? 'a' : 'an'} ${noun}`, details: [setBy(text, source)], person: 'it' };
  }
}

/** A value that a template or a module makes: `the stack's account`, `the organization in parameter OrgId`. */
export function templateValue(text: Text, source: PolicySource, noun = 'value'): string {
  const part = partOf(text, source);
  switch (part?.kind) {
    case 'account':
      return ownAccount(source);
    case 'parameter':
      return `the ${noun} in ${parameter(part.name, source)}`;
    case 'role':
    case 'user':
    case 'identity provider':
      return `${part.kind} ${displayText(part.name)} ${ofThis(source)}`;
    case undefined:
      return `the ${noun} ${setBy(text, source)}`;
  }
}

/** JSON that is no template may be a part of one. */
function nounOf({ template }: PolicySource): 'template' | 'module' {
  return template?.noun ?? 'template';
}

function ofThis(source: PolicySource): string {
  return `of this ${nounOf(source)}`;
}

/** `set by the template (Fn::ImportValue Other)`. */
export function setBy({ node, value }: Text, source: PolicySource): string {
  const noun = nounOf(source);
  const said = node.kind === 'opaque' ? (node.label ?? node.text) : noun === 'module' ? value.slice(2, -1) : value;
  return `set by the ${noun} (${displayText(said)})`;
}

function ownAccount(source: PolicySource): string {
  return nounOf(source) === 'module' ? 'the current account' : "the stack's account";
}

function parameter(name: string, source: PolicySource): string {
  return nounOf(source) === 'module' ? displayText(name) : `parameter ${displayText(name)}`;
}
