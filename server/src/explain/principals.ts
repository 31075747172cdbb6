import { sameIssuer } from '../catalogue/issuerNames.ts';
import { parseArn } from '../iam/arn.ts';
import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { testsClaim, testsSubject } from '../policy/oidcClaims.ts';
import { guarantees } from '../policy/conditionGuarantees.ts';
import type { Condition, Principal, PrincipalKind, Statement } from '../policy/model.ts';
import { serviceOf } from '../policy/namedService.ts';
import type { Breadth, ReadSubject } from '../policy/oidcSubject.ts';
import type { Text } from '../policy/policyText.ts';
import { isMade } from '../policy/reference.ts';
import { recordOf } from '../providers/records.ts';
import { listed } from '../text/listed.ts';
import { printable } from '../text/printable.ts';
import { accountPhrase, accountText } from './account.ts';
import { PLURAL, SINGULAR, type Grammar } from '../text/clause.ts';
import { clusterOf, podIdentityPhrase } from './clusters.ts';
import { laterPrincipals } from './later.ts';
import { capital, phrasesText, type Person, type Phrase } from './phrase.ts';
import { permissionSetPhrases } from './permissionSets.ts';
import { displayText, type Names } from './phrases.ts';
import { subjectPhrase } from './subject.ts';
import { accountMade, templatePhrase, templateValue } from './template.ts';

/** Who a statement is about. */
export interface Who {
  /** One for each principal, in order; of a token's alternatives several. */
  readonly each: readonly (readonly Phrase[])[];
  /** All of them, as a sentence lists them. */
  readonly all: readonly (readonly Phrase[])[];
  readonly grammar: Grammar;
  /** Conditions that are said with the principals, as a subject is. */
  readonly mentioned: ReadonlySet<Condition>;
}

/** @param chosen indexes of the statement's principals that the sentence is about */
export function whoOf(statement: Statement, names: Names, chosen?: ReadonlySet<number>): Who {
  const mentioned = new Set<Condition>();
  const chosenOnes = statement.principals.flatMap((principal, i) => {
    const kind = statement.shape.principals[i];
    return kind && (!chosen || chosen.has(i))
      ? [{ place: placeOf(principal, kind), phrases: phrasesOf(principal, kind, names, mentioned).map(safe) }]
      : [];
  });
  const later = statement.principals.length ? undefined : laterPrincipals(statement);
  if (later) return { each: [[safe(later)]], all: [[safe(later)]], grammar: PLURAL, mentioned };
  const each = chosenOnes.map(({ phrases }) => phrases);
  const all = chosenOnes.toSorted((a, b) => a.place - b.place);
  const flat = each.flat();
  return {
    each,
    all: all.map(({ phrases }) => phrases),
    grammar: flat.length > 1 || flat.some((p) => p.person === 'they') ? PLURAL : SINGULAR,
    mentioned,
  };
}

/**
 * Where a principal stands in a sentence. Everyone comes first: a list that is cut short must not hide them. Then services:
 * “any principal in account 1 and Amazon EC2” could be read as EC2’s principals.
 */
function placeOf({ type }: Principal, { kind }: PrincipalKind): number {
  if (kind === 'everyone') return 0;
  return type === 'Service' ? 1 : 2;
}

/** All that a sentence is about, as a list: `Amazon EC2 and roles a and b in account 111122223333`. */
export function whoText(all: readonly (readonly Phrase[])[], word: 'and' | 'or' = 'and'): string {
  const [only] = all;
  if (only && all.length === 1) return phrasesText(only, only.length > 1 ? 'or' : word, 2);
  return phrasesText(
    all.flatMap((alternatives) =>
      alternatives.length > 1 ? [named(phrasesText(alternatives, 'or', 2), 'they')] : alternatives,
    ),
    word,
  );
}

/** The same where a sentence begins: a name keeps its case. */
export function whoAtStart(all: readonly (readonly Phrase[])[]): string {
  const isNamed = all[0]?.[0]?.noun === '';
  return isNamed ? whoText(all) : capital(whoText(all));
}

function named(name: string, person: Person): Phrase {
  return { noun: '', name, details: [], person };
}

