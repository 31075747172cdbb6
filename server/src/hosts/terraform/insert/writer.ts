import { USUAL, type Block, type Expression, type Style, type Verbatim } from '../../../text/hcl/layout.ts';
import { freeLabel } from '../../../text/hcl/labels.ts';
import { itemsOf, memberOf, type ValueNode } from '../../../tree/node.ts';
import type { PolicySource } from '../../../tree/source.ts';
import { plain, type Template, type TemplateText } from '../../../tree/template.ts';
import type { Module } from '../module.ts';
import { memberParts, type Part } from '../newBody.ts';
import { TemplatePen } from '../pen.ts';
import { POLICY_DOCUMENT } from '../places.ts';
import { TerraformPolicy } from '../policy.ts';
import { readFile } from '../reader.ts';
import { containersIn } from '../write/expressions.ts';
import { lineEndOf } from '../write/lines.ts';
import { styleOf, unitIn } from '../write/style.ts';
import { isSayable } from './sayable.ts';

/** Where something new is written: what it has for neighbours. */
export interface Surroundings {
  readonly text: string;
  readonly policies: readonly PolicySource[];
  readonly module: Module;
  readonly offset: number;
}

/** The members of a policy, perhaps with places to fill in. */
export interface NewPolicy {
  readonly [element: string]: Template;
}

/** Writes a new policy as its neighbours are written. */
export class NewPolicyWriter {
  readonly style: Style;
  readonly #around: Surroundings;
  readonly #pen: TemplatePen;
  readonly #documentPen: TemplatePen;

  /** @param snippet whether tab stops are wanted; else they hold their default texts */
  constructor(around: Surroundings, snippet = false) {
    const { text } = around;
    const near = nearest(around, (policy) => policy instanceof TerraformPolicy && !policy.isDocument);
    const unit = unitAround(around);
    const style = styleOf(text, near ? containersIn(near.root) : []);
    this.#around = around;
    this.style = { ...USUAL, eol: lineEndOf(text), unit };
    const refer = (text: string): string | undefined => {
      const name = PROVIDER.exec(text)?.[1];
      return name === undefined ? undefined : around.module.providerArn(name);
    };
    this.#pen = new TemplatePen({ ...style, unit }, snippet, refer);
    this.#documentPen = new TemplatePen(this.style, snippet, refer);
  }

  /** Whether a data source is what is usual here. */
  get prefersDocument(): boolean {
    const near = nearest(this.#around, () => true);
    return near ? near instanceof TerraformPolicy && near.isDocument : this.#around.module.takesDocuments;
  }

  roleLabel(label: string): string {
    return freeLabel(label, (free) => this.#around.module.hasRole(free));
  }

  /** A label for a role, with which its data source has one too: `deploy` and `deploy_trust`. */
  pairLabel(label: string): string {
    const { module } = this.#around;
    return freeLabel(label, (free) => module.hasRole(free) || module.hasDocument(`${free}_trust`));
  }

  documentLabel(label: string): string {
    return freeLabel(label, (free) => this.#around.module.hasDocument(free));
  }

  /** Laid out as the objects of the policy before are, whatever is around it. */
  jsonencode(policy: NewPolicy): Verbatim {
    const call = { call: 'jsonencode', argument: this.#pen.expression(policy) };
    return { write: (indent) => this.#pen.layout.value(call, indent), isObject: false };
  }

  /** Undefined for a policy of which a data source would make another. */
  document(label: string, policy: NewPolicy): Block | undefined {
    if (!isSayable(plain(policy))) return undefined;
    const near = nearest(this.#around, (each) => each instanceof TerraformPolicy && each.isDocument);
    const parts = memberParts(policy);
    const lines = this.#documentPen.lines(near && !saysEffects(near.root) ? parts.map(withoutEffect) : parts);
    return { block: `data "${POLICY_DOCUMENT}" "${label}"`, lines };
  }

  role(label: string, name: string | TemplateText | undefined, policy: Expression): Block {
    const lines = [
      ...(name === undefined ? [] : [{ name: 'name', value: this.#pen.text(name) }]),
      { name: 'assume_role_policy', value: policy },
    ];
    return { block: `resource "aws_iam_role" "${label}"`, lines };
  }

  blocks(...blocks: readonly Block[]): string {
    const { eol } = this.style;
    return blocks.map((block) => this.#documentPen.layout.block(block, '')).join(eol + eol);
  }
}

/** A role and the identity providers that it trusts are in one account, that of the module. */
const PROVIDER = /^arn:aws[\w-]*:iam::[^:]*:((?:oidc|saml)-provider\/.+)$/;

/** The trust policy before an offset, or the first. */
function nearest(
  { policies, offset }: Surroundings,
  isWanted: (policy: PolicySource) => boolean,
): PolicySource | undefined {
  const trusted = policies.filter((policy) => policy.kind === 'trust' && isWanted(policy));
  return trusted.findLast(({ root }) => root.span.start < offset) ?? trusted[0];
}

/** One level of indentation, as the block around an offset has it, else as the first does. */
function unitAround({ text, offset }: Surroundings): string {
  const items = readFile(text)?.body.items ?? [];
  const blocks = items.filter((item) => item.kind === 'block');
  const around = blocks.filter(({ span }) => span.start <= offset && offset <= span.end);
  for (const { body } of [...around, ...blocks]) {
    const unit = unitIn(text, body);
    if (unit !== undefined) return unit;
  }
  return USUAL.unit;
}

function saysEffects(root: ValueNode): boolean {
  const statements = root.kind === 'object' ? itemsOf(memberOf(root, 'Statement')?.value) : [];
  return !statements.length || statements.some((node) => node.kind === 'object' && !memberOf(node, 'Effect')?.implied);
}

/** A statement that allows does so by default. */
function withoutEffect(part: Part): Part {
  if (!('block' in part)) return part;
  const isDefault = (each: Part): boolean => 'name' in each && each.name === 'effect' && each.value === 'Allow';
  return { ...part, parts: part.parts.filter((each) => !isDefault(each)) };
}

/** What is the JSON text of a data source. */
export function referenceTo(label: string): string {
  return `data.${POLICY_DOCUMENT}.${label}.json`;
}
