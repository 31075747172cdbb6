import { memberOf, type ObjectNode, type StringNode, type ValueNode } from '../tree/node.ts';
import type { Owner } from '../tree/source.ts';

/**
 * What is said of the role that a policy belongs to.
 * @param holder what has the policy among its members
 * @param logicalId the key of the CloudFormation resource that the holder has the properties of
 * @param isFilled whether something fills in a text
 */
export function ownerOf(
  holder: ObjectNode | undefined,
  logicalId: StringNode | undefined,
  isFilled: (text: string) => boolean = () => false,
): Owner | undefined {
  const text = (name: string): StringNode | undefined => {
    const value = memberOf(holder, name)?.value;
    return value?.kind === 'string' && !value.holes.length && !isFilled(value.value) ? value : undefined; // else a deploy decides
  };
  const roleArn = text('Arn') ?? text('arn');
  const roleName = text('RoleName') ?? text('name');
  const named = roleName ?? logicalId ?? roleArn;
  return holder && named
    ? {
        roleArn: roleArn?.value,
        roleName: roleName?.value,
        path: (text('Path') ?? text('path'))?.value,
        logicalId: logicalId?.value,
        span: holder.span,
        nameSpan: named.slice(0, named.value.length),
      }
    : undefined;
}

/** The properties of a role in a CloudFormation template. */
export function rolePropertiesOf(resource: ValueNode | undefined): ObjectNode | undefined {
  const type = memberOf(resource, 'Type')?.value;
  const properties = memberOf(resource, 'Properties')?.value;
  return type?.kind === 'string' && type.value === 'AWS::IAM::Role' && properties?.kind === 'object'
    ? properties
    : undefined;
}
