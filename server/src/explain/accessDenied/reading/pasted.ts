import { asText, isRecord, memberOf, type Given } from '../../../evaluate/reading.ts';
import { mended } from './broken.ts';

/** A pasted error as one line of text; an event of CloudTrail as it is. */
export interface Pasted {
  readonly text: string;
  readonly event: Given | undefined;
  /** The code, where the text is an answer of AWS as it is sent: XML, or JSON with its type. */
  readonly code?: string | undefined;
}

/** No sentence of an error is longer: not worth a look. Characters. */
const LONGEST = 20_000;
/** The output of `lookup-events` may be longer. */
const LONGEST_JSON = 500_000;
/** More than an error has. */
const MOST_NODES = 5_000;

/** Reads JSON first (an event, a list of them, a message with its code), then XML, then text. */
export function readPasted(pasted: string): Pasted {
  const json = jsonIn(pasted);
  if (json !== undefined) {
    const found = [...nodesOf(json)];
    const event = eventIn(found);
    if (event) return { text: '', event };
    const said = found.flatMap((node) => (isRecord(node) ? messagesOf(node) : []));
    const code = found.flatMap((node) => (isRecord(node) ? (asText(memberOf(node, '__type')) ?? []) : []))[0];
    if (said.length) return { text: onOneLine(inSentences([...new Set(said)])), event: undefined, code };
  } else {
    const event = eventIn([...nodesOf(jsonWithin(pasted))]);
    if (event) return { text: '', event };
  }
  const text = pasted.slice(0, LONGEST);
  const xml = xmlIn(text);
  return { text: onOneLine(xml?.text ?? text), event: undefined, code: xml?.code };
}

function jsonIn(pasted: string): unknown {
  const text = pasted.trim();
  if (!/^[{["]/.test(text) || text.length > LONGEST_JSON) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // not JSON, but text
  }
}

/** Events that stand between other text, as in a fence of Markdown or a column of a log: one JSON value, or several. */
function jsonWithin(pasted: string): readonly unknown[] {
  if (pasted.length > LONGEST_JSON || !pasted.includes('eventName')) return [];
  const whole = jsonIn(pasted.slice(Math.max(0, pasted.search(/[{[]/)), endOf(pasted)));
  return whole === undefined ? [...objectsIn(pasted)].map(jsonIn) : [whole];
}

function endOf(text: string): number {
  return Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
}

/** The outermost texts in braces. */
function* objectsIn(text: string): Generator<string> {
  let depth = 0;
  let from = 0;
  let isString = false;
  for (const { 0: token, index } of text.matchAll(/\\.|["{}]/g)) {
    if (token === '"') isString = depth > 0 && !isString;
    else if (isString) continue;
    else if (token === '{' && depth++ === 0) from = index;
    else if (token === '}' && depth > 0 && --depth === 0) yield text.slice(from, index + 1);
  }
}

/** All objects and texts in a JSON value, outer ones first; JSON in a string too. */
function* nodesOf(json: unknown): Generator {
  const waiting: unknown[] = [json];
  for (let n = 0; n < MOST_NODES && n < waiting.length; n++) {
    const node = waiting[n];
    const inner = typeof node === 'string' ? jsonIn(node) : node;
    yield inner === undefined ? node : inner;
    if (typeof inner === 'object' && inner !== null && waiting.length < MOST_NODES)
      waiting.push(...(Object.values(inner) as unknown[]).slice(0, MOST_NODES));
  }
}

/** The event to explain: the first denied call for a role, else the first that failed, else the first. */
function eventIn(nodes: readonly unknown[]): Given | undefined {
  const events = nodes.filter(isRecord).filter((n) => 'eventName' in n && ('userIdentity' in n || 'eventSource' in n));
  const failed = events.filter((e) => asText(memberOf(e, 'errorCode')) !== undefined);
  return failed.find((e) => /^AssumeRole/.test(asText(memberOf(e, 'eventName')) ?? '')) ?? failed[0] ?? events[0];
}

const MESSAGES = ['message', 'Message', 'errorMessage', 'ErrorMessage', 'StatusReason', 'ResourceStatusReason'];
/** Where logs have the error, beside a message that says what was tried. */
const ERRORS = ['error', 'err', 'Error', 'cause', 'Cause', 'exception', 'reason'];
const CODES = ['__type', 'Code', 'code', 'errorCode', 'errorType', 'name'];

function messagesOf(node: Given): readonly string[] {
  const all = (names: readonly string[]): readonly string[] =>
    names.flatMap((name) => asText(memberOf(node, name)) ?? []).filter((text) => text !== '');
  const said = [...all(MESSAGES).slice(0, 1), ...all(ERRORS)].filter((text) => !/^\s*\{/.test(text));
  const [code] = all(CODES);
  return code === undefined ? said : said.map((text) => `${code}: ${text}`);
}

/** Several messages: what one ends with is not what the next is about. */
function inSentences(said: readonly string[]): string {
  return said.map((text, i) => (i < said.length - 1 && /\w\s*$/.test(text) ? `${text.trimEnd()}.` : text)).join(' ');
}

function xmlIn(text: string): Omit<Pasted, 'event'> | undefined {
  const message = /<Message>([^<]*)<\/Message>/i.exec(text)?.[1];
  if (message === undefined) return undefined;
  const code = /<Code>([^<]*)<\/Code>/i.exec(text)?.[1];
  return { text: code === undefined ? message : `${code}: ${message}`, code };
}

// Colors of a terminal.
const COLORS = /\u001b\[[\d;]{0,20}[A-Za-z]/g;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['quot', '"'],
  ['apos', "'"],
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['nbsp', ' '],
]);

/** A character by its name, or by its number: `&#x2F;` is a slash. */
function entity(whole: string, name: string): string {
  const [, hex, decimal] = /^#(?:x([\da-f]{1,4})|(\d{1,5}))$/i.exec(name) ?? [];
  const number = hex === undefined ? Number(decimal) : parseInt(hex, 16);
  return number > 0 && number <= 0xffff ? String.fromCharCode(number) : (ENTITIES.get(name.toLowerCase()) ?? whole);
}

/** As the address of a page has a text, where it is plainly AWS's. */
const ENCODED_ARN = /arn%3Aaws/i;

function unescaped(text: string): string {
  if (!ENCODED_ARN.test(text)) return text;
  const plain = text.replace(/\+/g, ' ');
  try {
    return decodeURIComponent(plain);
  } catch {
    // Cut off within a character: all that stand whole are read.
    return plain.replace(/%([0-7][\dA-F])/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  }
}

/** Without line breaks, frames, colors, escapes, entities and typographic quotes. */
function onOneLine(text: string): string {
  const line = unescaped(text)
    .replace(COLORS, '')
    .replace(/&(#?\w{2,6});/g, entity)
    .replace(/\\{1,4}[nrt](?![a-z\d-])/g, ' ')
    .replace(/\\{1,4}(?=["'])/g, '')
    .replace(/[│╷╵┃]/g, ' ')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ')
    .trim();
  return mended(line);
}
