import type { Level } from '../findings.ts';
import { isRegion } from '../catalogue/regions.ts';
import { isExternalId } from '../iam/externalId.ts';
import { isOrganizationId } from '../iam/organization.ts';
import { isRegionName } from '../iam/partitions.ts';
import { parseServiceName } from '../iam/serviceName.ts';
import { KEYS } from '../iam/vocabulary.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'value-format',
    title: 'Value that the key never has',
    level: 'error',
    messages: {
      form: '{{value}} never matches: {{key}} {{form}}.',
      region: 'Region "{{value}}" isn\'t in our list. If it doesn\'t exist, this value never matches.',
    },
    yieldsTo: [
      'variable-invalid',
      'operator-key-type',
      'key-never-present',
      'external-id-weak',
      'oidc-subject-form',
      'value-ignored',
      'value-wildcard-literal',
    ],
    breaksGuard: true,
  },
  docs: {
    why: 'Some keys have one form only: an account ID has 12 digits, an organization ID starts with o-, a VPC ID with vpc-. A value of another form never matches, so nobody can assume the role through it.',
    howToFix: 'Copy the value from the AWS console or from a request in CloudTrail.',
    whenToIgnore: "When AWS added a new form or Region that isn't in our list.",
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
      'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
    ],
    accessAnalyzer: ['INVALID_REGION', 'INVALID_VPC_FORMAT', 'INVALID_VPCE_FORMAT', 'INVALID_SERVICE_PRINCIPAL_FORMAT'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e", "aws:SourceVpc": "10.0.0.0/16"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e", "aws:SourceVpc": "vpc-0123456789abcdef0"}}',
      ],
    },
  },
  create: (context) => ({
    condition({ operator, known, values, key }) {
      const form = known && FORMS.get(known.name);
      if (!form || operator?.family !== 'String') return;
      for (const { node, text } of values) {
        if (!text || text.holes.length || text.value.includes('${') || text.value !== text.value.trim()) continue;
        const wild = operator.wildcards && /[*?]/.test(text.value);
        const value = text.value;
        // A word for what belongs here.
        if (/^[A-Za-z_-]+$/.test(value) && /account|number|org|id/i.test(value) && !form.test(value)) continue;
        if (wild ? form.characters?.test(value.replace(/[*?]/g, 'a')) !== false : form.test(value)) {
          if (wild || known.name !== 'aws:RequestedRegion' || isRegion(value)) continue;
          context.report({ at: node.span, messageId: 'region', level: 'warning' satisfies Level, data: { value } });
        } else {
          context.report({
            at: node.span,
            messageId: 'form',
            data: { key: key.value, form: form.says, value: JSON.stringify(value) },
          });
        }
      }
    },
  }),
});

interface Form {
  readonly says: string;
  test(value: string): boolean;
  /** For patterns: wildcards stand as letters. */
  readonly characters?: RegExp;
}

const form = (says: string, pattern: RegExp, characters?: RegExp): Form => ({
  says,
  test: (value) => pattern.test(value),
  ...(characters ? { characters } : {}),
});

const ACCOUNT = form('is an account ID (12 digits)', /^\d{12}$/);
const ORG: Form = { says: 'is an organization ID (example: o-a1b2c3d4e5)', test: isOrganizationId };
const PATH = form(
  'is a path of organization, root and OU IDs (example: o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/)',
  /^o-[a-z0-9]{10,32}\/(?:r-[a-z0-9]{4,32}\/(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}\/)*)?$/,
);
const SERVICE: Form = {
  says: 'is a service principal (example: lambda.amazonaws.com)',
  test: (v) => parseServiceName(v) !== undefined,
};

const FORMS: ReadonlyMap<string, Form> = new Map(
  Object.entries<Form>({
    [KEYS.sourceAccount]: ACCOUNT,
    [KEYS.principalAccount]: { ...ACCOUNT, test: (v) => ACCOUNT.test(v) || v === 'anonymous' },
    'aws:ResourceAccount': ACCOUNT,
    'aws:VpceAccount': ACCOUNT,
    [KEYS.principalOrgId]: ORG,
    [KEYS.sourceOrgId]: ORG,
    'aws:ResourceOrgID': ORG,
    'aws:VpceOrgID': ORG,
    [KEYS.principalOrgPaths]: PATH,
    [KEYS.sourceOrgPaths]: PATH,
    'aws:RequestedRegion': { says: 'is a Region (example: eu-west-1)', test: isRegionName },
    [KEYS.sourceVpc]: form('is a VPC ID (example: vpc-0123456789abcdef0)', /^vpc-(?:[0-9a-z]{8}|[0-9a-z]{17})$/),
    [KEYS.sourceVpce]: form(
      'is a VPC endpoint ID (example: vpce-0123456789abcdef0)',
      /^vpce-(?:[0-9a-z]{8}|[0-9a-z]{17})$/,
    ),
    // Only what is surely none: an ARN, or a name with blanks.
    [KEYS.userId]: form('is a unique ID (example: AROACKCEVSQ6C2EXAMPLE:session)', /^(?!arn:)\S+$/, /^(?!arn:)\S+$/),
    'aws:PrincipalServiceName': SERVICE,
    [KEYS.externalId]: {
      says: 'has 2 to 1224 characters: letters, digits and _+=,.@:/-',
      test: isExternalId,
      characters: /^[\w+=,.@:/-]{1,1224}$/,
    },
    [KEYS.roleSessionName]: form(
      'has 2 to 64 characters: letters, digits and _+=,.@-',
      /^[\w+=,.@-]{2,64}$/,
      /^[\w+=,.@-]{1,80}$/,
    ),
  }),
);
