import { servicePrincipal } from '../catalogue/servicePrincipals.ts';
import { ASSUME_ROLE, KEYS, STRING_EQUALS } from '../iam/vocabulary.ts';
import { serviceChoices } from './choices.ts';
import { listAnswer, textAnswer } from './answers.ts';
import { accountQuestion } from './accountQuestion.ts';
import { SEARCH_WORDS } from './searchWords.ts';
import type { TrustKind } from './steps.ts';

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
  questions: (answers) => [
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
    ...(sendsAccount(listAnswer(answers, 'services')) ? [SOURCE_ACCOUNT] : []),
  ],
  statement: (answers) => {
    const services = listAnswer(answers, 'services');
    const companions = [...new Set(services.flatMap((name) => servicePrincipal(name)?.companions ?? []))];
    const account = sendsAccount(services) ? textAnswer(answers, 'sourceAccount') : '';
    return {
      Effect: 'Allow',
      Principal: { Service: services.length === 1 ? (services[0] ?? '') : services },
      Action: companions.length ? [ASSUME_ROLE, ...companions] : ASSUME_ROLE,
      ...(account ? { Condition: { [STRING_EQUALS]: { [KEYS.sourceAccount]: account } } } : {}),
    };
  },
};

const SOURCE_ACCOUNT = accountQuestion(
  'sourceAccount',
  'For which account can the service act?',
  "ID of your account: the service can't use the role for other accounts. Leave empty for no condition.",
  'mayBeEmpty',
);

/** Whether all of the services send aws:SourceAccount: a condition on it never matches for one that does not. */
function sendsAccount(services: readonly string[]): boolean {
  return services.length > 0 && services.every((name) => servicePrincipal(name)?.sendsSourceAccount === true);
}
