import { safeFix, type Fix } from '../findings.ts';
import { severalIn } from '../guards/form.ts';
import { isAccountOrArn } from '../iam/awsPrincipal.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import { parseArn, type ArnField } from '../iam/arn.ts';
import { PARTITIONS } from '../iam/partitions.ts';
import type { Span } from '../text/span.ts';
import { nearest } from '../text/distance.ts';
import type { Principal } from '../policy/model.ts';
import { spreadOutPrincipal } from '../policy/principalEdits.ts';
import { own } from '../text/own.ts';
import { defineRule, type RuleContext } from './rule.ts';

type Message =
  | 'space'
  | 'several'
  | 'noArn'
  | 'fields'
  | 'partition'
  | 'partitionNear'
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
    title: 'Invalid principal ARN',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Invalid principal in policy: "AWS":"…"',
    messages: {
      space: 'This principal contains white space. IAM rejects the policy.',
      several: 'Several principals in one string: write them as a list. IAM rejects the policy.',
      noArn: '"{{principal}}" isn\'t an account ID or ARN. IAM rejects the policy.',
      fields:
        'This ARN has the wrong form: use arn:aws:iam::ACCOUNT:role/NAME, with five colons. IAM rejects the policy.',
      partition: '"{{partition}}" isn\'t an AWS partition (example: aws). IAM rejects the policy.',
      partitionNear: '"{{partition}}" isn\'t an AWS partition. Did you mean "{{near}}"? IAM rejects the policy.',
      service: 'A principal ARN must be of iam or sts, not of "{{service}}". IAM rejects the policy.',
      region: 'IAM ARNs have no Region: remove "{{region}}". IAM rejects the policy.',
      accountForm: '"{{account}}" isn\'t an AWS account ID (12 digits). IAM rejects the policy.',
      account: 'The account ID is missing in this ARN. IAM rejects the policy.',
      resource: "This ARN isn't that of an account root, user, role or role session. IAM rejects the policy.",
      separator: 'Use a slash, not a colon, between "{{kind}}" and the name. IAM rejects the policy.',
      wrongService: 'Use {{right}}, not {{service}}, in the ARN of {{kind}}. IAM rejects the policy.',
      session: 'The ARN of a role session ends in assumed-role/ROLE/SESSION. IAM rejects the policy.',
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
    why: "Under AWS, a principal is an account ID, or the ARN of an account, role, user or role session. IAM looks up the principal when you save the policy, and rejects the policy if it doesn't exist.",
    howToFix: 'Copy the ARN from the role or user in IAM.',
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
      const parts = value.holes.length ? [] : severalIn(text, isAccountOrArn);
      if (parts.length) {
        const list = safeFix('Write the principals as a list', () => spreadOutPrincipal(principal, parts));
        context.report({ at: value.span, messageId: 'several', fixes: () => [list] });
        return;
      }
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
      fixes: () => (fixed === undefined || field.holes.length ? [] : [replace(principal, fixed)]),
    });
  };
  const put = (field: ArnField, by: string): string => text.slice(0, field.from) + by + text.slice(field.to);
  const literal = (field: ArnField): boolean => !field.holes.length;

  if (literal(partition) && !PARTITIONS.includes(partition.value)) {
    const [near] = nearest(partition.value.toLowerCase(), PARTITIONS, 1, 1);
    if (near === undefined) report(partition, 'partition', { partition: partition.value });
    else report(partition, 'partitionNear', { partition: partition.value, near }, put(partition, near));
  } else if (literal(service) && service.value === '') {
    report(service, 'fields', {}, withFields(text));
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
      { kind: kind === 'assumed-role' ? 'a role session' : `a ${kind}`, right, service: service.value },
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
  return safeFix(`Replace with "${by}"`, () => [{ op: 'replace', target: value.node, value: by }]);
}
