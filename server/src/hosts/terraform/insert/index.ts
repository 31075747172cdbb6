import type { TextEdit } from '../../../text/edit.ts';
import { freeLabel, labelFor } from '../../../text/terraformLabel.ts';
import { itemsOf, memberOf, type ValueNode } from '../../../tree/node.ts';
import type { PolicySource } from '../../../tree/source.ts';
import type { Extraction, HostDocument, Insertion, Insertions, NewRole } from '../../host.ts';
import { moduleOf, type Module } from '../module.ts';
import { POLICY_DOCUMENT } from '../places.ts';
import { TerraformPolicy } from '../policy.ts';
import { readFile } from '../reader.ts';
import type { Body } from '../syntax.ts';
import { blockText } from '../write/bodies.ts';
import { padded } from '../write/columns.ts';
import { documentText, type SayablePolicy } from '../write/documentText.ts';
import { containersIn } from '../write/expressions.ts';
import { aboveComments, lineStart, startsLine } from '../write/lines.ts';
import { Parents } from '../write/parents.ts';
import { Pen, quoted } from '../write/pen.ts';
import { Sheet } from '../write/sheet.ts';
import { styleOf, unitIn } from '../write/style.ts';
import { placeAt, type FilePlace, type ValuePlace } from './place.ts';

/** What can be put at an offset of a Terraform file: the value of an argument, or blocks beside those of the file. */
export function insertionsAt(document: HostDocument, { policies }: Extraction, offset: number): Insertions {
  const { text, path } = document;
  const tree = readFile(text);
  if (!tree) return { reason: "Can't insert here: the file is nested too deeply." };
  const unit = unitOf(text, tree.body, offset);
  const place = placeAt(text, path, offset, unit);
  if (typeof place === 'string') return { reason: place };
  const near = nearest(policies, offset);
  const module = moduleOf(document);
  const writer = new Writer(text, module, unit, policies, offset);
  const forms = place.kind === 'file' ? inFile(writer, place) : asValue(writer, place, path);
  const prefersDocument = near ? near instanceof TerraformPolicy && near.isDocument : module.takesDocuments;
  const isPreferred = ({ id }: Insertion): boolean =>
    (id === 'roleAndDataSource' || id === 'dataSource') === prefersDocument;
  return { forms: [...forms.filter(isPreferred), ...forms.filter((form) => !isPreferred(form))] };
}

/** The policy before an offset, or the first. */
function nearest(policies: Extraction['policies'], offset: number): PolicySource | undefined {
  const trusted = policies.filter(({ kind }) => kind === 'trust');
  return trusted.findLast(({ root }) => root.span.start < offset) ?? trusted[0];
}

/** One level of indentation, as the block around an offset has it, else as the first does. */
function unitOf(text: string, { items }: Body, offset: number): string {
  const blocks = items.filter((item) => item.kind === 'block');
  const around = blocks.filter(({ span }) => span.start <= offset && offset <= span.end);
  for (const { body } of [...around, ...blocks]) {
    const unit = unitIn(text, body);
    if (unit !== undefined) return unit;
  }
  return '  ';
}

function inFile(writer: Writer, place: FilePlace): readonly Insertion[] {
  const put = (...blocks: readonly (string | undefined)[]): readonly TextEdit[] | undefined => {
    if (!blocks.every((block) => block !== undefined)) return undefined;
    return [{ span: place.span, newText: place.around(blocks.join(writer.eol + writer.eol), writer.eol) }];
  };
  return [
    {
      id: 'role',
      label: 'Insert here as a role with jsonencode',
      detail: 'aws_iam_role with its trust policy',
      write: (role) => put(writer.role(writer.roleLabel(role), role, writer.jsonencode(role, writer.unit))),
    },
    {
      id: 'roleAndDataSource',
      label: 'Insert here as a role and a data source',
      detail: `data "${POLICY_DOCUMENT}" and an aws_iam_role that takes it`,
      write: (role) => {
        const own = writer.roleLabel(role);
        const label = writer.documentLabel(`${own}_trust`);
        return put(writer.document(label, role), writer.role(own, role, referenceTo(label)));
      },
    },
    {
      id: 'dataSource',
      label: 'Insert here as a data source',
      detail: `data "${POLICY_DOCUMENT}"`,
      write: (role) => put(writer.document(writer.documentLabel('trust'), role)),
    },
  ];
}

