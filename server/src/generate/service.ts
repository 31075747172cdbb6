import { COMMON_SERVICES, servicePrincipal, servicePrincipals } from '../catalogue/servicePrincipals.ts';
import { ASSUME_ROLE, KEYS, STRING_EQUALS } from '../iam/words.ts';
import { listAnswer, textAnswer } from './answers.ts';
import { accountId, optional } from './checks.ts';
import type { TrustKind } from './steps.ts';

export const serviceTrust: TrustKind = {
  id: 'service',
  label: 'An AWS service',
  detail: 'EC2 instances, Lambda functions, ECS tasks, Step Functions, …',
  steps: () => [
    {
      id: 'services',
      kind: 'pick',
      many: true,
      title: 'Which services?',
      placeholder: 'Type to search, Space to choose several',
      items: servicePrincipals()
        .filter((p) => p.trustee === 'yes' && p.confidence !== 'low')
        .sort((a, b) => rankOf(a.name) - rankOf(b.name))
        .map((p) => ({ id: p.name, label: p.service, description: p.name })),
    },
    {
      id: 'sourceAccount',
      kind: 'text',
      title: 'For which account may the service act?',
      prompt:
        'Keeps the service from using the role for somebody else. Leave empty for services that do not send aws:SourceAccount (EC2, Lambda).',
      placeholder: 'Account id of 12 digits, or empty',
      problem: optional(accountId),
    },
  ],
  statement: (answers) => {
    const services = listAnswer(answers, 'services');
    const companions = [...new Set(services.flatMap((name) => servicePrincipal(name)?.companions ?? []))];
    const account = textAnswer(answers, 'sourceAccount');
    return {
      Effect: 'Allow',
      Principal: { Service: services.length === 1 ? (services[0] ?? '') : services },
      Action: companions.length ? [ASSUME_ROLE, ...companions] : ASSUME_ROLE,
      ...(account ? { Condition: { [STRING_EQUALS]: { [KEYS.sourceAccount]: account } } } : {}),
    };
  },
};

function rankOf(name: string): number {
  const at = COMMON_SERVICES.indexOf(name);
  return at < 0 ? COMMON_SERVICES.length : at;
}
