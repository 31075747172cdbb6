import { itemsOf, type ArrayNode, type Member, type OpaqueNode, type ValueNode } from '../tree/node.ts';
import type { Span } from '../text/span.ts';
import { GluedString } from './gluedString.ts';
import { isHostString } from './hostString.ts';
import { SubString } from './subString.ts';

/**
 * What a call of a CloudFormation function stands for: a string with what is filled in as holes, else a value that only a deploy
 * knows, with what it refers to.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 * @param written the call as it stands
 */
export function calledValue(call: Member, span: Span, written: () => string): ValueNode {
  const text = stringOf(call, span);
  if (text) return text;
  const node: OpaqueNode = { kind: 'opaque', span, reason: 'intrinsic', text: written(), ...intrinsicOf(call) };
  if (call.key.value === 'Fn::If' && call.value?.kind === 'array') {
    const choice: Choice = { ...node, given: call.value };
    return choice;
  }
  const keys = call.key.value === 'Fn::FindInMap' && call.value?.kind === 'array' ? call.value.items : [];
  const names = keys.flatMap((key) => (key.kind === 'string' && !key.holes.length ? [key.value] : []));
  if (names.length !== 3 || keys.length !== 3) return node;
  const lookup: Lookup = { ...node, keys: names };
  return lookup;
}

function stringOf({ key, value }: Member, span: Span): ValueNode | undefined {
  const [first, second] = itemsOf(value);
  switch (key.value) {
    case 'Fn::Sub':
      return first && isHostString(first) ? new SubString(first, span, namesOf(second)) : undefined;
    case 'Fn::Join':
      return first?.kind === 'string' && !first.holes.length && second?.kind === 'array' && !second.open
        ? GluedString.of(second.items, first.value, second.span, span)
        : undefined;
    default:
      return undefined;
  }
}

function namesOf(node: ValueNode | undefined): readonly string[] {
  return node?.kind === 'object' ? node.members.map(({ key }) => key.value) : [];
}

function intrinsicOf({ key, value }: Member): Pick<OpaqueNode, 'label' | 'refersTo'> {
  const name = key.value;
  if (name !== 'Ref' && name !== 'Fn::GetAtt') {
    return { label: value?.kind === 'string' ? `${name} ${value.value}` : name, refersTo: undefined };
  }
  const path = itemsOf(value).map((item) => (item.kind === 'string' ? item.value : '?'));
  const written = path.join('.');
  // `Ref` has a name with no attribute; `Fn::GetAtt` both, as a list or with a dot between them.
  const dot = name === 'Ref' ? -1 : written.indexOf('.');
  return {
    label: `${name} ${written}`,
    refersTo:
      dot < 0
        ? { name: written, attribute: undefined }
        : { name: written.slice(0, dot), attribute: written.slice(dot + 1) },
  };
}

/** Whether an object is a call of a CloudFormation function, and no more than its value. */
export function isIntrinsic(members: readonly Member[]): boolean {
  const name = members.length === 1 ? members[0]?.key.value : undefined;
  return name !== undefined && (name === 'Ref' || (name.startsWith('Fn::') && !name.startsWith('Fn::ForEach::')));
}

/** Whether a member is a call of a function that puts members in its place: `Fn::Transform`, `Fn::ForEach::Name`. */
export function bringsMembers({ key }: Member): boolean {
  return key.value.startsWith('Fn::');
}

/** Whether an item is a call of a macro, which may put several items in its place. */
export function bringsItems(item: ValueNode): boolean {
  return item.kind === 'opaque' && item.reason === 'intrinsic' && item.label?.startsWith(MACRO) === true;
}

const MACRO = 'Fn::Transform';

/** Whether a member or an item is absent by a deploy's word: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export function isNoValue(node: ValueNode | undefined): boolean {
  return node?.kind === 'opaque' && node.refersTo?.name === 'AWS::NoValue';
}

/** A value of the template's mappings, looked up by names that stand there. */
export interface Lookup extends OpaqueNode {
  readonly keys: readonly string[];
}

export function isLookup(node: OpaqueNode): node is Lookup {
  return 'keys' in node;
}

/** A value that a condition of the template chooses. */
interface Choice extends OpaqueNode {
  /** The condition's name, the value where it holds, and where it does not. */
  readonly given: ArrayNode;
}

/** What the function is given that chooses a value; undefined for any other node. */
export function choiceOf(node: ValueNode): ArrayNode | undefined {
  return 'given' in node ? (node as Choice).given : undefined;
}

/** The values that a node may be where a condition chooses, without what is absent; none for any other node. */
export function branchesOf(node: OpaqueNode): readonly ValueNode[] {
  return choiceOf(node)?.items.slice(1) ?? [];
}
