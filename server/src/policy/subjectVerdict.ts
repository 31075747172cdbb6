import type { FoundProvider, OidcProvider } from '../catalogue/oidcProviders.ts';
import type { SubjectForm } from '../catalogue/subjectForms.ts';
import type { HoledText } from '../text/holedText.ts';
import { canBe, genericProvider } from './oidcSubject.ts';
import { isLiteral, marked } from './subjectMarks.ts';

/** The provider whose subjects a value has to be like, when that can be told. */
export function issuerOfSubject(known: FoundProvider | undefined, subject: string): FoundProvider | undefined {
  if (known && known.issuer.kind !== 'self-hosted') return known;
  // Anybody can have such a host, and such a path: only what looks like the provider's subjects is judged.
  const isLike = ({ sign }: OidcProvider): boolean => sign?.test(subject) ?? false;
  if (!known) return genericProvider(isLike);
  return isLike(known.provider) ? known : undefined;
}

/** The form of a provider's subjects that a value can be, the usual ones first; undefined when it can be none. */
export function formOf(value: HoledText, wildcards: boolean, { provider }: FoundProvider): SubjectForm | undefined {
  if (provider.never?.test(value.value)) return undefined;
  if (isLiteral(value, wildcards)) return provider.forms.find((form) => form.regex.test(value.value));
  const text = marked(value, wildcards);
  // A pattern fits much; what it names tells whether it was made for a customer's own template.
  const isOwn = provider.ownClaims?.test(value.value) ?? false;
  return provider.forms.find((form) => !(isOwn && form.doubt) && canBe(form, text));
}

/** A value as it was likely meant, where it is what people often write instead. */
export function meantBy(subject: string, { provider }: FoundProvider): string | undefined {
  for (const { form, meant } of provider.slips) {
    const groups = meant && form.regex.exec(subject);
    if (!groups) continue;
    const parts = form.segments.filter((s) => typeof s !== 'string');
    return meant.segments
      .map((s) => (typeof s === 'string' ? s : (groups[parts.findIndex((p) => p.name === s.name) + 1] ?? '')))
      .join('');
  }
  return undefined;
}
