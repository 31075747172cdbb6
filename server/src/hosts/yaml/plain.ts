/**
 * What a word without quotes says that is no text: a number, a boolean, nothing; undefined for a text.
 * https://yaml.org/spec/1.2.2/#103-core-schema
 */
export function wordValue(word: string): number | boolean | null | undefined {
  if (NOTHING.test(word)) return null;
  if (/^(?:true|True|TRUE)$/.test(word)) return true;
  if (/^(?:false|False|FALSE)$/.test(word)) return false;
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

/**
 * Whether a text can stand without quotes: YAML 1.1 and 1.2 both read it as that text, and not as a number, a date, yes or no.
 * https://yaml.org/spec/1.2.2/#733-plain-style, https://yaml.org/type/
 * @param inBrackets where what separates items and members separates words too
 */
export function staysPlain(text: string, inBrackets: boolean): boolean {
  if (text === '' || text !== text.trim() || !PRINTED.test(text) || NO_START.test(text)) return false;
  if (/:\s|\s#|:$/.test(text) || (inBrackets && /[,[\]{}]/.test(text))) return false;
  return !LIKE_NUMBER.test(text) && !WORDS.test(text);
}

/** On one line. */
const PRINTED = /^[\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]+$/;
/** What begins something else than a text. */
const NO_START = /^(?:[-?:,[\]{}#&*!|>'"%@`=]|<<|\.\.\.)/;
/** More than what is a number or a date: digits in groups, base 60, hexadecimal. */
const LIKE_NUMBER = /^[-+]?(?:[\d.][\d.,_:eExXoOa-fA-F+\-TtZz ]*|\.(?:inf|nan))$/i;
const WORDS = /^(?:y|yes|n|no|on|off|true|false|null|~)$/i;
