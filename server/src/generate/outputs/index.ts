import type { JsonValue } from '../../tree/node.ts';
import { needsCallerPolicy } from '../account.ts';
import { listAnswer, textAnswer, type Answers } from '../answers.ts';
import { optional, policyArn, roleName, splitList, tags } from '../answerChecks.ts';
import { problemOf, type Question } from '../steps.ts';
import { callerPolicyOutput } from './callerPolicy.ts';
import { cliOutput } from './cli.ts';
import { cloudFormationOutput } from './cloudformation.ts';
import type { Caller, Output, Role } from './output.ts';
import { terraformOutput } from './terraform.ts';

const OUTPUTS: readonly Output[] = [cliOutput, terraformOutput, cloudFormationOutput, callerPolicyOutput];

/** The questions about what is made besides the policy; none chosen is possible. */
export function outputQuestions(answers: Answers): readonly Question[] {
  const chosen = listAnswer(answers, 'outputs');
  const callers = needsCallerPolicy(answers);
  const about = chosen.filter((id) => id !== 'callerPolicy');
  return [
    {
      id: 'outputs',
      kind: 'pick',
      many: true,
      mayBeNone: true,
      leadsOn: true,
      title: 'Also generate… (optional)',
      placeholder: 'Select any, then press Enter',
      items: OUTPUTS.filter((o) => o.id !== 'callerPolicy' || callers).map(({ id, label, detail }) => ({
        id,
        label,
        detail,
      })),
    },
    ...(chosen.length
      ? [
          {
            id: 'roleName',
            kind: 'text',
            title: 'What is the name of the role?',
            prompt: 'Role name in IAM.',
            placeholder: 'my-role',
            value: 'my-role',
            problem: roleName,
          } as const,
        ]
      : []),
    ...(about.length ? ABOUT_ROLE : []),
    ...(about.includes('cli') ? [EXISTS] : []),
    ...(chosen.length ? [DELIVERY] : []),
  ];
}

const HOURS = 12;

const ABOUT_ROLE: readonly Question[] = [
  {
    id: 'duration',
    kind: 'pick',
    many: false,
    title: 'What is the maximum session duration?',
    placeholder: 'The shorter, the safer',
    items: Array.from({ length: HOURS }, (_, i) => ({
      id: String((i + 1) * 3600),
      label: i === 0 ? '1 hour' : `${i + 1} hours`,
      ...(i === 0
        ? { detail: 'Default in IAM. Also the maximum when another role assumes this role.', picked: true }
        : {}),
    })),
  },
  {
    id: 'managedPolicy',
    kind: 'text',
    title: 'Which permissions does the role have?',
    prompt: 'ARN of a managed policy. Leave empty for none.',
    placeholder: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
    problem: optional(policyArn),
  },
  {
    id: 'tags',
    kind: 'text',
    title: 'Which tags does the role have?',
    prompt: 'Key=Value, separated by commas. Leave empty for none.',
    placeholder: 'Purpose=Backup, Environment=Production',
    problem: tags,
  },
];

const EXISTS: Question = {
  id: 'roleExists',
  kind: 'pick',
  many: false,
  title: 'Does the role already exist?',
  placeholder: '',
  items: [
    { id: 'no', label: 'No, create it', detail: 'aws iam create-role', picked: true },
    { id: 'yes', label: 'Yes, replace its trust policy', detail: 'aws iam update-assume-role-policy' },
  ],
};

const DELIVERY: Question = {
  id: 'delivery',
  kind: 'pick',
  many: false,
  title: 'Where do you want the output?',
  placeholder: 'Nothing is run. Review the commands before you run them.',
  items: [
    { id: 'open', label: 'In untitled files', picked: true },
    { id: 'copy', label: 'On the clipboard' },
  ],
};

/** A text to open or copy. */
export interface WrittenOutput {
  readonly id: string;
  readonly label: string;
  readonly fileName: string;
  readonly language: Output['language'];
  readonly text: string;
}

/** The chosen outputs; none while an answer about the role is wrong. */
export function writeOutputs(answers: Answers, policy: JsonValue): readonly WrittenOutput[] {
  const isWrong = (q: Question): boolean => q.kind === 'text' && problemOf(q, textAnswer(answers, q.id)) !== undefined;
  if (outputQuestions(answers).some(isWrong)) return [];
  const role = roleOf(answers, policy);
  return OUTPUTS.filter((o) => listAnswer(answers, 'outputs').includes(o.id)).map((output) => ({
    id: output.id,
    label: output.label,
    fileName: output.fileName,
    language: output.language,
    text: output.write(role),
  }));
}

function roleOf(answers: Answers, policy: JsonValue): Role {
  const managed = textAnswer(answers, 'managedPolicy');
  const duration = Number(textAnswer(answers, 'duration'));
  const account = textAnswer(answers, 'account');
  return {
    name: textAnswer(answers, 'roleName'),
    account: account === '' || textAnswer(answers, 'kind') === 'identityCenter' ? undefined : account,
    policy,
    exists: textAnswer(answers, 'roleExists') === 'yes',
    duration: Number.isInteger(duration) && duration >= 3600 && duration <= HOURS * 3600 ? duration : 3600,
    tags: splitList(textAnswer(answers, 'tags')).map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
    managedPolicy: managed === '' ? undefined : managed,
    caller: callerOf(answers),
  };
}

function callerOf(answers: Answers): Caller {
  switch (textAnswer(answers, 'kind')) {
    case 'service':
      return { kind: 'service', name: listAnswer(answers, 'services').join(' or ') };
    case 'podIdentity':
      return { kind: 'service', name: 'pods.eks.amazonaws.com' };
    case 'rolesAnywhere':
      return { kind: 'service', name: 'rolesanywhere.amazonaws.com' };
    case 'saml':
      return { kind: 'saml' };
    case 'principal':
    case 'sameAccount':
    case 'account':
    case 'vendor':
    case 'organization':
    case 'identityCenter': {
      const externalId = textAnswer(answers, 'externalIdValue');
      return {
        kind: 'account',
        externalId: externalId === '' ? undefined : externalId,
        mfa: listAnswer(answers, 'guards').includes('mfa'),
      };
    }
    default:
      return { kind: 'oidc' };
  }
}
