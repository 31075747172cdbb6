import { addressesOf, areEverything, parseIpRange } from '../iam/ip.ts';
import { unquoted } from '../iam/pasted.ts';
import { KEYS } from '../iam/vocabulary.ts';
import type { Verb } from '../text/clause.ts';
import { stop } from '../tree/template.ts';
import { defineGuard, everybody, oneOrMore } from './guard.ts';
import { one } from './offers.ts';
import { abridged } from '../text/printable.ts';

const CALL_FROM: Verb = ['calls from', 'call from'];
const NOT_CALL_FROM: Verb = ["doesn't call from", "don't call from"];

export default defineGuard({
  id: 'sourceIp',
  key: KEYS.sourceIp,
  operator: 'IpAddress',
  for: { account: 6, everyone: 7, saml: 6, oidc: 1, any: 7 },
  tags: {},
  value: {
    form: undefined, // an address is read, not compared letter by letter
    offer: one(stop(1, '203.0.113.0/24'), 'Public range. Private addresses never match.'),
  },
  tells: undefined,
  say: {
    noun: (g) => `${g.its} IP address`,
    plural: false,
    sent: undefined,
    phrase: ({ operator: { family, negated, ifExists }, values }, g) =>
      family !== 'IpAddress' || ifExists
        ? undefined
        : { subject: g.it, verb: g.does(negated ? NOT_CALL_FROM : CALL_FROM), object: values() },
  },
  meet: 'Calls through a VPC endpoint have no public IP address, so this never matches them.',
  asks: [
    {
      id: 'sourceIp',
      label: 'Source IP address',
      detail: 'Only callers from address ranges',
      callers: ['account', 'everyone', 'saml', 'oidc'],
      suits: everybody,
      question: () => ({
        title: 'Which address ranges?',
        prompt: 'Public addresses or ranges, separated by commas. Private addresses never reach AWS.',
        placeholder: '203.0.113.0/24, 198.51.100.7',
        list: true,
        problem,
        read: (value) => rangesIn(value).join(', '),
      }),
      answer: 'sourceIpValue',
      value: (answer) => oneOrMore(answer.split(', ')),
      deny: {
        label: 'Everyone calling from other addresses or through a VPC endpoint',
        operator: 'NotIpAddress',
        sparesServices: true,
      },
    },
  ],
  demand: { title: 'Restrict to an IP address range', rank: 4, suits: everybody, value: () => '<PUBLIC_RANGE>' },
});

/** Also as JSON has them: a list, or members with a range each. */
function partsOf(value: string): readonly string[] {
  return value
    .split(/[,;\s[\]{}]+/)
    .filter((part) => !part.endsWith('":') && !BETWEEN.includes(part))
    .map(unquoted)
    .filter(Boolean);
}

/** What people write between the members of a list, or before each. */
const BETWEEN: readonly string[] = ['-', '*', '•', '&', 'and', 'or'];

/** Each range as IAM compares with it, bits behind the mask dropped; none that another one holds already. */
function rangesIn(value: string): readonly string[] {
  const ranges = [...new Set(partsOf(value).map((part) => parseIpRange(part)?.masked ?? part.toLowerCase()))];
  return ranges.filter((range) => !ranges.some((other) => other !== range && holds(other, range)));
}

function holds(outer: string, inner: string): boolean {
  const [a, b] = [addressesOf(outer), addressesOf(inner)];
  return a !== undefined && b !== undefined && a.width === b.width && a.first <= b.first && b.last <= a.last;
}

function problem(value: string): string | undefined {
  const parts = partsOf(value);
  if (!parts.length) return 'Give an address range. Example: 203.0.113.0/24';
  for (const part of parts) {
    const wrong = rangeProblem(part);
    if (wrong !== undefined) return parts.length === 1 ? wrong : `"${abridged(part, 40)}": ${wrong}`;
  }
  return areEverything(parts)
    ? 'These ranges together contain every address, so they restrict nothing. Example: 203.0.113.0/24'
    : undefined;
}

/** Of a public IPv4 or IPv6 address or range of them nothing is wrong. */
function rangeProblem(value: string): string | undefined {
  const range = parseIpRange(value);
  if (!range) return 'Not an address range. Example: 203.0.113.0/24';
  if (range.everything) return 'This range contains every address, so it restricts nothing. Example: 203.0.113.0/24';
  if (range.mapped !== undefined) return `Use the IPv4 form of this address: ${range.mapped}`;
  return range.use === undefined
    ? undefined
    : `Private addresses never reach AWS, so no one could assume the role (${range.use}). Use public ones.`;
}
