import { POLICY_ELEMENTS, VERSION, type PolicyElement } from '../../iam/vocabulary.ts';
import { stop, type Template } from '../../tree/template.ts';
import type { CompletionItem, CompletionProvider } from './item.ts';
import { firstStatement, restItems } from './templates.ts';

const DETAILS: Readonly<Record<PolicyElement, string>> = {
  Version: 'Version of the policy language',
  Statement: 'Who can assume the role',
  Id: 'Name of the policy',
};
const ORDER: readonly PolicyElement[] = ['Version', 'Statement', 'Id'];

/** The policy's elements that are missing, then whole policies while none is begun. */
export const policyKeyItems: CompletionProvider = (context) => {
  const values: Readonly<Record<PolicyElement, Template>> = {
    Version: VERSION,
    Statement: [firstStatement(context)],
    Id: stop(1, 'policy-name'),
  };
  const elements = POLICY_ELEMENTS.filter((name) => !context.cursor.siblings.includes(name)).map(
    (name): CompletionItem => ({
      label: name,
      kind: 'element',
      detail: DETAILS[name],
      insert: { kind: 'key', name, value: values[name] },
      rank: ORDER.indexOf(name),
    }),
  );
  return [...elements, ...restItems(context).map((item) => ({ ...item, rank: item.rank + ORDER.length }))];
};

export const versionItems: CompletionProvider = () => [
  {
    label: VERSION,
    kind: 'value',
    detail: 'Current policy language',
    insert: { kind: 'value', value: VERSION },
    rank: 0,
  },
];
