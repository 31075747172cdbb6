/**
 * What a run finds besides the rules: a file that was not checked is never silent, so that no run is green by mistake. The pages of
 * these findings are in docs/cli.md.
 */
export const RUN_FINDINGS = {
  'file-unreadable': {
    title: 'File that could not be read',
    why: "The content of the file is unknown. It doesn't exist, permission is missing, it is a device or a pipe, or its text isn't UTF-8 and looks like a trust policy.",
  },
  'file-too-large': {
    title: 'File that is too large to check',
    why: 'The file is larger than --max-file-size and looks like a trust policy. Raise the limit, or check the policy in a file of its own.',
  },
  'internal-error': {
    title: 'Check that failed',
    why: 'A rule failed on this file. All other rules and files were checked. This is a bug: please report it with the policy, if you can share it.',
  },
  config: {
    title: 'Config file with a setting that has no effect',
    why: 'A setting, rule or value in trust-policy.config.json is unknown, or an override has no effect on the files that were checked. The level is warning.',
  },
} as const;

export type RunFindingId = keyof typeof RUN_FINDINGS;
