import { itemsOf, memberOf, type ObjectNode } from '../../tree/node.ts';
import { hasResource, statementsOf } from '../policyMembers.ts';
import { jsonOf } from './jsonText.ts';
import { JsonTextPolicy } from '../jsonText/policy.ts';
import type { Module } from './module.ts';
import { labelOf } from './places.ts';
import { TerraformPolicy } from './policy.ts';
import { policyDocumentOf } from './policyDocument.ts';
import { readFile } from './reader.ts';
import type { Template } from './template.ts';
import { ValueReader } from './values.ts';

/**
 * A data source as the trust policy that it may become, while nothing in it says so yet; undefined where something says that it
 * is another policy. @param start where its block begins
 */
export function begunDocument(text: string, start: number, module: Module): TerraformPolicy | undefined {
  const tree = readFile(text);
  const block = tree?.body.items.find((item) => item.kind === 'block' && item.span.start === start);
  if (block?.kind !== 'block' || !tree) return undefined;
  const name = `data.${labelOf(block, 1) ?? ''}`;
  const reader = new ValueReader(text, module);
  const root = policyDocumentOf(block, reader);
  if (!module.isTrusted(name) && (module.isOther(name) || isOtherPolicy(root))) return undefined;
  const { unreadable } = tree;
  const taken = reader.taken.map(({ span }) => span);
  const own = reader.taken.filter(({ name }) => module.isOnlyTrust(name)).map(({ span }) => span);
  const { brought } = reader;
  return new TerraformPolicy(text, {
    root,
    kind: 'trust',
    toldBy: 'member',
    owner: undefined,
    unreadable,
    taken,
    own,
    brought,
    isDocument: true,
  });
}

/** Whether a statement has resources, or an action that nobody assumes a role with. */
function isOtherPolicy(root: ObjectNode): boolean {
  return statementsOf(root).some(
    (statement) =>
      hasResource(statement) ||
      itemsOf(memberOf(statement, 'Action')?.value).some(
        (action) => action.kind === 'string' && !mayBeSts(action.value),
      ),
  );
}

/** So far. */
function mayBeSts(action: string): boolean {
  const written = action.toLowerCase();
  return written.startsWith(STS) || STS.startsWith(written);
}

const STS = 'sts:';

/** The JSON text of a template as the trust policy that it may become; undefined before it has a brace. */
export function begunText(text: string, template: Template): JsonTextPolicy | undefined {
  const { root, layer } = jsonOf(template);
  if (root?.kind !== 'object') return undefined;
  return new JsonTextPolicy(text, {
    root,
    kind: 'trust',
    place: 'embedded',
    toldBy: 'member',
    owner: undefined,
    template: undefined,
    layers: [layer],
    unreadable: [],
    substituted: false,
  });
}
