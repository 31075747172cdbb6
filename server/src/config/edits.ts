import type { Level } from '../findings.ts';
import type { TreeEdit } from '../tree/edit.ts';
import { memberOf, toJson, type JsonValue, type ObjectNode, type ValueNode } from '../tree/node.ts';

/** What somebody wants to write into a config file. */
export type ConfigChange =
  | {
      readonly kind: 'rule';
      readonly rule: string;
      readonly level: Level | 'off';
      readonly because: string | undefined;
    }
  | {
      readonly kind: 'override';
      readonly rule: string;
      readonly level: Level | 'off';
      readonly file: string;
      readonly sid: string | undefined;
      readonly because: string;
    }
  | { readonly kind: 'ownAccount'; readonly account: string; readonly name: string };

/** The tree edits that write a change; undefined when the file is no object. An override joins one for the same statements. */
export function configEdits(root: ValueNode, change: ConfigChange): readonly TreeEdit[] | undefined {
  if (root.kind !== 'object') return undefined;
  switch (change.kind) {
    case 'rule':
      return setIn(root, 'rules', change.rule, withReason(change.level, change.because));
    case 'ownAccount':
      return setIn(root, 'ownAccounts', change.account, change.name);
    case 'override':
      return addOverride(root, change);
  }
}

/** A new file with just that. */
export function newConfig(change: ConfigChange): JsonValue {
  switch (change.kind) {
    case 'rule':
      return { rules: { [change.rule]: withReason(change.level, change.because) } };
    case 'ownAccount':
      return { ownAccounts: { [change.account]: change.name } };
    case 'override':
      return { overrides: [overrideOf(change)] };
  }
}

function withReason(level: Level | 'off', because: string | undefined): JsonValue {
  return because === undefined ? level : { level, because };
}

type OverrideChange = Extract<ConfigChange, { kind: 'override' }>;

function overrideOf({ file, sid, rule, level, because }: OverrideChange): JsonValue {
  return { files: [file], ...(sid === undefined ? {} : { sids: [sid] }), rules: { [rule]: level }, because };
}

function setIn(root: ObjectNode, name: string, key: string, value: JsonValue): readonly TreeEdit[] {
  const present = memberOf(root, name)?.value;
  return present?.kind === 'object'
    ? [{ op: 'set', target: present, name: key, value, where: 'last' }]
    : [{ op: 'set', target: root, name, value: { [key]: value }, where: 'last' }];
}

function addOverride(root: ObjectNode, change: OverrideChange): readonly TreeEdit[] {
  const list = memberOf(root, 'overrides')?.value;
  if (list?.kind !== 'array')
    return [{ op: 'set', target: root, name: 'overrides', value: [overrideOf(change)], where: 'last' }];
  const same = list.items.find((item) => isFor(item, change));
  const rules = same && memberOf(same, 'rules')?.value;
  return rules?.kind === 'object'
    ? [{ op: 'set', target: rules, name: change.rule, value: change.level, where: 'last' }]
    : [{ op: 'append', target: list, value: overrideOf(change) }];
}

/** Whether an override is about just the same statements, for the same reason. */
function isFor(item: ValueNode, change: OverrideChange): boolean {
  if (item.kind !== 'object') return false;
  const { files, sids, because } = toJson(item) as Readonly<Record<string, JsonValue | undefined>>;
  const one = (value: JsonValue | undefined): JsonValue | undefined =>
    Array.isArray(value) && value.length === 1 ? (value[0] as JsonValue) : value;
  return one(files) === change.file && one(sids) === change.sid && because === change.because;
}
