import * as vscode from 'vscode';
import type { CreateClient } from './createClient.ts';
import { Documents } from './documents.ts';
import { nameOf } from './log.ts';
import { newFile } from './newFile.ts';
import { plain } from './plain.ts';
import { openRulePage } from './rulePage.ts';
import { treatAs, urisOf } from './treatAs.ts';
import { did, didWrite, isShown, openExample, watchFixes } from './walkthrough.ts';
import type { TrustPolicyClient } from './client.ts';
import type { CheckAll } from './workspace/checkAll.ts';
import type { RoleTree } from './workspace/roleTree.ts';

const COPIES = [
  ['json', 'copyAsJson'],
  ['line', 'copyAsLine'],
  ['string', 'copyAsString'],
  ['url', 'copyUrlEncoded'],
  ['jsonencode', 'copyAsJsonencode'],
  ['dataSource', 'copyAsDataSource'],
] as const;

/**
 * Watches for the first document that may hold a trust policy. Until then nothing but this and the detector is loaded:
 * opening a package.json starts no process.
 * @param load brings the platform's way to make a client
 */
export function activateWith(context: vscode.ExtensionContext, load: () => Promise<CreateClient>): void {
  const documents = new Documents();
  let starting: Promise<TrustPolicyClient> | undefined;
  let checking: CheckAll | undefined;
  let roles: RoleTree | undefined;

  /** @param cause what the server is needed for, as the log says it */
  const start = (cause: string): Promise<TrustPolicyClient> => {
    starting ??= (async () => {
      const [create, { TrustPolicyClient }, { offerToPaste }] = await Promise.all([
        load(),
        import('./client.ts'),
        import('./pasting.ts'),
      ]);
      const client = new TrustPolicyClient(context, create, documents);
      context.subscriptions.push(client, watchFixes(client.live), offerToPaste(client));
      await client.start(cause);
      // The files are read once somebody has a policy before them, which is judged first.
      const waiting = client.live.onDidReport(() => {
        waiting.dispose();
        if (vscode.workspace.workspaceFolders?.length) showRoles(client).catch(report);
      });
      return client;
    })();
    // A start that failed can be tried again.
    starting.catch(() => {
      starting = undefined;
    });
    return starting;
  };
  const look = (document: vscode.TextDocument): void => {
    if (!starting && documents.isOurs(document)) start(nameOf(document.uri)).catch(report);
  };
  const lookAtAll = (): void => {
    vscode.workspace.textDocuments.forEach(look);
  };
  const report = (error: unknown): void => {
    void vscode.window.showErrorMessage(
      vscode.l10n.t(
        'IAM Trust Policy could not start: {0}',
        plain(error instanceof Error ? error.message : String(error)),
      ),
    );
  };
  /** What a document is taken for has changed: by a command, or by the settings. */
  const review = async (): Promise<void> => {
    if (starting) await (await starting).review();
    else lookAtAll();
  };

  const showRoles = async (client: TrustPolicyClient): Promise<void> => {
    const { RoleTree } = await import('./workspace/roleTree.ts');
    if (!roles) context.subscriptions.push((roles = new RoleTree(client, documents.policies)));
    roles.refresh();
  };

  const command = (name: string, run: (...given: unknown[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(`iamTrustPolicy.${name}`, run);
  /** A command that needs the server. */
  const served = (name: string, run: (client: TrustPolicyClient, ...given: unknown[]) => unknown): vscode.Disposable =>
    command(name, async (...given) => run(await start(`the command ${name}`), ...given));
  const checkAll = async (client: TrustPolicyClient): Promise<CheckAll> => {
    const { CheckAll } = await import('./workspace/checkAll.ts');
    if (!checking) context.subscriptions.push((checking = new CheckAll(client, documents.policies)));
    return checking;
  };
  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      look(document);
    }),
    vscode.workspace.onDidChangeConfiguration((e) => {
      if (e.affectsConfiguration('trustPolicy.files')) void review();
      // Who shows plain JSON errors is settled when the server starts.
      if (e.affectsConfiguration('json.validate.enable'))
        starting?.then(async (client) => client.restart()).catch(report);
    }),
    served('generate', async (client) => {
      const { runWizard } = await import('./wizard/wizard.ts');
      await didWrite(() => runWizard(client));
    }),
    served('explain', async (client, uri, position) => {
      const { ExplainPanel } = await import('./explain/panel.ts');
      await ExplainPanel.show(client, uri, position);
      if (isShown('iamTrustPolicy.explain')) did('explain');
    }),
    ...[true, false].map((isLocked) =>
      command(isLocked ? 'lockExplain' : 'unlockExplain', async () => {
        (await import('./explain/panel.ts')).ExplainPanel.lock(isLocked);
      }),
    ),
    vscode.window.registerWebviewPanelSerializer('iamTrustPolicy.explain', {
      deserializeWebviewPanel: async (panel, state) => {
        const [client, { ExplainPanel }] = await Promise.all([
          start('the panel of before'),
          import('./explain/panel.ts'),
        ]);
        await ExplainPanel.restore(client, panel, state);
      },
    }),
    served('whyRefused', async (client) => (await import('./accessDenied/whyRefused.ts')).whyRefused(client)),
    served('findExternalId', async (client, uri, at) =>
      (await import('./externalId.ts')).findExternalId(client, uri, at),
    ),
    ...COPIES.map(([form, command]) =>
      served(command, async (client) => (await import('./clipboard.ts')).copyPolicy(client, form)),
    ),
    served('pastePolicy', async (client) => (await import('./clipboard.ts')).pastePolicy(client)),
    served('checkAll', async (client) => {
      await (await checkAll(client)).run();
      did('checkAll');
    }),
    served('check', async (client, ...given) => (await checkAll(client)).check(urisOf(given))),
    served('showRoleMap', async (client) => {
      await (await import('./workspace/roleMap.ts')).showRoleMap(client);
      did('showRoleMap');
    }),
    served('refreshRoles', showRoles),
    served('newFile', async (client) => didWrite(() => newFile(documents, client))),
    command('openExample', async () => openExample(context, documents, review)),
    command('treatAs', async (...given) => treatAs(documents, true, given, review)),
    command('dontTreatAs', async (...given) => treatAs(documents, false, given, review)),
    served('setRuleLevel', async (client) => (await import('./setRuleLevel.ts')).setRuleLevel(context, client)),
    served('writeConfig', async (client, request) => (await import('./writeConfig.ts')).writeConfig(client, request)),
    command('openRulePage', (id) => openRulePage(context, id)),
    served('showOutput', (client) => {
      client.log.show();
    }),
    served('restartServer', async (client) => client.restart()),
  );
  lookAtAll();
}
