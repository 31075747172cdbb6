import type { RuleId } from '../../../ruleIds.ts';
import type { Statement } from '../../../policy/model.ts';
import { contains, overlaps, type Span } from '../../../text/span.ts';
import type { Cause, Suspect } from '../types.ts';
import { pointAt } from './place.ts';

/** Rules whose findings, at level error or warning, prove that a part of a statement never matches: some by some of their messages. */
const DEAD: ReadonlyMap<RuleId, readonly string[] | 'all'> = new Map<RuleId, readonly string[] | 'all'>([
  ['key-never-present', ['never', 'nobody']],
  ['key-provider-mismatch', 'all'],
  ['condition-expired', ['over']],
  [
    'condition-never-matches',
    [
      'values',
      'range',
      'nulls',
      'account',
      'organization',
      'claim',
      'issuer',
      'endpoint',
      'principal',
      'service',
      'session',
      'notAny',
    ],
  ],
  ['oidc-subject-form', ['never', 'audience']],
  ['oidc-audience-value', ['authorizedParty', 'identityPool', 'subject']],
  ['saml-audience-value', 'all'],
  ['action-principal-mismatch', ['never']],
  ['federated-provider-foreign', 'all'],
  ['federated-provider-invalid', 'all'],
  ['federated-provider-retired', 'all'],
  ['principal-orphaned', 'all'],
  ['statement-shadowed', 'all'],
  ['deny-ineffective', ['everybody']],
  ['policy-deny-only', 'all'],
  ['value-ip', ['several', 'private']],
  [
    'value-arn',
    ['several', 'prefix', 'fields', 'partition', 'region', 'account', 'service', 'empty', 'caller', 'shape', 'moved'],
  ],
  ['value-format', ['form', 'character', 'several']],
  ['value-number', ['other']],
  ['value-ignored', ['space']],
  ['variable-invalid', ['operator', 'unsigned']],
]);

/** Rules whose findings may be why: they depend on what nobody sees here. */
const LIKELY: ReadonlySet<RuleId> = new Set<RuleId>([
  'oidc-subject-immutable',
  'oidc-audience-value',
  'cognito-identity-pool',
  'service-name-partition',
  'service-name-unknown',
  'service-name-case',
  'principal-sso-role',
  'principal-partition-mixed',
  'federated-provider-partition',
  'federated-provider-mixed',
  'value-wildcard-literal',
  'value-ignored',
  'key-unknown',
  'key-never-present',
  'operator-key-type',
  'set-operator-missing',
  'policy-too-large',
  'placeholder',
]);

/** Whether a finding proves that what it is about never matches. */
export function isDead({ ruleId, messageId, level }: Suspect): boolean {
  const messages = DEAD.get(ruleId);
  return (level === 'error' || level === 'warning') && (messages === 'all' || (messages?.includes(messageId) ?? false));
}

export function isLikely(suspect: Suspect): boolean {
  return LIKELY.has(suspect.ruleId) || isDead(suspect);
}

/** The findings about a place, or about what holds it. */
export function findingsAt(suspects: readonly Suspect[], place: Span): readonly Suspect[] {
  return suspects.filter(({ span }) => overlaps(span, place));
}

/** Those that stand in a statement. */
export function findingsIn(suspects: readonly Suspect[], { node, policy }: Statement): readonly Suspect[] {
  return suspects.filter(
    ({ span }) => contains(node.span, span) || !policy.statements.some((s) => contains(s.node.span, span)),
  );
}

export function causeOf(finding: Suspect, sure: boolean): Cause {
  const { text, span } = finding;
  return { sure, text, span: pointAt(span), findings: [finding] };
}
