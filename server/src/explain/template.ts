import { isRest, partOf } from '../policy/reference.ts';
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
      return { noun: 'any principal', details: [`in ${ownAccount(part.name, source)}`], person: 'it' };
    case 'parameter':
      return { noun: `the ${noun}`, details: [`in ${parameter(part.name, source)}`], person: 'it' };
    case undefined:
      return isRest(text)
        ? { noun: `further ${noun}s`, details: [`set by the ${nounOf(source)}`], person: 'they' }
        : { noun: `${noun === 'principal' ? 'a' : 'an'} ${noun}`, details: [setBy(text, source)], person: 'it' };
  }
}

/** A value that a template or a module makes: `the stack's account`, `the organization in parameter OrgId`. */
export function templateValue(text: Text, source: PolicySource, noun = 'value'): string {
  const part = partOf(text, source);
  switch (part?.kind) {
    case 'account':
      return ownAccount(part.name, source);
    case 'parameter':
      return `the ${noun} in ${parameter(part.name, source)}`;
    case 'identity provider':
      // Its URL or its audiences are no ARN of it.
      if (!namesWhole(part.attribute)) return `the ${noun} ${setBy(text, source)}`;
      return `${part.kind} ${displayText(part.name)} ${ofThis(source)}`;
    case 'role':
    case 'user':
      return `${part.kind} ${displayText(part.name)} ${ofThis(source)}`;
    case undefined:
      return isRest(text) ? `further ${noun}s set by the ${nounOf(source)}` : `the ${noun} ${setBy(text, source)}`;
  }
}

function namesWhole(attribute: string | undefined): boolean {
  return attribute === undefined || /^(?:arn|id)$/i.test(attribute);
}

/** The account in an ARN, where a template or a module fills in its own: `the stack's account`. */
export function accountMade(account: string, { holes }: Text, source: PolicySource): string | undefined {
  if (!/^\$\{[^{}]*\}$/.test(account) || holes.some(({ reason }) => reason === 'unsubstituted')) return undefined;
  const name = source.template?.refersTo(account)?.name;
  return name !== undefined && source.template?.kindOf(name) === 'account' ? ownAccount(name, source) : undefined;
}

/** JSON that is no template may be a part of one. */
export function nounOf({ template }: PolicySource): 'template' | 'module' {
  return template?.noun ?? 'template';
}

function ofThis(source: PolicySource): string {
  return `of this ${nounOf(source)}`;
}

/** `set by the template (Fn::ImportValue Other)`. */
export function setBy({ node, value }: Text, source: PolicySource): string {
  const noun = nounOf(source);
  const said =
    node.kind === 'opaque'
      ? (node.label ?? node.text)
      : noun === 'module' && value.startsWith('${')
        ? value.slice(2, -1)
        : value;
  return `set by the ${noun} (${displayText(said)})`;
}

/** A module may call with the credentials of several accounts. */
function ownAccount(name: string, source: PolicySource): string {
  if (nounOf(source) === 'template') return "the stack's account";
  return name.endsWith('.current') ? 'the current account' : `the account of ${displayText(name)}`;
}

function parameter(name: string, source: PolicySource): string {
  return nounOf(source) === 'module' ? displayText(name) : `parameter ${displayText(name)}`;
}
