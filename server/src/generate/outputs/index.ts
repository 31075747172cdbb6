import type { JsonValue } from '../../tree/node.ts';
import { readAccount } from '../answerChecks.ts';
import { listAnswer, textAnswer, type Answers } from '../answers.ts';
import { problemOf, type Question } from '../steps.ts';
import { callerPolicyOutput } from './callerPolicy.ts';
import { cliOutput } from './cli/index.ts';
import { cloudFormationOutput } from './cloudformation.ts';
import { applying } from '../applying.ts';
import type { Role, Setting } from '../role.ts';
import { readManagedPolicies } from './managedPolicies.ts';
import type { Output } from './output.ts';
import { accountOfRole, DELIVERY, ROLE_ACCOUNT, ROLE_NAME, roleQuestions } from './questions.ts';
import { starterPolicy } from './starterPolicy.ts';
import { readTags } from './tags.ts';
import { terraformOutput } from './terraform.ts';

const OUTPUTS: readonly Output[] = [cliOutput, terraformOutput, cloudFormationOutput, callerPolicyOutput];

/** The answer that says where the policy goes; one that makes a role too is called `role…`. */
const PLACE = 'place';

/** The questions about what is made besides the policy; none chosen is possible. */
export function outputQuestions(answers: Answers, setting: Setting | undefined): readonly Question[] {
  const callers = setting?.caller.kind === 'account' && setting.caller.own;
  const offered = OUTPUTS.filter((o) => o.id !== 'callerPolicy' || callers);
  const chosen = listAnswer(answers, 'outputs').filter((id) => offered.some((o) => o.id === id));
  const wholeRole = chosen.some((id) => id !== 'callerPolicy');
  return [
    {
      id: 'outputs',
      kind: 'pick',
      many: true,
      mayBeNone: true,
      leadsOn: true,
      title: 'Also generate… (optional)',
      placeholder: 'Select any, then press Enter',
      items: offered.map(({ id, label, detail }) => ({ id, label, detail })),
    },
    ...(chosen.length || textAnswer(answers, PLACE).startsWith('role') ? [ROLE_NAME] : []),
    ...(setting && setting.account === undefined && chosen.includes('callerPolicy') ? [accountOfRole(setting)] : []),
    ...(setting && wholeRole ? roleQuestions(setting) : []),
    ...(chosen.length ? [DELIVERY] : []),
  ];
}

/** The name of the role, where it was answered and can be one. */
export function nameOfRole(answers: Answers): string | undefined {
  const name = textAnswer(answers, ROLE_NAME.id);
  return name === '' || problemOf(ROLE_NAME, name) !== undefined ? undefined : name;
}

/** A text to open or copy. */
export interface WrittenOutput {
  readonly id: string;
  readonly label: string;
  readonly fileName: string;
  readonly language: Output['language'];
  readonly text: string;
}

/** The chosen outputs; none while an answer about the role is wrong. */
export function writeOutputs(answers: Answers, policy: JsonValue, setting: Setting): readonly WrittenOutput[] {
  const ask = (given: Answers): readonly Question[] => outputQuestions(given, setting);
  const applied = applying(answers, ask);
  const isWrong = (q: Question): boolean => q.kind === 'text' && problemOf(q, textAnswer(applied, q.id)) !== undefined;
  if (ask(applied).some(isWrong)) return [];
  const role = roleOf(applied, policy, setting);
  return OUTPUTS.filter((o) => listAnswer(applied, 'outputs').includes(o.id)).map((output) => ({
    id: output.id,
    label: output.label,
    fileName: output.fileName,
    language: output.language,
    text: output.write(role),
  }));
}

function roleOf(answers: Answers, policy: JsonValue, setting: Setting): Role {
  const account = textAnswer(answers, ROLE_ACCOUNT);
  const duration = textAnswer(answers, 'duration');
  return {
    ...setting,
    account: account === '' ? setting.account : readAccount(account),
    name: textAnswer(answers, 'roleName'),
    policy,
    description: textAnswer(answers, 'description').replace(/\s+/g, ' ') || undefined,
    duration: duration === '' ? USUAL_DURATION : Number(duration),
    tags: readTags(textAnswer(answers, 'tags')) ?? [],
    managedPolicies: readManagedPolicies(textAnswer(answers, 'managedPolicy'), setting),
    inlinePolicy: textAnswer(answers, 'inlinePolicy') === 'starter' ? starterPolicy(setting.partition) : undefined,
  };
}

/** IAM's own. Seconds. */
const USUAL_DURATION = 3600;
