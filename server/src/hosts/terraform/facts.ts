import type { Resource } from '../../tree/cursor.ts';
import type { Facts, TakenFile } from '../host.ts';
import {
  addressOf,
  attributeOf,
  filePath,
  isOtherClouds,
  isTrustPlace,
  labelOf,
  literalText,
  POLICY_DOCUMENT,
  textOf,
} from './places.ts';
import { readFile } from './reader.ts';
import type { Block, Expression, ObjectMember, SyntaxTree } from './syntax.ts';

/** What a file of a module tells the module's other files. */
export interface ModuleFacts extends Facts {
  readonly locals: readonly Local[];
  readonly uses: readonly Use[];
  readonly providers: readonly IdentityProvider[];
  readonly resources: readonly Resource[];
  /** What its policy documents are called, and its roles. */
  readonly documents: readonly string[];
  readonly roles: readonly string[];
}

/** A name that the module gives a value. */
export interface Local {
  readonly name: string;
  readonly value: Expression | undefined;
  /** The file's. */
  readonly text: string;
}

/** A place where a policy document or a local is used. */
export interface Use {
  /** `data.x` for a policy document, `local.x`. */
  readonly of: string;
  /** `trust`: as a role's trust policy. `other`: as another policy. `unknown`: it does not say. Else what it goes into. */
  readonly as: 'trust' | 'other' | 'unknown' | { readonly part: string };
  readonly owner: RoleFacts | undefined;
}

/** What a module says of a role. */
export interface RoleFacts {
  readonly address: string;
  readonly name: string | undefined;
  readonly path: string | undefined;
}

/** An identity provider whose ARN the module's text tells but for the account. */
export interface IdentityProvider {
  /** `aws_iam_openid_connect_provider.gitlab`. */
  readonly address: string;
  /** `oidc-provider/gitlab.com`. */
  readonly resource: string;
}

/** What one file tells; undefined where nothing can be read. */
export function moduleFacts(path: string, text: string, tree = readFile(text)): ModuleFacts | undefined {
  if (!tree) return undefined;
  const { locals, uses, providers, takes, resources, documents, roles } = new FactFinder(text, tree);
  const told = locals.map(({ name, value }) => [name, value ? textOf(text, value.span) : '']);
  const key = JSON.stringify([told, uses, providers, takes, resources, documents, roles]);
  return { path, key, locals, uses, providers, takes, resources, documents, roles };
}

export function isModuleFacts(facts: Facts): facts is ModuleFacts {
  return 'locals' in facts && 'uses' in facts;
}

/** The role that a resource makes. */
export function roleOf(text: string, block: Block): RoleFacts | undefined {
  const name = ROLES.get(labelOf(block, 0) ?? '');
  if (name === undefined || block.type.text !== 'resource') return undefined;
  const said = (attribute: string): string | undefined => literalText(text, attributeOf(block.body, attribute)?.value);
  return { address: addressOf(block), name: said(name), path: said('path') };
}

/** Resources that make a role, with the argument that names it. */
export const ROLES: ReadonlyMap<string, string> = new Map([
  ['aws_iam_role', 'name'],
  ['awscc_iam_role', 'role_name'],
]);

class FactFinder {
  readonly locals: Local[] = [];
  readonly uses: Use[] = [];
  readonly providers: IdentityProvider[] = [];
  readonly takes: TakenFile[] = [];
  readonly resources: Resource[] = [];
  readonly documents: string[] = [];
  readonly roles: string[] = [];
  readonly #text: string;

  constructor(text: string, { body }: SyntaxTree) {
    this.#text = text;
    for (const item of body.items) {
      if (item.kind === 'block') this.#block(item);
      else this.#walk(item.value, isTrustPlace(item.name.text) ? 'trust' : 'unknown', undefined);
    }
  }

