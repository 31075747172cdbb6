import { ASSUME_ROLE, KEYS, SET_SOURCE_IDENTITY, STRING_EQUALS, TAG_SESSION } from '../iam/vocabulary.ts';
import { textAnswer } from './answers.ts';
import { certificateName, optional, trustAnchorArn } from './answerChecks.ts';
import type { TrustKind } from './steps.ts';

/** Workloads outside AWS with a certificate. https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html */
export const rolesAnywhereTrust: TrustKind = {
  id: 'rolesAnywhere',
  label: 'IAM Roles Anywhere',
  detail: 'Servers and devices outside AWS, with a certificate of a trust anchor',
  questions: () => [
    {
      id: 'trustAnchor',
      kind: 'text',
      title: 'Which trust anchor?',
      prompt: 'Its ARN; certificates of no other anchor will do.',
      placeholder: 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/…',
      problem: trustAnchorArn,
    },
    {
      id: 'commonName',
      kind: 'text',
      title: 'Which certificate?',
      prompt: 'The common name (CN) of its subject, or empty for every certificate of the anchor.',
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