function asValue(writer: Writer, place: ValuePlace, path: string): readonly Insertion[] {
  const { name, span, indent, top } = place;
  const { text, eol } = writer;
  const put = (value: string): TextEdit => ({ span, newText: place.around(value, eol) });
  const encoded: Insertion = {
    id: 'jsonencode',
    label: 'Insert here as jsonencode',
    detail: `The value of ${name}`,
    write: (role) => [put(writer.jsonencode(role, indent))],
  };
  // Terragrunt's own files have no data sources.
  if (path.endsWith('.hcl') || !startsLine(text, top.start)) return [encoded];
  const above = aboveComments(text, lineStart(text, top.start));
  return [
    encoded,
    {
      id: 'dataSource',
      label: 'Insert here as a data source',
      detail: `data "${POLICY_DOCUMENT}" above the ${top.type} block, and a reference to it`,
      write: (role) => {
        const own = top.type === 'locals' ? name : `${top.labels.at(-1) ?? 'role'}_trust`;
        const label = writer.documentLabel(own);
        const block = writer.document(label, role);
        if (block === undefined) return undefined;
        return [{ span: { start: above, end: above }, newText: block + eol + eol }, put(referenceTo(label))];
      },
    },
  ];
}

function referenceTo(label: string): string {
  return `data.${POLICY_DOCUMENT}.${label}.json`;
}

/** Writes a new policy as its neighbours are written. */
class Writer {
  readonly text: string;
  readonly unit: string;
  readonly eol: string;
  readonly #module: Module;
  readonly #policies: readonly TerraformPolicy[];
  readonly #offset: number;

  constructor(text: string, module: Module, unit: string, policies: Extraction['policies'], offset: number) {
    this.text = text;
    this.unit = unit;
    this.eol = new Sheet(text).eol;
    this.#module = module;
    this.#policies = policies.filter((policy) => policy instanceof TerraformPolicy);
    this.#offset = offset;
  }

  roleLabel({ name }: NewRole): string {
    const isTaken = (label: string): boolean =>
      this.#module.resources.some(({ arn }) => arn === `aws_iam_role.${label}.arn`);
    return freeLabel(name === undefined ? 'role' : labelFor(name), isTaken);
  }

  documentLabel(label: string): string {
    return freeLabel(label, (free) => this.#module.hasDocument(free));
  }

  /** @param indent of the line where it begins */
  jsonencode({ policy }: NewRole, indent: string): string {
    const near = nearest(
      this.#policies.filter(({ isDocument }) => !isDocument),
      this.#offset,
    );
    const style = styleOf(this.text, near ? containersIn(near.root) : []);
    const pen = new Pen(new Sheet(this.text), NOTHING, { ...style, unit: this.unit });
    return `jsonencode(${pen.value(policy, indent)})`;
  }

  document(label: string, { policy }: NewRole): string | undefined {
    const near = nearest(
      this.#policies.filter(({ isDocument }) => isDocument),
      this.#offset,
    );
    const effects = near ? saysEffects(near.root) : true;
    const said = sayable(policy);
    return said && documentText(new Sheet(this.text), NOTHING, said, label, { unit: this.unit, effects });
  }

  role(label: string, { name }: NewRole, policy: string | undefined): string | undefined {
    if (policy === undefined) return undefined;
    const lines = [
      ...(name === undefined ? [] : [{ key: 'name', value: quoted(name) }]),
      { key: 'assume_role_policy', value: policy },
    ];
    const inside = (indent: string): readonly string[] => padded(lines, ' = ').map((line) => indent + line);
    return blockText({ type: `resource "aws_iam_role" "${label}"`, inside }, '', this.unit, this.eol);
  }
}

/** Nothing that is written stands in the file already. */
const NOTHING = new Parents({ kind: 'literal', value: null, span: { start: 0, end: 0 } });

function saysEffects(root: ValueNode): boolean {
  const statements = root.kind === 'object' ? itemsOf(memberOf(root, 'Statement')?.value) : [];
  return !statements.length || statements.some((node) => node.kind === 'object' && !memberOf(node, 'Effect')?.implied);
}

/** What a data source fills in of its own would be another value than the policy has. */
function sayable({ Statement: statements, ...members }: NewRole['policy']): SayablePolicy | undefined {
  if (!Array.isArray(statements) || !statements.length || !('Version' in members)) return undefined;
  if (JSON.stringify(statements).includes('&{')) return undefined;
  return { members: Object.entries(members), statements: statements as SayablePolicy['statements'] };
}
