/** Functions that give the items of the lists they are given, all or some of them. */
export const OF_LISTS: ReadonlySet<string> = new Set([
  'concat',
  'setunion',
  'flatten',
  'compact',
  'distinct',
  'sort',
  'reverse',
  'toset',
  'tolist',
]);

/** Functions of which one argument is the value. */
export const CHOICES: ReadonlySet<string> = new Set([
  'try',
  'coalesce',
  'one',
  'trimspace',
  'chomp',
  'nonsensitive',
  'sensitive',
]);
