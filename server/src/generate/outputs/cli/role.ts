import { inlinePolicyName, type Role } from '../../role.ts';
import { hasPlaces } from '../places.ts';
import { starterPolicy } from '../starterPolicy.ts';
import { asIs, command, commented, ifSucceeds, jsonFile, option, tagList, type Lines } from './shell.ts';

const TRUST_POLICY = 'trust-policy.json';
const PERMISSIONS = 'permissions.json';

/** The files that the commands read. */
export function policyFiles(role: Role): Lines {
  return [
    '# 1. Trust policy: who can assume the role',
    ...jsonFile(TRUST_POLICY, role.policy),
    ...(role.inlinePolicy === undefined
      ? []
      : ['', '# Inline policy: what the role can do', ...jsonFile(PERMISSIONS, role.inlinePolicy)]),
    ...completeFirst(role),
  ];
}

/** Stops before anything is made. */
function completeFirst({ policy, inlinePolicy }: Role): Lines {
  const files = [
    ...(hasPlaces(policy) ? [TRUST_POLICY] : []),
    ...(inlinePolicy !== undefined && hasPlaces(inlinePolicy) ? [PERMISSIONS] : []),
  ];
  if (!files.length) return [];
  return [
    '',
    `if grep '<[A-Za-z_]*>' ${files.join(' ')} >&2; then`,
    "  echo 'Replace the text in angle brackets in these lines of the script, then run it again.' >&2",
    '  exit 1',
    'fi',
  ];
}

export function createOrUpdate(role: Role): Lines {
  const name = option('--role-name', role.name);
  const about = [
    ...(role.description === undefined ? [] : [asIs('--description', 'Description', role.description)]),
    option('--max-session-duration', String(role.duration)),
  ];
  const tags = role.tags.length ? [tagList(role.tags)] : [];
  return [
    "# 2. Role: created, or updated if it's already there. Existing sessions keep working until they expire.",
    ...ifSucceeds(
      'aws iam get-role',
      [name],
      [
        ...command('aws iam update-assume-role-policy', name, option('--policy-document', `file://${TRUST_POLICY}`)),
        ...command('aws iam update-role', name, ...about),
        ...(tags.length ? command('aws iam tag-role', name, ...tags) : []),
      ],
      command(
        'aws iam create-role',
        name,
        option('--assume-role-policy-document', `file://${TRUST_POLICY}`),
        ...about,
        ...tags,
      ),
    ),
  ];
}

export function permissions(role: Role): Lines {
  const name = option('--role-name', role.name);
  const put = command(
    'aws iam put-role-policy',
    name,
    option('--policy-name', inlinePolicyName(role)),
    option('--policy-document', `file://${PERMISSIONS}`),
  );
  return [
    '# 3. Permissions: what the role can do',
    ...role.managedPolicies.flatMap((arn) => command('aws iam attach-role-policy', name, option('--policy-arn', arn))),
    ...(role.inlinePolicy === undefined
      ? [
          '# For an inline policy, complete and uncomment:',
          ...commented([...jsonFile(PERMISSIONS, starterPolicy(role.partition)), ...put]),
        ]
      : put),
  ];
}
