import { CodeActionKind, type CodeAction, type Command, type WorkspaceEdit } from 'vscode-languageserver';
import { writeConfig, type ConfigChange } from '../service.ts';
import { LEVELS, type Finding } from '../findings.ts';
import type { ConfigRequest } from '../protocol.ts';
import { abridged } from '../text/printable.ts';
import type { AnalysedDocument } from './analysedDocument.ts';
import type { Offering } from './offering.ts';
import { positionsIn, toWireEdits } from './convert.ts';
import { pathFrom } from './effectiveSettings.ts';
import { recordOf } from './given.ts';

export function offersConfig({ writesConfig, configCommand, resolvesEdits }: Offering): boolean {
  return writesConfig && (configCommand !== undefined || resolvesEdits);
}

/** Quick fixes that write the config file. Not for what IAM rejects: that is fixed, not ignored. */
export function configActions(
  { document: { uri } }: AnalysedDocument,
  finding: Finding,
  sid: string | undefined,
  command: string | undefined,
): CodeAction[] {
  if (finding.rejected) return [];
  const { ruleId: rule } = finding;
  const requests: [string, ConfigRequest][] = [
    [
      sid === undefined
        ? `Ignore ${rule} in this file, because…`
        : `Ignore ${rule} in statement ${abridged(sid)}, because…`,
      { uri, kind: 'ignore', rule, ...(sid === undefined ? {} : { sid }) },
    ],
    [`Disable rule ${rule}`, { uri, kind: 'disable', rule }],
  ];
  return requests.map(([title, request]) => ({
    title,
    kind: CodeActionKind.QuickFix,
    ...actionOf(title, request, command),
  }));
}

/** By the client's own command, which asks for a reason; else by an edit, worked out when chosen. */
export function actionOf(
  title: string,
  request: ConfigRequest,
  command: string | undefined,
): { command: Command } | { data: unknown } {
  return command === undefined ? { data: { config: request } } : { command: { title, command, arguments: [request] } };
}

const KINDS: readonly ConfigRequest['kind'][] = ['ignore', 'disable', 'level', 'ownAccount'];
const LEVELS_AND_OFF = [...LEVELS, 'off'] as const;

export function configRequestOf(data: unknown): ConfigRequest | undefined {
  const { uri, kind: given, rule, level: wanted, sid, account, text } = recordOf(data);
  const kind = KINDS.find((k) => k === given);
  if (typeof uri !== 'string' || kind === undefined) return undefined;
  const level = LEVELS_AND_OFF.find((l) => l === wanted);
  const texts = Object.entries({ rule, sid, account, text }).filter(
    (e): e is [string, string] => typeof e[1] === 'string',
  );
  return { uri, kind, ...(level ? { level } : {}), ...Object.fromEntries(texts) };
}

/** Where a change goes: the config file there is, or a new one. */
export interface ConfigTarget {
  readonly uri: string;
  /** Empty for a new file. */
  readonly text: string;
  readonly exists: boolean;
  /** Of the open document, if there is one. */
  readonly version: number | null;
}

/** The edit that writes a change; undefined where the config file's text is broken or the request makes no sense. */
export function configEdit(request: ConfigRequest, target: ConfigTarget): WorkspaceEdit | undefined {
  const change = changeOf(request, target.uri);
  const edits = change && writeConfig(target.text, change);
  if (!edits) return undefined;
  const document = positionsIn(target.uri, target.text);
  return {
    documentChanges: [
      ...(target.exists ? [] : [{ kind: 'create' as const, uri: target.uri, options: { ignoreIfExists: true } }]),
      { textDocument: { uri: target.uri, version: target.version }, edits: toWireEdits(document, edits) },
    ],
  };
}

function changeOf(
  { kind, uri, rule, level, sid, account, text }: ConfigRequest,
  config: string,
): ConfigChange | undefined {
  switch (kind) {
    case 'ignore':
      if (rule === undefined) return undefined;
      return { kind: 'override', rule, level: 'off', file: pathFrom(config, uri), sid, because: text ?? '' };
    case 'disable':
      return rule === undefined ? undefined : { kind: 'rule', rule, level: 'off', because: text };
    case 'level':
      return rule === undefined || level === undefined ? undefined : { kind: 'rule', rule, level, because: text };
    case 'ownAccount':
      return account === undefined ? undefined : { kind: 'ownAccount', account, name: text ?? '' };
  }
}
