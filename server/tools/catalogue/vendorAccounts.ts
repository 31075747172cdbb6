import { place, readInput, table, type Table } from './table.ts';

// Rows: [vendor, accounts, flags]
export function vendorAccounts(): Table {
  const accountsText = readInput('known-aws-accounts.yaml');
  return table(
    'vendor-accounts',
    'fwd:cloudsec known_aws_accounts, Apache-2.0, commit c2922af',
    accountsText,
    parseAccounts(accountsText),
  );
}

/** Reads the few shapes the list uses; stops on any other line. */
function parseAccounts(text: string): unknown[] {
  const rows: { name: string; accounts: string[]; flags: string[] }[] = [];
  let list: 'accounts' | 'source' | undefined;
  for (const line of text.split('\n')) {
    const row = rows.at(-1);
    const name = /^- name: *['"]?(.*?)['"]?\s*$/.exec(line)?.[1];
    const field = /^ {2}(\w+): *(.*)$/.exec(line);
    if (name !== undefined) {
      rows.push({ name: name.replace(/''/g, "'"), accounts: [], flags: [] });
      list = undefined;
    } else if (field && row) {
      const [, key, value = ''] = field;
      list = undefined;
      if (key === 'accounts') row.accounts.push(...(value.match(/\d{12}/g) ?? []));
      else if (key === 'type') row.flags.push(place(value.replace(/['"]/g, ''), ['aws'], 'account type'));
      else if (key === 'enabled') row.flags.push(value.includes('false') ? 'retired' : '');
      else if (key !== 'source') throw new Error(`known-aws-accounts: cannot place field ${String(key)}`);
      if ((key === 'accounts' || key === 'source') && value.trim() === '') list = key;
    } else if (/^\s+- /.test(line) && row && list) {
      if (list === 'accounts') row.accounts.push(...(line.match(/\d{12}/g) ?? []));
    } else if (!/^\s*(#.*)?$/.test(line) && !/^\s+['"\]]/.test(line)) {
      throw new Error(`known-aws-accounts: cannot place line: ${line}`);
    }
  }
  const bad = rows.filter((r) => !r.accounts.length);
  if (bad.length) throw new Error(`known-aws-accounts: no accounts for ${bad.map((r) => r.name).join(', ')}`);
  return rows.map((r) => [r.name, r.accounts, r.flags.filter(Boolean)]);
}
