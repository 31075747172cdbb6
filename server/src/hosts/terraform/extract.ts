import type { Span } from '../../text/span.ts';
import type { ObjectNode, ValueNode } from '../../tree/node.ts';
import { ownersOf, type Owner, type PolicySource, type SyntaxProblem } from '../../tree/source.ts';
import type { Extraction } from '../host.ts';
import { JsonTextPolicy } from '../jsonText/policy.ts';
import { unreadableIn } from '../jsonText/problems.ts';
import { isMembersPolicy, isTrustMember, kindOf, trustsByContent } from '../recognise.ts';
import { settled, type Filling } from '../settle.ts';
import { fillingOf } from './fillings.ts';
import { moduleFacts, roleOf, ROLES, type ModuleFacts, type RoleFacts } from './facts.ts';
import { CHOICES, OF_LISTS } from './functions.ts';
import { jsonOf } from './jsonText.ts';
import { Module } from './module.ts';
import { addressOf, attributeOf, bare, isOtherClouds, isTrustPlace, labelOf, POLICY_DOCUMENT } from './places.ts';
import { TerraformPolicy } from './policy.ts';
import { DOCUMENTS, policyDocumentOf } from './policyDocument.ts';
import { readFile } from './reader.ts';
import { MODULE } from './references.ts';
import type { Block, Call, Expression, SyntaxTree } from './syntax.ts';
import type { Template } from './template.ts';
import { ValueReader } from './values.ts';

/**
 * Finds every trust policy in a file of a module: in arguments, in data sources, in JSON text; total, whatever the text.
 * @param beside what the module's other files tell
 */
export function extract(path: string, text: string, beside: readonly ModuleFacts[]): Extraction {
  const tree = readFile(text);
  const own = tree && moduleFacts(path, text, tree);
  if (!own) return { policies: [], problems: [], isPolicy: false, starts: false };
  const search = new Search(text, tree, new Module([own, ...beside]));
  search.file();
  const policies = search.policies.toSorted((a, b) => a.root.span.start - b.root.span.start);
  return { policies, problems: search.problems, isPolicy: false, starts: false };
}

/** What makes an object a trust policy, besides its content or instead of it. */
interface Claim {
  readonly toldBy: PolicySource['toldBy'];
  readonly accepts: (node: ObjectNode) => boolean;
  /** It is merged into another policy: what it lacks, that one may have. */
  readonly isPart?: boolean;
}

const BY_CONTENT: Claim = { toldBy: 'content', accepts: trustsByContent };
const BY_MEMBER: Claim = { toldBy: 'member', accepts: isMembersPolicy };

/** Blocks whose arguments are the callers' side, or are none of a deploy. */
export const NO_PLACE: ReadonlySet<string> = new Set([
  'provider',
  'terraform',
  'variable',
  'moved',
  'import',
  'removed',
  'remote_state',
  'assume_role',
]);

class Search {
  readonly policies: PolicySource[] = [];
  readonly problems: SyntaxProblem[] = [];
  readonly #text: string;
  readonly #tree: SyntaxTree;
  readonly #module: Module;
  /** By address. */
  #blocks: ReadonlyMap<string, Block> | undefined;
  /** Where policies start: what several roles take from one local is one policy. */
  readonly #starts = new Set<number>();

  constructor(text: string, tree: SyntaxTree, module: Module) {
    this.#text = text;
    this.#tree = tree;
    this.#module = module;
  }

  file(): void {
    for (const item of this.#tree.body.items) {
      if (item.kind === 'block') this.#block(item, undefined);
      else this.#expression(item.value, claimOf(item.name.text), undefined); // Terragrunt's inputs
    }
  }

