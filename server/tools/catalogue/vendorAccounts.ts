import { place, readInput, table, type Table } from './table.ts';

// Rows: [vendor, accounts, flags, page, uses]; the last two only where there are several accounts to choose from
export function vendorAccounts(): Table {
  const accountsText = readInput('known-aws-accounts.yaml');
  const usesText = readInput('vendor-account-uses.json');
  return table(
    'vendor-accounts',
    'fwd:cloudsec known_aws_accounts, Apache-2.0, commit c2922af',
    accountsText + usesText,
    parseAccounts(accountsText, (JSON.parse(usesText) as UsesInput).uses),
  );
}

interface UsesInput {
  readonly uses: Readonly<Record<string, { readonly use: string; readonly because: string }>>;
}

/** Reads the few shapes the list uses; stops on any other line. */
function parseAccounts(text: string, uses: UsesInput['uses']): unknown[] {
  const rows: { name: string; accounts: string[]; flags: string[]; pages: string[] }[] = [];
  let list: 'accounts' | 'source' | undefined;
  for (const line of text.split('\n')) {
    const row = rows.at(-1);
    const name = /^- name: *['"]?(.*?)['"]?\s*$/.exec(line)?.[1];
    const field = /^ {2}(\w+): *(.*)$/.exec(line);
    if (name !== undefined) {
      rows.push({ name: name.replace(/''/g, "'"), accounts: [], flags: [], pages: [] });
      list = undefined;
    } else if (field && row) {
      const [, key, value = ''] = field;
      list = undefined;
      if (key === 'accounts') row.accounts.push(...(value.match(/\d{12}/g) ?? []));
      else if (key === 'type') row.flags.push(place(value.replace(/['"]/g, ''), ['aws'], 'account type'));
      else if (key === 'enabled') row.flags.push(value.includes('false') ? 'retired' : '');
      else if (key === 'source') row.pages.push(...pagesIn(value));
      else throw new Error(`known-aws-accounts: cannot place field ${String(key)}`);
      if ((key === 'accounts' || key === 'source') && value.trim() === '') list = key;
    } else if (/^\s+- /.test(line) && row && list) {
      if (list === 'accounts') row.accounts.push(...(line.match(/\d{12}/g) ?? []));
      else row.pages.push(...pagesIn(line));
    } else if (!/^\s*(#.*)?$/.test(line) && !/^\s+['"\]]/.test(line)) {
      throw new Error(`known-aws-accounts: cannot place line: ${line}`);
    }
  }
  const bad = rows.filter((r) => !r.accounts.length);
  if (bad.length) throw new Error(`known-aws-accounts: no accounts for ${bad.map((r) => r.name).join(', ')}`);
  const known = new Set(rows.flatMap(({ accounts }) => (accounts.length > 1 ? accounts : [])));
  const strange = Object.keys(uses).filter((account) => !known.has(account));
  if (strange.length) throw new Error(`vendor-account-uses: not one of several accounts: ${strange.join(', ')}`);
  return rows.map(({ name, accounts, flags, pages: [page = ''] }) => {
    const row = [name, accounts, flags.filter(Boolean)];
    const told = accounts.flatMap((account) => {
      const found = Object.hasOwn(uses, account) ? uses[account] : undefined;
      return found ? [[account, found.use]] : [];
    });
    if (accounts.length < 2 || (page === '' && !told.length)) return row;
    return told.length ? [...row, page, Object.fromEntries(told) as unknown] : [...row, page];
  });
}

/** The addresses of a line, without their scheme. */
function pagesIn(text: string): readonly string[] {
  return [...text.matchAll(/https?:\/\/([^'",\]\s]+)/g)].map((m) => m[1] ?? '');
}
