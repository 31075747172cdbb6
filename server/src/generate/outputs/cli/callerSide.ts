import { parseAwsPrincipal } from '../../../iam/awsPrincipal.ts';
import { permissionSetOfRole } from '../../../iam/permissionSet.ts';
import { callerPolicy } from '../../../policy/callerPolicy.ts';
import { roleArn, type AccountCaller, type Role } from '../../role.ts';
import { command, commented, jsonFile, option, type Lines } from './shell.ts';

const FILE = 'caller-permissions.json';

/** The half of the trust that is in the callers' account. */
export function callerSide(role: Role, { principals = [], permissionSet }: AccountCaller): Lines {
  const named = permissionSet === undefined ? principals.map((arn) => stepFor(arn, role)) : [inSet(permissionSet)];
  const steps = named.length ? named : [anyCaller(role)];
  return [
    "# Callers also need permission on their side, unless the trust policy names them and they are in the role's account:",
    ...commented(jsonFile(FILE, callerPolicy(roleArn(role)))),
    ...new Set(steps.map((lines) => lines.join('\n'))),
  ];
}

/** How one that the policy names gets the permission. */
function stepFor(arn: string, role: Role): Lines {
  const principal = parseAwsPrincipal({ value: arn, holes: [] });
  switch (principal.kind) {
    case 'account':
      return anyCaller(role, principal.account);
    case 'user':
      return [`# In account ${principal.account}, run:`, ...put('user', principal.name, role)];
    case 'role':
    case 'session': {
      const name = principal.kind === 'role' ? principal.name : principal.role;
      const set = permissionSetOfRole(name);
      return set === undefined ? [`# In account ${principal.account}, run:`, ...put('role', name, role)] : inSet(set);
    }
    default:
      return anyCaller(role);
  }
}

function anyCaller(role: Role, account?: string): Lines {
  const run = account === undefined ? 'run in its account' : `run in account ${account}`;
  return [
    `# For a role, ${run}:`,
    ...put('role', '<CALLER_ROLE>', role),
    `# For a user, ${run}:`,
    ...put('user', '<CALLER_USER>', role),
  ];
}

function put(kind: 'role' | 'user', name: string, role: Role): Lines {
  return commented(
    command(
      `aws iam put-${kind}-policy`,
      option(`--${kind}-name`, name),
      option('--policy-name', `assume-${role.name}`),
      option('--policy-document', `file://${FILE}`),
    ),
  );
}

/** IAM lets nobody change the roles of permission sets. https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html */
function inSet(set: string): Lines {
  return [`# In IAM Identity Center, add ${FILE} to the inline policy of permission set ${set}.`];
}
