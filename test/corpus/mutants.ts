// npm run mutants -- <folder> [--missed]
// Makes one mistake at a time in each sound policy of a folder, and states how often a finding names it, by kind of mistake.
// --missed lists the mutants that no finding of an expected rule names.
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Finding } from '../../server/src/findings.ts';
import { check, finish, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';

const [folder, ...flags] = process.argv.slice(2);
if (folder === undefined || !fs.existsSync(folder)) {
  console.error(`mutants: no such folder: ${folder ?? '(none given)'}`);
  process.exit(2);
}

const context = testContext();
const run = (text: string) => finish(check(new PolicyDocument(text, true), context)).findings;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Statement = { [key: string]: Json };

/** Changes a statement in place; false when the mistake cannot be made in it. */
type Mutate = (statement: Statement) => boolean;

interface Operator {
  readonly name: string;
  /** Rules that name the mistake, each in its own way. */
  readonly rules: readonly string[];
  /** On the statements, or on the whole text. */
  readonly mutate?: Mutate;
  readonly text?: (text: string) => string | undefined;
}

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Replaces the first string under a principal's type for which `change` has another one. */
const inPrincipal =
  (type: string, change: (value: string) => string | undefined): Mutate =>
  (statement) => {
    const principal = statement['Principal'];
    if (!isObject(principal) || principal[type] === undefined) return false;
    const given = principal[type];
    const list = Array.isArray(given) ? given : [given];
    for (const [i, value] of list.entries()) {
      const changed = typeof value === 'string' ? change(value) : undefined;
      if (changed === undefined || changed === value) continue;
      list[i] = changed;
      principal[type] = Array.isArray(given) ? list : changed;
      return true;
    }
    return false;
  };

const inAction =
  (change: (value: string) => string | undefined): Mutate =>
  (statement) => {
    const given = statement['Action'];
    const list = Array.isArray(given) ? given : [given];
    for (const [i, value] of list.entries()) {
      const changed = typeof value === 'string' ? change(value) : undefined;
      if (changed === undefined || changed === value) continue;
      list[i] = changed;
      statement['Action'] = Array.isArray(given) ? (list as Json[]) : changed;
      return true;
    }
    return false;
  };

/** Changes one condition: an operator's block, its key, its value. */
const inCondition =
  (
    change: (
      block: { [key: string]: Json },
      operator: string,
      key: string,
      value: Json,
      condition: { [key: string]: Json },
    ) => boolean,
  ): Mutate =>
  (statement) => {
    const condition = statement['Condition'];
    if (!isObject(condition)) return false;
    for (const [operator, block] of Object.entries(condition)) {
      if (!isObject(block)) continue;
      for (const [key, value] of Object.entries(block)) if (change(block, operator, key, value, condition)) return true;
    }
    return false;
  };

const renamed = (object: { [key: string]: Json }, from: string, to: string): void => {
  const entries = Object.entries(object).map(([key, value]): [string, Json] => [key === from ? to : key, value]);
  for (const key of Object.keys(object)) Reflect.deleteProperty(object, key);
  Object.assign(object, Object.fromEntries(entries));
};

const isSubject = (key: string): boolean => /\..*:sub$/i.test(key);
const isGuard = (key: string): boolean =>
  isSubject(key) || /^(?:sts:ExternalId|aws:PrincipalOrgID|aws:SourceAccount)$/i.test(key);
/** Only statements about accounts: what services send as ExternalId is their own. */
const ofAccounts =
  (mutate: Mutate): Mutate =>
  (statement) =>
    isObject(statement['Principal']) && 'AWS' in statement['Principal'] && mutate(statement);
const first = (value: Json): string =>
  Array.isArray(value) ? first(value[0] ?? '') : typeof value === 'string' ? value : '';

const OPERATORS: readonly Operator[] = [
  {
    name: 'a letter lost in a service',
    rules: ['service-name-unknown', 'service-name-format'],
    mutate: inPrincipal('Service', (v) => (/^[a-z-]{5,}\.amazonaws/.test(v) ? v.slice(0, 2) + v.slice(3) : undefined)),
  },
  {
    name: 'a service in capitals',
    rules: ['service-name-case'],
    mutate: inPrincipal('Service', (v) =>
      v.endsWith('.amazonaws.com') ? v.charAt(0).toUpperCase() + v.slice(1) : undefined,
    ),
  },
  {
    name: 'a service without suffix',
    rules: ['service-name-format'],
    mutate: inPrincipal('Service', (v) => (/^[a-z0-9-]+\.amazonaws\.com$/.test(v) ? v.split('.')[0] : undefined)),
  },
  {
    name: 'a service as web address',
    rules: ['service-name-format'],
    mutate: inPrincipal('Service', (v) => (/^[a-z0-9-]+\.amazonaws\.com$/.test(v) ? `https://${v}` : undefined)),
  },
  {
    name: 'an account of 11 digits',
    rules: ['principal-account-invalid'],
    mutate: inPrincipal('AWS', (v) => v.replace(/(?<=^|:)\d(?=\d{11}(?:$|:))/, '')),
  },
  {
    name: 'a provider’s account of 11 digits',
    rules: ['principal-account-invalid'],
    mutate: inPrincipal('Federated', (v) => v.replace(/(?<=:)\d(?=\d{11}:)/, '')),
  },
  {
    name: 'a Region in a principal',
    rules: ['principal-arn-invalid'],
    mutate: inPrincipal('AWS', (v) => v.replace(/^arn:aws:iam::(?=\d{12})/, 'arn:aws:iam:us-east-1:')),
  },
  {
    name: 'a colon lost in a principal',
    rules: ['principal-arn-invalid'],
    mutate: inPrincipal('AWS', (v) => v.replace(/^arn:aws:iam::(?=\d{12})/, 'arn:aws:iam:')),
  },
  {
    name: 'a wildcard in a principal',
    rules: ['principal-wildcard'],
    mutate: inPrincipal('AWS', (v) => (/:(?:role|user)\/[\w-]+$/.test(v) ? `${v.slice(0, -2)}*` : undefined)),
  },
  { name: 'everyone as principal', rules: ['principal-everyone'], mutate: inPrincipal('AWS', () => '*') },
  {
    name: 'https:// in a provider',
    rules: ['federated-provider-invalid'],
    mutate: inPrincipal('Federated', (v) =>
      v.includes(':oidc-provider/') ? v.replace(':oidc-provider/', ':oidc-provider/https://') : undefined,
    ),
  },
  {
    name: 'a principal under the wrong type',
    rules: ['principal-type-misplaced'],
    mutate: (s) => {
      const principal = s['Principal'];
      if (!isObject(principal) || Object.keys(principal).length !== 1) return false;
      const [[type, value] = ['', '']] = Object.entries(principal);
      if (type === 'Service' && /^[a-z0-9.-]+\.amazonaws\.com$/.test(first(value))) s['Principal'] = { AWS: value };
      else if (type === 'AWS' && /^(?:\d{12}|arn:aws:iam::\d{12}:.+)$/.test(first(value)))
        s['Principal'] = { Service: value };
      else return false;
      return true;
    },
  },
  {
    name: 'a principal as a plain string',
    rules: ['element-type'],
    mutate: (s) => {
      const principal = s['Principal'];
      if (!isObject(principal)) return false;
      s['Principal'] = Object.values(principal)[0] ?? '';
      return s['Principal'] !== '*' && !isObject(s['Principal']);
    },
  },
  {
    name: 'no principal in its list',
    rules: ['element-empty'],
    mutate: (s) =>
      isObject(s['Principal']) && ((s['Principal'] = { [Object.keys(s['Principal'])[0] ?? 'AWS']: [] }), true),
  },
  {
    name: 'Principal left out',
    rules: ['principal-missing', 'policy-kind-permission'],
    mutate: (s) => 'Principal' in s && Reflect.deleteProperty(s, 'Principal'),
  },
  {
    name: 'Principle',
    rules: ['element-unknown'],
    mutate: (s) => 'Principal' in s && (renamed(s, 'Principal', 'Principle'), true),
  },
  {
    name: 'the action of another kind of caller',
    rules: ['action-principal-mismatch'],
    mutate: inAction((v) =>
      v === 'sts:AssumeRole'
        ? 'sts:AssumeRoleWithWebIdentity'
        : /^sts:AssumeRoleWith/.test(v)
          ? 'sts:AssumeRole'
          : undefined,
    ),
  },
  {
    name: 'a letter lost in an action',
    rules: ['action-unknown'],
    mutate: inAction((v) => (/^sts:Assume/.test(v) ? v.replace('Assume', 'Asume') : undefined)),
  },
  {
    name: 'an action without its service',
    rules: ['action-unknown'],
    mutate: inAction((v) => (/^sts:Assume/.test(v) ? v.slice(4) : undefined)),
  },
  {
    name: 'an action of S3',
    rules: ['action-not-sts'],
    mutate: inAction((v) => (/^sts:/.test(v) ? 's3:GetObject' : undefined)),
  },
  {
    name: 'Action left out',
    rules: ['action-missing'],
    mutate: (s) => 'Action' in s && Reflect.deleteProperty(s, 'Action'),
  },
  {
    name: 'Effect left out',
    rules: ['effect-missing'],
    mutate: (s) => 'Effect' in s && Reflect.deleteProperty(s, 'Effect'),
  },
  {
    name: 'allow',
    rules: ['effect-invalid'],
    mutate: (s) => s['Effect'] === 'Allow' && ((s['Effect'] = 'allow'), true),
  },
  { name: 'a Resource', rules: ['resource-prohibited'], mutate: (s) => ((s['Resource'] = '*'), true) },
  {
    name: 'the subject dropped',
    rules: ['oidc-subject-missing', 'oidc-unconditioned'],
    mutate: inCondition((block, _, key) => isSubject(key) && Reflect.deleteProperty(block, key)),
  },
  {
    name: 'the audience dropped',
    rules: [
      'oidc-audience-missing',
      'oidc-unconditioned',
      'saml-audience-missing',
      'cognito-identity-pool',
      'oidc-subject-missing',
    ],
    mutate: inCondition((block, _, key) => /:aud$/i.test(key) && Reflect.deleteProperty(block, key)),
  },
  {
    name: 'the ExternalId dropped',
    rules: ['external-id-missing'],
    mutate: ofAccounts(
      inCondition((block, _, key) => /^sts:ExternalId$/i.test(key) && Reflect.deleteProperty(block, key)),
    ),
  },
  {
    name: 'StringEquals with a wildcard',
    rules: ['value-wildcard-literal', 'value-format', 'external-id-weak'],
    mutate: inCondition(
      (block, operator, key, value) =>
        operator === 'StringEquals' &&
        !/[<${]/.test(first(value)) &&
        first(value) !== '' &&
        ((block[key] = `${first(value)}*`), true),
    ),
  },
  {
    name: 'any owner of a repository',
    rules: ['oidc-subject-broad'],
    mutate: inCondition((block, operator, key, value, condition) => {
      const any = first(value).replace(/^(repo|project_path):[\w@.-]+\//, '$1:*/');
      if (!isSubject(key) || any === first(value)) return false;
      Reflect.deleteProperty(block, key);
      if (!Object.keys(block).length) Reflect.deleteProperty(condition, operator);
      condition['StringLike'] = { ...(isObject(condition['StringLike']) ? condition['StringLike'] : {}), [key]: any };
      return true;
    }),
  },
  {
    name: 'a guard with IfExists',
    rules: [
      'if-exists-opens',
      'oidc-subject-missing',
      'external-id-missing',
      'mfa-not-enforced',
      'service-source-missing',
      'oidc-audience-missing',
    ],
    mutate: inCondition(
      (_, operator, key, __, condition) =>
        isGuard(key) &&
        /^String(?:Equals|Like)$/.test(operator) &&
        (renamed(condition, operator, `${operator}IfExists`), true),
    ),
  },
  {
    name: 'a guard with ForAllValues',
    rules: ['set-operator-single', 'set-operator-opens'],
    mutate: inCondition(
      (_, operator, key, __, condition) =>
        isGuard(key) &&
        /^String(?:Equals|Like)$/.test(operator) &&
        (renamed(condition, operator, `ForAllValues:${operator}`), true),
    ),
  },
  {
    name: 'a negated guard',
    rules: [
      'oidc-subject-missing',
      'external-id-missing',
      'condition-negated-only',
      'service-source-missing',
      'principal-everyone',
    ],
    mutate: inCondition(
      (_, operator, key, __, condition) =>
        isGuard(key) &&
        /^String(?:Equals|Like)$/.test(operator) &&
        (renamed(condition, operator, operator.replace('String', 'StringNot')), true),
    ),
  },
  {
    name: 'StringEqual',
    rules: ['operator-unknown'],
    mutate: inCondition(
      (_, operator, __, ___, condition) =>
        /^(?:String|Arn)(?:Equals|Like)$/.test(operator) && (renamed(condition, operator, operator.slice(0, -1)), true),
    ),
  },
  {
    name: 'a letter lost in a key',
    rules: ['key-unknown', 'key-provider-mismatch'],
    mutate: inCondition(
      (block, _, key) =>
        /^(?:sts|aws):[A-Za-z]{6,}$/.test(key) && (renamed(block, key, key.slice(0, -3) + key.slice(-2)), true),
    ),
  },
  {
    name: 'the claim subject',
    rules: ['key-unknown'],
    mutate: inCondition((block, _, key) => isSubject(key) && (renamed(block, key, `${key}ject`), true)),
  },
  {
    name: 'the key of another cluster',
    rules: ['key-provider-mismatch'],
    mutate: inCondition(
      (block, _, key) =>
        /\/id\/[0-9A-F]{32}:/.test(key) && (renamed(block, key, key.replace(/\/id\/[0-9A-F]{4}/, '/id/0000')), true),
    ),
  },
  {
    name: 'a known ExternalId',
    rules: ['external-id-weak'],
    mutate: ofAccounts(inCondition((block, _, key) => /^sts:ExternalId$/i.test(key) && ((block[key] = '12345'), true))),
  },
  {
    name: 'a source account of 11 digits',
    rules: ['value-format'],
    mutate: inCondition(
      (block, _, key, value) =>
        /^aws:SourceAccount$/i.test(key) &&
        /^\d{12}$/.test(first(value)) &&
        ((block[key] = first(value).slice(1)), true),
    ),
  },
  {
    name: 'MFA "True"',
    rules: ['value-bool'],
    mutate: inCondition((block, _, key) => /^aws:MultiFactorAuthPresent$/i.test(key) && ((block[key] = 'True'), true)),
  },
  {
    name: 'an ExternalId for a service',
    rules: ['key-never-present'],
    mutate: (s) =>
      isObject(s['Principal']) &&
      typeof s['Principal']['Service'] === 'string' &&
      !('Condition' in s) &&
      /^(?:ec2|lambda|ecs-tasks|codebuild|glue)\./.test(s['Principal']['Service']) &&
      ((s['Condition'] = { StringEquals: { 'sts:ExternalId': '7f9c3b1e-2c1d' } }), true),
  },
  {
    name: 'today’s date as Version',
    rules: ['version-invalid'],
    text: (t) => (t.includes('"2012-10-17"') ? t.replace('"2012-10-17"', '"2026-11-21"') : undefined),
  },
  {
    name: 'Version left out',
    rules: ['version-missing'],
    text: (t) => (/"Version": "2012-10-17",/.test(t) ? t.replace(/"Version": "2012-10-17",/, '') : undefined),
  },
  { name: 'a comma too many', rules: ['json-syntax'], text: (t) => t.replace(/\}(?=[^}]*$)/, ',}') },
  { name: 'a comment', rules: ['json-syntax'], text: (t) => t.replace('{', '{ // who\n') },
  { name: 'a bracket lost', rules: ['json-syntax'], text: (t) => t.trimEnd().slice(0, -1) },
  {
    name: 'Action twice',
    rules: ['json-duplicate-key'],
    text: (t) =>
      t.includes('"Action":') ? t.replace('"Action":', '"Action": "sts:TagSession", "Action":') : undefined,
  },
];

const kindOf = (f: Finding): string => `${f.ruleId} ${f.messageId} ${f.level} ${f.message}`;

const tally = new Map<string, { made: number; named: number }>(OPERATORS.map((o) => [o.name, { made: 0, named: 0 }]));
let sound = 0;
for (const file of fs.readdirSync(folder).sort()) {
  const text = fs.readFileSync(path.join(folder, file), 'utf8');
  let policy: Json;
  try {
    policy = JSON.parse(text) as Json;
  } catch {
    continue;
  }
  if (!isObject(policy) || !('Statement' in policy)) continue;
  const before = run(JSON.stringify(policy, null, 2));
  if (before.some((f) => f.level === 'error' || f.level === 'warning')) continue;
  sound++;
  for (const operator of OPERATORS) {
    const mutant = mutantOf(policy, operator);
    if (mutant === undefined) continue;
    const count = tally.get(operator.name);
    if (!count) continue;
    count.made++;
    // A finding that was there before names another thing.
    const known = new Set(before.map(kindOf));
    const named = run(mutant).some((f) => operator.rules.includes(f.ruleId) && !known.has(kindOf(f)));
    if (named) count.named++;
    else if (flags.includes('--missed'))
      console.log(`${file}\t${operator.name}\t${mutant.replace(/\s+/g, ' ').slice(0, 700)}`);
  }
}

/** The policy with one mistake in its first statement that can have it. */
function mutantOf(policy: Json, { mutate, text }: Operator): string | undefined {
  const whole = JSON.stringify(policy, null, 2);
  if (text) return text(whole);
  const copy = JSON.parse(whole) as { Statement: Json };
  const statements = Array.isArray(copy.Statement) ? copy.Statement : [copy.Statement];
  const changed = statements.some((s) => isObject(s) && s['Effect'] !== 'Deny' && mutate?.(s));
  return changed ? JSON.stringify(copy, null, 2) : undefined;
}

const pad = (s: string | number, n: number): string => String(s).padStart(n);
console.log(`\n${'mistake'.padEnd(40)}${pad('made', 8)}${pad('named', 8)}${pad('share', 9)}`);
let made = 0;
let named = 0;
for (const [name, count] of tally) {
  made += count.made;
  named += count.named;
  const share = count.made ? `${((100 * count.named) / count.made).toFixed(1)} %` : '–';
  console.log(name.padEnd(40) + pad(count.made, 8) + pad(count.named, 8) + pad(share, 9));
}
console.log(`${'all'.padEnd(40)}${pad(made, 8)}${pad(named, 8)}${pad(`${((100 * named) / made).toFixed(2)} %`, 9)}`);
console.log(`\n${OPERATORS.length} kinds of mistakes in ${sound} sound policies`);
