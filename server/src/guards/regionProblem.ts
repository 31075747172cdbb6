import { unknownRegion } from '../catalogue/regions.ts';
import type { Arn } from '../iam/arn.ts';
import { PARTITIONS, partitionOfRegion } from '../iam/partitions.ts';

/** What is wrong with the partition and the Region of an ARN that has both, as a sentence. */
export function regionProblem({ partition, region }: Arn): string | undefined {
  const unknown = partitionProblem(partition.value);
  if (unknown !== undefined) return unknown;
  if (region.value === '') return 'Give the ARN with its Region.';
  const other = unknownRegion(region.value);
  if (other !== undefined) return other;
  const wanted = partitionOfRegion(region.value);
  return wanted === partition.value
    ? undefined
    : `Region ${region.value} is in partition ${wanted}, not in ${partition.value}.`;
}

export function partitionProblem(partition: string): string | undefined {
  return PARTITIONS.includes(partition) ? undefined : `Unknown partition "${partition}".`;
}
