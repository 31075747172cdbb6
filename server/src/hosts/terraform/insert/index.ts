import type { TextEdit } from '../../../text/edit.ts';
import type { Block } from '../../../text/hcl/layout.ts';
import { labelFor } from '../../../text/hcl/labels.ts';
import type { Extraction, HostDocument, Insertion, Insertions } from '../../host.ts';
import { moduleOf } from '../module.ts';
import { POLICY_DOCUMENT } from '../places.ts';
import { aboveComments, lineStart, startsLine } from '../write/lines.ts';
import { placeAt, type FilePlace, type ValuePlace } from './place.ts';
import { NewPolicyWriter, referenceTo } from './writer.ts';

/** What can be put at an offset of a Terraform file: the value of an argument, or blocks beside those of the file. */
export function insertionsAt(document: HostDocument, { policies }: Extraction, offset: number): Insertions {
  const { text, path } = document;
  const writer = new NewPolicyWriter({ text, policies, module: moduleOf(document), offset });
  const place = placeAt(text, path, offset, writer.style.unit);
  if (typeof place === 'string') return { reason: place };
  const forms = place.kind === 'file' ? inFile(writer, place) : asValue(writer, place, text, path);
  const isPreferred = ({ id }: Insertion): boolean =>
    (id === 'roleAndDataSource' || id === 'dataSource') === writer.prefersDocument;
  return { forms: [...forms.filter(isPreferred), ...forms.filter((form) => !isPreferred(form))] };
}

function inFile(writer: NewPolicyWriter, { span, around }: FilePlace): readonly Insertion[] {
  const put = (...blocks: readonly Block[]): readonly TextEdit[] => [
    { span, newText: around(writer.blocks(...blocks), writer.style.eol) },
  ];
  const labelOf = (name: string | undefined): string => (name === undefined ? 'role' : labelFor(name));
  return [
    {
      id: 'role',
      label: 'Insert here as a role with jsonencode',
      detail: 'aws_iam_role with its trust policy',
      write: ({ name, policy }) => put(writer.role(writer.roleLabel(labelOf(name)), name, writer.jsonencode(policy))),
    },
    {
      id: 'roleAndDataSource',
      label: 'Insert here as a role and a data source',
      detail: `data "${POLICY_DOCUMENT}" and an aws_iam_role that takes it`,
      write: ({ name, policy }) => {
        const own = writer.pairLabel(labelOf(name));
        const label = `${own}_trust`;
        const document = writer.document(label, policy);
        return document && put(document, writer.role(own, name, referenceTo(label)));
      },
    },
    {
      id: 'dataSource',
      label: 'Insert here as a data source',
      detail: `data "${POLICY_DOCUMENT}"`,
      write: ({ policy }) => {
        const document = writer.document(writer.documentLabel('trust'), policy);
        return document && put(document);
      },
    },
  ];
}

function asValue(writer: NewPolicyWriter, place: ValuePlace, text: string, path: string): readonly Insertion[] {
  const { name, span, indent, top } = place;
  const { eol } = writer.style;
  const put = (value: string): TextEdit => ({ span, newText: place.around(value, eol) });
  const encoded: Insertion = {
    id: 'jsonencode',
    label: 'Insert here as jsonencode',
    detail: `The value of ${name}`,
    write: ({ policy }) => [put(writer.jsonencode(policy).write(indent))],
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
      write: ({ policy }) => {
        const label = writer.documentLabel(documentLabelOf(place));
        const document = writer.document(label, policy);
        if (!document) return undefined;
        const newText = writer.blocks(document) + eol + eol;
        return [{ span: { start: above, end: above }, newText }, put(referenceTo(label))];
      },
    },
  ];
}

/** What a data source for a value is called: as its local, or after what takes it. */
function documentLabelOf({ name, top: { type, labels } }: ValuePlace): string {
  return type === 'locals' ? name : `${labels.at(-1) ?? 'role'}_trust`;
}
