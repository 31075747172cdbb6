/**
 * What a run finds besides the rules: a file that was not checked is never silent, so that no run is green by mistake. The pages of
 * these findings are in docs/cli.md.
 */
export const RUN_FINDINGS = {
  'file-unreadable': {
    title: 'File that could not be read',
    why: 'Its content is unknown: it does not exist, permission is missing, it is a device or a pipe, or its text is not UTF-8 and looks like a trust policy.',
  },
  'file-too-large': {
    title: 'File that is too large to check',
    why: 'It is larger than --max-file-size, and looks like a trust policy. Raise the limit, or check the policy in a file of its own.',
  },
  'internal-error': {
    title: 'Check that failed',
    why: 'A rule failed on this file. All other rules and files were checked. This is a bug: please report it with the policy, if you can share it.',
  },
  config: {
    title: 'Config file that says something without effect',
    why: 'A member, rule or value of trust-policy.config.json is unknown, or an override changes no finding of the files it is for. Its level is warning.',
  },
} as const;

export type RunFindingId = keyof typeof RUN_FINDINGS;
