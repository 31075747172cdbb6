import type { Caller, Output, Role } from './output.ts';

/** The set-up as commands of the AWS CLI, to read and to run oneself. */
export const cliOutput: Output = {
  id: 'cli',
  label: 'AWS CLI commands',
  detail: 'Create or update the role, attach permissions, test and verify',
  fileName: 'set-up-role.sh',
  language: 'shellscript',
  write: (role) =>
    [
      '#!/bin/sh',
      `# Sets up the role ${oneLine(role.name)}. Replace everything in <angle brackets>, then run it step by step.`,
      'set -eu',
      '',
      '# 1. Trust policy: who can assume the role',
      "cat > trust-policy.json <<'POLICY'",
      JSON.stringify(role.policy, null, 2),
      'POLICY',
      '',
      ...(role.exists ? update(role) : create(role)),
      '',
      ...permissions(role),
      '',
      ...trial(role),
      '',
      '# 5. Verify',
      ...command('aws sts get-caller-identity'),
      ...command(
        'aws iam get-role',
        option('--role-name', role.name),
        option('--query', 'Role.AssumeRolePolicyDocument'),
      ),
      ...command('aws iam list-attached-role-policies', option('--role-name', role.name)),
      '',
    ].join('\n'),
};

function create(role: Role): readonly string[] {
  return [
    '# 2. Role',
    ...command(
      'aws iam create-role',
      option('--role-name', role.name),
      option('--assume-role-policy-document', 'file://trust-policy.json'),
      option('--description', '<DESCRIPTION>'),
      option('--max-session-duration', String(role.duration)),
      ...(role.tags.length
        ? [
            list(
              '--tags',
              role.tags.map(([k, v]) => `Key=${k},Value=${v}`),
            ),
          ]
        : []),
    ),
  ];
}

function update(role: Role): readonly string[] {
  return [
    '# 2. Role: replace the trust policy. Existing sessions keep working until they expire.',
    ...command(
      'aws iam update-assume-role-policy',
      option('--role-name', role.name),
      option('--policy-document', 'file://trust-policy.json'),
    ),
    ...command(
      'aws iam update-role',
      option('--role-name', role.name),
      option('--max-session-duration', String(role.duration)),
    ),
  ];
}

function permissions(role: Role): readonly string[] {
  return [
    '# 3. Permissions: a managed policy, or an inline policy in permissions.json',
    ...(role.managedPolicy === undefined
      ? []
      : command(
          'aws iam attach-role-policy',
          option('--role-name', role.name),
          option('--policy-arn', role.managedPolicy),
        )),
    ...command(
      'aws iam put-role-policy',
      option('--role-name', role.name),
      option('--policy-name', `${role.name}-permissions`),
      option('--policy-document', 'file://permissions.json'),
    ).map((line) => (role.managedPolicy === undefined ? line : `# ${line}`)),
  ];
}

function trial(role: Role): readonly string[] {
  const arn = `arn:aws:iam::${role.account ?? '<ACCOUNT_ID>'}:role/${role.name}`;
  const session = option('--role-session-name', 'try-out');
  return [`# 4. Test${testedBy(role.caller)}`, ...tryOut(role.caller, arn, session)];
}

function testedBy(caller: Caller): string {
  switch (caller.kind) {
    case 'account':
      return ' as one of the trusted callers';
    case 'service':
      return '';
    case 'saml':
      return ' with a SAML assertion from the identity provider, Base64-encoded';
    case 'oidc':
      return ' with a token from the identity provider';
  }
}

function tryOut(caller: Caller, arn: string, session: string): readonly string[] {
  switch (caller.kind) {
    case 'account':
      return command(
        'aws sts assume-role',
        option('--role-arn', arn),
        session,
        ...(caller.externalId === undefined ? [] : [asIs('--external-id', 'ExternalId', caller.externalId)]),
        ...(caller.mfa ? [option('--serial-number', '<MFA_DEVICE_ARN>'), option('--token-code', '<CODE>')] : []),
        option('--duration-seconds', '3600'),
      );
    case 'service':
      return [
        `# Only ${oneLine(caller.name)} can assume this role: configure the service with it, then check CloudTrail for AssumeRole.`,
      ];
    case 'saml':
      return command(
        'aws sts assume-role-with-saml',
        option('--role-arn', arn),
        option('--principal-arn', '<SAML_PROVIDER_ARN>'),
        option('--saml-assertion', 'file://assertion.b64'),
      );
    case 'oidc':
      return command(
        'aws sts assume-role-with-web-identity',
        option('--role-arn', arn),
        session,
        option('--web-identity-token', 'file://token.jwt'),
      );
  }
}

/** A command with an option on each line. */
function command(name: string, ...options: readonly string[]): string[] {
  const lines = [name, ...options.map((o) => `  ${o}`)];
  return lines.map((line, i) => (i < lines.length - 1 ? `${line} \\` : line));
}

/** With an equals sign, so that a value such as `-rf` is no option of its own. */
function option(name: string, value: string): string {
  return `${name}=${quoted(value)}`;
}

/** Several values; each begins with what is no option. */
function list(name: string, values: readonly string[]): string {
  return [name, ...values.map(quoted)].join(' ');
}

/**
 * A value that may read like an address: as an option of its own the CLI would send what stands there, version 1 from the web
 * too. https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
 */
function asIs(name: string, member: string, value: string): string {
  return /^(?:fileb?|https?):\/\//.test(value)
    ? option('--cli-input-json', JSON.stringify({ [member]: value }))
    : option(name, value);
}

/** As a POSIX shell reads it literally. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
