import type { FilledName } from '../../tree/cursor.ts';
import { declaredRoles } from './awsPrincipals.ts';
import type { CompletionContext, CompletionItem, CompletionProvider } from './item.ts';
import { declaredProviders } from './providers.ts';

/** What a function of the document may be given, where it takes names: resources that fit, then parameters, then what is always there. */
export const namedItems: CompletionProvider = (context) => {
  const resources = resourcesFor(context);
  const names = (context.cursor.names ?? []).filter((name) => fits(name, context));
  return [
    ...resources.map((item, i) => ({ ...item, rank: i })),
    ...names.map(({ kind, name }, i): CompletionItem => ({
      label: name,
      kind: 'value',
      detail: kind === 'parameter' ? 'Parameter in this template' : (DETAILS.get(name) ?? ''),
      insert: { kind: 'reference', expression: name },
      rank: resources.length + i,
    })),
  ];
};

function resourcesFor(context: CompletionContext): readonly CompletionItem[] {
  const { slot } = context;
  if (slot.at === 'conditionValue') return declaredRoles(context);
  if (slot.at !== 'principalValue') return [];
  return slot.type === 'AWS' ? declaredRoles(context) : slot.type === 'Federated' ? declaredProviders(context) : [];
}

/** A name that is all of a principal has to be one: an account is. In a text it may be a part. */
function fits({ kind, name, isPart }: FilledName, { slot }: CompletionContext): boolean {
  switch (slot.at) {
    case 'conditionValue':
      return true;
    case 'principalValue':
      return kind !== 'pseudo parameter' || isPart || (slot.type === 'AWS' && name === 'AWS::AccountId');
    default:
      return kind === 'parameter';
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
const DETAILS: ReadonlyMap<string, string> = new Map([
  ['AWS::AccountId', 'Account ID of the stack'],
  ['AWS::Partition', 'Partition of the stack, such as aws'],
  ['AWS::Region', 'Region of the stack'],
  ['AWS::URLSuffix', 'Domain of services, such as amazonaws.com'],
  ['AWS::StackName', 'Name of the stack'],
  ['AWS::StackId', 'ARN of the stack'],
  ['Arn', 'ARN of the resource'],
]);
