import { plain } from '../../../tree/template.ts';
import type { Extraction, HostDocument, Insertion, Insertions, NewRole } from '../../host.ts';
import { editInDocument, templateIn } from '../cursor/inTemplate.ts';
import type { InnerTemplate } from '../cursor/innerTemplate.ts';
import { locate } from '../cursor/locate.ts';
import { TextOutline } from '../cursor/outlineOf.ts';
import { rendererAt, writesText } from '../cursor/render.ts';
import { extract } from '../extract.ts';
import { isHelmTemplate } from '../helm.ts';
import { columnOf } from '../write/lines.ts';
import { Styles } from '../write/style.ts';
import { logicalIdFor, RoleWriter } from './writer.ts';
import { placeAt, type Place } from './place.ts';

const REASONS = {
  apart:
    "Can't insert here: put the cursor after AssumeRolePolicyDocument:, or on an empty line between resources or documents.",
  helm: "Can't insert here: Helm fills in this file, so its structure isn't known.",
} as const;

/** What can be put at an offset of a YAML file: a role's policy, a resource of a template, a document of its own. */
export function insertionsAt(document: HostDocument, extraction: Extraction, offset: number): Insertions {
  if (isHelmTemplate(document.languageId, document.text)) return { reason: REASONS.helm };
  const value = asValue(document, extraction, offset);
  if (value) return { forms: [value] };
  const within = templateAround(document, offset);
  if (within) return inTemplate(document, within, offset);
  const place = placeAt(document, offset);
  return place ? { forms: formsAt(document, place) } : { reason: REASONS.apart };
}

/** Where a whole policy is due, it is written as completion writes one. */
function asValue(document: HostDocument, extraction: Extraction, offset: number): Insertion | undefined {
  const cursor = locate(document, extraction, offset);
  if (cursor?.at !== 'document' || cursor.policy || cursor.typed !== '') return undefined;
  const isText = writesText(cursor);
  const render = rendererAt(document, cursor, false);
  return {
    id: isText ? 'jsonText' : 'mapping',
    label: isText ? 'Insert here as JSON text' : 'Insert here as YAML',
    detail: 'The trust policy of the role around the cursor',
    write: ({ policy }) => {
      const { edit, additional } = render({ kind: 'value', value: policy });
      return [edit, ...additional];
    },
  };
}

/** The template around a cursor that is a text; blank lines behind it belong to it where they are as far in. */
function templateAround(document: HostDocument, offset: number): InnerTemplate | undefined {
  const { text } = document;
  const outline = new TextOutline(text);
  const long = outline.valueAt(offset);
  const within = long && templateIn(document, outline, long, offset);
  if (!within) return undefined;
  const isBehind = text.slice(offset, long.end).trim() === '';
  return isBehind && (columnOf(text, offset) ?? 0) < within.lines.indent ? undefined : within;
}

/** A template that is a text has places of its own. */
function inTemplate(document: HostDocument, within: InnerTemplate, offset: number): Insertions {
  const { template, lines } = within;
  const inner = insertionsAt(template, extract(template), lines.layer.inner(offset));
  if ('reason' in inner) return inner;
  return {
    forms: inner.forms.map(({ write, ...form }) => ({
      ...form,
      write: (role) => write(role)?.map((edit) => editInDocument(document, within, edit)),
    })),
  };
}

function formsAt({ text }: HostDocument, place: Place): readonly Insertion[] {
  const style = new Styles(text).at(place.span.start);
  const writer = new RoleWriter(style);
  const put = (lines: readonly string[]) => [
    { span: place.span, newText: place.around(lines.join(style.eol), style.eol) },
  ];
  const policyOf = ({ policy }: NewRole) => plain(policy);
  switch (place.kind) {
    case 'resource':
      return [
        {
          id: 'role',
          label: 'Insert here as a role',
          detail: 'AWS::IAM::Role with its trust policy',
          write: (role) =>
            put(writer.resource(logicalIdFor(role.name, place.taken), role.name, policyOf(role), place.column)),
        },
      ];
    case 'document': {
      const manifests: readonly Insertion[] = [
        {
          id: 'roleCrossplane',
          label: 'Insert here as a Crossplane role',
          detail: 'Role of iam.aws.upbound.io',
          write: (role) => put(writer.crossplane(role.name, policyOf(role))),
        },
        {
          id: 'roleAck',
          label: 'Insert here as an ACK role',
          detail: 'Role of iam.services.k8s.aws',
          write: (role) => put(writer.ack(role.name, policyOf(role))),
        },
      ];
      if (place.isEmpty)
        return [
          {
            id: 'roleTemplate',
            label: 'Insert here as a CloudFormation template',
            detail: 'AWS::IAM::Role with its trust policy',
            write: (role) => put(writer.template(logicalIdFor(role.name, []), role.name, policyOf(role))),
          },
          ...manifests,
        ];
      return text.includes('iam.services.k8s.aws') ? manifests.toReversed() : manifests;
    }
  }
}
