import type { Span } from '../../text/span.ts';
import { isTrustMember } from '../recognise.ts';
import { readExpression } from './reader.ts';
import type { Attribute, Block, Body, Expression } from './syntax.ts';

/** Data sources that write policies. */
export const POLICY_DOCUMENT = 'aws_iam_policy_document';

/** Whether an argument of that name takes a role's trust policy: of a role, or of a module that makes one. */
export function isTrustPlace(name: string): boolean {
  return isTrustMember(name) || /(?:^|_)trust_policy(?:_json|_document)?$/.test(name);
}

const OTHER_CLOUDS =
  /^(?:alicloud|azuread|azurerm|baiducloud|google|huaweicloud|ibm|ksyun|oci|opentelekomcloud|tencentcloud|ucloud|volcengine|yandex)_/;

/** Whether a resource or a data source belongs to another cloud, whose policies may look like AWS's. */
export function isOtherClouds(block: Block): boolean {
  return isOfOtherCloud(labelOf(block, 0) ?? '');
}

/** The same of a type of resource. */
export function isOfOtherCloud(type: string): boolean {
  return OTHER_CLOUDS.test(type);
}

export function labelOf({ labels }: Block, index: number): string | undefined {
  const label = labels[index];
  return label?.kind === 'name' ? label.text : label?.value;
}

/** How a module calls what a block declares: `aws_iam_role.deploy`, `module.roles`. */
export function addressOf(block: Block): string {
  const labels = block.labels.map((_, i) => labelOf(block, i) ?? '');
  return (block.type.text === 'resource' ? labels : [block.type.text, ...labels]).join('.');
}

/** The last argument of that name. */
export function attributeOf(body: Body, name: string): Attribute | undefined {
  return body.items.findLast((item): item is Attribute => item.kind === 'attribute' && item.name.text === name);
}

/** What stands in a template that is nothing but a hole, and in parentheses. */
export function bare(text: string, expression: Expression | undefined): Expression | undefined {
  let at = expression;
  for (let depth = 0; depth < MAX_WRAPPERS; depth++) {
    const only = at?.kind === 'template' ? at.only : undefined;
    if (only) at = readExpression(text, only) ?? at;
    else if (at?.kind === 'parentheses' && at.inner) at = at.inner;
    else break;
  }
  return at;
}

/** Nobody wraps a value more often. */
const MAX_WRAPPERS = 4;

/** A text without anything that a plan fills in. */
export function literalText(text: string, expression: Expression | undefined): string | undefined {
  const found = bare(text, expression);
  return found?.kind === 'template' && found.closed && !found.holes.length ? found.value : undefined;
}

/** The path of a file from the folder of its module, and where it is said; undefined for one that only a plan knows. */
export function filePath(
  text: string,
  written: Expression | undefined,
): { readonly path: string; readonly span: Span } | undefined {
  const found = bare(text, written);
  if (found?.kind !== 'template' || !found.closed) return undefined;
  const path = found.value.replace(/^\$\{\s*path\.module\s*\}\//, '');
  return found.holes.length > (path === found.value ? 0 : 1) ? undefined : { path, span: found.span };
}

/** Whether it is `name.of.that`, of any index: its parts, as far as they are names. */
export function pathOf(expression: Expression | undefined): readonly string[] | undefined {
  if (expression?.kind !== 'reference') return undefined;
  const names = [expression.root.text];
  for (const step of expression.steps) if (step.kind === 'name') names.push(step.text);
  return names;
}

export function textOf(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}
