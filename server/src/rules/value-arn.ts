import { reviewFix, type Fix, type Level } from '../findings.ts';
import { servicePrincipal } from '../catalogue/servicePrincipals.ts';
import { isRegion } from '../catalogue/regions.ts';
import { parseArn, type Arn } from '../iam/arn.ts';
import { isRegionName, PARTITIONS } from '../iam/partitions.ts';
import { wildcardMatches } from '../iam/wildcards.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import { factsOf } from '../policy/keyFacts.ts';
import type { Condition, ConditionValue } from '../policy/model.ts';
import type { Text } from '../policy/policyText.ts';
import { defineRule } from './rule.ts';

type Message =
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
  | 'caller';

export default defineRule({
  meta: {
    id: 'value-arn',
    title: 'ARN that never matches',
    level: 'error',
    messages: {
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
    },
    yieldsTo: ['variable-invalid', 'operator-key-type', 'key-never-present', 'value-ignored'],
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
        const found = text && mistake(condition, text, operator.family === 'Arn');
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

function mistake(condition: Condition, text: Text, byParts: boolean): Found | undefined {
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
function sourceMistake({ key, operator }: Condition, value: string, arn: Arn): Found | undefined {
  if (operator?.negated || !sameName(key.value, KEYS.sourceArn)) return undefined;
  const { service, region, account, resource } = arn;
  if ([service, region, account, resource].some((f) => f.holes.length)) return undefined;
  const sender = servicePrincipal(`${service.value}.amazonaws.com`);
  const shapes = (sender?.sourceArns ?? []).map((s) => s.split(':'));
  const [first] = shapes;
  if (!first) return undefined;
  const shape = first.join(':');
  for (const [i, field] of [
    [3, region],
    [4, account],
  ] as const)
    if (field.value === '' && shapes.every((s) => s[i] !== ''))
      return ['empty', { part: i === 3 ? 'Region' : 'account', shape }, undefined, 'warning'];
  if (!ONE_SHAPE.has(service.value)) return undefined;
  const kind = first
    .slice(5)
    .join(':')
    .replace(/[A-Z][A-Z-]+/g, '');
  const start = value.slice(resource.from).split(/[*?]/, 1)[0] ?? '';
  if (start.startsWith(kind) || kind.startsWith(start)) return undefined;
  return ['shape', { principal: sender?.service ?? service.value, shape }, undefined, 'warning'];
}

/** Services that send the ARN of one kind of resource. The table lists examples for the others. */
const ONE_SHAPE: ReadonlySet<string> = new Set(['scheduler', 'rolesanywhere']);

/** A value that matches lets in whom this one kept out. */
function fixesOf({ node }: ConditionValue, fixed: string | undefined): readonly Fix[] {
  return fixed === undefined
    ? []
    : [reviewFix(`Replace with "${fixed}"`, () => [{ op: 'replace', target: node, value: fixed }])];
}
