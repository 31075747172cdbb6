import { oidcProvider, oidcProviders, onlyAudience, type OidcProvider } from '../catalogue/oidcProviders.ts';
import { ASSUME_ROLE_WITH_WEB_IDENTITY, STRING_EQUALS, STRING_LIKE } from '../iam/vocabulary.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import type { Scope } from '../providers/provider.ts';
import { isAnyIssuer, recordOf } from '../providers/records.ts';
import { PROVIDER_ACCOUNT } from './accountQuestion.ts';
import { textAnswer, type Answers } from './answers.ts';
import { gitHubTrust, isGitHub } from './github.ts';
import { inKeys } from '../catalogue/issuerNames.ts';
import { guarded, withGuards } from './guards.ts';
import { issuerIn, issuerQuestion, tenantOf, toldBy } from './oidcIssuer.ts';
import { filled, namesOf, partQuestion, subjectsOf } from './oidcParts.ts';
import { partitionOf } from './partition.ts';
import { providerWords } from './searchWords.ts';
import { joined } from '../text/listed.ts';
import { own } from '../text/own.ts';
import type { Need, Setting } from './role.ts';
import type { Asking, PickQuestion, Question, StatementValue, TrustKind } from './steps.ts';

/** A kind of trust for one provider. */
export interface OidcTrust extends TrustKind {
  /** Found by its name only. */
  readonly rare: boolean;
}

/** A kind for every provider of the catalogue whose tokens are still issued, by its row. */
const kinds: ReadonlyMap<string, OidcTrust> = new Map(
  oidcProviders().flatMap((row): [string, OidcTrust][] => {
    const record = recordOf(row);
    return record.successor === undefined ? [[row.id, { ...kindOf(row), rare: !record.wizard }]] : [];
  }),
);

/** The most used first. */
export const oidcTrusts: readonly OidcTrust[] = [...kinds.values()];

function kindOf(row: OidcProvider): TrustKind {
  const record = recordOf(row);
  const { id, label, detail } = record.wizard ?? { id: row.id, label: labelOf(row), detail: detailOf(row) };
  const named = { id, label, detail, words: providerWords(record) };
  if (isGitHub(row)) return gitHubTrust(row, named);
  const kind: TrustKind = {
    ...named,
    questions: (answers, asking) => questionsOf(row, answers, asking),
    statements: (answers) => guarded(statementOf(row, answers), answers),
    setting: (answers) => settingOf(row, answers),
  };
  return isAnyIssuer(row) ? handingOver(kind, row) : kind;
}

/** Its short name, where no other has it too. */
function labelOf({ name, shortName }: OidcProvider): string {
  return oidcProviders().some((row) => row.shortName === shortName && row.name !== name) ? name : shortName;
}

/** What its tokens are: whose, with the remark of its name, or what of it can be trusted. */
function detailOf(row: OidcProvider): string {
  const { name, shortName } = row;
  const { bearer, users, scopes } = recordOf(row);
  if (bearer !== undefined) {
    const remark = name.slice(shortName.length);
    const says = remark.startsWith(' (') && labelOf(row) !== name && remark !== ` (${bearer.split(' ', 1).join('')})`;
    return `${bearer}s${says ? remark : ''}`;
  }
  if (name !== shortName) return name;
  if (users === 'people') return 'People who sign in to an app';
  const choices = scopes.map(({ label }, i) => (i ? uncapitalized(label) : label));
  return choices.length ? joined(choices, 'or') : 'OIDC identity provider';
}

