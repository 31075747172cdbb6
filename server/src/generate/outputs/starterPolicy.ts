import { VERSION } from '../../iam/vocabulary.ts';
import type { JsonValue } from '../../tree/node.ts';

/** Permissions to begin with: what is in one bucket can be read. */
export function starterPolicy(partition: string): JsonValue {
  const bucket = `arn:${partition}:s3:::<BUCKET>`;
  return {
    Version: VERSION,
    Statement: [
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucket}/*` },
    ],
  };
}
