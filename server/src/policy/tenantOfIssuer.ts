import type { FoundProvider } from '../catalogue/oidcProviders.ts';
import { withPart } from '../catalogue/subjectForms.ts';
import { isPositive } from '../semantics/absent.ts';
import type { Condition, ConditionValue } from './model.ts';
import { providerOfKey, testsSubject } from './oidcClaims.ts';
import { canBe } from './oidcSubject.ts';
import { marked } from './subjectMarks.ts';

/** Whose an issuer is by its own name: its tokens name the same customer. */
export interface TenantOfIssuer {
  readonly issuer: string;
  readonly tenant: string;
}

/** Fly.io's name in an issuer for the organization of one person, which its subjects may call otherwise. */
const NO_NAME = 'personal';
/** No subject is longer: not worth a look. */
const LONGEST = 600;

/** The customer of the issuer, where a test of the subject lets in none of that customer's tokens, but another's. */
export function missesTenant(condition: Condition): TenantOfIssuer | undefined {
  const { operator, providerKey, values } = condition;
  if (!testsSubject(condition) || !providerKey || providerKey.issuer.holes.length) return undefined;
  if (!operator || !isPositive(operator) || operator.base === 'StringEqualsIgnoreCase' || !values.length)
    return undefined;
  const found = providerOfKey(condition);
  const issuer = providerKey.issuer.value;
  const tenant = found?.issuer.tells === undefined ? undefined : found.issuer.regex.exec(issuer)?.[1];
  if (!found || tenant === undefined || tenant === NO_NAME) return undefined;
  return values.every((value) => isOfAnother(value, operator.wildcards, found, tenant))
    ? { issuer, tenant }
    : undefined;
}

/** Whether a value fits the provider's subjects, and none that names the customer. */
function isOfAnother({ text }: ConditionValue, wildcards: boolean, found: FoundProvider, tenant: string): boolean {
  const { forms } = found.provider;
  const part = found.issuer.tells ?? '';
  if (!text || text.value.length > LONGEST || text.value.includes('${') || text.value.includes(tenant)) return false;
  const subject = marked(text, wildcards);
  const fitting = forms.filter((form) => canBe(form, subject));
  return fitting.length > 0 && !fitting.some((form) => canBe(withPart(form, part, tenant), subject));
}
