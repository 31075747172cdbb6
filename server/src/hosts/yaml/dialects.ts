import type { Hole } from '../../text/holedText.ts';
import { resolvedAtDeploy } from '../subString.ts';
import type { YamlDialect } from '../yamlDialect.ts';
import type { Version } from './plain.ts';

/** How a document is read that its tools fill in. */
export interface Dialect {
  readonly id: YamlDialect;
  /** By which version of YAML numbers and booleans without quotes are told from text; false where all values are text. */
  readonly typed: Version | false;
  /** What is filled in to any text. */
  holesOf(text: string): readonly Hole[];
}

/** What IAM fills in itself, where a tool that has the same signs leaves it: `${aws:username}`, `${*}`. */
const POLICY_VARIABLE = /^\$\{(?:[*?$]|[A-Za-z][\w-]*:[^{}]*)\}$/;

const DIALECTS: Readonly<Record<YamlDialect, Dialect>> = {
  cloudformation: { id: 'cloudformation', typed: false, holesOf: resolvedAtDeploy },
  other: { id: 'other', typed: false, holesOf: resolvedAtDeploy },
  // `${self:custom.x}`, `${env:X, 'y'}`, `${file(x.yml):y}`, and `#{AWS::AccountId}` of a plugin.
  serverless: {
    id: 'serverless',
    typed: false,
    holesOf: (text) => [
      ...filled(text, /\$\{(?:[^{}]|\$\{[^{}]*\})*\}/g, isLeftByServerless),
      ...filled(text, /#\{[^{}]*\}/g),
      ...resolvedAtDeploy(text),
    ],
  },
  // kro fills in `${schema.spec.x}`, Helm `{{ .Values.x }}`.
  kubernetes: {
    id: 'kubernetes',
    typed: '1.1',
    holesOf: (text) => [...filled(text, /\$\{[^{}]*\}/g, isPolicyVariable), ...filled(text, /\{\{[^{}]*\}\}/g)],
  },
  ansible: { id: 'ansible', typed: '1.1', holesOf: (text) => filled(text, /\{\{[^{}]*\}\}|\{%[^{}%]*%\}/g) },
  pulumi: { id: 'pulumi', typed: '1.2', holesOf: (text) => filled(text, /\$?\$\{[^{}]*\}/g, isPolicyVariable) },
};

export function dialectNamed(id: YamlDialect): Dialect {
  return DIALECTS[id];
}

function filled(text: string, token: RegExp, isLeft?: (token: string) => boolean): Hole[] {
  return [...text.matchAll(token)].flatMap(({ 0: part, index: from }) =>
    isLeft?.(part) ? [] : [{ from, to: from + part.length, reason: 'interpolation' as const }],
  );
}

function isPolicyVariable(token: string): boolean {
  return POLICY_VARIABLE.test(token);
}

/** Serverless fills in what names a source, as `${self:…}` and `${file(…)}` do, and has two of its own in the manner of IAM. */
function isLeftByServerless(token: string): boolean {
  if (/^\$\{aws:(?:accountId|region)[},]/.test(token)) return false;
  return (
    !/^\$\{\s{0,9}[A-Za-z][\w-]*(?:\([^()]*\))?[:}.]/.test(token) ||
    /^\$\{(?:AWS::|(?:aws|sts|saml|iam|ec2):)/.test(token)
  );
}
