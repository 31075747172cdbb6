import { reviewFix, type Fix, type Level } from '../findings.ts';
import { serviceOfPrefix } from '../catalogue/servicePrincipals.ts';
import type { ServiceRecord } from '../catalogue/serviceRecord.ts';
import { isRegion } from '../catalogue/regions.ts';
import { parseArn, type Arn } from '../iam/arn.ts';
import { severalIn } from '../guards/form.ts';
import type { Operator } from '../iam/operators.ts';
import { isRegionName, PARTITIONS } from '../iam/partitions.ts';
import { wildcardMatches } from '../iam/wildcards.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import { factsOf } from '../policy/keyFacts.ts';
import type { Condition, ConditionValue, Statement } from '../policy/model.ts';
import { serviceOf } from '../policy/namedService.ts';
import type { Text } from '../policy/policyText.ts';
import { asList } from '../policy/statementEdits.ts';
import type { HoledText } from '../text/holedText.ts';
import { defineRule } from './rule.ts';

type Message =
  | 'several'
  | 'prefix'
  | 'fields'
  | 'fewer'
  | 'partition'
  | 'region'
  | 'account'
  | 'service'
  | 'noRegion'
  | 'empty'
  | 'anyService'
  | 'shape'
  | 'moved'
  | 'caller';

export default defineRule({
  meta: {
    id: 'value-arn',
    title: 'ARN that never matches',
    level: 'error',
    messages: {
      several: 'Several ARNs in one string never match: write them as a list.',
      prefix: 'This value never matches: {{key}} is an ARN, which starts with "arn:".',
      fields: 'This value never matches: an ARN has six parts, and this one has {{count}}.',
      fewer: 'This pattern may match nothing: an ARN has six parts, and this one has {{count}}.',
      partition: 'This value never matches: "{{part}}" isn\'t an AWS partition.',
      region: 'This value never matches: {{service}} ARNs have no Region.',
      account: 'This value never matches: "{{part}}" isn\'t an AWS account ID (12 digits).',
      service: 'This value never matches: services are lowercase in ARNs, and "{{part}}" isn\'t.',
      noRegion: 'Region "{{part}}" isn\'t in our list. If it doesn\'t exist, this value never matches.',
      empty: 'This value never matches: its {{part}} is empty. The service sends ARNs like {{shape}}.',
      caller: 'This value never matches: {{key}} is the ARN of a role, user, role session or account.',
      anyService: '"{{part}}" as the service also matches ARNs of other services.',
      shape: "This value doesn't match: {{principal}} sends {{shape}} as aws:SourceArn.",
      moved: 'This value no longer matches: {{to}} now acts for these resources, not {{principal}}.',
    },
    yieldsTo: ['operator-key-type', 'value-ignored'],
    breaksGuard: true,
  },
  docs: {
    why: 'ARN operators compare the six parts of an ARN one by one. A value with fewer parts, or with a part that no ARN of this kind has, never matches.',
    howToFix: 'Correct the ARN. Leave no part out: use * for a part that may be anything.',
    whenToIgnore: "Rarely: for a new Region or a new kind of resource that isn't in our list.",
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    ],
    accessAnalyzer: [
      'INVALID_ARN_PREFIX',
      'MISSING_ARN_FIELD',
      'INVALID_ARN_ACCOUNT',
      'INVALID_ARN_REGION',
      'ARN_REGION_NOT_ALLOWED',
      'INVALID_ARN_SERVICE_CASE',
      'INVALID_ARN_RESOURCE',
      'MISSING_ARN_REGION',
      'MISSING_ARN_ACCOUNT',
      'WILDCARD_IN_SERVICE_NAME',
      'INVALID_PARTITION',
    ],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::1111222233334:role/deploy-*"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/deploy-*"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { operator, values, key } = condition;
      if (operator?.family !== 'Arn' && !(operator?.family === 'String' && isArnKey(condition))) return;
      for (const value of values) {
        const { text, node } = value;
        const parts = text && !text.holes.length ? severalIn(text.value, isArn) : [];
        if (parts.length) {
          const fixes = (): readonly Fix[] => {
            const edits = asList(condition, value, parts);
            return edits ? [reviewFix('Write the ARNs as a list', () => edits)] : [];
          };
          context.report({ at: node.span, messageId: 'several', fixes });
          continue;
        }
        const found = text && mistake(condition, inItsCase(text, operator), operator.family === 'Arn');
        if (!found) continue;
        const [messageId, data, fixed, level] = found;
        context.report({
          at: node.span,
          messageId,
          ...(level ? { level } : {}),
          data: { key: key.value, ...data },
          fixes: () => fixesOf(value, fixed),
        });
      }
    },
  }),
});

