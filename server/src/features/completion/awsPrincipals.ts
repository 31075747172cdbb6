import { externalIdPlaceholder, vendorAccount, vendorAccounts } from '../../catalogue/vendorAccounts.ts';
import guard from '../../guards/external-id.ts';
import { addConditions } from '../../policy/statementEdits.ts';
import { conditionsOn } from '../../policy/conditionGuarantees.ts';
import type { TreeEdit } from '../../tree/edit.ts';
import type { TabStop, Template } from '../../tree/template.ts';
import { accountsOf, type CompletionContext, type CompletionItem, type CompletionProvider } from './item.ts';

/** Others' accounts come after the patterns to fill in: the first row is what Enter writes. */
const OTHERS = 500;

/** Accounts, roles and users: the reader's own by name, patterns to fill in, those that stand in policies, vendors by name. */
export const awsPrincipalItems: CompletionProvider = (context) => {
  const { cursor, ownAccounts, seen } = context;
  const items: CompletionItem[] = [];
  const add = (label: string, detail: string, value: Template, more: Partial<CompletionItem> = {}): void => {
    const text = typeof value === 'string' ? value : label;
    if (cursor.siblings.includes(text)) return;
    items.push({ label, kind: 'principal', detail, insert: { kind: 'value', value }, rank: items.length, ...more });
  };
  const foreign = (id: string): Partial<CompletionItem> =>
    Object.hasOwn(ownAccounts, id) ? {} : { rank: OTHERS + items.length, ...externalId(context, id) };
  for (const id of accountsOf(context)) {
    const name = Object.hasOwn(ownAccounts, id) ? (ownAccounts[id] ?? '') : '';
    add(rootOf(id), name === '' ? 'Used in these policies' : `Account ${name}`, rootOf(id), {
      filter: `${name} ${id}`,
      ...foreign(id),
    });
  }
  for (const arn of seen.principals) add(arn, 'Used in these policies', arn, foreign(arn.split(':')[4] ?? ''));
  const own = Object.keys(ownAccounts);
  const place: TabStop =
    own.length > 1 ? { stop: 1, text: own[0] ?? '', choices: own } : { stop: 1, text: own[0] ?? 'ACCOUNT_ID' };
  for (const role of seen.unplaced) {
    if (!role.startsWith('role/') || seen.principals.some((arn) => arn.endsWith(`:${role}`))) continue;
    add(`arn:aws:iam::ACCOUNT_ID:${role}`, 'Role in this workspace', { parts: ['arn:aws:iam::', place, `:${role}`] });
  }
  add('arn:aws:iam::ACCOUNT_ID:role/ROLE_NAME', 'IAM role', {
    parts: ['arn:aws:iam::', place, ':role/', { stop: 2, text: 'ROLE_NAME' }],
  });
  add('arn:aws:iam::ACCOUNT_ID:root', 'Whole account', { parts: ['arn:aws:iam::', place, ':root'] });
  add('arn:aws:iam::ACCOUNT_ID:user/USER_NAME', 'IAM user', {
    parts: ['arn:aws:iam::', place, ':user/', { stop: 2, text: 'USER_NAME' }],
  });
  add('arn:aws:sts::ACCOUNT_ID:assumed-role/ROLE_NAME/SESSION_NAME', 'Role session', {
    parts: [
      'arn:aws:sts::',
      place,
      ':assumed-role/',
      { stop: 2, text: 'ROLE_NAME' },
      '/',
      { stop: 3, text: 'SESSION_NAME' },
    ],
  });
  for (const role of declaredRoles(context)) items.push({ ...role, rank: items.length });
  for (const { vendor, account: id } of vendorsLike(cursor.typed)) {
    if (seen.accounts.includes(id)) continue;
    add(rootOf(id), `${vendor}, with an external ID`, rootOf(id), {
      rank: 1000 + items.length,
      filter: `${vendor} ${id}`,
      ...externalId(context, id),
    });
  }
  return items;
};

/** The roles of the document's template or module. */
export function declaredRoles({ cursor }: CompletionContext): readonly CompletionItem[] {
  const roles = (cursor.resources ?? []).filter(({ kind, arn }) => kind === 'role' && !cursor.siblings.includes(arn));
  return roles.map(({ arn, name = '' }, i) => ({
    label: arn,
    kind: 'principal',
    detail: `IAM role in this ${cursor.policy?.template?.noun ?? 'module'}`,
    insert: { kind: 'reference', expression: arn },
    rank: i,
    filter: name,
  }));
}

/** Vendors are many: they come when some letters of a name or id are typed. */
export function vendorsLike(typed: string): readonly { readonly vendor: string; readonly account: string }[] {
  const letters = typed.toLowerCase();
  if (letters.length < 2 || letters.startsWith('arn')) return [];
  return vendorAccounts()
    .filter((v) => !v.retired && (v.vendor.toLowerCase().includes(letters) || v.account.startsWith(letters)))
    .slice(0, 50);
}

/** The external ID that a foreign account needs, unless one stands already: only the vendor can issue it. */
function externalId({ statement }: CompletionContext, account: string): { readonly also?: readonly TreeEdit[] } {
  const { key, operator } = guard;
  if (!statement || statement.effect === 'Deny' || conditionsOn(statement, key).length) return {};
  const place = externalIdPlaceholder(vendorAccount(account)?.vendor);
  return { also: addConditions(statement, { [operator]: { [key]: place } }) };
}

function rootOf(account: string): string {
  return `arn:aws:iam::${account}:root`;
}
