import { abridged } from '../../../text/printable.ts';
import { contains } from '../../../text/span.ts';
import type { TextEdit } from '../../../text/edit.ts';
import type { Member, ObjectNode, OpaqueNode, StringNode, ValueNode } from '../../../tree/node.ts';
import { GluedString } from '../../gluedString.ts';
import { extentOf, isHostString } from '../../hostString.ts';
import { ReferredString } from '../../referredString.ts';
import { subEscaped, SubString } from '../../subString.ts';
import { writtenItems, writtenMembers } from '../../writtenParts.ts';
import type { YamlPolicy } from '../policy.ts';
import { Styles } from '../write/style.ts';
import { COMMENTS, Declined, repeated, SYNTAX } from './declined.ts';
import { isFollowedByComment, regionOf, type Holder } from './holder.ts';

/**
 * A mapping as JSON text on lines of its own; the text of a function where one is called in it.
 * @throws Declined
 */
export function toText(text: string, holder: Holder, policy: YamlPolicy): readonly TextEdit[] {
  const { layout, value, column, sign } = holder;
  if (policy.unreadable.length) throw new Declined(SYNTAX);
  const isWithin = (at: number): boolean => value.start <= at && at < value.end;
  const isShared =
    layout.aliases.some(({ at }) => isWithin(at)) || layout.anchors.some(({ span }) => isWithin(span.start));
  if (isShared || !contains(value, policy.root.span)) throw new Declined('it has anchors or aliases');
  const region = regionOf(text, holder);
  if (isFollowedByComment(text, holder, region)) throw new Declined(COMMENTS);
  const { eol, unit } = new Styles(text).at(sign);
  const printer = new JsonPrinter(text, policy);
  const lines = printer.value(policy.root, '').split('\n');
  const indent = ' '.repeat(column + unit);
  const header = ` ${printer.isFilled ? '!Sub ' : ''}|${region.comment}`;
  return [{ span: region.span, newText: [header, ...lines.map((line) => indent + line)].join(eol) }];
}

class JsonPrinter {
  /** Whether a function is called in the policy, so that all of the text is one's. */
  readonly isFilled: boolean;
  readonly #text: string;
  readonly #policy: YamlPolicy;

  constructor(text: string, policy: YamlPolicy) {
    this.#text = text;
    this.#policy = policy;
    this.isFilled = this.#calls(policy.root);
  }

  #calls(node: ValueNode): boolean {
    switch (node.kind) {
      case 'object':
        return writtenMembers(node).some(({ value }) => value && this.#calls(value));
      case 'array':
        return writtenItems(node).some((item) => this.#calls(item));
      case 'string':
        return isHostString(node) && (node instanceof SubString || node.isReferred === true);
      case 'opaque':
        return true;
      case 'literal':
        return false;
    }
  }

  /** In lines, of which all but the first are indented. */
  value(node: ValueNode, indent: string): string {
    switch (node.kind) {
      case 'object':
        return this.#within('{}', this.#membersOf(node), indent, (member, inner) => this.#member(member, inner));
      case 'array':
        if (node.open || writtenItems(node).length > node.items.length) throw decided();
        return this.#within('[]', node.items, indent, (item, inner) => this.value(item, inner));
      case 'string':
        return this.#string(node);
      case 'literal':
        return JSON.stringify(node.value);
      case 'opaque':
        return this.#reference(node);
    }
  }

  #membersOf(node: ObjectNode): readonly Member[] {
    if (node.open || writtenMembers(node).length > node.members.length) throw decided();
    const twice = repeated(node.members);
    if (twice !== undefined) throw new Declined(`"${abridged(twice)}" stands in it twice`);
    return node.members;
  }

  #within<Part>(
    signs: string,
    parts: readonly Part[],
    indent: string,
    print: (part: Part, indent: string) => string,
  ): string {
    if (!parts.length) return signs;
    const inner = `${indent}  `;
    const lines = parts.map((part) => inner + print(part, inner)).join(',\n');
    return `${signs.charAt(0)}\n${lines}\n${indent}${signs.charAt(1)}`;
  }

  #member({ key, value }: Member, indent: string): string {
    if (!value) throw new Declined(SYNTAX);
    if (key.holes.some(({ reason }) => reason === 'intrinsic')) throw decided();
    return `${this.#string(key)}: ${this.value(value, indent)}`;
  }

  #string(node: StringNode): string {
    const written = node instanceof ReferredString ? node.written : node;
    if (written instanceof SubString) return this.#substituted(written);
    if (isHostString(node) && node.isReferred) return this.#reference(node);
    if (node instanceof GluedString) throw new Declined('the text that Fn::Join makes would be filled in otherwise');
    let said = '';
    let at = 0;
    for (const { from, to, reason } of node.holes) {
      const hole = node.value.slice(from, to);
      if (reason !== 'intrinsic' && reason !== 'interpolation') continue;
      // In quotes the tool would read signs that JSON needs.
      if (/["\\]/.test(hole)) throw new Declined(`"${abridged(hole)}" can't stand in JSON text`);
      said += this.#literal(node.value.slice(at, from)) + hole;
      at = to;
    }
    return quoted(said + this.#literal(node.value.slice(at)));
  }

  #literal(text: string): string {
    return this.isFilled ? subEscaped(text) : text;
  }

  #substituted(node: SubString): string {
    const call = this.#text.slice(node.extent.start, node.span.start);
    if (/[[{-]\s*$/.test(call.replace(/^\{/, ''))) throw new Declined('Fn::Sub with names of its own fills it in');
    return quoted(node.written.value);
  }

  #reference(node: OpaqueNode | StringNode): string {
    const { start, end } = extentOf(node);
    const written = this.#text.slice(start, end);
    const name = nameIn(written);
    if (name === undefined || !this.#isText(name))
      throw new Declined(`"${abridged(written)}" can't stand in JSON text`);
    return quoted(`\${${name}}`);
  }

  /** Whether what a name stands for is sure to be a text, and no list. */
  #isText(name: string): boolean {
    if (name.startsWith('AWS::')) return TEXTS.has(name);
    const kind = this.#policy.template?.kindOf(name);
    return name.includes('.') || (kind !== undefined && kind !== 'parameter');
  }
}

function decided(): Declined {
  return new Declined('a deployment decides what it holds');
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(UNSEEN, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What some YAML takes for line ends, or for no text at all. */
const UNSEEN = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
const TEXTS: ReadonlySet<string> = new Set(
  ['AccountId', 'Partition', 'Region', 'StackId', 'StackName', 'URLSuffix'].map((name) => `AWS::${name}`),
);

/** What `Fn::Sub` calls the value of a reference; undefined for another call. */
function nameIn(written: string): string | undefined {
  const [, ref] = /^(?:!Ref\s+|\{?\s*["']?Ref["']?\s*:\s*)["']?([\w:]+)["']?\s*\}?$/.exec(written) ?? [];
  if (ref !== undefined) return ref;
  const [, path] = /^(?:!GetAtt\s+|\{?\s*["']?Fn::GetAtt["']?\s*:\s*)(\S[^\n]*)$/.exec(written) ?? [];
  const [, dotted] = /^["']?(\w+(?:\.\w+)+)["']?\s*\}?$/.exec(path ?? '') ?? [];
  const [, name, attribute] =
    /^\[\s*["']?(\w+)["']?\s*,\s*["']?(\w+(?:\.\w+)*)["']?\s*\]\s*\}?$/.exec(path ?? '') ?? [];
  return dotted ?? (name !== undefined && attribute !== undefined ? `${name}.${attribute}` : undefined);
}