type Found = readonly [Message, Record<string, string | number>, fixed?: string | undefined, level?: Level];

function isArnKey(condition: Condition): boolean {
  const type = factsOf(condition)?.type;
  return type === 'ARN' || type === 'ArrayOfARN';
}

function isArn(value: string): boolean {
  return parseArn({ value, holes: [] }) !== undefined;
}

/** Where case does not count, an ARN reads as ARNs are written. */
function inItsCase({ value, holes }: Text, { base }: Operator): HoledText {
  return { value: base.endsWith('IgnoreCase') ? value.toLowerCase() : value, holes };
}

function mistake(condition: Condition, text: HoledText, byParts: boolean): Found | undefined {
  const { value, holes } = text;
  if (value === '' || value.includes('${') || value.includes('%3A') || value !== value.trim()) return undefined;
  if (!value.startsWith('arn:')) {
    const open =
      holes.some((h) => h.from < 4) ||
      wildcardMatches(value.slice(0, value.search(/[*?]/) + 1), 'arn:') ||
      /^[*?]/.test(value) ||
      /^a?r?n?:?[*?]/.test(value);
    return open ? undefined : ['prefix', {}];
  }
  const arn = parseArn(text);
  if (!arn) {
    // A * of a String operator reaches across colons.
    if (holes.length || (!byParts && /[*?]/.test(value))) return undefined;
    const count = value.split(':').length;
    // AWS documents that each part is compared for itself, but not what a pattern with too few of them does.
    return value.endsWith('*') ? ['fewer', { count }, undefined, 'warning'] : ['fields', { count }];
  }
  const { partition, service, region, account } = arn;
  const literal = (field: typeof partition): boolean => !field.holes.length && !/[*?]/.test(field.value);
  const put = (field: typeof partition, by: string): string => value.slice(0, field.from) + by + value.slice(field.to);
  if (literal(partition) && !PARTITIONS.includes(partition.value)) return ['partition', { part: partition.value }];
  if (literal(service) && service.value !== service.value.toLowerCase())
    return ['service', { part: service.value }, put(service, service.value.toLowerCase())];
  if (
    literal(service) &&
    (service.value === 'iam' || service.value === 'sts') &&
    literal(region) &&
    region.value !== ''
  )
    return ['region', { service: service.value.toUpperCase() }, put(region, '')];
  if (literal(account) && !/^(?:\d{12}|aws|cloudfront)?$/.test(account.value))
    return ['account', { part: account.value }];
  if (literal(region) && /\d/.test(region.value) && !isRegion(region.value))
    return ['noRegion', { part: region.value }, undefined, isRegionName(region.value) ? 'warning' : 'error'];
  if (!literal(service) && !service.holes.length) return ['anyService', { part: service.value }, undefined, 'hint'];
  return sameName(condition.key.value, KEYS.principalArn) ? callerMistake(arn) : sourceMistake(condition, value, arn);
}

/** What of an aws:PrincipalArn no caller can have. */
function callerMistake({ service, account, resource }: Arn): Found | undefined {
  const literal = (field: Arn['service']): boolean => !field.holes.length && !/[*?]/.test(field.value);
  if (literal(service) && service.value !== 'iam' && service.value !== 'sts') return ['caller', {}];
  if (!account.holes.length && account.value === '') return ['caller', {}];
  if (resource.holes.length) return undefined;
  const start = resource.value.split(/[*?]/, 1)[0] ?? '';
  return CALLERS.some((kind) => start.startsWith(kind) || (start !== resource.value && kind.startsWith(start)))
    ? undefined
    : ['caller', {}];
}

