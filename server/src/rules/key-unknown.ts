import { reviewFix, type Fix } from '../findings.ts';
import { conditionKey, keyFamily, nearestKey } from '../catalogue/conditionKeys.ts';
import { servicePrefixes } from '../catalogue/servicePrincipals.ts';
import { parseOperator } from '../iam/operators.ts';
import type { ProviderKey } from '../iam/providerKey.ts';
import { renameKey } from '../policy/edits.ts';

import { claimsFor, providerOfKey } from '../policy/claims.ts';
import type { Condition } from '../policy/model.ts';
import { distance } from '../text/distance.ts';
import { defineRule, type RuleContext } from './rule.ts';

type Message = 'near' | 'unknown' | 'noPrefix' | 'noTagKey' | 'service' | 'claim' | 'claimNear';

export default defineRule({
  meta: {
    id: 'key-unknown',
    title: 'A condition key that does not exist',
    level: 'warning',
    messages: {
      near: 'There is no condition key {{key}}; meant is likely {{nearest}}. {{effect}}',
      unknown: 'We know no condition key {{key}}. {{effect}}',
      noPrefix: '{{key}} is no condition key: every key has a prefix and a colon, as aws:SourceIp has. {{effect}}',
      noTagKey: '{{key}} needs the key of a tag behind the slash, as in {{prefix}}team. {{effect}}',
      service:
        'We know no AWS service and no identity provider called {{prefix}}, so no condition key {{key}}. {{effect}}',
      claim: 'AWS does not carry the claim {{claim}} of {{provider}} into the request. {{effect}}',
      claimNear: 'AWS carries no claim {{claim}} of {{provider}}; meant is likely {{nearest}}. {{effect}}',
    },
    breaksGuard: true,
  },
  docs: {
    why: 'IAM saves a condition on a key that does not exist. Such a key is in no request: a positive test then never matches and nobody gets in, a negated or …IfExists one always matches and guards nothing.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html',
    ],
    accessAnalyzer: [
      'INVALID_GLOBAL_CONDITION_KEY',
      'INVALID_SERVICE_CONDITION_KEY',
      'INVALID_CONDITION_KEY_FORMAT',
      'INVALID_SERVICE',
      'MISSING_TAG_KEY_IN_CONDITION',
    ],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::464622532012:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e", "aws:PrincipalOrgId2": "o-a1b2c3d4e5"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::464622532012:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { key } = condition;
      const name = key.value;
      const provider = condition.providerKey;
      if (name === '' || /^https?:/i.test(name) || conditionKey(name) || parseOperator(name)) return;
      // The issuer may still have to be filled in; the claim behind it is judged all the same.
      if (provider && !provider.claim.holes.length) judgeClaim(condition, provider, context);
      else if (!key.holes.length) judgeKey(condition, name, context);
    },
  }),
});

function judgeKey(condition: Condition, name: string, context: RuleContext<Message>): void {
  const report = (messageId: Message, data: Record<string, string>, error: boolean, nearest?: string): void => {
    context.report({
      at: condition.member.key.span,
      messageId,
      ...(error ? { level: 'error' as const } : {}),
      data: { key: name, effect: effectOf(condition), ...data },
      fixes: () => (nearest === undefined ? [] : rename(condition, nearest)),
    });
  };
  const family = keyFamily(`${name.replace(/\/$/, '')}/`);
  if (family) {
    report('noTagKey', { prefix: `${name.replace(/\/$/, '')}/` }, true);
    return;
  }
  const nearest = nearestKey(name) ?? withPrefix(name);
  const colon = name.indexOf(':');
  const prefix = name.slice(0, colon).toLowerCase();
  if (nearest !== undefined) report('near', { nearest }, true, nearest);
  else if (colon <= 0 || colon === name.length - 1) report('noPrefix', {}, true);
  else if (GLOBAL.has(prefix)) report('unknown', {}, false);
  else if (!servicePrefixes.has(prefix)) report('service', { prefix: name.slice(0, colon) }, false);
}

/** The one key that has this name behind its prefix: `ExternalId` is `sts:ExternalId`. */
function withPrefix(name: string): string | undefined {
  if (name.includes(':')) return undefined;
  const found = ['aws', 'sts', 'saml'].flatMap((prefix) => conditionKey(`${prefix}:${name}`)?.name ?? []);
  return found.length === 1 ? found[0] : undefined;
}

/** Prefixes whose keys our table lists whole. */
const GLOBAL: ReadonlySet<string> = new Set(['aws', 'sts', 'saml']);

function judgeClaim(condition: Condition, key: ProviderKey, context: RuleContext<Message>): void {
  const found = providerOfKey(condition);
  const issuer = key.issuer.value;
  const claim = key.claim.value;
  const claims = claimsFor(key.issuer, found);
  const lower = claim.toLowerCase();
  if (claims.some((c) => c.toLowerCase() === lower)) return;
  const near = claims.filter((c) => distance(lower, c.toLowerCase(), 2) <= Math.min(2, Math.floor(c.length / 2)));
  const nearest = near.length === 1 ? near[0] : undefined;
  const full = nearest === undefined ? undefined : `${issuer}:${nearest}`;
  context.report({
    at: condition.member.key.span,
    messageId: nearest === undefined ? 'claim' : 'claimNear',
    ...(nearest === undefined ? {} : { level: 'error' as const }),
    data: { claim, provider: found?.provider.shortName ?? issuer, nearest: nearest ?? '', effect: effectOf(condition) },
    fixes: () => (full === undefined ? [] : rename(condition, full)),
  });
}

/** What the test does when its key is never in the request. */
function effectOf({ operator, statement, values }: Condition): string {
  const isNull = operator?.family === 'Null';
  const absent = isNull && values.some((v) => v.text?.value === 'true');
  const opens = isNull
    ? absent
    : operator?.negated === true || operator?.ifExists === true || operator?.set === 'ForAllValues';
  const allow = statement.effect === 'Allow';
  if (opens)
    return allow
      ? 'This test is then always true and keeps nobody out.'
      : 'This test is then always true and keeps everybody out.';
  return allow
    ? 'No request has it, so this statement lets nobody in.'
    : 'No request has it, so this statement keeps nobody out.';
}

// A rename can let in whom the broken key kept out, so it is for a person to choose (law 6).
function rename(condition: Condition, name: string): readonly Fix[] {
  const edits = renameKey(condition, name);
  return edits ? [reviewFix(`Change to ${name}`, () => edits)] : [];
}
