import { unknownRegion } from '../catalogue/regions.ts';
import { isRegionName, partitionOfRegion } from '../iam/partitions.ts';
import { pastedArn, unquoted } from '../iam/pasted.ts';
import { upTo } from '../text/cut.ts';
import { defineProvider } from './provider.ts';

/** The issuer of identity pools, by the beginning of their Region. */
const ISSUERS = [
  ['us-gov-east-', 'cognito-identity.us-gov-east-1.amazonaws.com'],
  ['us-gov-', 'cognito-identity-us-gov.amazonaws.com'],
  ['cn-', 'cognito-identity.cn-north-1.amazonaws.com.cn'],
  ['', 'cognito-identity.amazonaws.com'],
] as const;

export default defineProvider({
  id: 'cognito-identity-pool',
  also: [],
  users: 'identityPool',
  bearer: undefined,
  path: undefined,
  narrowing: [],
  customized: undefined,
  byPath: undefined,
  pullRequest: undefined,
  unaskedAudience: undefined,
  successor: undefined,
  words: 'cognito identity pool users app mobile web',
  tenant: undefined,
  questions: {
    poolId: {
      title: 'Which identity pool?',
      prompt: 'Identity pool ID, or its ARN.',
      placeholder: 'eu-west-1:12345678-1234-4234-8234-123456790abc',
      pattern: /^[a-z]{2}(-[a-z]+)+-\d:[0-9a-f-]{36}$/,
      problem: (text) => {
        if (/^userpool\/|_/.test(text)) return 'This is a user pool. Choose Amazon Cognito user pools.';
        const region = upTo(text, ':');
        return isRegionName(region) ? unknownRegion(region) : undefined;
      },
      wrong: 'Not an identity pool ID. Example: eu-west-1:12345678-1234-4234-8234-123456790abc',
      read: (text) => {
        const poolId = pastedArn(text)?.resource.value.replace(/^identitypool\//, '') ?? unquoted(text);
        const region = upTo(poolId, ':');
        if (!isRegionName(region)) return poolId;
        const issuer = ISSUERS.find(([start]) => region.startsWith(start))?.[1] ?? '';
        return { poolId, partition: partitionOfRegion(region), issuer };
      },
    },
  },
  scopes: [
    { id: 'authenticated', label: 'Signed-in users', detail: 'Users who signed in to the app' },
    {
      id: 'attributes',
      label: 'Signed-in users, with attributes for access control',
      detail: 'Attributes of users become session tags',
      actions: ['sts:TagSession'],
    },
    {
      id: 'guests',
      label: 'Guests',
      detail: 'Anyone who opens the app, without signing in',
      condition: {
        StringEquals: { '{issuer}:aud': '{poolId}' },
        'ForAnyValue:StringLike': { '{issuer}:amr': 'unauthenticated' },
      },
    },
  ],
  wizard: { id: 'cognito', label: 'Amazon Cognito', detail: 'Users or guests of one identity pool' },
  templates: [
    {
      id: 'trust-cognito',
      label: 'Amazon Cognito',
      detail: 'Signed-in users of one identity pool',
      subject: undefined,
    },
  ],
});
