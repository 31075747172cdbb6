import { VERSION } from '../../../iam/vocabulary.ts';
import type { TextEdit } from '../../../text/edit.ts';
import { isWhole, type OpaqueNode, type ValueNode } from '../../../tree/node.ts';
import { labelOf, POLICY_DOCUMENT } from '../places.ts';
import type { Block, SyntaxTree } from '../syntax.ts';
import { blockText } from '../write/bodies.ts';
import { padded } from '../write/columns.ts';
import { lineStart, startsLine } from '../write/lines.ts';
import { Parents } from '../write/parents.ts';
import { Pen } from '../write/pen.ts';
import { Plan } from '../write/plan.ts';
import { Sheet } from '../write/sheet.ts';
import { StatementPrinter } from '../write/statements.ts';
import { styleOf, unitIn } from '../write/style.ts';
import { ValueWriter } from '../write/values.ts';
import { sayablePolicy, type SayablePolicy } from './elements.ts';
import { HclValues } from './hclValues.ts';
import { placeIn, type ValuePlace } from './places.ts';

/**
 * `jsonencode({…})` as a data source above the block that takes it, which refers to it.
 * @param isTaken whether the module has a data source of that name
 */
export function jsonencodeToDocument(
  text: string,
  tree: SyntaxTree,
  root: ValueNode,
  isTaken: (label: string) => boolean,
): TextEdit[] | undefined {
  if (root.kind !== 'object' || !isWhole(root)) return undefined;
  const place = placeIn(text, tree, ({ value }) => isJsonencodeOf(value, root));
  const above = place && !place.isNested ? startOf(text, place.block) : undefined;
  if (!place || above === undefined || !TAKERS.has(place.block.type.text)) return undefined;
  const parents = new Parents(root);
  const values = new HclValues(text, parents);
  const policy = sayablePolicy(root, values, (node) => {
    if (node.kind === 'array') return node.items.length ? values.list(node) : values.fail();
    return node.kind === 'opaque' && !isText(node) ? values.fail() : values.text(node);
  });
  const { span } = place.value;
  if (values.fails || values.losesComment(span) || usesInstance(text.slice(span.start, span.end))) return undefined;
  const label = freeLabel(place, isTaken);
  const sheet = new Sheet(text);
  const written = documentText(sheet, parents, policy, label, unitIn(text, place.block.body) ?? '  ');
  if (written === undefined) return undefined;
  return [
    { span: { start: above, end: above }, newText: written + sheet.eol + sheet.eol },
    { span: place.written.span, newText: `data.${POLICY_DOCUMENT}.${label}.json` },
  ];
}

/** Blocks of a module beside which a data source can stand. */
const TAKERS: ReadonlySet<string> = new Set(['resource', 'module', 'locals', 'output']);

function isJsonencodeOf(value: ValuePlace['value'], root: ValueNode): boolean {
  if (value.kind !== 'call' || value.name.text !== 'jsonencode') return false;
  const [argument, ...others] = value.arguments;
  return argument?.span.start === root.span.start && argument.span.end === root.span.end && !others.length;
}

/** What is sure to be one text, and no list: an attribute that a resource has of itself. */
function isText({ text }: OpaqueNode): boolean {
  return /^(?:data\.)?[a-z][a-z0-9]*_\w+\.[\w-]+(?:\[(?:\d+|"[^"]*")\])?\.(?:arn|id|unique_id|account_id|url)$/.test(
    text,
  );
}

/** Names that mean something only in the block that is there several times. */
function usesInstance(text: string): boolean {
  return /\b(?:each|count|self)\s*\./.test(text);
}

function freeLabel({ block, attribute }: ValuePlace, isTaken: (label: string) => boolean): string {
  const own = block.type.text === 'locals' ? attribute.name.text : labelOf(block, block.labels.length - 1);
  const label = block.type.text === 'locals' ? (own ?? '') : `${own ?? ''}_trust`;
  let free = label;
  for (let count = 2; isTaken(free); count++) free = `${label}_${count}`;
  return free;
}

/** Where lines can come above a block and the comment that belongs to it; undefined where it begins behind something else. */
function startOf(text: string, { span }: Block): number | undefined {
  if (!startsLine(text, span.start)) return undefined;
  let start = lineStart(text, span.start);
  while (start > 0) {
    const before = lineStart(text, text.startsWith('\r\n', start - 2) ? start - 2 : start - 1);
    if (!/^[ \t]*(?:#|\/\/)/.test(text.slice(before, start))) break;
    start = before;
  }
  return start;
}

function documentText(
  sheet: Sheet,
  parents: Parents,
  { members, statements }: SayablePolicy,
  label: string,
  unit: string,
): string | undefined {
  const pen = new Pen(sheet, parents, { ...styleOf(sheet.text, []), unit });
  const values = new ValueWriter(sheet, parents, new Plan([], parents, false), pen);
  const printer = new StatementPrinter(sheet, parents, pen, values, { effects: true, spaced: true });
  const said = members.filter(([name, value]) => name !== 'Version' || value !== VERSION);
  const lines = said.map(([name, value]) => printer.line(typeof name === 'string' ? name : '', value, unit));
  const blocks = statements.map((statement) => printer.statement(statement));
  if (sheet.fails || !lines.every((line) => line) || !blocks.every((block) => block)) return undefined;
  const named = lines.flatMap((line) => (line ? [{ key: line.name, value: line.value }] : []));
  const inside = (indent: string): readonly string[] => [
    ...padded(named, ' = ').map((line) => indent + line),
    ...blocks.flatMap((block, i) => {
      const gap = i > 0 || named.length ? sheet.eol : '';
      return block ? [gap + blockText(block, indent, unit, sheet.eol)] : [];
    }),
  ];
  return blockText({ type: `data "${POLICY_DOCUMENT}" "${label}"`, inside }, '', unit, sheet.eol);
}
