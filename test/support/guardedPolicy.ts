import fc from 'fast-check';
import { typeOf, type Grant, type Named, type Request, type Test } from './evaluator.ts';

/**
 * Policies whose guards get in each other's way: several forms of one base operator in one block (set operators, IfExists,
 * misspelt names), principals under wrong types. Each comes with what its author means by it.
 */
export interface Guarded {
  readonly text: string;
  /** Every name as it is meant. */
  readonly meant: readonly Grant[];
}

type Sender = 'AWS' | 'Service' | 'OIDC' | 'SAML';

interface Key {
  readonly name: string;
  readonly bases: readonly string[];
  readonly values: readonly string[];
  /** A role's session that began with a token carries its subject and audience on. */
  readonly sentBy: readonly Sender[];
  readonly list?: true;
}

const GITHUB = 'token.actions.githubusercontent.com';
const STRINGS = ['StringEquals', 'StringEquals', 'StringLike', 'StringNotEquals', 'StringEqualsIgnoreCase'];
const ARNS = ['ArnLike', 'ArnEquals', 'StringLike', 'ArnNotLike'];

const KEYS: readonly Key[] = [
  {
    name: `${GITHUB}:sub`,
    bases: STRINGS,
    values: ['repo:acme/app:ref:refs/heads/main', 'repo:acme/app:environment:prod', 'repo:acme/app:*'],
    sentBy: ['OIDC', 'AWS'],
  },
  { name: `${GITHUB}:aud`, bases: STRINGS, values: ['sts.amazonaws.com'], sentBy: ['OIDC', 'AWS'] },
  { name: `${GITHUB}:subs`, bases: STRINGS, values: ['repo:acme/app:ref:refs/heads/main'], sentBy: [] },
  {
    name: 'gitlab.com:sub',
    bases: STRINGS,
    values: ['project_path:acme/app:ref_type:branch:ref:main'],
    sentBy: ['AWS'],
  },
  { name: 'sts:ExternalId', bases: STRINGS, values: ['7f9c3b1e-2c1d', 'b0a4d7e2-11f0'], sentBy: ['AWS'] },
  { name: 'aws:PrincipalOrgID', bases: STRINGS, values: ['o-a1b2c3d4e5', 'o-b1b2c3d4e5'], sentBy: ['AWS'] },
  { name: 'aws:PrincipalOrgIds', bases: STRINGS, values: ['o-a1b2c3d4e5'], sentBy: [] },
  {
    name: 'aws:PrincipalOrgPaths',
    bases: ['StringLike', 'StringEquals'],
    values: ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*', 'o-a1b2c3d4e5/r-ab12/'],
    sentBy: ['AWS'],
    list: true,
  },
  {
    name: 'aws:PrincipalArn',
    bases: ARNS,
    values: ['arn:aws:iam::111122223333:role/app', 'arn:aws:iam::111122223333:role/team/*'],
    sentBy: ['AWS'],
  },
  { name: 'aws:RequestTag/team', bases: STRINGS, values: ['red', 'blue'], sentBy: ['AWS', 'Service', 'OIDC', 'SAML'] },
  {
    name: 'aws:TagKeys',
    bases: ['StringEquals', 'StringLike'],
    values: ['team', 'cost'],
    sentBy: ['AWS', 'Service', 'OIDC', 'SAML'],
    list: true,
  },
  { name: 'SAML:aud', bases: STRINGS, values: ['https://signin.aws.amazon.com/saml'], sentBy: ['SAML'] },
  { name: 'aws:SourceAccount', bases: STRINGS, values: ['111122223333', '444455556666'], sentBy: ['Service'] },
  {
    name: 'aws:SourceArn',
    bases: ARNS,
    values: ['arn:aws:lambda:eu-west-1:111122223333:function:f', 'arn:aws:scheduler:*:111122223333:schedule/*'],
    sentBy: ['Service'],
  },
  { name: 'aws:MultiFactorAuthPresent', bases: ['Bool'], values: ['true', 'false'], sentBy: ['AWS'] },
  { name: 'aws:MultiFactorAuthAge', bases: ['NumericLessThan'], values: ['3600', '900'], sentBy: ['AWS'] },
  { name: 'aws:TokenIssueTime', bases: ['Null'], values: ['false', 'true'], sentBy: ['AWS'] },
];

/** Services that say for whose resource they call. */
const TELLING = ['lambda.amazonaws.com', 'scheduler.amazonaws.com'];

