import { conditionKey } from '../../catalogue/conditionKeys.ts';
import { oidcProvider, type OidcProvider } from '../../catalogue/oidcProviders.ts';
import { withStops } from '../../generate/oidcTemplate.ts';
import type { ValueOffer } from '../../guards/guard.ts';
import { guardOf } from '../../guards/ofKey.ts';
import sourceAccount from '../../guards/source-account.ts';
import { endsOfDays } from '../../guards/offers.ts';
import { parseOperator, type Operator } from '../../iam/operators.ts';
import { parseProviderKey } from '../../iam/providerKey.ts';
import { findPlaceholders } from '../../iam/placeholders.ts';
import { hasWildcard } from '../../iam/wildcards.ts';
import { sameName } from '../../iam/vocabulary.ts';
import { recordOf } from '../../providers/records.ts';
import { mayHave } from '../../policy/allowedValues.ts';
import { sendsOtherAccount } from '../../policy/namedService.ts';
import { stop, textOfTemplate, type TemplateText } from '../../tree/template.ts';
import { claimForm } from './claims.ts';
import type { CompletionContext, CompletionItem, CompletionProvider } from './item.ts';

/** What a condition's value may be. */
export const conditionValueItems: CompletionProvider = (context) => {
  const { slot, cursor } = context;
  if (slot.at !== 'conditionValue') return [];
  const operator = parseOperator(slot.operator);
  if (!operator) return [];
  const values = valuesFor(slot.key, operator, context)
    .filter(({ value }) => !cursor.siblings.includes(textOfTemplate(value)))
    .map(({ value, detail, filter }, i): CompletionItem => ({
      label: textOfTemplate(value),
      kind: 'value',
      detail,
      insert: { kind: 'value', value },
      rank: i,
      ...(filter === undefined ? {} : { filter }),
    }));
  return operator.family !== 'Null' && sameName(slot.key, sourceAccount.key)
    ? [...ownAccount(context), ...values]
    : values;
};

/** Most services call for the account of the role itself, which is the one that the document is deployed to. */
function ownAccount({ cursor: { account, siblings }, statement }: CompletionContext): readonly CompletionItem[] {
  const principals = statement?.principals.map(({ value }) => value) ?? [];
  if (account === undefined || siblings.includes(account) || sendsOtherAccount(principals)) return [];
  return [
    {
      label: account,
      kind: 'value',
      detail: 'Account ID of the stack',
      insert: { kind: 'reference', expression: account },
      rank: -1,
    },
  ];
}

/** The value a key usually gets, with places to fill in. @param first number of the first place */
export function valueTemplate(key: string, context: CompletionContext, first = 1): TemplateText | string {
  const type = conditionKey(key)?.type;
  const likely = valuesFor(key, undefined, context)[0]?.value;
  if (likely === undefined) {
    const example = conditionKey(key)?.example ?? '';
    const sent = context.statement === undefined || mayHave(context.statement, key, example);
    return stop(first, sent && example !== '' ? example : '<value>');
  }
  if (typeof likely !== 'string') return first === 1 ? likely : renumbered(likely, first - 1);
  return stop(first, likely, type === 'Bool' ? ['true', 'false'] : undefined);
}

function renumbered({ parts }: TemplateText, by: number): TemplateText {
  return { parts: parts.map((p) => (typeof p === 'string' ? p : { ...p, stop: p.stop + by })) };
}

/** Values for a key that the statement's callers can send, likeliest first; without an operator the one it is usually tested with is meant. */
function valuesFor(key: string, operator: Operator | undefined, context: CompletionContext): readonly ValueOffer[] {
  const { statement } = context;
  return allValuesFor(key, operator, context).filter(({ value }) => {
    const text = typeof value === 'string' ? value : textOfTemplate(value);
    return !statement || findPlaceholders(text).length > 0 || mayHave(statement, key, text);
  });
}

