import { reviewFix, type Fix } from '../findings.ts';
import { ROLES_ANYWHERE } from '../catalogue/servicePrincipals.ts';
import type { ServiceRecord } from '../catalogue/serviceRecord.ts';
import { parseArn } from '../iam/arn.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import { ASSUME_ROLE, KEYS, STRING_EQUALS, sameName } from '../iam/vocabulary.ts';
import { demandConditions, type Block } from '../policy/statementEdits.ts';
import { attemptsAt, conditionsOn, guarantees, opensByWildcards } from '../policy/conditionGuarantees.ts';
import type { Condition, Principal, Statement } from '../policy/model.ts';
import { deniedWithout } from '../policy/callerBounds.ts';
import { serviceOf, SOURCE_ACCOUNT_ID } from '../policy/namedService.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'service-source-missing',
    title: 'Service trust without a condition on the source account',
    level: 'information',
    messages: {
      missing:
        '{{service}} could use this role for another account (confused deputy): add aws:SourceAccount or aws:SourceArn.',
      anywhere:
        'Anyone with a certificate of any trust anchor in the account can assume this role: add aws:SourceArn (the trust anchor).',
      unbound:
        'Resources of other accounts also match this aws:SourceArn, which has no account: add aws:SourceAccount.',
      open: 'Resources of every account match this condition on {{key}}: use the exact value.',
    },
    yieldsTo: ['principal-type-misplaced', 'service-name-case'],
  },
  docs: {
    why: 'A service assumes roles for resources of all its customers. If it can be made to use your role for a resource of another account (the confused deputy problem), a condition on aws:SourceAccount or aws:SourceArn prevents it.',
    howToFix:
      'Add a condition on aws:SourceAccount with your account ID, and on aws:SourceArn if you know the resource.',
    whenToIgnore:
      "When the service doesn't act for resources of other accounts, or when it doesn't send these keys for your use.",
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
      'https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html',
    ],
    accessAnalyzer: ['RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL', 'RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL'],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"}, "Action": "sts:AssumeRole"'],
      good: [
        '"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}',
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      if (
        !context.letsIn(statement, ASSUME_ROLE) ||
        statement.conditionsOpen ||
        !statement.principals.some((p) => sender(p) !== undefined)
      )
        return;
      if (statement.conditions.some((c) => c.key.holes.length) || isBound(statement)) return;
      if (deniedWithout(statement, ASSUME_ROLE, namesSource)) return;
      const arn = conditionsOn(statement, KEYS.sourceArn).find((c) => guarantees(c) !== 'no');
      const value = arn?.values.find((v) => v.text && (parseArn(v.text) ?? /[*?]/.test(v.text.value)));
      if (arn && !value) return; // no ARN at all: a finding of its own, or of another form that we do not know
      if (value) {
        context.report({
          at: value.node.span,
          messageId: 'unbound',
          level: 'warning',
          fixes: () => addAccount(statement, placeOf(statement.principals.map(sender).find((service) => service))),
        });
        return;
      }
      const open = statement.conditions.find((c) => namesSource(c) && isOpen(c));
      if (open) {
        context.report({
          at: (open.member.value ?? open.key).span,
          messageId: 'open',
          level: 'warning',
          data: { key: open.key.value },
          fixes: () => addAccount(statement, placeOf(statement.principals.map(sender).find((service) => service))),
        });
        return;
      }
      const attempts = attemptsAt(statement, namesSource);
      const externalId = conditionsOn(statement, KEYS.externalId).some((c) => guarantees(c) !== 'no');
      for (const principal of statement.principals) {
        const service = sender(principal);
        // What it sends in its place tells its customers apart too.
        if (!service || (externalId && service.sends.externalId)) continue;
        const anywhere = service.name === ROLES_ANYWHERE;
        if (
          anywhere &&
          statement.conditions.some((c) => /^aws:PrincipalTag\/x509/i.test(c.key.value) && guarantees(c) !== 'no')
        )
          continue;
        context.report({
          at: principal.value.span,
          messageId: anywhere ? 'anywhere' : 'missing',
          level: anywhere ? 'warning' : 'information',
          data: { service: service.service },
          attempts,
          fixes: () => fixes(statement, service),
        });
      }
    },
  }),
});

/** The trusted service, where it documents that it says for whom it calls. */
function sender({ type, value, negated }: Principal): ServiceRecord | undefined {
  const service = type === 'Service' && !negated ? serviceOf(value.value) : undefined;
  return service?.sends.sourceAccount ? service : undefined;
}

const BINDING = [KEYS.sourceAccount, KEYS.sourceOrgId, KEYS.sourceOrgPaths];

function namesSource({ key }: Condition): boolean {
  return [...BINDING, KEYS.sourceArn].some((k) => sameName(k, key.value));
}

/** Whether any account's resource meets a test; of a star alone as an ARN AWS doesn't say what it matches. */
function isOpen(condition: Condition): boolean {
  return condition.operator?.family !== 'Arn' && opensByWildcards(condition);
}

/** Whether a condition tells whose resource it is: an account, an organization, or an ARN with its account in it. */
function isBound(statement: Statement): boolean {
  return (
    BINDING.some((key) => conditionsOn(statement, key).some((c) => guarantees(c) !== 'no')) ||
    conditionsOn(statement, KEYS.sourceArn).some((c) => guarantees(c) !== 'no' && namesAccount(c))
  );
}

function namesAccount({ values }: Condition): boolean {
  return values.every(({ text }) => {
    if (!text) return false;
    const arn = parseArn(text);
    const account = arn?.account;
    // A bucket's name is nobody else's.
    if (arn?.service.value === 's3' && account?.value === '' && !hasWildcard(arn.resource.value)) return true;
    // What is still to be filled in may name it.
    if (!account) return text.holes.length > 0 || text.value.includes('${');
    return (
      account.holes.length > 0 || account.value.includes('${') || (account.value !== '' && !hasWildcard(account.value))
    );
  });
}

const OWN_ACCOUNT = '<ACCOUNT_ID>';

/** A place for the account: never the role's own where the service is set up elsewhere. */
function placeOf(service: ServiceRecord | undefined): string {
  return service?.sends.ofOtherAccount ? SOURCE_ACCOUNT_ID : OWN_ACCOUNT;
}

function addAccount(statement: Statement, account: string): readonly Fix[] {
  return demand(statement, 'Add aws:SourceAccount', { [STRING_EQUALS]: { [KEYS.sourceAccount]: account } });
}

function demand(statement: Statement, title: string, block: Block): readonly Fix[] {
  const edits = demandConditions(statement, block);
  return edits ? [reviewFix(title, () => edits)] : [];
}

function fixes(statement: Statement, service: ServiceRecord): readonly Fix[] {
  const account = placeOf(service);
  const [shape] = service.sends.sourceArns;
  if (shape === undefined) return addAccount(statement, account);
  const arn = shape
    .replace(/ACCOUNT/g, account)
    .replace(/(?<![<A-Z_-])[A-Z][A-Z-]*[A-Z](?![A-Z_>-])/g, (name) => `<${name}>`);
  const exact = demand(statement, 'Add aws:SourceAccount and aws:SourceArn', {
    [STRING_EQUALS]: { [KEYS.sourceAccount]: account },
    ArnLike: { [KEYS.sourceArn]: arn },
  });
  // The account alone leaves all its trust anchors in.
  return service.name === ROLES_ANYWHERE ? exact : [...addAccount(statement, account), ...exact];
}
