import { conditionKey } from '../../catalogue/conditionKeys.ts';
import { oidcProvider, type OidcProvider } from '../../catalogue/oidcProviders.ts';
import { parseProviderKey } from '../../iam/providerKey.ts';
import { KEYS, SAML_AUDIENCE, sameName } from '../../iam/words.ts';
import { stop, type TabStop, type Template } from '../../tree/template.ts';

/** The value a condition key usually gets, with places to fill in. */
export function valueTemplate(key: string, random: () => string): Template {
  if (sameName(key, KEYS.externalId)) return stop(1, random());
  if (sameName(key, KEYS.samlAudience)) return stop(1, SAML_AUDIENCE);
  const provider = parseProviderKey({ value: key, holes: [] });
  if (provider) {
    const found = oidcProvider(provider.issuer.value)?.provider;
    const text = found && templateOf(found, provider.claim.value);
    return text === undefined ? stop(1, '') : withStops(text);
  }
  const known = conditionKey(key);
  if (known?.type === 'Bool') return stop(1, 'true', ['true', 'false']);
  return stop(1, known?.example ?? '');
}

function templateOf(provider: OidcProvider, claim: string): string | undefined {
  for (const keys of Object.values(provider.template)) {
    const value = Object.entries(keys).find(([key]) => sameName(key, `{issuer}:${claim}`))?.[1];
    if (value !== undefined) return typeof value === 'string' ? value : value[0];
  }
  return undefined;
}

/** `{name}` parts of a provider's template as tab stops. */
function withStops(text: string): Template {
  const parts: (string | TabStop)[] = [];
  let at = 0;
  let count = 0;
  for (const match of text.matchAll(/\{([A-Za-z][A-Za-z0-9]*)\}/g)) {
    if (match.index > at) parts.push(text.slice(at, match.index));
    parts.push({ stop: ++count, text: match[1] ?? '' });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push(text.slice(at));
  return { parts: count ? parts : [{ stop: 1, text }] };
}