function allValuesFor(key: string, operator: Operator | undefined, context: CompletionContext): readonly ValueOffer[] {
  if (operator?.family === 'Null')
    return [
      { value: 'false', detail: 'The request has the key' },
      { value: 'true', detail: "The request doesn't have the key" },
    ];
  const provider = parseProviderKey({ value: key, holes: [] });
  if (provider) return claimValues(provider.issuer.value, provider.claim.value, operator, context);
  const offered = guardOf(key)?.value.offer?.(context, operator, key.slice(key.indexOf('/') + 1));
  if (offered?.length) return offered;
  const known = conditionKey(key);
  if (!known) return [];
  switch (known.type) {
    case 'Bool':
      return [
        { value: 'true', detail: '' },
        { value: 'false', detail: '' },
      ];
    case 'Date':
      return endsOfDays(context, operator, '');
    default:
      return known.example === '' || hasWildcard(known.example)
        ? []
        : [{ value: stop(1, known.example), detail: 'Example' }];
  }
}

/** Values for a claim of a provider's token: audiences, and subjects in the forms that the provider issues. */
function claimValues(
  issuer: string,
  claim: string,
  operator: Operator | undefined,
  context: CompletionContext,
): readonly ValueOffer[] {
  const provider = providerOf(issuer, context);
  if (sameName(claim, 'sub'))
    return provider ? subjects(provider, operator) : [{ value: stop(1, '<subject>'), detail: 'Subject of the token' }];
  if (sameName(claim, 'amr') && provider && recordOf(provider).users === 'identityPool')
    return [
      { value: 'authenticated', detail: 'Users who signed in' },
      { value: 'unauthenticated', detail: 'Guests' },
    ];
  const usual = templateOf(provider, claim) ?? claimForm(provider, claim);
  return usual === undefined
    ? [{ value: stop(1, `<${claim.replace(/[^A-Za-z0-9]/g, '')}>`), detail: '' }]
    : [{ value: filled(usual), detail: `Usual for ${provider?.shortName ?? 'the provider'}` }];
}

function providerOf(issuer: string, { statement }: CompletionContext): OidcProvider | undefined {
  const kind = statement?.shape.principals.find((k) => k.kind === 'oidc' && k.issuer.value === issuer);
  return (kind?.kind === 'oidc' ? kind.found : undefined)?.provider ?? oidcProvider(issuer)?.provider;
}

/** The subject forms of a provider: the usual one, then all that are issued; with wildcards only where the operator reads them. */
function subjects(provider: OidcProvider, operator: Operator | undefined): readonly ValueOffer[] {
  const usual = templateOf(provider, 'sub');
  const likes = operator?.wildcards === true && operator.base === 'StringLike';
  const forms = provider.forms
    .filter((f) => !f.custom)
    .map(({ segments }): ValueOffer => {
      let n = 0;
      const parts = segments.map((s) => (typeof s === 'string' ? s : { stop: ++n, text: `<${s.name}>` }));
      return { value: { parts }, detail: detailOf(segments.flatMap((s) => (typeof s === 'string' ? [] : [s.label]))) };
    });
  const first: readonly ValueOffer[] =
    usual === undefined || (hasWildcard(usual) && operator !== undefined && !likes)
      ? []
      : [{ value: filled(usual), detail: 'Usual form' }];
  const seen = new Set<string>();
  return [...first, ...forms].filter(({ value }) => {
    const text = textOfTemplate(value);
    return !seen.has(text) && seen.add(text);
  });
}

function detailOf(labels: readonly string[]): string {
  return labels.filter(Boolean).join(', ');
}

function templateOf(provider: OidcProvider | undefined, claim: string): string | undefined {
  for (const keys of Object.values(provider?.template ?? {})) {
    const value = Object.entries(keys).find(([key]) => sameName(key, `{issuer}:${claim}`))?.[1];
    if (value !== undefined) return typeof value === 'string' ? value : value[0];
  }
  return undefined;
}

function filled(text: string): TemplateText | string {
  const names = new Map<string, number>();
  const parts = withStops(text, (name) => {
    const known = names.get(name) ?? names.size + 1;
    names.set(name, known);
    return known;
  });
  return parts.some((p) => typeof p !== 'string') ? { parts } : text;
}
