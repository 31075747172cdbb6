import { isDeepStrictEqual } from 'node:util';
import type { Finding, Fix } from '../../../server/src/findings.ts';
import { check, editsOf, finish, type Config, type PolicyDocument } from '../../../server/src/service.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { toJson, type JsonValue, type StringNode, type ValueNode } from '../../../server/src/tree/node.ts';
import { testContext } from '../context.ts';
import { TERRAFORM_FORMS, twinsOf, type Twin } from './forms.ts';

/** A fix of a policy, and what it makes of a twin. */
export interface FixedTwin {
  readonly twin: Twin;
  readonly finding: Finding;
  readonly fix: Fix;
  /** The twin's text then; undefined where it cannot be written. */
  readonly after: string | undefined;
  /** The policy then. */
  readonly meant: JsonValue | undefined;
}

/** Each fix that is offered for a policy, as the same finding of a twin has it. */
export function fixedTwins(
  original: PolicyDocument,
  config: Partial<Config> = {},
  forms = TERRAFORM_FORMS,
): readonly FixedTwin[] {
  const findings = findingsOf(original, config).filter(({ fixes }) => fixes.some(({ kind }) => kind === 'tree'));
  if (!findings.length) return [];
  return twinsOf(original, forms).flatMap((twin) => {
    const left = new Set(findingsOf(twin.document, config));
    return findings.flatMap((finding) => {
      const same = [...left].find((its) => isTwin(its, finding, twin));
      if (!same) return [];
      left.delete(same);
      return finding.fixes.flatMap((fix): FixedTwin[] => {
        const edits = fix.kind === 'tree' ? editsOf(original, finding, fix) : undefined;
        const its = same.fixes.find(({ title }) => title === fix.title);
        if (!edits || !its) return [];
        const meant = valueOf(original.withText(applyEdits(original.text, edits)));
        const written = editsOf(twin.document, same, its);
        return [{ twin, finding, fix, after: written && applyEdits(twin.document.text, written), meant }];
      });
    });
  });
}

/** What fixes make of twins otherwise than of the policy: nothing, as a rule. */
export function fixDifferences(
  original: PolicyDocument,
  config: Partial<Config> = {},
  forms = TERRAFORM_FORMS,
): readonly string[] {
  return fixedTwins(original, config, forms).flatMap(({ twin, finding, fix, after, meant }) => {
    const what = `${twin.form.name}: ${finding.ruleId}: ${fix.title}\n${twin.document.text}`;
    if (after === undefined) return [`cannot be written: ${what}`];
    const said = valueOf(twin.document.withText(after));
    return isDeepStrictEqual(saidIn(twin, said), saidIn(twin, meant))
      ? []
      : [`${what}\n${after}\n${JSON.stringify(said)}\n${JSON.stringify(meant)}`];
  });
}

function findingsOf(document: PolicyDocument, config: Partial<Config>): readonly Finding[] {
  return finish(check(document, testContext(config))).findings;
}

function isTwin(its: Finding, { ruleId, messageId, span, fixes }: Finding, { printed }: Twin): boolean {
  if (its.ruleId !== ruleId || its.messageId !== messageId || its.fixes.length !== fixes.length) return false;
  return [printed.place(span), printed.head(span)].some(
    (place) => place?.start === its.span.start && place.end === its.span.end,
  );
}

/** What the policy of a document says, whatever of it is in a list of one; values made by chance are one. */
export function valueOf({ extraction }: PolicyDocument): JsonValue | undefined {
  const [policy] = extraction.policies;
  return policy && plain(withoutNames(policy.root));
}

/**
 * What a policy says, as the form of a twin can say it: a number or a Boolean is a text in a policy document, once an element
 * that is none there becomes a block.
 */
export function saidIn({ form }: Twin, value: JsonValue | undefined): JsonValue | undefined {
  return form.name === 'data source' && value !== undefined ? withoutTypes(value) : value;
}

function withoutTypes(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(withoutTypes);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutTypes(inner)]));
  return value === null ? value : String(value);
}

/** What a deploy fills in has another name in each language. */
function withoutNames(node: ValueNode): JsonValue {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(
        node.members.flatMap(({ key, value }) => (value ? [[textOf(key), withoutNames(value)]] : [])),
      );
    case 'array':
      return node.items.map(withoutNames);
    case 'string':
      return textOf(node);
    case 'literal':
    case 'opaque':
      return toJson(node);
  }
}

function textOf({ value, holes }: StringNode): string {
  const filled = holes.filter(({ reason }) => reason === 'intrinsic' || reason === 'interpolation');
  return filled.reduceRight((text, { from, to }) => `${text.slice(0, from)}…${text.slice(to)}`, value);
}

/** Lists of one as what is in them, as they mean the same. */
export function plain(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    const items = (value as readonly JsonValue[]).map(plain);
    return items.length === 1 ? (items[0] ?? null) : items;
  }
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  return typeof value === 'string' ? value.replace(/^random-\d+$/, 'random') : value;
}
