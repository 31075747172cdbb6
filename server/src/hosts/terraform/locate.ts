import type { Cursor } from '../../tree/cursor.ts';
import { contains } from '../../text/span.ts';
import type { Extraction, HostDocument } from '../host.ts';
import { locateIn, type JsonCursor } from '../jsonText/locate.ts';
import { JsonTextPolicy } from '../jsonText/policy.ts';
import { begunDocument, begunText } from './begun.ts';
import { claimAt } from './claims.ts';
import type { HclCursor } from './cursor.ts';
import { extract } from './extract.ts';
import { isModuleFacts } from './facts.ts';
import type { NewPolicyCursor } from './insert/cursor.ts';
import { wordPlaceAt } from './insert/place.ts';
import { locateInDocument } from './locateDocument.ts';
import { entryOf, locateInValue } from './locateValue.ts';
import { moduleOf, type Module } from './module.ts';
import { POLICY_DOCUMENT } from './places.ts';
import { TerraformPolicy } from './policy.ts';
import { standingAt, type Standing } from './standing.ts';

/** A cursor in a Terraform file: in JSON text, else in the file's own language. */
export type TerraformCursor = HclCursor | JsonCursor | NewPolicyCursor;

/** Where a cursor stands in a trust policy of a file, whichever way that is written; half-typed text is no obstacle. */
export function locate(document: HostDocument, { policies }: Extraction, offset: number): TerraformCursor | undefined {
  if (document.named === false) return undefined;
  const standing = standingAt(document.text, offset);
  if (!standing) return undefined;
  const module = moduleOf(document);
  const place = { standing, module };
  const cursor = inText(document.text, policies, place, offset) ?? inLanguage(document, policies, place);
  return cursor ? withResources(cursor, module) : atNew(document, policies, place, offset);
}

interface Place {
  readonly standing: Standing;
  readonly module: Module;
}

/** In the JSON text of a heredoc or a string. */
function inText(
  text: string,
  policies: Extraction['policies'],
  { standing, module }: Place,
  offset: number,
): JsonCursor | undefined {
  const { template } = standing;
  if (!template || !/^\s*\{/.test(template.value)) return undefined;
  const known = policies.find((p) => p instanceof JsonTextPolicy && contains(template.span, p.root.span));
  if (known instanceof JsonTextPolicy) return locateIn(text, known.layers, known, offset);
  const policy = claimAt(standing, module).text ? begunText(text, template) : undefined;
  return policy && locateIn(text, policy.layers, policy, offset);
}

/** In a data source, or in an expression. */
function inLanguage(
  { path, beside }: HostDocument,
  found: Extraction['policies'],
  { standing, module }: Place,
): HclCursor | undefined {
  const { tokens, frames, isClosed } = standing;
  const { text } = tokens;
  // A string without an end takes brackets in, and blocks with them: what stands around the cursor is read with its end.
  const policies = isClosed ? extract(path, text, beside.filter(isModuleFacts)).policies : found;
  const own = policies.filter((p) => p instanceof TerraformPolicy);
  const [, first] = frames;
  if (first?.head[0] === 'data' && first.head[1] === POLICY_DOCUMENT) {
    const start = tokens.starts[first.start] ?? 0;
    // A document that is written out in it, to be merged.
    const part = entryOf(
      standing,
      own.filter(({ root }) => root.span.start > start),
    );
    if (part) return locateInValue(standing, part);
    const policy = own.find(({ root }) => root.span.start === start) ?? begunDocument(text, start, module);
    return policy && policy.kind !== 'unknown' ? locateInDocument(standing, frames.slice(1), policy) : undefined;
  }
  const entry = entryOf(standing, own);
  if (entry) return entry.policy?.kind === 'unknown' ? undefined : locateInValue(standing, entry);
  const { from } = claimAt(standing, module);
  return from === undefined ? undefined : locateInValue(standing, { policy: undefined, path: [], from });
}

/** Where a template makes a role, or the policy of one. */
function atNew(
  { text, path }: HostDocument,
  policies: Extraction['policies'],
  { standing, module }: Place,
  offset: number,
): NewPolicyCursor | undefined {
  const place = wordPlaceAt(standing, path);
  return (
    place && {
      policy: undefined,
      containers: [],
      path: [],
      at: 'document',
      typed: standing.typed,
      siblings: [],
      inText: false,
      keyOnly: false,
      isHostName: true,
      place,
      around: { text, policies, module, offset },
    }
  );
}

/** What names who is trusted may be a resource of the module; a role cannot wait for itself. */
function withResources<T extends Cursor>(cursor: T, { resources }: Module): T {
  if (cursor.at !== 'value' && cursor.at !== 'item') return cursor;
  const self = cursor.policy?.owner?.address ?? '';
  const isSelf = (arn: string): boolean => arn === `${self}.arn` || arn === `${self}[0].arn`;
  return { ...cursor, resources: resources.filter(({ arn }) => !isSelf(arn)) };
}