const CALLERS = ['root', 'role/', 'user/', 'assumed-role/', 'federated-user/'];

/** What of an aws:SourceArn cannot be what the service sends, as far as it documents that. */
function sourceMistake({ key, operator, statement }: Condition, value: string, arn: Arn): Found | undefined {
  if (operator?.negated || !sameName(key.value, KEYS.sourceArn)) return undefined;
  const { service, region, account, resource } = arn;
  if ([service, region, account, resource].some((f) => f.holes.length)) return undefined;
  const gone = movedFrom(statement, arn);
  if (gone) return ['moved', gone, undefined, 'warning'];
  const sender = senderOf(statement, service.value);
  const shapes = (sender?.sends.sourceArns ?? []).map((s) => s.split(':')).filter((s) => s[2] === service.value);
  const [first] = shapes;
  if (!first) return undefined;
  const shape = first.join(':');
  for (const [i, field] of [
    [3, region],
    [4, account],
  ] as const)
    if (field.value === '' && shapes.every((s) => s[i] !== ''))
      return ['empty', { part: i === 3 ? 'Region' : 'account', shape }, undefined, 'warning'];
  if (sender?.sends.arns !== 'complete' || !isTrusted(sender, statement)) return undefined;
  const kind = first
    .slice(5)
    .join(':')
    .replace(/[A-Z][A-Z-]+/g, '');
  const start = value.slice(resource.from).split(/[*?]/, 1)[0] ?? '';
  if (start.startsWith(kind) || kind.startsWith(start)) return undefined;
  return ['shape', { principal: sender.service, shape }, undefined, 'warning'];
}

/** Who sends ARNs of that service to a statement; nobody where its own services are known to send theirs only. */
function senderOf(statement: Statement, prefix: string): ServiceRecord | undefined {
  const trusted = servicesOf(statement);
  const sendNone = (t: ServiceRecord | undefined): boolean =>
    t !== undefined && t.sends.arns !== 'some' && !t.sends.sourceArns.some((arn) => arn.split(':')[2] === prefix);
  return trusted.length && trusted.every(sendNone) ? undefined : serviceOfPrefix(prefix);
}

/** Whether a service, as far as known, is among those that a statement trusts: others are advised by what they send themselves. */
function isTrusted(sender: ServiceRecord, statement: Statement): boolean {
  const trusted = servicesOf(statement);
  return !trusted.length || trusted.includes(undefined) || trusted.includes(sender);
}

/** The services that a statement trusts, each known or not. */
function servicesOf({ principals }: Statement): readonly (ServiceRecord | undefined)[] {
  return principals.flatMap((p) => (p.type === 'Service' && !p.negated ? [serviceOf(p.value.value)] : []));
}

/** The trusted service that once sent ARNs like this one, and the principal that acts for these resources now. */
function movedFrom({ principals }: Statement, { service, resource }: Arn): Record<string, string> | undefined {
  const trusted = principals.map((p) => (p.type === 'Service' && !p.negated ? serviceOf(p.value.value) : undefined));
  for (const record of trusted)
    for (const { arn, to } of record?.moved ?? []) {
      const [, , prefix, , , kind = ''] = arn.split(':');
      // Whom else the statement trusts may send it.
      if (prefix !== service.value || !resource.value.startsWith(kind) || trusted.some((t) => t !== record)) continue;
      return { principal: record?.service ?? prefix, to };
    }
  return undefined;
}

/** A value that matches lets in whom this one kept out. */
function fixesOf({ node }: ConditionValue, fixed: string | undefined): readonly Fix[] {
  return fixed === undefined
    ? []
    : [reviewFix(`Replace with "${fixed}"`, () => [{ op: 'replace', target: node, value: fixed }])];
}