  #block(block: Block): void {
    switch (block.type.text) {
      case 'locals':
        for (const item of block.body.items) if (item.kind === 'attribute') this.#local(item.name.text, item.value);
        return;
      case 'resource':
      case 'data':
        if (isOtherClouds(block)) return;
        this.#provider(block);
        this.#role(block);
        if (labelOf(block, 0) === POLICY_DOCUMENT) this.#document(block);
        else this.#arguments(block, block.type.text === 'resource' ? 'other' : 'unknown', roleOf(this.#text, block));
        return;
      case 'module':
        this.#arguments(block, 'unknown', { address: addressOf(block), name: undefined, path: undefined });
        return;
      default:
        this.#arguments(block, 'unknown', undefined);
    }
  }

  #local(name: string, value: Expression | undefined): void {
    this.locals.push({ name, value, text: this.#text });
    this.#walk(value, isTrustPlace(name) ? 'trust' : { part: `local.${name}` }, undefined);
  }

  #document(block: Block): void {
    this.documents.push(labelOf(block, 1) ?? '');
    this.#parts(block, `data.${labelOf(block, 1) ?? ''}`);
  }

  /** Documents and locals that a policy document takes. */
  #parts({ body }: Block, part: string): void {
    for (const item of body.items) {
      if (item.kind === 'block') this.#parts(item, part);
      else this.#walk(item.value, { part }, undefined);
    }
  }

  #arguments({ body }: Block, as: Use['as'], owner: RoleFacts | undefined): void {
    for (const item of body.items) {
      if (item.kind === 'block') this.#arguments(item, as, owner);
      else this.#walk(item.value, isTrustPlace(item.name.text) ? 'trust' : as, owner);
    }
  }

  /** An OIDC provider is named by its URL, a SAML provider by its name. */
  #provider(block: Block): void {
    const said = (attribute: string): string =>
      literalText(this.#text, attributeOf(block.body, attribute)?.value) ?? '';
    switch (labelOf(block, 0)) {
      case 'aws_iam_openid_connect_provider':
        this.#declares(block, 'oidc-provider/', said('url').replace(/^https:\/\//, ''));
        break;
      case 'aws_iam_saml_provider':
        this.#declares(block, 'saml-provider/', said('name'));
        break;
      case undefined:
    }
  }

  #declares(block: Block, kind: string, name: string): void {
    const resource = name === '' ? undefined : kind + name;
    if (resource !== undefined) this.providers.push({ address: addressOf(block), resource });
    this.#refersTo(block, 'identity provider', resource);
  }

  /** Of several resources with keys nobody but a plan knows which one is meant. */
  #refersTo(block: Block, kind: Resource['kind'], name: string | undefined): void {
    if (attributeOf(block.body, 'for_each')) return;
    const index = attributeOf(block.body, 'count') ? '[0]' : '';
    this.resources.push({ kind, arn: `${addressOf(block)}${index}.arn`, name });
  }

  #role(block: Block): void {
    const name = ROLES.get(labelOf(block, 0) ?? '');
    if (name === undefined) return;
    const said = literalText(this.#text, attributeOf(block.body, name)?.value);
    if (block.type.text === 'resource') this.roles.push(labelOf(block, 1) ?? '');
    this.#refersTo(block, 'role', said && `role/${said}`);
  }

  #walk(expression: Expression | undefined, as: Use['as'], owner: RoleFacts | undefined): void {
    switch (expression?.kind) {
      case 'object':
        for (const { key, value } of expression.members)
          this.#walk(value, isTrustPlace(keyText({ key })) ? 'trust' : as, owner);
        break;
      case 'tuple':
        for (const item of expression.items) this.#walk(item, as, owner);
        break;
      case 'parentheses':
        this.#walk(expression.inner, as, owner);
        break;
      case 'conditional':
        this.#walk(expression.whenTrue, as, owner);
        this.#walk(expression.whenFalse, as, owner);
        break;
      case 'call':
        if (as === 'trust' && (expression.name.text === 'file' || expression.name.text === 'templatefile'))
          this.#take(expression.arguments[0], expression.name.text === 'templatefile', owner);
        for (const argument of expression.arguments) this.#walk(argument, as, owner);
        break;
      case 'template':
        if (textOf(this.#text, expression.span).includes('{')) this.#mentions(expression, as, owner);
        break;
      case 'reference':
      case 'opaque':
        this.#mentions(expression, as, owner);
        break;
      case 'literal':
      case undefined:
    }
  }

  #mentions({ span }: Expression, as: Use['as'], owner: RoleFacts | undefined): void {
    for (const { 1: data, 2: local } of textOf(this.#text, span).matchAll(MENTIONS))
      this.uses.push({ of: data === undefined ? `local.${local ?? ''}` : `data.${data}`, as, owner });
  }

  #take(file: Expression | undefined, isFilled: boolean, owner: RoleFacts | undefined): void {
    const path = filePath(this.#text, file)?.path;
    if (path === undefined) return;
    const role = owner && { roleName: owner.name, path: owner.path, address: owner.address };
    this.takes.push({ path, isFilled, role });
  }
}

/** Policy documents and locals that an expression names, whatever it makes of them. */
const MENTIONS = /\bdata\.aws_iam_policy_document\.([\w-]+)|\blocal\.([\w-]+)/g;

function keyText({ key }: Pick<ObjectMember, 'key'>): string {
  if (key.kind === 'name') return key.text;
  return key.kind === 'template' ? key.value : '';
}