function uncapitalized(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Any issuer: one that is known is asked about as its own kind is. */
function handingOver(kind: TrustKind, row: OidcProvider): TrustKind {
  const to = (answers: Answers): TrustKind => {
    const found = oidcProvider(issuerIn(row, answers));
    return (found && kinds.get(found.provider.id)) ?? kind;
  };
  return {
    ...kind,
    questions: (answers, asking) => {
      const other = to(answers);
      const asked = other.questions(answers, asking);
      if (other === kind) return asked;
      const [issuer] = kind.questions(answers, asking);
      return [...(issuer ? [issuer] : []), ...asked.filter(({ id }) => id !== 'issuer')];
    },
    statements: (answers) => to(answers).statements(answers),
    setting: (answers) => to(answers).setting(answers),
  };
}

const ISSUER = 'issuer';

/** What the catalogue's template tests, where nothing can be chosen. */
const WHOLE: Scope = { id: 'whole', label: '', detail: '' };

function scopesOf(row: OidcProvider, answers: Answers): readonly Scope[] {
  const issuer = issuerIn(row, answers);
  return recordOf(row).scopes.filter(({ suits }) => issuer === '' || (suits?.(issuer) ?? true));
}

function scopeOf(row: OidcProvider, answers: Answers): Scope {
  const scopes = scopesOf(row, answers);
  const scope = scopes.find(({ id }) => id === textAnswer(answers, 'scope')) ?? scopes[0] ?? WHOLE;
  // A choice of subjects is of the usual ones.
  return scope.subject === undefined && !scope.condition ? { subject: subjectOf(row), ...scope } : scope;
}

function subjectOf({ template }: OidcProvider): string | readonly string[] {
  return Object.values(template).flatMap((keys) => keys['{issuer}:sub'] ?? []);
}

function questionsOf(row: OidcProvider, answers: Answers, asking: Asking): readonly Question[] {
  const tenant = tenantOf(row);
  const scopes = scopesOf(row, answers);
  const scope = scopeOf(row, answers);
  const issuer = issuerIn(row, answers);
  const told: Readonly<Record<string, string>> = toldBy(row, issuer === '' ? (row.issuers[0]?.example ?? '') : issuer);
  const names = [...new Set(conditionTexts(row, scope).flatMap(([, texts]) => texts.flatMap(namesOf)))];
  const asked = [
    ...(tenant ? [issuerQuestion(row, tenant)] : []),
    ...(row.issuers[0]?.builtIn ? [] : [PROVIDER_ACCOUNT]),
    ...(scopes.length > 1 ? [scopeQuestion(scopes)] : []),
    ...names
      .filter((name) => name !== ISSUER && own(told, name) === undefined)
      .map((name) => partQuestion(name, row, scope, issuer === '' ? {} : told)),
  ];
  // Cognito itself calls for the users of an identity pool.
  const without = recordOf(row).users === 'identityPool' ? ['sourceIp'] : [];
  return withGuards(asked, { callers: 'oidc', without }, answers, asking);
}

function scopeQuestion(scopes: readonly Scope[]): PickQuestion {
  return {
    id: 'scope',
    kind: 'pick',
    many: false,
    leadsOn: true,
    title: 'Which tokens can assume the role?',
    placeholder: 'The narrower, the safer',
    items: scopes.map(({ id, label, detail }) => ({ id, label, detail })),
  };
}

type Test = readonly [key: string, texts: readonly string[], operator: string];

/** What a choice of tokens tests: keys and values with places. */
function conditionTexts(row: OidcProvider, scope: Scope): readonly Test[] {
  return Object.entries(scope.condition ?? row.template).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]): Test => {
      const subject = key === '{issuer}:sub' && !scope.condition ? subjectsOf(scope) : [];
      const audience = key === '{issuer}:aud' ? (scope.audience ?? onlyAudience(row, '{issuer}')) : undefined;
      return [key, subject.length ? subject : audience === undefined ? [value].flat() : [audience], operator];
    }),
  );
}

/** The provider's statement with what was answered; what was not stays a place to fill in. */
function statementOf(row: OidcProvider, answers: Answers): StatementValue {
  const { builtIn = false, example = '' } = row.issuers[0] ?? {};
  const tenant = tenantOf(row);
  const issuer = (tenant ? issuerIn(row, answers) || tenant.place : textAnswer(answers, ISSUER)) || example;
  const scope = scopeOf(row, answers);
  const parts = { ...answers, ...toldBy(row, issuer), issuer: inKeys(issuer) };
  const condition = new Map<string, Record<string, string | readonly string[]>>();
  for (const [key, texts, operator] of conditionTexts(row, scope)) {
    const values = texts.map((text) => filled(text, parts));
    const isString = operator === STRING_EQUALS || operator === STRING_LIKE;
    const under = isString ? (values.some(hasWildcard) ? STRING_LIKE : STRING_EQUALS) : operator;
    const [first = '', ...more] = values;
    condition.set(under, { ...condition.get(under), [filled(key, parts)]: more.length ? values : first });
  }
  const actions = [ASSUME_ROLE_WITH_WEB_IDENTITY, ...(scope.actions ?? [])];
  const account = filled('{account}', answers);
  return {
    Effect: 'Allow',
    Principal: {
      Federated: builtIn ? issuer : `arn:${partitionOf(answers)}:iam::${account}:oidc-provider/${issuer}`,
    },
    Action: actions.length > 1 ? actions : ASSUME_ROLE_WITH_WEB_IDENTITY,
    Condition: Object.fromEntries(condition),
  };
}

/** Where EKS reads which role a service account has. */
function annotation(row: OidcProvider, answers: Answers): readonly Need[] {
  const serviceAccount = textAnswer(answers, 'serviceAccount');
  if (row.id !== EKS || serviceAccount === '' || hasWildcard(serviceAccount)) return [];
  return [{ kind: 'serviceAccountAnnotation', namespace: textAnswer(answers, 'namespace'), serviceAccount }];
}

const EKS = 'eks-irsa';

function settingOf(row: OidcProvider, answers: Answers): Setting {
  const { Principal, Condition } = statementOf(row, answers);
  const arn = String(Principal['Federated'] ?? '');
  const url = arn.slice(arn.indexOf('/') + 1);
  const audiences = Object.values(Condition ?? {}).flatMap((keys) =>
    Object.entries(keys).flatMap(([key, value]) => (/:o?aud$/.test(key) ? [value].flat() : [])),
  );
  const provider: Need = {
    kind: 'oidcProvider',
    arn,
    url: `https://${url}`,
    clientIds: audiences.length || row.audience.includes('{') ? [...new Set(audiences)] : [row.audience],
  };
  return {
    partition: partitionOf(answers),
    account: textAnswer(answers, 'account') || undefined,
    caller: { kind: 'oidc' },
    needs: row.issuers[0]?.builtIn ? [] : [provider, ...annotation(row, answers)],
  };
}
