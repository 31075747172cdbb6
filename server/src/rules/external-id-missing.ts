import { reviewFix, type Fix, type Level } from '../findings.ts';
import { vendorAccount } from '../catalogue/vendorAccounts.ts';
import { accountOf, isWholeAccount } from '../iam/account.ts';
import { isServiceLinkedRole } from '../iam/awsPrincipal.ts';
import { ASSUME_ROLE, KEYS, sameName, STRING_EQUALS } from '../iam/vocabulary.ts';
import { addConditions, demandConditions, type Block } from '../policy/statementEdits.ts';
import { attemptsAt, hasGuard } from '../policy/conditionGuarantees.ts';
import type { Condition, Principal, Statement } from '../policy/model.ts';
import { deniedWithout, demandsMfa, keptToKnownCallers } from '../policy/callerBounds.ts';
import type { Span } from '../text/span.ts';
import { defineRule, type RuleContext } from './rule.ts';

type Message = 'vendor' | 'retired' | 'aws' | 'foreign' | 'account' | 'single';

export default defineRule({
  meta: {
    id: 'external-id-missing',
    title: 'Other account trusted without an external ID',
    level: 'warning',
    messages: {
      vendor:
        'Account {{account}} belongs to {{vendor}}. Without an external ID, another {{vendor}} customer could use this role (confused deputy).',
      retired:
        'Account {{account}} is a former account of {{vendor}}: remove it from the policy. {{vendor}} no longer uses it.',
      aws: 'Account {{account}} belongs to AWS ({{vendor}}). Trust the service principal instead.',
      foreign: "Account {{account}} isn't one of your own accounts: require an external ID.",
      account:
        'All of account {{account}} is trusted: require an external ID if a vendor owns it. If the account is yours, use the quick fix "Account {{account}} is ours".',
      single:
        'We don\'t know whether account {{account}} is yours. If not, require an external ID. If it is, use the quick fix "Account {{account}} is ours".',
    },
    yieldsTo: ['principal-arn-invalid'],
  },
  docs: {
    why: 'A vendor that works for many customers can be tricked into using your role for another customer (the confused deputy problem). An external ID that the vendor gives each customer, and that the role requires, prevents it.',
    howToFix:
      'Add a StringEquals condition on sts:ExternalId. For a vendor, use the value that it shows when you set up the integration. For your own callers, use a random value.',
    whenToIgnore:
      'When the account belongs to your company: add it to ownAccounts, so that no policy is reported for it again.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html',
    ],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::464622532012:root"}, "Action": "sts:AssumeRole"'],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::464622532012:root"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      if (
        !context.letsIn(statement, ASSUME_ROLE) ||
        statement.conditionsOpen ||
        guarded(statement, context.trustedOrganizations)
      )
        return;
      const byAccount = new Map<string, Principal>();
      for (const principal of statement.principals) {
        const account = principal.type === 'AWS' && !principal.negated ? accountOf(principal.value) : undefined;
        if (account === undefined || context.ownAccounts.has(account) || isServiceLinkedRole(principal.value)) continue;
        // Of several principals of one account the whole account says most.
        if (!byAccount.has(account) || isWholeAccount(principal.value) === 'yes') byAccount.set(account, principal);
      }
      const attempts = attemptsAt(statement, isGuard);
      for (const [account, principal] of byAccount) judge(principal, account, attempts, context);
    },
  }),
});

const GUARDS = [
  KEYS.externalId,
  KEYS.principalOrgId,
  KEYS.principalOrgPaths,
  KEYS.principalArn,
  KEYS.principalAccount,
  KEYS.mfaPresent,
  KEYS.mfaAge,
];

function isGuard({ key }: Condition): boolean {
  return GUARDS.some((guard) => sameName(guard, key.value));
}

/** An ExternalId is demanded, or only known callers get in anyway, or a Deny does the same. */
function guarded(statement: Statement, organizations: readonly string[]): boolean {
  return (
    hasGuard(statement, KEYS.externalId) ||
    keptToKnownCallers(statement, organizations) ||
    demandsMfa(statement) ||
    deniedWithout(statement, ASSUME_ROLE, isGuard)
  );
}

function judge(principal: Principal, account: string, attempts: readonly Span[], context: RuleContext<Message>): void {
  const [messageId, level] = verdict(principal, account, context);
  const vendor = vendorAccount(account)?.vendor;
  context.report({
    at: principal.value.span,
    messageId,
    level,
    data: { account, vendor: vendor ?? '' },
    attempts,
    fixes: () => fixes(principal, account, messageId, context),
  });
}

function verdict(principal: Principal, account: string, context: RuleContext<Message>): readonly [Message, Level] {
  const known = vendorAccount(account);
  if (known) return [known.aws ? 'aws' : known.retired ? 'retired' : 'vendor', 'warning'];
  if (context.ownAccountsConfigured) return ['foreign', 'warning'];
  return isWholeAccount(principal.value) === 'yes' ? ['account', 'warning'] : ['single', 'information'];
}

function fixes(
  principal: Principal,
  account: string,
  messageId: Message,
  context: RuleContext<Message>,
): readonly Fix[] {
  const { statement } = principal;
  const block = (value: string): Block => ({ [STRING_EQUALS]: { [KEYS.externalId]: value } });
  /** @param like what may stand for the value, which is made once the fix is taken; none where a test beside it is then never met */
  const demand = (title: string, like: string, value: () => string): readonly Fix[] =>
    demandConditions(statement, block(like)) ? [reviewFix(title, () => addConditions(statement, block(value())))] : [];
  const given = demand('Require the external ID from the vendor', '<EXTERNAL_ID>', () => '<EXTERNAL_ID>');
  const fresh = demand('Require a new random external ID', 'a-new-one', context.random);
  const ours: Fix = { kind: 'ownAccount', title: `Account ${account} is ours`, safety: 'review', account };
  switch (messageId) {
    case 'vendor':
      return given;
    case 'retired':
    case 'aws':
      return [];
    case 'foreign':
    case 'account':
    case 'single':
      return [...given, ...fresh, ours];
  }
}
