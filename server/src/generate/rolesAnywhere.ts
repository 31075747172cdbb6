import { ROLES_ANYWHERE } from '../catalogue/servicePrincipals.ts';
import { ASSUME_ROLE, KEYS, SET_SOURCE_IDENTITY, STRING_EQUALS, TAG_SESSION } from '../iam/vocabulary.ts';
import { textAnswer, type Answers } from './answers.ts';
import { optional, trustAnchorArn } from './answerChecks.ts';
import { commonName, commonNameIn } from './certificate.ts';
import { guarded, withGuards } from './guards.ts';
import { partitionOf } from './partition.ts';
import { pastedArn, unquoted } from './pasted.ts';
import { SEARCH_WORDS } from './searchWords.ts';
import type { TrustKind } from './steps.ts';

/** Workloads outside AWS with a certificate. https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html */
export const rolesAnywhereTrust: TrustKind = {
  id: 'rolesAnywhere',
  label: 'IAM Roles Anywhere',
  detail: 'Servers and devices outside AWS, with a certificate from a trust anchor',
  words: SEARCH_WORDS.rolesAnywhere,
  questions: (answers, asking) =>
    withGuards(
      [
        {
          id: 'trustAnchor',
          kind: 'text',
          title: 'Which trust anchor?',
          prompt: "ARN of the trust anchor. Certificates from other anchors aren't accepted.",
          placeholder: 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/…',
          problem: trustAnchorArn,
          read: readTrustAnchor,
        },
        {
          id: 'commonName',
          kind: 'text',
          title: 'Which certificate?',
          prompt: 'Common name (CN), or the whole subject. Leave empty to allow every certificate of the anchor.',
          placeholder: 'build-server-1',
          problem: optional(commonName),
          read: commonNameIn,
        },
      ],
      { callers: 'service', principals: [ROLES_ANYWHERE], without: ['sourceArn'] },
      answers,
      asking,
    ),
  statements: (answers) => {
    const name = textAnswer(answers, 'commonName');
    return guarded(
      {
        Effect: 'Allow',
        Principal: { Service: ROLES_ANYWHERE },
        Action: [ASSUME_ROLE, TAG_SESSION, SET_SOURCE_IDENTITY],
        Condition: {
          ArnEquals: { [KEYS.sourceArn]: textAnswer(answers, 'trustAnchor') },
          ...(name === '' ? {} : { [STRING_EQUALS]: { 'aws:PrincipalTag/x509Subject/CN': name } }),
        },
      },
      answers,
    );
  },
  setting: (answers) => {
    const trustAnchor = textAnswer(answers, 'trustAnchor');
    const arn = pastedArn(trustAnchor);
    return {
      partition: arn?.partition.value ?? partitionOf(answers),
      account: arn?.account.value,
      caller: { kind: 'service', name: ROLES_ANYWHERE },
      needs: [{ kind: 'rolesAnywhereProfile', trustAnchor }],
    };
  },
};

/** The UUID is written in lower case. */
function readTrustAnchor(value: string): string | Answers {
  const arn = pastedArn(value);
  const text = unquoted(value);
  return arn
    ? {
        trustAnchor: `${text.slice(0, arn.resource.from)}${arn.resource.value.toLowerCase()}`,
        partition: arn.partition.value,
      }
    : text;
}
