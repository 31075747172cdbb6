import type { FilledName, Resource } from '../tree/cursor.ts';
import type { BegunHole } from './begunHole.ts';
import type { Call } from './calledPath.ts';
import type { CloudFormationTemplate } from './cloudFormation.ts';

/**
 * How something of a template is referred to: `value` and `object` as all of a value, in YAML and in JSON, `text` where `Fn::Sub` makes the value, `hole` and `part` where
 * the name is begun that it fills in, alone or beside other text, `Ref` by what that is given, and `path`, `resource` and `attribute` by
 * what `Fn::GetAtt` is.
 */
export type ReferenceForm = 'value' | 'object' | 'text' | 'hole' | 'part' | 'Ref' | 'path' | 'resource' | 'attribute';

/** @param isFilled whether a function fills in the text @param hole what is begun at the cursor of what it fills in */
export function referenceForm(call: Call | undefined, isFilled: boolean, hole: BegunHole | undefined): ReferenceForm {
  switch (call?.name) {
    case 'Ref':
      return 'Ref';
    case 'Fn::GetAtt':
      return call.argument === undefined ? 'path' : call.argument === 0 ? 'resource' : 'attribute';
    case 'Fn::Sub':
    case undefined:
      return hole ? (hole.isPart ? 'part' : 'hole') : isFilled ? 'text' : 'value';
  }
}

/**
 * The resources of a template that a policy may name where it refers to them.
 * @param self the role of the policy: it cannot wait for itself
 */
export function resourcesIn(
  template: CloudFormationTemplate | undefined,
  self: string | undefined,
  form: ReferenceForm,
): readonly Resource[] {
  return (template?.named ?? []).flatMap(({ logicalId, kind, name }) => {
    const arn = logicalId === self ? undefined : written(logicalId, kind, form);
    return arn === undefined ? [] : [{ kind, name, arn }];
  });
}

/**
 * What else may be named there, where nothing but names may stand; undefined where other text may.
 * @param first what the function is given before
 */
export function namesIn(
  template: CloudFormationTemplate | undefined,
  form: ReferenceForm,
  first: string | undefined,
): readonly FilledName[] | undefined {
  const isPart = form === 'part';
  switch (form) {
    case 'Ref':
    case 'hole':
    case 'part':
      return template
        ? [
            ...template.parameters.map((name): FilledName => ({ kind: 'parameter', name, isPart })),
            ...PSEUDO_PARAMETERS.map((name): FilledName => ({ kind: 'pseudo parameter', name, isPart })),
          ]
        : [];
    case 'attribute':
      return template?.named.some(({ logicalId }) => logicalId === first)
        ? [{ kind: 'attribute', name: 'Arn', isPart }]
        : [];
    case 'path':
    case 'resource':
      return [];
    case 'value':
    case 'object':
    case 'text':
      return undefined;
  }
}

/** What stands for the account that a template is deployed to, as all of a value; undefined where only a part is due. */
export function accountIn(template: CloudFormationTemplate | undefined, form: ReferenceForm): string | undefined {
  if (!template) return undefined;
  switch (form) {
    case 'value':
      return '!Ref AWS::AccountId';
    case 'object':
      return '{"Ref": "AWS::AccountId"}';
    case 'text':
      return 'AWS::AccountId';
    default:
      return undefined;
  }
}

/** `Ref` makes an ARN of an identity provider, and of a role its name. */
function written(logicalId: string, kind: Resource['kind'], form: ReferenceForm): string | undefined {
  const isRef = kind === 'identity provider';
  switch (form) {
    case 'value':
      return isRef ? `!Ref ${logicalId}` : `!GetAtt ${logicalId}.Arn`;
    case 'object':
      return isRef ? `{"Ref": "${logicalId}"}` : `{"Fn::GetAtt": ["${logicalId}", "Arn"]}`;
    case 'text':
    case 'hole':
      return isRef ? logicalId : `${logicalId}.Arn`;
    case 'Ref':
      return isRef ? logicalId : undefined;
    case 'path':
      return `${logicalId}.Arn`;
    case 'resource':
      return logicalId;
    // Nothing is beside an ARN.
    case 'part':
    case 'attribute':
      return undefined;
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
const PSEUDO_PARAMETERS = ['AccountId', 'Partition', 'Region', 'URLSuffix', 'StackName', 'StackId'].map(
  (name) => `AWS::${name}`,
);
