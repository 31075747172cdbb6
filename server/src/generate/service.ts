import { companionsOf, servicePrincipal } from '../catalogue/servicePrincipals.ts';
import type { ServiceRecord } from '../catalogue/serviceRecord.ts';
import { oneOrMore } from '../guards/guard.ts';
import { ASSUME_ROLE, KEYS, STRING_EQUALS } from '../iam/vocabulary.ts';
import { maySendArn } from '../policy/sentArns.ts';
import { serviceChoices } from './choices.ts';
import { listAnswer, textAnswer, type Answers } from './answers.ts';
import { accountQuestion } from './accountQuestion.ts';
import { splitList } from './answerChecks.ts';
import { guarded, withGuards } from './guards.ts';
import { partitionOf } from './partition.ts';
import { pastedArn } from './pasted.ts';
import { SEARCH_WORDS } from './searchWords.ts';
import type { Question, TrustKind } from './steps.ts';

const SERVICE_ITEMS = serviceChoices.map(({ principal, label }) => ({
  id: principal.name,
  label,
  description: principal.name,
}));

export const serviceTrust: TrustKind = {
  id: 'service',
  label: 'AWS service',
  detail: 'EC2 instances, Lambda functions, ECS tasks and others',
  words: SEARCH_WORDS.service,
  questions: (answers, asking) =>
    withGuards(
      [
        {
          id: 'services',
          kind: 'pick',
          many: true,
          literal: true,
          leadsOn: true,
          title: 'Which services?',
          placeholder: 'Type to search. Select one or more, then press Enter.',
          items: SERVICE_ITEMS,
        },
        ...sourceQuestions(servicesOf(answers)),
      ],
      { callers: 'service', principals: listAnswer(answers, 'services') },
      answers,
      asking,
    ),
  statements: (answers) =>
    groupsOf(listAnswer(answers, 'services'), answers).flatMap((names) => {
      const { tests, companions, arns } = needsOf(names[0] ?? '', answers);
      const guards = listAnswer(answers, 'guards').filter((id) => id !== 'sourceArn' || arns.length > 0);
      return guarded(
        {
          Effect: 'Allow',
          Principal: { Service: oneOrMore(names.map((name) => nameIn(partitionOf(answers), name))) },
          Action: companions.length ? [ASSUME_ROLE, ...companions] : ASSUME_ROLE,
          ...(Object.keys(tests).length ? { Condition: { [STRING_EQUALS]: tests } } : {}),
        },
        { ...answers, guards, sourceArnValue: arns.join(', ') },
      );
    }),
  setting: (answers) => {
    const names = listAnswer(answers, 'services');
    return {
      partition: partitionOf(answers),
      account: undefined,
      caller: { kind: 'service', name: names.map((name) => nameIn(partitionOf(answers), name)).join(' or ') },
      needs: names.includes(INSTANCES) ? [{ kind: 'instanceProfile' }] : [],
    };
  },
};

/** What a service's statement has besides its name. */
interface Needs {
  readonly tests: Readonly<Record<string, string>>;
  readonly companions: readonly string[];
  /** Those of the answer that it may send. */
  readonly arns: readonly string[];
}

function needsOf(name: string, answers: Answers): Needs {
  const service = servicePrincipal(name);
  if (!service) return { tests: {}, companions: [], arns: [] }; // a place in a preview
  const account = sendsAccount(service) ? textAnswer(answers, 'sourceAccount') : '';
  const externalId = service.sends.externalId?.value;
  return {
    tests: {
      ...(account ? { [KEYS.sourceAccount]: account } : {}),
      ...(externalId === undefined ? {} : { [KEYS.externalId]: externalId }),
    },
    companions: companionsOf(service),
    arns: splitList(textAnswer(answers, 'sourceArnValue')).filter((value) => {
      const arn = pastedArn(value);
      return arn !== undefined && maySendArn(service, arn);
    }),
  };
}

/** Services that need the same stand in one statement: a condition that one of them never matches is in none of its. */
function groupsOf(names: readonly string[], answers: Answers): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const key = JSON.stringify(needsOf(name, answers));
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()];
}

/** In China some services have a name of their own. */
function nameIn(partition: string, name: string): string {
  const { replacedInChina, others } = servicePrincipal(name)?.forms ?? {};
  const own = others?.find((other) => other.endsWith('.amazonaws.com.cn'));
  return partition === 'aws-cn' && replacedInChina && own !== undefined ? own : name;
}

/** Instances get their role through an instance profile. */
const INSTANCES = 'ec2.amazonaws.com';

function servicesOf(answers: Answers): readonly ServiceRecord[] {
  return listAnswer(answers, 'services').flatMap((name) => servicePrincipal(name) ?? []);
}

function sourceQuestions(services: readonly ServiceRecord[]): readonly Question[] {
  const senders = services.filter(sendsAccount);
  if (!senders.length) return [];
  return [senders.some((s) => s.sends.ofOtherAccount) ? OTHER_SOURCE_ACCOUNT : SOURCE_ACCOUNT];
}

const FOR_ACCOUNT = 'For which account can the service act?';

const SOURCE_ACCOUNT = accountQuestion(
  'sourceAccount',
  FOR_ACCOUNT,
  "ID of your account: the service can't use the role for other accounts. Leave empty for no condition.",
  'mayBeEmpty',
);

const OTHER_SOURCE_ACCOUNT = accountQuestion(
  'sourceAccount',
  FOR_ACCOUNT,
  'ID of the account where the service is set up, often another one than the role is in. Leave empty for no condition.',
  'mayBeEmpty',
);

/** Whether a service sends aws:SourceAccount: a condition on it never matches for one that does not. */
function sendsAccount({ sends }: ServiceRecord): boolean {
  return sends.sourceAccount === true;
}
