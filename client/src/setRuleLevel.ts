import * as vscode from 'vscode';
import type { ConfigRequest } from '../../server/src/protocol.ts';
import { own } from '../../server/src/text/own.ts';
import type { TrustPolicyClient } from './client.ts';
import { ruleAtCursor } from './rulePage.ts';
import { changeConfig } from './writeConfig.ts';

type Level = NonNullable<ConfigRequest['level']>;

interface RuleItem extends vscode.QuickPickItem {
  readonly rule: string;
  /** The rule's own level. */
  readonly level: string;
}

/** *Set Rule Level…*: asks for the rule, the level and the place, and writes the whole entry. */
export async function setRuleLevel(context: vscode.ExtensionContext, client: TrustPolicyClient): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const rule = await pickRule(rulesOf(context, document?.uri));
  if (!rule) return;
  const level = await pickLevel(rule);
  if (level === undefined) return;
  const place = await pickPlace(document && client.sees(document) ? document.uri : undefined);
  if (place === undefined) return;
  if (place === 'config')
    await changeConfig(client, { uri: document?.uri.toString() ?? '', kind: 'level', rule: rule.rule, level });
  else await writeSetting(rule.rule, level, place, document?.uri);
}

/** The rules as the manifest has them, that of the finding at the cursor first. */
function rulesOf({ extension }: vscode.ExtensionContext, scope: vscode.Uri | undefined): readonly RuleItem[] {
  const { contributes } = extension.packageJSON as {
    contributes: {
      configuration: {
        properties: Record<string, { properties: Record<string, { default: string; markdownDescription: string }> }>;
      };
    };
  };
  const rules = contributes.configuration.properties['trustPolicy.rules']?.properties ?? {};
  const set = vscode.workspace.getConfiguration('trustPolicy', scope).get<Record<string, string>>('rules') ?? {};
  const here = ruleAtCursor();
  return Object.entries(rules)
    .map(([rule, { default: level, markdownDescription }]) => ({
      rule,
      level,
      label: rule,
      description: own(set, rule) ?? level,
      detail: markdownDescription,
    }))
    .sort((a, b) => Number(b.rule === here) - Number(a.rule === here) || (a.rule < b.rule ? -1 : 1));
}

async function pickRule(rules: readonly RuleItem[]): Promise<RuleItem | undefined> {
  return vscode.window.showQuickPick(rules, {
    title: vscode.l10n.t('Set the level of which rule?'),
    matchOnDetail: true,
  });
}

async function pickLevel({ rule, level: usual }: RuleItem): Promise<Level | undefined> {
  const levels: readonly (readonly [Level, string])[] = [
    ['error', vscode.l10n.t('Show as an error')],
    ['warning', vscode.l10n.t('Show as a warning')],
    ['information', vscode.l10n.t('Show as information')],
    ['hint', vscode.l10n.t("Show as a hint, which the Problems panel doesn't list")],
    ['off', vscode.l10n.t("Don't show")],
  ];
  const items = levels.map(([level, detail]) => ({
    level,
    label: level,
    detail,
    ...(level === usual ? { description: vscode.l10n.t('default') } : {}),
  }));
  const title = vscode.l10n.t('Level of {0}', rule);
  return (await vscode.window.showQuickPick(items, { title }))?.level;
}

type Place = 'config' | vscode.ConfigurationTarget;

/** @param policy the open policy, if there is one */
async function pickPlace(policy: vscode.Uri | undefined): Promise<Place | undefined> {
  const { isTrusted, workspaceFolders } = vscode.workspace;
  const inFolder = policy !== undefined && vscode.workspace.getWorkspaceFolder(policy) !== undefined;
  const items: readonly (vscode.QuickPickItem & { readonly place: Place })[] = [
    ...(inFolder
      ? [
          {
            place: 'config' as const,
            label: 'trust-policy.config.json',
            detail: vscode.l10n.t('Shared with your team and the command line'),
          },
        ]
      : []),
    ...(workspaceFolders?.length && isTrusted
      ? [{ place: vscode.ConfigurationTarget.Workspace, label: vscode.l10n.t('Workspace settings') }]
      : []),
    { place: vscode.ConfigurationTarget.Global, label: vscode.l10n.t('User settings') },
  ];
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Where should the level be stored?') }))
    ?.place;
}

async function writeSetting(
  rule: string,
  level: Level,
  target: vscode.ConfigurationTarget,
  scope: vscode.Uri | undefined,
): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('trustPolicy', scope);
  const set = configuration.inspect<Record<string, string>>('rules');
  const now = target === vscode.ConfigurationTarget.Global ? set?.globalValue : set?.workspaceValue;
  await configuration.update('rules', { ...now, [rule]: level }, target);
}