  #block(block: Block, outer: Owner | undefined): void {
    const { text } = block.type;
    if (NO_PLACE.has(text) || ((text === 'resource' || text === 'data') && isOtherClouds(block))) return;
    if (text === 'data' && labelOf(block, 0) === POLICY_DOCUMENT) {
      this.#document(block);
      return;
    }
    const owner = outer ?? this.#ownerOf(block);
    for (const item of block.body.items) {
      if (item.kind === 'block') this.#block(item, owner);
      else if (text !== 'locals') this.#expression(item.value, claimOf(item.name.text), owner);
      else {
        const name = `local.${item.name.text}`;
        const claim = this.#module.isTrusted(name) ? BY_MEMBER : claimOf(item.name.text);
        this.#expression(item.value, claim, this.#ownerOfNamed(name, item.span, item.name.span));
      }
    }
  }

  #document(block: Block): void {
    const name = `data.${labelOf(block, 1) ?? ''}`;
    const trusted = this.#module.isTrusted(name);
    if (!trusted && this.#module.isOther(name)) return;
    const reader = new ValueReader(this.#text, this.#module);
    const root = policyDocumentOf(block, reader);
    const claim = trusted ? BY_MEMBER : BY_CONTENT;
    const owner = this.#ownerOfNamed(name, block.span, block.labels[1]?.span);
    if (claim.accepts(root)) this.#found(root, claim, owner, reader, true);
    for (const item of block.body.items)
      if (item.kind === 'attribute' && DOCUMENTS.has(item.name.text)) this.#merged(item.value, claim, owner);
  }

  /** Documents that are merged into another one, where they are written out. */
  #merged(written: Expression | undefined, claim: Claim, owner: Owner | undefined): void {
    const found = bare(this.#text, written);
    const lists = found?.kind === 'call' && OF_LISTS.has(found.name.text);
    const parts = found?.kind === 'tuple' ? found.items : lists ? found.arguments : undefined;
    if (parts) for (const part of parts) this.#merged(part, claim, owner);
    else this.#expression(found, { ...claim, isPart: true }, owner);
  }

  #expression(written: Expression | undefined, claim: Claim, owner: Owner | undefined): void {
    const expression = bare(this.#text, written);
    switch (expression?.kind) {
      case 'template':
        this.#json(expression, claim, owner);
        break;
      case 'call':
        this.#call(expression, claim, owner);
        break;
      case 'conditional':
        this.#expression(expression.whenTrue, claim, owner);
        this.#expression(expression.whenFalse, claim, owner);
        break;
      case 'tuple':
        for (const item of expression.items) this.#expression(item, BY_CONTENT, owner);
        break;
      case 'object':
        for (const { key, value } of expression.members)
          this.#expression(
            value,
            key.kind === 'name' || key.kind === 'template' ? claimOf(nameOf(key)) : BY_CONTENT,
            owner,
          );
        break;
      case 'parentheses':
      case 'literal':
      case 'reference':
      case 'opaque':
      case undefined:
    }
  }

  #call(call: Call, claim: Claim, owner: Owner | undefined): void {
    const [first] = call.arguments;
    if (call.name.text === 'jsonencode' && first) {
      const reader = new ValueReader(this.#text, this.#module);
      this.#value(reader.value(first), claim, owner, reader);
      return;
    }
    const filling = fillingOf(this.#text, call);
    const whole = filling && bare(this.#text, first);
    if (whole?.kind === 'template') {
      this.#json(whole, claim, owner, filling);
      return;
    }
    const inner = CHOICES.has(call.name.text) ? claim : BY_CONTENT;
    for (const argument of call.arguments) this.#expression(argument, inner, owner);
  }

  /** The policy that a value is, or those in it. */
  #value(node: ValueNode, claim: Claim, owner: Owner | undefined, reader: ValueReader): void {
    if (node.kind === 'array') for (const item of node.items) this.#value(item, BY_CONTENT, owner, reader);
    if (node.kind !== 'object') return;
    if (claim.accepts(node)) this.#found(node, claim, owner, reader, false);
    else for (const { key, value } of node.members) if (value) this.#value(value, claimOf(key.value), owner, reader);
  }

  #found(whole: ObjectNode, claim: Claim, owner: Owner | undefined, reader: ValueReader, isDocument: boolean): void {
    if (this.#starts.has(whole.span.start)) return;
    this.#starts.add(whole.span.start);
    const root = claim.isPart ? partOf(whole) : whole;
    const { unreadable } = this.#tree;
    const { toldBy } = claim;
    const taken = reader.taken.map(({ span }) => span);
    const own = reader.taken.filter(({ name }) => this.#module.isOnlyTrust(name)).map(({ span }) => span);
    const { brought } = reader;
    const given = { root, kind: kindOf(root), toldBy, owner, unreadable, taken, own, brought, isDocument };
    this.policies.push(new TerraformPolicy(this.#text, given));
  }

  /** @param filling what a function fills in besides */
  #json(template: Template, claim: Claim, owner: Owner | undefined, filling?: Filling): void {
    if (!template.closed || !/^\s*\{/.test(template.value)) return;
    if (claim.toldBy === 'content' && !template.value.includes('Statement')) return;
    const { root: read, problems, layer } = jsonOf(template);
    if (read?.kind !== 'object' || !claim.accepts(read) || this.#starts.has(read.span.start)) return;
    const { root: whole, facts: filled } = settled(read, filling);
    const root = claim.isPart ? partOf(whole) : whole;
    this.#starts.add(root.span.start);
    this.problems.push(...problems);
    const given = {
      root,
      kind: kindOf(root),
      place: 'embedded' as const,
      toldBy: claim.toldBy,
      owner,
      template: MODULE,
      substituted: false,
    };
    const unreadable = [...unreadableIn(problems), ...this.#unreadableIn(root.span)];
    const owners = ownersOf({ owner }).map(({ address, roleName, path }) => [address, roleName, path]);
    const facts = JSON.stringify([owners, filled]);
    this.policies.push(
      new JsonTextPolicy(this.#text, { ...given, layers: [layer], unreadable, substituted: false, facts }),
    );
  }

  #unreadableIn({ start, end }: Span): Span[] {
    return this.#tree.unreadable.filter((span) => span.start >= start && span.end <= end);
  }

  #ownerOf(block: Block): Owner | undefined {
    const role = roleOf(this.#text, block);
    return role && ownerBy(role, block.span, nameSpanOf(block));
  }

  /** Of a policy that roles refer to by its name: the first of them, with the others. Roles of other files are where the policy is. */
  #ownerOfNamed(name: string, span: Span, nameSpan: Span | undefined): Owner | undefined {
    const [owner, ...others] = this.#module.rolesOf(name).map((role): Owner => {
      const block = this.#blockOf(role.address);
      return {
        ...(block ? ownerBy(role, block.span, nameSpanOf(block)) : ownerBy(role, span, nameSpan)),
        isApart: true,
      };
    });
    return owner && { ...owner, ...(others.length && { others }) };
  }

  #blockOf(address: string): Block | undefined {
    this.#blocks ??= new Map(
      this.#tree.body.items.flatMap((item) => (item.kind === 'block' ? [[addressOf(item), item]] : [])),
    );
    return this.#blocks.get(address);
  }
}

/** A policy that is merged into another one. */
function partOf(whole: ObjectNode): ObjectNode {
  return { ...whole, open: whole.open ?? 'documents' };
}

function ownerBy({ address, name, path }: RoleFacts, span: Span, nameSpan = span): Owner {
  return { roleName: name, roleArn: undefined, path, logicalId: undefined, address, span, nameSpan };
}

/** Where a block names the role that it makes. */
function nameSpanOf(block: Block): Span | undefined {
  const name = attributeOf(block.body, ROLES.get(labelOf(block, 0) ?? '') ?? '');
  return name?.value?.span ?? block.labels.at(-1)?.span;
}

function claimOf(name: string): Claim {
  return isTrustPlace(name) || isTrustMember(name) ? BY_MEMBER : BY_CONTENT;
}

function nameOf(key: { readonly kind: 'name'; readonly text: string } | Template): string {
  return key.kind === 'name' ? key.text : key.value;
}