const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${GITHUB}`;
const PRINCIPALS = [
  '111122223333',
  'arn:aws:iam::111122223333:root',
  'arn:aws:iam::111122223333:role/app',
  'arn:aws:iam::464622532012:root',
  'ec2.amazonaws.com',
  'lambda.amazonaws.com',
  'scheduler.amazonaws.com',
  PROVIDER,
  PROVIDER,
  'arn:aws:iam::111122223333:saml-provider/Corp',
];

const NULL_VALUES = ['false', 'true'];
const TYPO: Readonly<Record<string, readonly string[]>> = {
  StringEquals: ['StringEqual', 'stringequals', 'Stringequals'],
  StringLike: ['StringLikes', 'stringLike'],
  ArnLike: ['ArnLikes', 'arnlike'],
  Bool: ['bool', 'Boole'],
  Null: ['null'],
};

const test = fc
  .record({
    key: fc.constantFrom(...KEYS),
    base: fc.nat(),
    asNull: fc.nat(9),
    set: fc.constantFrom('', '', 'ForAllValues:', 'ForAllValues:', 'ForAnyValue:'),
    ifExists: fc.nat(3).map((n) => (n === 0 ? 'IfExists' : '')),
    typo: fc.nat(24),
    values: fc.subarray([0, 1, 2], { minLength: 1 }),
    listed: fc.boolean(),
  })
  .map(({ key, base, asNull, set, ifExists, typo, values, listed }) => {
    const plain = asNull === 0 ? 'Null' : (key.bases[base % key.bases.length] ?? 'StringEquals');
    const from = plain === 'Null' ? NULL_VALUES : key.values;
    const picked = values.flatMap((i) => from[i] ?? []);
    const meant: Test = {
      operator: set + plain + ifExists,
      key: key.name,
      values:
        plain === 'Null' || plain === 'Bool'
          ? [picked[0] ?? from[0] ?? '']
          : picked.length
            ? picked
            : [...from.slice(0, 1)],
    };
    const misspelt = TYPO[plain]?.[typo];
    const written = misspelt === undefined ? meant.operator : set + misspelt + ifExists;
    return { meant, written, listed };
  });

type Written = typeof test extends fc.Arbitrary<infer T> ? T : never;

const principal = fc
  .tuple(
    fc.constantFrom(...PRINCIPALS),
    fc.nat(15),
    fc.constantFrom('AWS', 'Service', 'Federated', 'service', 'Services', 'federated', 'aws'),
  )
  .map(([value, wrong, type]) => ({
    meant: { type: typeOf(value), value },
    written: wrong === 0 ? type : typeOf(value),
  }));

const statement = fc
  .record({
    deny: fc.nat(7).map((n) => n === 0),
    effectCase: fc.nat(19).map((n) => n === 0),
    principals: fc.array(principal, { minLength: 1, maxLength: 3 }),
    companion: fc.boolean(),
    misspeltAction: fc.nat(19).map((n) => n === 0),
    tests: fc.array(test, { minLength: 1, maxLength: 4 }),
  })
  .map(({ deny, effectCase, principals, companion, misspeltAction, tests }) => {
    const effect = deny ? 'Deny' : 'Allow';
    const assume = actionFor(principals[0]?.meant);
    const actions = companion ? [assume, 'sts:TagSession'] : [assume];
    const block = blockOf(tests);
    const grant: Grant = {
      allow: !deny,
      principals: principals.map((p) => p.meant),
      actions,
      tests: block.meant,
    };
    const json = {
      Effect: effectCase ? effect.toLowerCase() : effect,
      Principal: principalOf(principals),
      Action: misspeltAction ? actions.map((a) => a.replace('Assume', 'Asume')) : actions,
      Condition: block.json,
    };
    return { grant, json };
  });

function actionFor(principal: Named | undefined): string {
  if (principal?.type !== 'Federated') return 'sts:AssumeRole';
  return principal.value === PROVIDER ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRoleWithSAML';
}

function principalOf(principals: readonly { readonly meant: Named; readonly written: string }[]): unknown {
  const byType: Record<string, string[]> = {};
  for (const { meant, written } of principals) (byType[written] ??= []).push(meant.value);
  return Object.fromEntries(Object.entries(byType).map(([type, all]) => [type, all.length === 1 ? all[0] : all]));
}

/** The tests as a block: of two with one key under one operator the first. */
function blockOf(tests: readonly Written[]): { readonly json: unknown; readonly meant: readonly Test[] } {
  const json: Record<string, Record<string, unknown>> = {};
  const meant: Test[] = [];
  for (const { meant: own, written, listed } of tests) {
    const keys = (json[written] ??= {});
    if (own.key in keys) continue;
    const [only, ...more] = own.values;
    keys[own.key] = listed || more.length ? own.values : only;
    meant.push(own);
  }
  return { json, meant };
}

export const guardedPolicy: fc.Arbitrary<Guarded> = fc
  .tuple(fc.array(statement, { minLength: 1, maxLength: 2 }), fc.constantFrom(0, 2, '\t'), fc.boolean())
  .map(([statements, indent, crlf]) => {
    const text = JSON.stringify({ Version: '2012-10-17', Statement: statements.map((s) => s.json) }, null, indent);
    return { text: crlf ? text.replaceAll('\n', '\r\n') : text, meant: statements.map((s) => s.grant) };
  });

/** Requests for each caller; of more than that an even choice. */
const MOST = 160;

/**
 * Requests that a policy makes a difference to: each caller it names and a stranger, each action, and every key absent, as
 * the policy has it, and otherwise.
 */
export function requestsFor(grants: readonly Grant[]): readonly Request[] {
  return requests(grants, () => true, MOST);
}

/** All of them that such a caller can make; undefined where they are too many to look at. */
export function possibleRequestsFor(grants: readonly Grant[]): readonly Request[] | undefined {
  const all = requests(grants, sends, MANY);
  return all.length < MANY ? all : undefined;
}

const MANY = 4000;

function requests(
  grants: readonly Grant[],
  bring: (caller: Named, key: string) => boolean,
  most: number,
): readonly Request[] {
  const callers = [...grants.flatMap((g) => g.principals.map(callerFor)), STRANGER];
  const actions = [...new Set(grants.flatMap((g) => g.actions))];
  return dedupe(callers).flatMap((caller) => {
    const options = [...optionsOf(grants)].filter(([key]) => bring(caller, key));
    const total = options.reduce((n, [, values]) => n * values.length, 1);
    const step = total <= most ? 1 : Math.ceil(total / most) | 1;
    const found: Request[] = [];
    for (let i = 0; i < total; i += step) {
      let rest = i;
      const context = new Map<string, readonly string[]>();
      for (const [key, values] of options) {
        const value = values[rest % values.length];
        rest = Math.floor(rest / values.length);
        if (value) context.set(key, value);
      }
      for (const action of actions) found.push({ caller, action, context });
    }
    return found;
  });
}

const STRANGER: Named = { type: 'AWS', value: 'arn:aws:iam::999988887777:role/stranger' };

function callerFor({ type, value }: Named): Named {
  if (type !== 'AWS') return { type, value };
  const account = /\d{12}/.exec(value)?.[0] ?? '999988887777';
  return { type, value: value.includes(':role/') ? value : `arn:aws:iam::${account}:role/any` };
}

function dedupe(callers: readonly Named[]): readonly Named[] {
  return [...new Map(callers.map((c) => [c.type + c.value, c])).values()];
}

/** By key in lower case: what a request may bring of it. */
function optionsOf(grants: readonly Grant[]): ReadonlyMap<string, readonly (readonly string[] | undefined)[]> {
  const found = new Map<string, (readonly string[] | undefined)[]>();
  for (const { key, values, operator } of grants.flatMap((g) => g.tests)) {
    const lower = key.toLowerCase();
    let options = found.get(lower);
    if (!options) found.set(lower, (options = [undefined, ['other']]));
    const fitting = operator.includes('Null')
      ? (KEYS.find((k) => k.name === key)?.values ?? [])
      : operator.includes('Numeric')
        ? values.map((v) => String(Number(v) - 1))
        : // A test without case is also met by a value in another one.
          values.flatMap((v) => (operator.includes('IgnoreCase') ? [v, v.toUpperCase()] : v));
    for (const value of fitting) {
      const sent = value.replaceAll('*', 'x');
      if (!options.some((o) => o?.[0] === sent)) options.push([sent]);
      if (KEYS.find((k) => k.name === key)?.list && options.length < 6) options.push([sent, 'other'], []);
    }
  }
  return found;
}

function sends(caller: Named, key: string): boolean {
  const known = KEYS.find((k) => k.name.toLowerCase() === key);
  const sender: Sender =
    caller.type === 'AWS' || caller.type === 'Service' ? caller.type : caller.value === PROVIDER ? 'OIDC' : 'SAML';
  return known?.sentBy.includes(sender) === true && (!key.startsWith('aws:source') || TELLING.includes(caller.value));
}
