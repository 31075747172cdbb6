import type { Finding } from '../../server/src/findings.ts';
import type { Extraction } from '../../server/src/hosts/host.ts';
import { yamlHost } from '../../server/src/hosts/yaml/index.ts';
import { readPolicy } from '../../server/src/policy/read.ts';
import { finish } from '../../server/src/steps.ts';
import { analysed } from './analysed.ts';

/** Where a YAML text comes from. */
export interface YamlOrigin {
  readonly path?: string;
  readonly languageId?: string;
  readonly named?: boolean;
}

/** What a YAML text holds. */
export function extractedYaml(
  text: string,
  { path = 'a.yaml', languageId = 'yaml', named }: YamlOrigin = {},
): Extraction {
  return yamlHost.extract({ languageId, path, text, named, beside: [] });
}

/** What the rules say of the policies of a YAML text. */
export function allFindingsInYaml(text: string, origin?: YamlOrigin): readonly Finding[] {
  const { policies, problems } = extractedYaml(text, origin);
  return analysed(
    policies.map((source) => finish(readPolicy(source))),
    { problems },
  ).findings;
}

/** The same but for hints and notes. */
export function judgedYaml(text: string, origin?: YamlOrigin): readonly Finding[] {
  return allFindingsInYaml(text, origin).filter(({ level }) => level === 'error' || level === 'warning');
}

/** Lines, each indented by so many more blanks. */
export function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}

/** A CloudFormation template with one role, of which the policy is given: on its line, or indented on lines of its own. */
export function roleTemplate(policy: string, rest = ''): string {
  const value = policy.includes('\n') && !/^[!&|>'"[{]/.test(policy) ? `\n${indented(policy, 8)}` : ` ${policy}`;
  return `${rest}Resources:\n  Deploy:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:${value}\n`;
}

/** The same with one statement, which is given by its members. */
export function statementTemplate(members: string, rest = ''): string {
  return roleTemplate(`Version: '2012-10-17'\nStatement:\n  - ${indented(members, 4).trimStart()}\n`, rest);
}
