import { abridged } from '../../../text/printable.ts';
import type { TextEdit } from '../../../text/edit.ts';
import { keep, newObject, type NewValue } from '../../../tree/edit.ts';
import type { LiteralNode, Member, ObjectNode, StringNode, ValueNode } from '../../../tree/node.ts';
import type { JsonTextPolicy } from '../../jsonText/policy.ts';
import { ReferredString } from '../../referredString.ts';
import { SubString } from '../../subString.ts';
import { writtenMembers } from '../../writtenParts.ts';
import type { YamlDialect } from '../../yamlDialect.ts';
import type { KeptText } from '../write/keptText.ts';
import { BlockPen } from '../write/pen.ts';
import { inQuotes } from '../write/quoting.ts';
import { Styles } from '../write/style.ts';
import { Declined, repeated, SYNTAX } from './declined.ts';
import { regionOf, type TextHolder } from './holder.ts';

/**
 * JSON text as a mapping: each text of it that a function fills something in to gets that function.
 * @throws Declined
 */
export function toMapping(
  text: string,
  holder: TextHolder,
  policy: JsonTextPolicy,
  dialect: YamlDialect,
  isBroken: boolean,
): readonly TextEdit[] {
  const { scalar, sign, column, isLong } = holder;
  if (/\{%/.test(policy.json ?? '')) throw new Declined('parts of it are only known at deployment');
  if (isBroken || policy.unreadable.length) throw new Declined(SYNTAX);
  const tag = text.slice(scalar.value.start, scalar.bare).trim();
  if (tag !== '' && (isLong || tag !== '!Sub')) throw new Declined(`"${abridged(tag)}" stands before it`);
  const { span, comment } = regionOf(text, holder);
  const value = new Values(text, dialect).value(policy.root, false);
  const style = new Styles(text).at(sign);
  const filled: KeptText = {
    value: (node) => ({ text: `!Sub ${inQuotes(subText(node), style.block.quote)}` }),
    key: ({ value: name }) => name,
  };
  const whole = dialect === 'pulumi' ? newObject([['fn::toJSON', value]]) : value;
  return [{ span, newText: comment + new BlockPen(style, filled).below(whole, column) }];
}

/** Takes the values of JSON text over; those that a function fills in are kept. */
class Values {
  readonly #text: string;
  readonly #isTyped: boolean;

  constructor(text: string, dialect: YamlDialect) {
    this.#text = text;
    this.#isTyped = dialect === 'ansible' || dialect === 'pulumi';
  }

  /** @param isTest whether it stands in a condition */
  value(node: ValueNode, isTest: boolean): NewValue {
    switch (node.kind) {
      case 'object':
        return newObject(this.#membersOf(node).map((member) => this.#member(member, isTest)));
      case 'array':
        return node.items.map((item) => this.value(item, isTest));
      case 'string':
        return isFilled(node) ? keep(node) : node.value;
      case 'literal':
        return this.#literal(node, isTest);
      case 'opaque':
        throw new Declined(`"${abridged(node.text)}" is only known at deployment`);
    }
  }

  #membersOf(node: ObjectNode): readonly Member[] {
    const members = writtenMembers(node);
    const twice = repeated(members);
    if (twice !== undefined) throw new Declined(`"${abridged(twice)}" stands in it twice`);
    return members;
  }

  #member({ key, value }: Member, isTest: boolean): readonly [string, NewValue] {
    if (!value) throw new Declined(SYNTAX);
    if (isFilled(key)) throw new Declined(`CloudFormation fills in no keys such as "${abridged(key.value)}"`);
    return [key.value, this.value(value, isTest || key.value === 'Condition')];
  }

  /** A number or a boolean becomes a text where the tool makes one of it, which says the same in conditions alone. */
  #literal({ span, value }: LiteralNode, isTest: boolean): NewValue {
    const written = this.#text.slice(span.start, span.end);
    const isSame = value !== null && String(value) === written && (isTest || this.#isTyped);
    if (!isSame) throw new Declined(`"${abridged(written)}" would become a text`);
    return value;
  }
}

/** Whether a function fills something in. */
function isFilled(node: StringNode): boolean {
  return node.holes.some(({ from, reason }) => reason === 'intrinsic' && node.value.startsWith('${', from));
}

function subText(node: ValueNode): string {
  const written = node instanceof ReferredString ? node.written : node;
  return written instanceof SubString ? written.written.value : '';
}
