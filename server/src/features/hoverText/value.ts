import { vendorAccount } from '../../catalogue/vendorAccounts.ts';
import { parseIpRange } from '../../iam/ip.ts';
import { parseArn } from '../../iam/arn.ts';
import { isAccountId } from '../../iam/account.ts';
import { accountText, ownerOf } from '../../explain/account.ts';
import type { Names } from '../../explain/phrases.ts';
import { distancePhrase, durationPhrase, instantPhrase } from '../../text/time.ts';
import { whoText } from '../../explain/principals.ts';
import { subjectPhrase } from '../../explain/subject.ts';
import { hasWildcard } from '../../iam/wildcards.ts';
import { KEYS, sameName } from '../../iam/vocabulary.ts';
import { providerOfKey } from '../../policy/oidcClaims.ts';
import type { Condition } from '../../policy/model.ts';

import type { Text } from '../../policy/policyText.ts';
import type { ReadPart } from '../../policy/subjectAlignment.ts';
import { instantOf } from '../../policy/times.ts';
import { bullets, code, escaped, paragraphs } from '../../text/markdown.ts';

/** What one value of a condition means to a reader; undefined where it says all itself. */
export function describeValue(condition: Condition, index: number, names: Names, now: number): string | undefined {
  const text = condition.values[index]?.text;
  if (!text) return undefined;
  const time = instantOf(condition, text);
  if (time !== undefined) return `${instantPhrase(time)} (${distancePhrase(time, now)})`;
  const { operator } = condition;
  switch (operator?.family) {
    case 'IpAddress':
      return aboutAddress(text.value);
    case 'Numeric':
      return aboutNumber(condition, text.value);
    case 'String':
    case 'Arn':
      return aboutSubject(condition, index, text) ?? aboutText(condition, text, names);
    case 'Date':
    case 'Bool':
    case 'Binary':
    case 'Null':
    case undefined:
      return undefined;
  }
}

function aboutAddress(value: string): string | undefined {
  const range = parseIpRange(value);
  if (!range) return undefined;
  const count = 2n ** BigInt(range.bits);
  const size =
    count === 1n
      ? 'One address'
      : range.bits > 40
        ? `2^${range.bits} addresses`
        : `${count.toLocaleString('en-US')} addresses`;
  return paragraphs(
    range.everything ? '**All addresses**' : size,
    range.private ? 'Private addresses: requests over the internet never come from them.' : undefined,
    range.masked === undefined ? undefined : `IAM compares the whole range ${code(range.masked)}.`,
  );
}

function aboutNumber({ key }: Condition, value: string): string | undefined {
  const seconds = Number(value);
  return sameName(key.value, KEYS.mfaAge) && Number.isInteger(seconds) && seconds > 0
    ? durationPhrase(seconds)
    : undefined;
}

const STATES: Readonly<Record<ReadPart['state'], string>> = {
  literal: '',
  pattern: ' (pattern)',
  open: ' (**any**)',
  unknown: ' (placeholder)',
};

/** A subject part by part. */
function aboutSubject(condition: Condition, index: number, text: Text): string | undefined {
  const subject = condition.subjects[index];
  const provider = providerOfKey(condition)?.provider;
  if (!provider || !subject || subject === 'unread') return undefined;
  const parts = subject.parts.filter((p) => p.part.label !== '');
  const phrase = whoText([[subjectPhrase(text, subject, provider)]]);
  return paragraphs(
    `Matches ${escaped(phrase)}.`,
    bullets(
      parts.map(
        (p) =>
          `*${p.part.label}:* ${code(p.text !== '' ? p.text : p.state === 'unknown' ? '…' : '*')}${STATES[p.state]}`,
      ),
    ),
    WARNINGS[subject.breadth],
  );
}

const WARNINGS: Readonly<Record<string, string>> = {
  strangers: 'That includes other customers of the identity provider.',
  tenant: 'That includes everything in this organization or cluster.',
};

function aboutText(condition: Condition, text: Text, names: Names): string | undefined {
  const { value } = text;
  const account = isAccountId(value) ? value : parseArn(text)?.account.value;
  const owned = account !== undefined && ownerOf(account, names) !== undefined;
  const vendor = account === undefined ? undefined : vendorAccount(account);
  return (
    paragraphs(
      owned
        ? `*Account:* ${escaped(accountText(account, names))}${vendor?.retired ? '; no longer used by this vendor' : ''}`
        : undefined,
      condition.operator?.wildcards && hasWildcard(value) ? '`*` is any text, `?` is one character.' : undefined,
    ) || undefined
  );
}
