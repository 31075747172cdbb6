import { ASSUME_ROLE, KEYS, SET_SOURCE_IDENTITY, STRING_EQUALS, TAG_SESSION } from '../iam/vocabulary.ts';
import { textAnswer } from './answers.ts';
import { certificateName, optional, trustAnchorArn } from './answerChecks.ts';
import { SEARCH_WORDS } from './searchWords.ts';
import type { TrustKind } from './steps.ts';

/** Workloads outside AWS with a certificate. https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html */
export const rolesAnywhereTrust: TrustKind = {
  id: 'rolesAnywhere',
  label: 'IAM Roles Anywhere',
  detail: 'Servers and devices outside AWS, with a certificate from a trust anchor',
  words: SEARCH_WORDS.rolesAnywhere,
  questions: () => [
    {
      id: 'trustAnchor',
      kind: 'text',
      title: 'Which trust anchor?',
      prompt: "ARN of the trust anchor. Certificates from other anchors aren't accepted.",
      placeholder: 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/…',
      problem: trustAnchorArn,
    },
    {
      id: 'commonName',
      kind: 'text',
      title: 'Which certificate?',
      prompt: 'Common name (CN) of the subject. Leave empty to allow every certificate of the anchor.',
      placeholder: 'build-server-1',
      problem: optional(certificateName),
    },
  ],
  statement: (answers) => {
    const name = textAnswer(answers, 'commonName');
    return {
      Effect: 'Allow',
      Principal: { Service: 'rolesanywhere.amazonaws.com' },
      Action: [ASSUME_ROLE, TAG_SESSION, SET_SOURCE_IDENTITY],
      Condition: {
        ArnEquals: { [KEYS.sourceArn]: textAnswer(answers, 'trustAnchor') },
        ...(name === '' ? {} : { [STRING_EQUALS]: { 'aws:PrincipalTag/x509Subject/CN': name } }),
      },
    };
  },
};
