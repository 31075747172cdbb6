import { matchesGlob } from '../hosts/glob.ts';
import type { Config } from './config.ts';
import type { ConfigFile } from './configFile.ts';

/**
 * What holds for one document. The editor's settings come first, the config file over them, its overrides over both.
 * @param path the document's path from the config file's folder, with forward slashes
 */
export function configFor(settings: Config, file: ConfigFile | undefined, path: string): Config {
  if (!file) return settings;
  return {
    rules: { ...settings.rules, ...file.rules },
    ownAccounts: { ...settings.ownAccounts, ...file.ownAccounts },
    trustedOrganizations: file.trustedOrganizations ?? settings.trustedOrganizations,
    quota: file.quota ?? settings.quota,
    hosts: { ...settings.hosts, ...file.hosts },
    overrides: file.overrides.flatMap(({ files, sids, rules }, index) =>
      files === undefined || files.some((glob) => matchesGlob(path, glob)) ? [{ index, sids, rules }] : [],
    ),
  };
}
