import { reviewFix, type Fix } from '../findings.ts';
import { isPositive } from '../semantics/absent.ts';
import {
  ASSUME_ACTIONS,
  COMPANION_ACTIONS,
  KEYS,
  sameName,
  SET_SOURCE_IDENTITY,
  TAG_SESSION,
} from '../iam/vocabulary.ts';
import { mfaNeverSent, neverSent } from '../policy/keyFacts.ts';
import type { Condition, Statement } from '../policy/model.ts';
import { own } from '../text/own.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'key-never-present',
    title: 'Condition key that no caller sends',
    level: 'error',
    messages: {
      never: '{{key}} is never in requests from these principals, so this condition never matches.',
      nobody: '{{key}} is never in requests that assume a role, so this condition never matches.',
      mfa: "Roles don't send {{key}}, so this condition likely never matches. AWS documents that credentials from AssumeRole include no MFA information. Require MFA where people sign in instead.",
      unlisted: "This service isn't known to send {{key}}. If it doesn't, the condition never matches.",
      opens:
        '{{key}} is never in requests from these principals. With ForAllValues, the condition then always matches and restricts nothing.',
      companion:
        "AWS documents {{key}} for {{assume}}, but not for {{companion}}. Use a separate statement for {{companion}}: we don't know whether this condition applies to it.",
    },
    yieldsTo: [
      'key-deprecated',
      'key-spoofable',
      'action-principal-mismatch',
      'key-provider-mismatch',
      'federated-provider-mixed',
      'mfa-not-enforced',
    ],
    breaksGuard: true,
  },
  docs: {
    why: 'Each kind of caller sends its own keys. Accounts send sts:ExternalId, AWS services send aws:SourceArn, and tokens contain claims. A condition on a key that is never in the request never matches.',
    howToFix:
      'Use the key that these callers send for the same purpose, or move the condition to a statement for the callers that send it. For MFA, trust IAM users, or require MFA where people sign in to the role that you trust.',
    whenToIgnore:
      'When you have seen these callers send the key, for example in CloudTrail or because the role can be assumed.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html',
    ],
    accessAnalyzer: [
      'UNSUPPORTED_ACTION_FOR_CONDITION_KEY',
      'UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL',
      'IRRELEVANT_CONDITION_KEY_IN_POLICY',
    ],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333", "aws:PrincipalOrgID": "o-a1b2c3d4e5"}}',
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333", "aws:SourceOrgID": "o-a1b2c3d4e5"}}',
      ],
    },
  },
  create: (context) => ({
    statement(statement) {
      const { conditions } = statement;
      if (!conditions.length || !context.letsIn(statement)) return;
      let told = false;
      let mfaTold = false;
      for (const condition of conditions) {
        const { operator, key } = condition;
        if (!operator || operator.family === 'Null' || operator.ifExists || operator.negated || key.holes.length)
          continue;
        const data = { key: key.value };
        const about = statement.actions.map((a) => a.span);
        const isMfa = ofMfa(condition);
        if (isMfa && isPositive(operator) && mfaNeverSent(statement)) {
          if (!mfaTold) context.report({ at: key.span, messageId: 'mfa', level: 'warning', data, about });
          mfaTold = true; // its age is missing for the same reason
        } else if (neverSent(condition, statement) || OF_IAM.test(key.value)) {
          const messageId = messageOf(condition, statement);
          context.report({
            at: key.span,
            messageId,
            ...(messageId === 'opens' || messageId === 'unlisted' || isMfa ? { level: 'warning' as const } : {}),
            data,
            about,
            fixes: () => twinFix(condition, statement),
          });
        } else if (!told && isPositive(operator)) {
          const companion = withoutKey(condition, statement);
          const assume = ASSUME_ACTIONS.find((a) => statement.assumes.includes(a));
          if (companion === undefined || assume === undefined) continue;
          told = true; // one word about splitting is enough
          context.report({
            at: key.span,
            messageId: 'companion',
            level: 'information',
            data: { ...data, assume, companion },
            about,
          });
        }
      }
    },
  }),
});

function ofMfa({ known }: Condition): boolean {
  return known?.name === KEYS.mfaPresent || known?.name === KEYS.mfaAge;
}

/** IAM's own keys are of calls to IAM; of the role that is assumed only its tags are known. */
const OF_IAM = /^iam:(?!ResourceTag\/)/i;

function messageOf(
  { operator, known, key }: Condition,
  { shape }: Statement,
): 'opens' | 'nobody' | 'unlisted' | 'never' {
  if (!operator || !isPositive(operator)) return 'opens';
  if (known ? !known.sentBy.length : OF_IAM.test(key.value)) return 'nobody';
  // Some services send one, and AWS has no list of them.
  return known?.name === KEYS.externalId && shape.kind === 'service' ? 'unlisted' : 'never';
}

/** The companion action of a statement whose calls do not bring a key of the assume action. */
function withoutKey({ known, providerKey }: Condition, statement: Statement): string | undefined {
  if (!known && !providerKey) return undefined;
  const carried = known?.companions ?? [];
  // AWS's own form for session tags of tokens, and for source identities of SAML, is one statement for both actions.
  const isSaml = known?.name.startsWith('SAML:') === true;
  const isClaim = providerKey !== undefined || isSaml;
  return COMPANION_ACTIONS.find(
    (action) =>
      !carried.includes(action) &&
      !(isClaim && action === TAG_SESSION) &&
      !(isSaml && action === SET_SOURCE_IDENTITY) &&
      statement.actions.some((a) => sameName(a.value, action)),
  );
}

/** The key that the other kind of caller sends for the same purpose; whether the value stays. */
const TWINS: Readonly<Record<string, readonly [twin: string, keeps: boolean]>> = {
  [KEYS.principalOrgId]: [KEYS.sourceOrgId, true],
  [KEYS.principalOrgPaths]: ['aws:SourceOrgPaths', true],
  [KEYS.principalAccount]: [KEYS.sourceAccount, true],
  [KEYS.principalArn]: [KEYS.sourceArn, false],
  [KEYS.sourceOrgId]: [KEYS.principalOrgId, true],
  'aws:SourceOrgPaths': [KEYS.principalOrgPaths, true],
  [KEYS.sourceAccount]: [KEYS.principalAccount, true],
  [KEYS.sourceArn]: [KEYS.principalArn, false],
};

function twinFix({ known, member }: Condition, { shape, conditions }: Statement): readonly Fix[] {
  const twin = known && own(TWINS, known.name);
  if (!twin || (shape.kind !== 'service' && shape.kind !== 'account')) return [];
  const [name, keeps] = twin;
  const sentBy = name.includes('Principal') ? 'account' : 'service';
  if (sentBy !== shape.kind || conditions.some((c) => sameName(c.key.value, name)) || !member.value) return [];
  const { value } = member;
  const rename = { op: 'renameKey', target: member, name } as const;
  return [
    reviewFix(`Replace with ${name}`, () =>
      keeps
        ? [rename]
        : [rename, { op: 'replace', target: value, value: sentBy === 'account' ? '<PRINCIPAL_ARN>' : '<SOURCE_ARN>' }],
    ),
  ];
}
