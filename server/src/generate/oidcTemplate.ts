import type { OidcProvider } from '../catalogue/oidcProviders.ts';
import { ASSUME_ROLE_WITH_WEB_IDENTITY, STRING_EQUALS, STRING_LIKE } from '../iam/vocabulary.ts';
import { recordOf } from '../providers/records.ts';
import type { TabStop, Template, TemplateText } from '../tree/template.ts';

type Part = string | TabStop;

/** A statement that trusts a provider, on the conditions of its template. @param subject the subject to use in its place */
export function oidcStatement(provider: OidcProvider, account: TabStop, subject?: string): Template {
  const issuer = provider.issuers[0];
  const numbers = new Map<string, number>();
  const number = (name: string): number => {
    let n = numbers.get(name);
    if (n === undefined) numbers.set(name, (n = numbers.size + 2));
    return n;
  };
  const host: readonly Part[] = issuerParts(provider, number);
  const condition = new Map<string, [TemplateText, Template][]>();
  for (const [operator, keys] of Object.entries(provider.template)) {
    for (const [pattern, value] of Object.entries(keys)) {
      const own =
        subject !== undefined && pattern === '{issuer}:sub'
          ? subject
          : typeof value === 'string'
            ? value
            : (value[0] ?? '');
      const under = own.includes('*') && operator === STRING_EQUALS ? STRING_LIKE : operator;
      const key: TemplateText = {
        parts: pattern.split('{issuer}').flatMap((piece, i) => [...(i ? host : []), ...(piece === '' ? [] : [piece])]),
      };
      condition.set(under, [...(condition.get(under) ?? []), [key, { parts: withStops(own, number) }]]);
    }
  }
  return {
    Effect: 'Allow',
    Principal: {
      Federated:
        issuer?.builtIn === true ? { parts: host } : { parts: ['arn:aws:iam::', account, ':oidc-provider/', ...host] },
    },
    Action: ASSUME_ROLE_WITH_WEB_IDENTITY,
    Condition: Object.fromEntries([...condition].map(([operator, members]) => [operator, { members }])),
  };
}

/** The issuer of one of a provider's customers with `<name>` for what is theirs; undefined where all have the same. */
export function tenantIssuer(provider: OidcProvider): string | undefined {
  return recordOf(provider).tenant?.place;
}

/** The issuer of a provider, with places for what is the tenant's own. */
export function issuerParts(provider: OidcProvider, number: (name: string) => number): readonly Part[] {
  const text = tenantIssuer(provider) ?? provider.issuers[0]?.example ?? '';
  return text
    .split(/(<\w+>)/)
    .map((piece, i) => (i % 2 ? { stop: number(piece.slice(1, -1)), text: piece } : piece))
    .filter((p) => p !== '');
}

/** `{name}` parts of a provider's template as places to fill in, shown as `<name>`. */
export function withStops(text: string, number: (name: string) => number): readonly Part[] {
  const parts = text
    .split(/\{([A-Za-z][A-Za-z0-9]*)\}/)
    .map((piece, i): Part => (i % 2 ? { stop: number(piece), text: `<${piece}>` } : piece))
    .filter((p) => p !== '');
  return parts.length ? parts : [''];
}
