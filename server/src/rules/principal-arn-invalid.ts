import { safeFix, type Fix } from '../findings.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import { parseArn, type ArnField } from '../iam/arn.ts';
import { PARTITIONS } from '../iam/partitions.ts';
import type { Span } from '../text/span.ts';
import { nearest } from '../text/distance.ts';
import type { Principal } from '../policy/model.ts';
import { own } from '../text/own.ts';
import { defineRule, type RuleContext } from './rule.ts';

type Message =
  | 'space'
  | 'noArn'
  | 'fields'
  | 'partition'
  | 'service'
  | 'region'
  | 'account'
  | 'accountForm'
  | 'resource'
  | 'separator'
  | 'wrongService'
  | 'session';

export default defineRule({
  meta: {
    id: 'principal-arn-invalid',
    title: 'A principal that is no ARN IAM takes here',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Invalid principal in policy: "AWS":"…"',
    messages: {
      space: 'There is white space in this principal; IAM refuses the policy.',
      noArn: '{{principal}} is neither an account id nor an ARN; IAM refuses the policy.',
      fields:
        'An ARN here reads arn:aws:iam::ACCOUNT:role/NAME, with five colons; this one has {{count}}. IAM refuses the policy.',
      partition: 'There is no partition {{partition}}: it is {{known}} or another of AWS’s. IAM refuses the policy.',
      service: '{{service}} resources cannot assume roles: a principal is of iam or sts. IAM refuses the policy.',
      region: 'IAM has no Regions, so {{region}} does not belong here; IAM refuses the policy.',
      accountForm: '{{account}} is no account id, which has 12 digits; IAM refuses the policy.',
      account: 'The account id is missing in this ARN; IAM refuses the policy.',
      resource: 'This ARN does not name an account’s root, a user, a role or a session; IAM refuses the policy.',
      separator: 'Between {{kind}} and its name stands a slash, not a colon; IAM refuses the policy.',
      wrongService: 'The ARN of {{kind}} is of {{right}}, not of {{service}}; IAM refuses the policy.',
      session:
        'A session’s ARN ends with the name of the session, as in assumed-role/ROLE/SESSION; IAM refuses the policy.',
    },
    yieldsTo: [
      'principal-type-misplaced',
      'principal-account-invalid',
      'principal-wildcard',
      'principal-kind',
      'variable-invalid',
    ],
  },
  docs: {
    why: 'Under AWS stands an account id, or the ARN of an account, role, user or session. IAM looks the principal up when the policy is saved and refuses what it does not find.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
    ],
    accessAnalyzer: [
      'INVALID_ARN_PREFIX',
      'MISSING_ARN_FIELD',
      'ARN_REGION_NOT_ALLOWED',
      'INVALID_PARTITION',
      'INVALID_ARN_SERVICE_CASE',
      'INVALID_ARN_RESOURCE',
      'MISSING_ARN_ACCOUNT',
    ],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam:us-east-1:111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
    },
  },
  create: (context) => ({
    principal(principal) {
      const { type, value } = principal;
      const text = value.value;
      if (type !== 'AWS' || text === '' || text === '*' || /^\d+$/.test(text) || UNIQUE_ID.test(text)) return;
      if (/['"`]/.test(text)) return; // a piece of a program that glues it together
      if (!value.holes.length && text !== text.trim()) {
        context.report({ at: value.span, messageId: 'space', fixes: () => [replace(principal, text.trim())] });
        return;
      }
      const space = value.holes.length || !text.startsWith('arn:') ? -1 : text.search(/\s/);
      if (space >= 0) context.report({ at: value.slice(space, space + 1), messageId: 'space' });
      else judge(principal, context);
    },
  }),
});

/** What IAM shows for a role or user that was deleted: a rule of its own. */
const UNIQUE_ID = /^A(?:ROA|IDA)[A-Z0-9]{12,}$/;

