import type { Block } from '../../../text/hcl/layout.ts';
import { VERSION } from '../../../iam/vocabulary.ts';
import type { NewMember, NewValue } from '../../../tree/edit.ts';
import { POLICY_DOCUMENT } from '../places.ts';
import type { Parents } from './parents.ts';
import type { Pen } from './pen.ts';
import { Plan } from '../../editPlan.ts';
import type { Sheet } from './sheet.ts';
import { StatementPrinter } from './statements.ts';
import { ValueWriter } from './values.ts';

/** A policy whose elements all are what both a data source and JSON can say. */
export interface SayablePolicy {
  /** Version and Id, in their order. */
  readonly members: readonly NewMember[];
  readonly statements: readonly NewValue[];
}

/**
 * A policy as a data source; undefined where something in it is none of a policy.
 * @param parents those of the tree that values are taken over from
 */
export function documentBlock(
  sheet: Sheet,
  parents: Parents,
  pen: Pen,
  { members, statements }: SayablePolicy,
  label: string,
): Block | undefined {
  const values = new ValueWriter(sheet, parents, new Plan([], parents, false), pen);
  const printer = new StatementPrinter(sheet, parents, pen, values, true);
  const said = members.filter(([name, value]) => name !== 'Version' || value !== VERSION);
  const lines = [
    ...said.map(([name, value]) => printer.line(typeof name === 'string' ? name : '', value)),
    ...statements.map((statement) => printer.statement(statement)),
  ];
  if (!lines.every((line) => line)) return undefined;
  return { block: `data "${POLICY_DOCUMENT}" "${label}"`, lines: lines.flatMap((line) => line ?? []) };
}