/** With nothing in it that could break a line. */
function safe(phrase: Phrase): Phrase {
  return {
    ...phrase,
    noun: printable(phrase.noun),
    ...(phrase.name !== undefined && { name: printable(phrase.name) }),
    details: phrase.details.map(printable),
  };
}

function phrasesOf(
  principal: Principal,
  kind: PrincipalKind,
  names: Names,
  mentioned: Set<Condition>,
): readonly Phrase[] {
  const { value, statement } = principal;
  switch (kind.kind) {
    case 'everyone':
      return [statement.effect === 'Deny' ? EVERYONE : ANYONE];
    case 'account':
      return (
        (kind.account !== undefined && parseAwsPrincipal(value).kind === 'account'
          ? permissionSetPhrases(statement, kind.account, names, mentioned)
          : undefined) ?? [awsPhrase(principal, names)]
      );
    case 'service':
      return [
        value.node.kind === 'opaque' || isMade(value)
          ? asWritten(principal)
          : (podIdentityPhrase(statement, mentioned) ?? named(servicePhrase(value.value), 'it')),
      ];
    case 'saml': {
      const name = parseArn(value)?.resource.value.slice('saml-provider/'.length) ?? '';
      return [people(`anyone who signs in through SAML provider ${displayText(name)}`)];
    }
    case 'oidc':
      return oidcPhrases(kind, statement, mentioned);
    case 'federated':
      return [people('anyone with a token from', asWritten(principal, 'identity provider'))];
    case 'unknown':
      return [asWritten(principal)];
  }
}

const EVERYONE: Phrase = { ...people('everyone'), isEveryone: true };
const ANYONE: Phrase = { ...people('anyone with an AWS account'), isEveryone: true };

/** Whether these are all who have an AWS account. */
export function isAnyone(phrases: readonly Phrase[]): boolean {
  return phrases.some(({ isEveryone }) => isEveryone);
}

function people(noun: string, from?: Phrase): Phrase {
  return { noun, details: from ? [phrasesText([from], 'and')] : [], person: 'they' };
}

function awsPhrase(principal: Principal, names: Names): Phrase {
  const aws = parseAwsPrincipal(principal.value);
  const made = (account: string): string | undefined =>
    accountMade(account, principal.value, principal.statement.policy.source);
  const inAccount = (account: string): string => `in ${made(account) ?? accountPhrase(account, names)}`;
  switch (aws.kind) {
    case 'everyone':
      return ANYONE;
    case 'account':
      if (made(aws.account) !== undefined)
        return { noun: 'any principal', details: [inAccount(aws.account)], person: 'it' };
      return {
        noun: 'any principal in account',
        nouns: 'any principal in accounts',
        name: accountText(aws.account, names),
        details: [],
        person: 'it',
      };
    case 'role':
      return grouped('role', 'roles', aws.name, [inAccount(aws.account)], 'it');
    case 'user':
      return grouped('user', 'users', aws.name, [inAccount(aws.account)], 'they');
    case 'session':
      return grouped(
        'session',
        'sessions',
        aws.session,
        [`of role ${displayText(aws.role)}`, inAccount(aws.account)],
        'it',
      );
    case 'federatedUser':
      return grouped('federated user', 'federated users', aws.name, [inAccount(aws.account)], 'they');
    case 'deleted':
      return { noun: `a deleted ${aws.what}`, details: [`(${displayText(aws.id)})`], person: 'it' };
    case 'other':
      return asWritten(principal);
  }
}

function grouped(noun: string, nouns: string, name: string, details: readonly string[], person: Person): Phrase {
  return { noun, nouns, name: displayText(name), details, person };
}

/** The principal as it is written, or, where a template makes it, what the template says of it. */
function asWritten({ value, statement }: Principal, noun: 'principal' | 'identity provider' = 'principal'): Phrase {
  return isMade(value) ? templatePhrase(value, statement.policy.source, noun) : named(displayText(value.value), 'it');
}

/** `AWS Lambda`, or the name as it stands when no such service is known. */
export function servicePhrase(name: string): string {
  const service = serviceOf(name);
  return service && service.service !== service.name ? service.service : displayText(name);
}

