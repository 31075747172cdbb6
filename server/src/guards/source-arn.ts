import { POD_IDENTITY } from '../catalogue/servicePrincipals.ts';
import { KEYS } from '../iam/vocabulary.ts';
import { sendsOtherAccount, serviceOf, SOURCE_ACCOUNT_ID } from '../policy/namedService.ts';
import type { Offering, ValueOffer } from './guard.ts';
import { own } from '../text/own.ts';
import { defineGuard, oneOrMore } from './guard.ts';
import { arnsIn, sendersIn, sourceArnQuestion } from './sourceArnAnswer.ts';
import { ACT, actsFor, ONLY_SERVICES } from './sources.ts';
import { ACCOUNT_OF_ARN } from './telling.ts';

export default defineGuard({
  id: 'sourceArn',
  key: KEYS.sourceArn,
  operator: 'ArnLike',
  for: { service: 2, any: 4 },
  tags: {},
  value: { form: undefined, offer: offers },
  tells: ACCOUNT_OF_ARN,
  say: { noun: (g) => `the resource ${g.it} ${g.does(ACT)} for`, plural: false, sent: undefined, phrase: actsFor() },
  meet: ONLY_SERVICES,
  asks: [
    {
      id: 'sourceArn',
      label: 'Source ARN',
      detail: 'Only when the service acts for resources that you name',
      callers: ['service'],
      suits: (callers) => sendersIn(callers).length > 0,
      question: sourceArnQuestion,
      answer: 'sourceArnValue',
      value: (answer) => oneOrMore(arnsIn(answer)),
    },
  ],
  demand: undefined,
});

/** What services were seen to send whose guides do not say. */
const UNDOCUMENTED: Readonly<Record<string, string>> = {
  [POD_IDENTITY]: 'arn:aws:eks:REGION:ACCOUNT:cluster/CLUSTER_NAME',
  'lambda.amazonaws.com': 'arn:aws:lambda:REGION:ACCOUNT:function:FUNCTION_NAME',
};

/** The ARNs that the statement's services send. */
function offers({ ownAccounts, statement }: Offering): readonly ValueOffer[] {
  // The account of what a service acts for is one's own, unless the service is set up elsewhere.
  const principals = statement?.principals.map(({ value }) => value) ?? [];
  const account = sendsOtherAccount(principals) ? SOURCE_ACCOUNT_ID : (Object.keys(ownAccounts)[0] ?? 'ACCOUNT_ID');
  const documented = principals.flatMap(({ value }) => serviceOf(value)?.sends.sourceArns ?? []);
  const shapes = documented.length ? documented : principals.flatMap(({ value }) => own(UNDOCUMENTED, value) ?? []);
  const found = [...new Set(shapes)].map((shape): ValueOffer => {
    let stops = 0;
    const parts = shape
      .split(/([A-Z][A-Z0-9_-]+)/)
      .map((piece, i) => (i % 2 ? { stop: ++stops, text: piece === 'ACCOUNT' ? account : `<${piece}>` } : piece))
      .filter((p) => p !== '');
    const detail = documented.length
      ? 'ARN in the form that the service sends'
      : "AWS doesn't document it: try it first";
    return { value: { parts }, detail };
  });
  return found.length
    ? found
    : [
        {
          value: {
            parts: [
              'arn:aws:',
              { stop: 1, text: '<service>' },
              ':',
              { stop: 2, text: '<region>' },
              ':',
              { stop: 3, text: account },
              ':',
              { stop: 4, text: '<resource>' },
            ],
          },
          detail: 'ARN of one of your resources',
        },
      ];
}
