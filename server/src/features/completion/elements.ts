import { ASSUME_ROLE, EFFECTS, POLICY_ELEMENTS, VERSION } from '../../iam/words.ts';
import { OPERATOR_NAMES } from '../../iam/operators.ts';
import { fittingAction } from '../../policy/shape.ts';
import { stop, type Template } from '../../tree/template.ts';
import { guardItems } from './conditionKeys.ts';
import type { CompletionContext, CompletionItem, CompletionProvider } from './item.ts';

const STATEMENT: Template = {
  Effect: 'Allow',
  Principal: { Service: stop(1, 'ec2.amazonaws.com') },
  Action: ASSUME_ROLE,
};

/** A whole policy for an empty document. */
export const documentItems: CompletionProvider = () => [
  {
    label: '{ trust policy }',
    kind: 'element',
    detail: 'A trust policy for an AWS service',
    documented: false,
    insert: { kind: 'value', value: { Version: VERSION, Statement: [STATEMENT] } },
    rank: 0,
  },
];

/** A whole statement, where one is due. */
export const statementItems: CompletionProvider = ({ cursor }) => [
  {
    label: '{ statement }',
    kind: 'element',
    detail: 'Lets an AWS service in',
    documented: false,
    insert: { kind: 'value', value: cursor.at === 'item' ? STATEMENT : [STATEMENT] },
    rank: 0,
  },
];

export const policyKeyItems: CompletionProvider = ({ cursor }) => {
  const values: Readonly<Record<string, Template>> = { Version: VERSION, Statement: [STATEMENT], Id: stop(1, '') };
  return POLICY_ELEMENTS.filter((name) => !cursor.siblings.includes(name)).map((name): CompletionItem => ({
    label: name,
    kind: 'element',
    detail:
      name === 'Version' ? 'The policy language' : name === 'Statement' ? 'Who is let in' : 'A name for the policy',
    documented: false,
    insert: { kind: 'key', name, value: values[name] },
    rank: ['Version', 'Statement', 'Id'].indexOf(name),
  }));
};

export const statementKeyItems: CompletionProvider = (context) => {
  const offers: readonly (readonly [name: string, detail: string, value: Template])[] = [
    ['Effect', 'Allow or Deny', stop(1, 'Allow', EFFECTS)],
    ['Principal', 'Who', { parts: [] }],
    ['Action', 'By which call', (context.statement && fittingAction(context.statement)) ?? stop(1, ASSUME_ROLE)],
    ['Condition', 'Only when', firstGuard(context)],
    ['Sid', 'A name for the statement', stop(1, '')],
  ];
  const negatives = { Principal: 'NotPrincipal', Action: 'NotAction' };
  return offers
    .filter(
      ([name]) => ![name, negatives[name as keyof typeof negatives]].some((n) => context.cursor.siblings.includes(n)),
    )
    .map(([name, detail, value], i): CompletionItem => ({
      label: name,
      kind: 'element',
      detail,
      documented: false,
      insert: { kind: 'key', name, value: name === 'Principal' ? { [PRINCIPAL.type]: PRINCIPAL.value } : value },
      rank: i,
    }));
};

const PRINCIPAL = {
  type: 'AWS',
  value: { parts: ['arn:aws:iam::', { stop: 1, text: 'ACCOUNT_ID' }, ':', { stop: 2, text: 'root' }] },
};

function firstGuard(context: CompletionContext): Template {
  const [first] = guardItems({ ...context, cursor: { ...context.cursor, siblings: [] } });
  return first?.insert.kind === 'key' && first.insert.value !== undefined
    ? { [first.insert.name]: first.insert.value }
    : {};
}

export const effectItems: CompletionProvider = () =>
  EFFECTS.map((effect, i) => ({
    label: effect,
    kind: 'value',
    detail: effect === 'Allow' ? 'Lets the principal in' : 'Keeps the principal out, whatever else allows it',
    documented: false,
    insert: { kind: 'value', value: effect },
    rank: i,
  }));

export const versionItems: CompletionProvider = () => [
  {
    label: VERSION,
    kind: 'value',
    detail: 'The policy language of today',
    documented: false,
    insert: { kind: 'value', value: VERSION },
    rank: 0,
  },
];

export const principalTypeItems: CompletionProvider = ({ cursor }) => {
  const offers: readonly (readonly [string, string, Template])[] = [
    ['AWS', 'An account, user, role or session', PRINCIPAL.value],
    ['Service', 'An AWS service', stop(1, 'ec2.amazonaws.com')],
    [
      'Federated',
      'An identity provider, SAML or OIDC',
      {
        parts: [
          'arn:aws:iam::',
          { stop: 1, text: 'ACCOUNT_ID' },
          ':oidc-provider/',
          { stop: 2, text: 'token.actions.githubusercontent.com' },
        ],
      },
    ],
  ];
  return offers
    .filter(([name]) => !cursor.siblings.includes(name))
    .map(([name, detail, value], i): CompletionItem => ({
      label: name,
      kind: 'element',
      detail,
      documented: false,
      insert: { kind: 'key', name, value },
      rank: i,
    }));
};

/** Whole guards first, then the operators. */
export const operatorItems: CompletionProvider = (context) =>
  [
    ...guardItems(context),
    ...OPERATOR_NAMES.filter((name) => !context.cursor.siblings.includes(name)).map((name, i): CompletionItem => ({
      label: name,
      kind: 'operator',
      detail: 'Condition operator',
      documented: false,
      insert: { kind: 'key', name, value: { parts: [] } },
      rank: 100 + i,
    })),
  ].map((item) =>
    item.kind === 'operator' && item.insert.kind === 'key' ? { ...item, insert: { ...item.insert, value: {} } } : item,
  );
