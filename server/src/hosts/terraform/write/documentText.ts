import { VERSION } from '../../../iam/vocabulary.ts';
import type { NewMember, NewValue } from '../../../tree/edit.ts';
import { POLICY_DOCUMENT } from '../places.ts';
import { blockText } from './bodies.ts';
import { padded } from './columns.ts';
import type { Parents } from './parents.ts';
import { Pen } from './pen.ts';
import { Plan } from '../../editPlan.ts';
import type { Sheet } from './sheet.ts';
import { StatementPrinter } from './statements.ts';
import { styleOf } from './style.ts';
import { ValueWriter } from './values.ts';

/** A policy whose elements all are what both a data source and JSON can say. */
export interface SayablePolicy {
  /** Version and Id, in their order. */
  readonly members: readonly NewMember[];
  readonly statements: readonly NewValue[];
}

/** How a new data source is written. */
export interface DocumentStyle {
  /** One level of indentation. */
  readonly unit: string;
  /** Whether statements say their effect where it is the default. */
  readonly effects: boolean;
}

/**
 * A policy as a data source, without a line end behind it; undefined where something in it is none of a policy.
 * @param parents those of the tree that values are taken over from
 */
export function documentText(
  sheet: Sheet,
  parents: Parents,
  { members, statements }: SayablePolicy,
  label: string,
  { unit, effects }: DocumentStyle,
): string | undefined {
  const pen = new Pen(sheet, parents, { ...styleOf(sheet.text, []), unit });
  const values = new ValueWriter(sheet, parents, new Plan([], parents, false), pen);
  const printer = new StatementPrinter(sheet, parents, pen, values, { effects, spaced: true });
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
