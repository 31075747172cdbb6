import type { KnownNames } from '../../policy/knownNames.ts';
import { own } from '../../text/own.ts';
import type { CompletionEnvironment } from './item.ts';

/** More names than anybody looks through; accounts and principals come in one list. */
const MOST = 100;

/** What is worth offering of all that policies name. */
export interface NearSeen {
  /** The reader's own accounts are among the accounts. */
  readonly seen: KnownNames;
  /** Names were left out that other letters would bring. */
  readonly cut: boolean;
}

/** The names to offer: of many those that hold what is typed, of these the reader's own, then in the order met. */
export function nearSeen({ ownAccounts, seen }: CompletionEnvironment, typed: string): NearSeen {
  const letters = typed.toLowerCase();
  let cut = false;
  const near = (names: readonly string[], words: (name: string) => string, account: (name: string) => string) => {
    if (names.length <= MOST) return names;
    cut = true;
    const away = (name: string): number =>
      (words(name).toLowerCase().includes(letters) ? 0 : 2) + (Object.hasOwn(ownAccounts, account(name)) ? 0 : 1);
    const ranked = names.map((name) => ({ name, rank: away(name) })).sort((a, b) => a.rank - b.rank);
    return ranked.slice(0, MOST).map(({ name }) => name);
  };
  const arns = (names: readonly string[]): readonly string[] =>
    near(
      names,
      (arn) => arn,
      (arn) => arn.split(':', 5)[4] ?? '',
    );
  const ofNoAccount = (names: readonly string[]): readonly string[] =>
    near(
      names,
      (name) => name,
      () => '',
    );
  const accounts = near(
    [...new Set([...Object.keys(ownAccounts), ...seen.accounts])],
    (id) => `arn:aws:iam::${id}:root ${own(ownAccounts, id) ?? ''}`,
    (id) => id,
  );
  return {
    seen: {
      accounts,
      principals: arns(seen.principals),
      organizations: ofNoAccount(seen.organizations),
      providers: arns(seen.providers),
      unplaced: ofNoAccount(seen.unplaced),
    },
    cut,
  };
}
