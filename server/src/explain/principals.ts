import { servicePrincipal } from '../catalogue/servicePrincipals.ts';
import { parseArn } from '../iam/arn.ts';
import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { parseServiceName } from '../iam/serviceName.ts';
import { testsClaim, testsSubject } from '../policy/oidcClaims.ts';
import { guarantees } from '../policy/conditionGuarantees.ts';
import type { Condition, Principal, PrincipalKind, Statement } from '../policy/model.ts';
import { printable } from '../text/printable.ts';
import { accountPhrase } from './account.ts';
import { joined, listed, ONE, SEVERAL, displayText, type Names, type Pronoun } from './phrases.ts';
import { bearerOf, subjectPhrase } from './subject.ts';

/** Who a statement speaks of. */
export interface Who {
  /** One for each principal, in order. */
  readonly each: readonly string[];
  /** All of them in a sentence. */
  readonly phrase: string;
  readonly pronoun: Pronoun;
  /** Conditions that are said with the principals, as a subject is. */
  readonly mentioned: ReadonlySet<Condition>;
}

/** @param chosen indexes of the statement's principals that the sentence is about */
export function whoOf(statement: Statement, names: Names, chosen?: ReadonlySet<number>): Who {
  const mentioned = new Set<Condition>();
  const all = statement.principals.flatMap((principal, i) => {
    const kind = statement.shape.principals[i];
    return kind && (!chosen || chosen.has(i))
      ? [{ principal, phrase: printable(phraseOf(principal, kind, names, mentioned)) }]
      : [];
  });
  // “every principal of account 1 and Amazon EC2” could be read as EC2’s principals: services are named first.
  const services = all.filter(({ principal }) => principal.type === 'Service');
  const others = all.filter(({ principal }) => principal.type !== 'Service');
  const each = all.map(({ phrase }) => phrase);
  const everyone = statement.shape.principals.some((k) => k.kind === 'everyone');
  return {
    each,
    phrase: listed(grouped([...services, ...others].map(({ phrase }) => phrase)), 'and'),
    pronoun: each.length > 1 || everyone || each.some((e) => e.includes(' or ')) ? SEVERAL : ONE,
    mentioned,
  };
}

/** `role a of account 1` and `role b of account 1` are said as `roles a and b of account 1`. */
function grouped(phrases: readonly string[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const phrase of phrases) {
    const match = /^(role|user) (\S+) (of account .*)$/.exec(phrase);
    const key = match ? `${match[1] ?? ''}s * ${match[3] ?? ''}` : phrase;
    const member = match?.[2] ?? phrase;
    const members = groups.get(key);
    if (members) members.push(member);
    else groups.set(key, [member]);
  }
  return [...groups].map(([key, members]) => {
    if (!key.includes('s * of account')) return key;
    return new Set(members).size === 1
      ? key.replace('s *', ` ${members[0] ?? ''}`)
      : key.replace('*', listed([...new Set(members)], 'and'));
  });
}

function phraseOf(principal: Principal, kind: PrincipalKind, names: Names, mentioned: Set<Condition>): string {
  const { value, statement } = principal;
  switch (kind.kind) {
    case 'everyone':
      return statement.effect === 'Deny' ? 'everyone' : 'anyone with any AWS account';
    case 'account':
      return awsPhrase(principal, names);
    case 'service':
      return value.node.kind === 'opaque' ? principalText(value) : servicePhrase(value.value);
    case 'saml': {
      const arn = parseArn(value);
      const name = arn?.resource.value.slice('saml-provider/'.length) ?? '';
      return `whoever signs in through the SAML provider ${displayText(name)}`;
    }
    case 'oidc':
      return oidcPhrase(kind, statement, mentioned);
    case 'federated':
      return `whoever has a token of ${principalText(value)}`;
    case 'unknown':
      return principalText(value);
  }
}

function awsPhrase({ value }: Principal, names: Names): string {
  const aws = parseAwsPrincipal(value);
  switch (aws.kind) {
    case 'everyone':
      return 'anyone with any AWS account';
    case 'account':
      return `every principal of ${accountPhrase(aws.account, names)}`;
    case 'role':
    case 'user':
      return `${aws.kind} ${displayText(aws.name)} of ${accountPhrase(aws.account, names)}`;
    case 'session':
      return `the session ${displayText(aws.session)} of role ${displayText(aws.role)} of ${accountPhrase(aws.account, names)}`;
    case 'federatedUser':
      return `the federated user ${displayText(aws.name)} of ${accountPhrase(aws.account, names)}`;
    case 'deleted':
      return `a deleted ${aws.what} (${displayText(aws.id)})`;
    case 'other':
      return principalText(value);
  }
}

/** The principal as it is written, or, where a template makes it, just that. */
function principalText({ value, node }: Principal['value']): string {
  return node.kind === 'opaque' && node.reason === 'intrinsic'
    ? 'a principal that the template names'
    : displayText(value);
}

/** `Lambda`, or the name as it stands when no such service is known. */
export function servicePhrase(name: string): string {
  // Case counts: `Lambda.amazonaws.com` is nobody.
  const known = (n: string) => (name === name.toLowerCase() ? servicePrincipal(n) : undefined);
  const service = known(parseServiceName(name)?.global ?? name) ?? known(name);
  return service && service.service !== service.name ? service.service : displayText(name);
}

function oidcPhrase(kind: PrincipalKind & { kind: 'oidc' }, statement: Statement, mentioned: Set<Condition>): string {
  const provider = kind.found?.provider;
  const issuer = kind.issuer.value;
  const own = statement.conditions.filter((c) => c.providerKey?.issuer.value === issuer);
  if (provider?.id === 'cognito-identity-pool') return cognitoPhrase(own, mentioned);
  const subject = own.find((c) => testsSubject(c) && guarantees(c) !== 'no');
  if (subject && provider) {
    mentioned.add(subject);
    const phrases = subject.values.map(({ text }, i) =>
      text ? subjectPhrase(text, subject.subjects[i], provider) : 'nobody',
    );
    return joined(phrases, 'or');
  }
  const bearer = provider && bearerOf(provider);
  // An issuer of one cluster or tenant is not all of its provider.
  const shared = kind.found?.issuer.kind === 'shared';
  const name = provider && shared ? provider.shortName : displayText(issuer);
  return bearer === undefined ? `whoever has a token of ${name}` : `any ${bearer} of ${name}`;
}

/** Who of an identity pool comes in is told by its id and by whether they signed in. */
function cognitoPhrase(own: readonly Condition[], mentioned: Set<Condition>): string {
  const literal = (claim: string): Condition | undefined =>
    own.find((c) => testsClaim(c, claim) && guarantees(c) !== 'no' && c.values.every((v) => v.text));
  const state = literal('amr');
  const pool = literal('aud');
  const states = new Set(state?.values.map((v) => v.text?.value));
  const clear = state && [...states].every((s) => s === 'authenticated' || s === 'unauthenticated');
  if (clear) mentioned.add(state);
  if (pool) mentioned.add(pool);
  const users =
    !clear || states.size > 1 ? 'any user' : states.has('authenticated') ? 'any signed-in user' : 'any guest';
  if (!pool) return `${users} of any Cognito identity pool of any AWS account`;
  return `${users} of the identity pool ${listed(
    pool.values.map((v) => displayText(v.text?.value ?? '')),
    'or',
  )}`;
}
