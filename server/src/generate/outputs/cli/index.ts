import type { Output } from '../output.ts';
import { checks, checksBefore } from './checks.ts';
import { after, before } from './needs.ts';
import { createOrUpdate, permissions, policyFiles } from './role.ts';
import { trial } from './trial.ts';

/** The set-up as commands of the AWS CLI, to read and to run oneself, as often as one likes. */
export const cliOutput: Output = {
  id: 'cli',
  label: 'AWS CLI commands',
  detail: 'Create or update the role and what it depends on, attach permissions, verify',
  fileName: 'set-up-role.sh',
  language: 'shellscript',
  write: (role) =>
    [
      '#!/bin/sh',
      `# Sets up the role ${role.name}, or updates it: you can run this script again.`,
      '# Review it, and try it outside production first. It writes its policies to files in the current folder.',
      'set -eu',
      "export AWS_PAGER=''",
      '',
      ...policyFiles(role),
      ...checksBefore(role),
      '',
      ...before(role),
      ...createOrUpdate(role),
      '',
      ...permissions(role),
      ...after(role),
      '',
      ...trial(role),
      '',
      ...checks(role),
      '',
    ].join('\n'),
};
