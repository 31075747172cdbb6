import { reviewFix, safeFix, type Fix } from '../findings.ts';
import { ROLES_ANYWHERE } from '../catalogue/servicePrincipals.ts';
import type { ServiceRecord } from '../catalogue/serviceRecord.ts';
import { parseOperator } from '../iam/operators.ts';
import { isOnlyWildcards } from '../iam/wildcards.ts';
import { KEYS } from '../iam/vocabulary.ts';
import { isAlwaysSent } from '../policy/keyFacts.ts';
import { whenDemanded } from '../policy/demand.ts';
import { besideUnderOperator } from '../policy/conditionIndex.ts';
import { moveConditions } from '../policy/statementEdits.ts';
import { bounds } from '../policy/callerBounds.ts';
import type { Condition, Statement } from '../policy/model.ts';
import { serviceOf } from '../policy/namedService.ts';
import { memo } from '../text/memo.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'if-exists-opens',
    title: 'IfExists condition that callers can skip',
    level: 'warning',
    messages: {
      opens:
        'Requests without {{key}} also match, and no other condition restricts who can assume the role. Remove IfExists.',
    },
    yieldsTo: ['key-never-present', 'set-operator-single', 'null-operator'],
    breaksGuard: true,
  },
  docs: {
    why: "An …IfExists condition also matches requests that don't have the key. A caller skips the condition by not sending the key.",
    howToFix: 'Use the operator without IfExists, or add another condition that every caller must match.',
    whenToIgnore:
      'When you trust the whole principal, and the condition only restricts the values of callers that send the key. For services and their source keys it is information; for services that are not known to send them, nothing is reported.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    ],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEqualsIfExists": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      if (!statement.conditions.some((c) => c.operator?.ifExists)) return;
      if (!context.letsIn(statement) || statement.conditionsOpen) return;
      const services = servicesOf(statement);
      const bounding = statement.conditions.filter((c) => bounds(c) && !isOfAnyCaller(c));
      if (!bounding.every(isOfAddress)) return;
      for (const condition of statement.conditions) {
        const { operator, operatorMember, key } = condition;
        if (
          !operator?.ifExists ||
          operator.negated ||
          operator.family === 'Null' ||
          !condition.values.length ||
          condition.values.some((v) => v.text && isOnlyWildcards(v.text.value)) || // it tests nothing anyway
          !isGuard(condition) ||
          (bounding.length > 0 && isOfNetwork(condition)) || // the address stands in for it
          isAlwaysSent(condition)
        )
          continue;
        const isOfService = services !== undefined && /^aws:Source/.test(condition.known?.name ?? '');
        // Nobody knows whether they send it: to ask for it may keep all of them out.
        if (isOfService && !services.some((service) => service?.sends.sourceAccount)) continue;
        context.report({
          at: operatorMember.key.span,
          messageId: 'opens',
          // No more than is said of a service without any condition.
          level:
            isOfService && !services.some((service) => service?.name === ROLES_ANYWHERE) ? 'information' : 'warning',
          data: { key: key.value },
          about: [key.span],
          fixes: () => dropIfExists(besideUnderOperator(condition)),
        });
      }
    },
  }),
});

/** For a person to choose where nobody may be left; none where it would be an error. */
const dropIfExists = memo((beside: readonly Condition[]): readonly Fix[] => {
  const name = beside[0]?.operatorMember.key.value.replace(/IfExists$/, '') ?? '';
  const guards = beside.filter((c) => isGuard(c) && !isAlwaysSent(c));
  const edits = moveConditions(guards, name);
  const outcome = whenDemanded(guards, parseOperator(name));
  if (!edits || outcome === 'wrong') return [];
  return [(outcome === 'sound' ? safeFix : reviewFix)(`Replace with ${name}`, () => edits)];
});

/** The services of a statement that trusts nobody else, as far as they are known. */
function servicesOf({ principals }: Statement): readonly (ServiceRecord | undefined)[] | undefined {
  if (!principals.length || principals.some(({ type, negated }) => type !== 'Service' || negated)) return undefined;
  return principals.map(({ value }) => serviceOf(value.value));
}

/** A time, a Region or TLS is the same for all callers. */
function isOfAnyCaller({ known }: Condition): boolean {
  return known !== undefined && OF_ANY_CALLER.has(known.name);
}

const OF_ANY_CALLER: ReadonlySet<string> = new Set([
  KEYS.currentTime,
  KEYS.epochTime,
  'aws:TokenIssueTime',
  'aws:RequestedRegion',
  'aws:SecureTransport',
]);

/** An address tells from where a request comes, not who comes. */
function isOfAddress({ known }: Condition): boolean {
  return known?.name === KEYS.sourceIp;
}

function isOfNetwork(condition: Condition): boolean {
  const name = condition.known?.name;
  return isOfAddress(condition) || name === KEYS.sourceVpc || name === KEYS.sourceVpce;
}

/** Keys that tell who comes, or from where. */
function isGuard({ known, providerKey }: Condition): boolean {
  if (providerKey) return true;
  const name = known?.name;
  return name !== undefined && (name === KEYS.externalId || /^(?:aws:Principal|aws:Source|SAML:)/.test(name));
}
