/** 1.1 is what the libraries of Python and Kubernetes read, 1.2 is what newer ones do. */
export type Version = '1.1' | '1.2';

/**
 * What a word without quotes says that is no text: a number, a boolean, nothing; undefined for a text.
 * https://yaml.org/spec/1.2.2/#103-core-schema https://yaml.org/type/bool.html
 */
export function wordValue(word: string, version: Version): number | boolean | null | undefined {
  if (NOTHING.test(word)) return null;
  if (version === '1.1' ? YES.test(word) : /^(?:true|True|TRUE)$/.test(word)) return true;
  if (version === '1.1' ? NO.test(word) : /^(?:false|False|FALSE)$/.test(word)) return false;
  return NUMBER.test(word) ? Number(word) : undefined;
}

/** Whether a word without quotes says that there is no value. */
export function isNothing(word: string): boolean {
  return NOTHING.test(word);
}

/** The text that a word becomes where all values are text: YAML 1.1, which CloudFormation reads, has more words for yes and no. */
export function wordText(word: string): string | undefined {
  if (YES.test(word)) return 'true';
  return NO.test(word) ? 'false' : undefined;
}

const NOTHING = /^(?:~|null|Null|NULL)?$/;
const YES = /^(?:true|True|TRUE|yes|Yes|YES|on|On|ON)$/;
const NO = /^(?:false|False|FALSE|no|No|NO|off|Off|OFF)$/;
/** What begins with a zero is read in many ways, so it is left to be text. */
const NUMBER = /^[-+]?(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][-+]?\d+)?$/;