function judge(principal: Principal, context: RuleContext<Message>): void {
  const { value } = principal;
  const text = value.value;
  const arn = parseArn(value);
  if (!arn) {
    if (value.holes.length) return;
    if (text.startsWith('arn:')) {
      const fixed = withFields(text);
      context.report({
        at: value.span,
        messageId: 'fields',
        data: { count: text.split(':').length - 1 },
        fixes: () => (fixed === undefined ? [] : [replace(principal, fixed)]),
      });
    } else context.report({ at: value.span, messageId: 'noArn', data: { principal: text } });
    return;
  }
  const { partition, service, region, account, resource } = arn;
  const place = (field: ArnField): Span => (field.from === field.to ? value.span : value.slice(field.from, field.to));
  const report = (field: ArnField, messageId: Message, data: Record<string, string | number>, fixed?: string): void => {
    context.report({
      at: place(field),
      messageId,
      data,
      fixes: () => (fixed === undefined || value.holes.length ? [] : [replace(principal, fixed)]),
    });
  };
  const put = (field: ArnField, by: string): string => text.slice(0, field.from) + by + text.slice(field.to);
  const literal = (field: ArnField): boolean => !field.holes.length;

  if (literal(partition) && !PARTITIONS.includes(partition.value)) {
    const [near] = nearest(partition.value.toLowerCase(), PARTITIONS, 1, 1);
    report(partition, 'partition', { partition: partition.value, known: near ?? 'aws' }, near && put(partition, near));
  } else if (literal(service) && service.value === '') {
    report(service, 'fields', { count: text.split(':').length - 1 }, withFields(text));
  } else if (literal(service) && !SERVICES.includes(service.value)) {
    const lower = service.value.toLowerCase();
    report(service, 'service', { service: service.value }, SERVICES.includes(lower) ? put(service, lower) : undefined);
  } else if (literal(region) && region.value !== '') {
    report(region, 'region', { region: region.value }, put(region, ''));
  } else if (literal(account) && account.value === '') {
    report(account, 'account', {});
  } else if (literal(account) && !/^\d+$/.test(account.value) && !hasWildcard(account.value)) {
    report(account, 'accountForm', { account: account.value });
  } else if (literal(service) && (literal(resource) || resource.holes[0]?.from !== 0)) {
    judgeResource(service, resource, report, put);
  }
}

const SERVICES = ['iam', 'sts'];
/** Kinds of callers, and the service whose ARN names them. */
const KINDS: Readonly<Record<string, string>> = {
  user: 'iam',
  role: 'iam',
  'assumed-role': 'sts',
  'federated-user': 'sts',
};

function judgeResource(
  service: ArnField,
  resource: ArnField,
  report: (field: ArnField, messageId: Message, data: Record<string, string>, fixed?: string) => void,
  put: (field: ArnField, by: string) => string,
): void {
  if (resource.value === 'root' && service.value === 'iam') return;
  const cut = resource.value.search(/[/:]/);
  const kind = cut < 0 ? resource.value : resource.value.slice(0, cut);
  const separator = cut < 0 ? '' : resource.value.charAt(cut);
  const rest = cut < 0 ? '' : resource.value.slice(cut + 1);
  const right = own(KINDS, kind);
  if (right === undefined) {
    const lower = kind.toLowerCase();
    const meant = lower === 'root' || own(KINDS, lower) !== undefined;
    if (resource.holes.length) return;
    report(resource, 'resource', {}, meant && kind !== lower ? put(resource, lower + separator + rest) : undefined);
  } else if (separator === ':') {
    report(resource, 'separator', { kind }, put(resource, `${kind}/${rest}`));
  } else if (right !== service.value) {
    // A role's session under iam names no session; a role under sts is the role itself.
    const fixed = kind === 'assumed-role' && !rest.includes('/') ? undefined : put(service, right);
    report(
      service,
      'wrongService',
      { kind: kind === 'assumed-role' ? 'a session' : `a ${kind}`, right, service: service.value },
      fixed,
    );
  } else if (rest === '') {
    report(resource, 'resource', {});
  } else if (kind === 'assumed-role' && !resource.holes.length && !/^[^/]+\/[^/]+$/.test(rest)) {
    report(resource, 'session', {});
  }
}

/** The ARN with a colon put in that was left out, or the one too many taken out, where the account tells which one. */
function withFields(text: string): string | undefined {
  const short = /^(arn:[a-z-]+:(?:iam|sts)):(\d{12}:\S+)$/.exec(text);
  if (short) return `${short[1] ?? ''}::${short[2] ?? ''}`;
  const slash = /^(arn:[a-z-]+:(?:iam|sts)::\d{12})\/(\S+)$/.exec(text);
  if (slash) return `${slash[1] ?? ''}:${slash[2] ?? ''}`;
  const double = /^(arn:[a-z-]+)::((?:iam|sts)::\d{12}:\S+)$/.exec(text);
  return double ? `${double[1] ?? ''}:${double[2] ?? ''}` : undefined;
}

function replace({ value }: Principal, by: string): Fix {
  return safeFix(`Change to ${by}`, () => [{ op: 'replace', target: value.node, value: by }]);
}
