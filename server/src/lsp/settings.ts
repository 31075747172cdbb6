import { LEVELS, type Level } from '../findings.ts';
import { DEFAULT_CONFIG, type Config, type FilePatterns } from '../service.ts';
import { recordOf } from './given.ts';

/** The `trustPolicy` section of a client's configuration, checked. */
export interface Settings {
  /** As the client has them: with or without the defaults, which do not decide. */
  readonly files: FilePatterns;
  readonly config: Config;
  /** A line above each statement. */
  readonly codeLens: boolean;
  /** Names of accounts and distances of dates. */
  readonly inlayHints: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  files: {},
  config: DEFAULT_CONFIG,
  codeLens: true,
  inlayHints: true,
};

/** Reads a section as a client sent it; what has no sense is left out, never an error. */
export function readSettings(section: unknown): Settings {
  const given = recordOf(section);
  const rules = Object.entries(recordOf(given['rules'])).filter((e): e is [string, Level | 'off'] => isLevel(e[1]));
  const accounts = Object.entries(recordOf(given['ownAccounts'])).filter(
    (e): e is [string, string] => typeof e[1] === 'string' && /^\d{12}$/.test(e[0]),
  );
  return {
    files: flagsOf(given['files']),
    config: {
      rules: Object.fromEntries(rules),
      ownAccounts: Object.fromEntries(accounts),
      trustedOrganizations: DEFAULT_CONFIG.trustedOrganizations,
      quota: quotaOf(given['quota']),
      hosts: flagsOf(given['hosts']),
      overrides: DEFAULT_CONFIG.overrides,
    },
    codeLens: given['codeLens'] !== false,
    inlayHints: given['inlayHints'] !== false,
  };
}

function flagsOf(value: unknown): Readonly<Record<string, boolean>> {
  return Object.fromEntries(
    Object.entries(recordOf(value)).filter((e): e is [string, boolean] => typeof e[1] === 'boolean'),
  );
}

function isLevel(value: unknown): boolean {
  return value === 'off' || LEVELS.some((level) => level === value);
}

/** IAM's own limits; anything else is its default. */
function quotaOf(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 2048 && value <= 8192
    ? value
    : DEFAULT_CONFIG.quota;
}