/** The widest alternative is named first: a list that is cut short must not hide it. */
function breadthOf(read: ReadSubject | 'unread' | undefined): number {
  return read === undefined || read === 'unread' ? 0 : BREADTHS.indexOf(read.breadth);
}

const BREADTHS: readonly Breadth[] = ['fine', 'project', 'tenant', 'strangers'];

function oidcPhrases(
  kind: PrincipalKind & { kind: 'oidc' },
  statement: Statement,
  mentioned: Set<Condition>,
): readonly Phrase[] {
  const provider = kind.found?.provider;
  const issuer = kind.issuer.value;
  // An issuer of one cluster or tenant is not all of its provider.
  const shared = kind.found?.issuer.kind === 'shared';
  const own = statement.conditions.filter(
    ({ providerKey }) => providerKey && sameIssuer(providerKey.issuer.value, issuer),
  );
  if (provider && recordOf(provider).users === 'identityPool') return [cognitoPhrase(own, mentioned)];
  const subject = own.find((c) => testsSubject(c) && guarantees(c) !== 'no');
  if (subject && provider) {
    mentioned.add(subject);
    return subject.values
      .flatMap(({ text }, i) => (text ? [{ text, read: subject.subjects[i] }] : []))
      .toSorted((a, b) => breadthOf(b.read) - breadthOf(a.read))
      .map(({ text, read }) => {
        if (!isMade(text)) return subjectPhrase(text, read, provider, shared ? [] : [clusterOf(kind.issuer)]);
        return { ...subjectPhrase(text, undefined, provider), details: [`whose subject ${valueOf(text, subject)}`] };
      });
  }
  const app = own.find(namesApp);
  if (provider && app) {
    mentioned.add(app);
    const apps = app.values.map(({ text }) => displayText(text?.value ?? ''));
    return [people(`anyone who signs in through ${provider.shortName} to app ${listed(apps, 'or')}`)];
  }
  const bearer = provider && recordOf(provider).bearer;
  const name = provider && shared ? provider.shortName : displayText(issuer);
  if (bearer === undefined) return [people(`anyone with a token from ${name}`)];
  return [{ noun: `any ${bearer}`, details: shared ? [] : [`with a token from ${name}`], person: 'it' }];
}

/** A subject that a deploy sets as a whole: `is the value set by the module (local.subjects)`. */
function valueOf(text: Text, { operator, statement }: Condition): string {
  return `${operator?.wildcards ? 'matches' : 'is'} ${templateValue(text, statement.policy.source)}`;
}

/** Whether a test says to which app people have to sign in: its ID, which is also the audience of Google's tokens for it. */
function namesApp(condition: Condition): boolean {
  const { operator, values } = condition;
  if (guarantees(condition) === 'no' || operator?.base !== 'StringEquals' || operator.set || !values.length)
    return false;
  if (testsClaim(condition, 'app_id')) return true;
  return testsClaim(condition, 'aud') && values.every(({ text }) => text?.value.endsWith(GOOGLE_APP) === true);
}

const GOOGLE_APP = '.apps.googleusercontent.com';

/** Who of an identity pool can assume the role is told by its id and by whether they signed in. */
function cognitoPhrase(own: readonly Condition[], mentioned: Set<Condition>): Phrase {
  const literal = (claim: string): Condition | undefined =>
    own.find((c) => testsClaim(c, claim) && guarantees(c) !== 'no' && c.values.every((v) => v.text));
  const state = literal('amr');
  const pool = literal('aud');
  const states = new Set(state?.values.map((v) => v.text?.value));
  const clear = state && [...states].every((s) => s === 'authenticated' || s === 'unauthenticated');
  if (clear) mentioned.add(state);
  if (pool) mentioned.add(pool);
  const noun =
    !clear || states.size > 1 ? 'any user' : states.has('authenticated') ? 'any signed-in user' : 'any guest';
  const pools = listed(
    (pool?.values ?? []).map((v) => displayText(v.text?.value ?? '')),
    'or',
  );
  return {
    noun,
    details: [pool ? `of identity pool ${pools}` : 'of any Cognito identity pool in any AWS account'],
    person: 'they',
  };
}
