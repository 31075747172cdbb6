import type { ServiceRecord } from '../catalogue/serviceRecord.ts';
import type { Arn } from '../iam/arn.ts';

/**
 * Whether a service may send an ARN, or one that a pattern of ARNs matches, as aws:SourceArn: one of the resources that AWS documents,
 * where it sends no others, else any of a service whose ARNs it is documented to send.
 */
export function maySendArn({ sends }: ServiceRecord, { service, resource }: Arn): boolean {
  const shapes = sends.sourceArns.map((shape) => shape.split(':')).filter(([, , prefix]) => prefix === service.value);
  if (!shapes.length || sends.arns !== 'complete') return shapes.length > 0;
  return shapes.some((shape) => {
    const kind = shape.slice(RESOURCE).join(':').split(PLACE, 1)[0] ?? '';
    const start = resource.value.split(/[*?]/, 1)[0] ?? '';
    return start.startsWith(kind) || (start.length < resource.value.length && kind.startsWith(start));
  });
}

const RESOURCE = 5;
/** What a documented ARN leaves open: `*`, or a name in capitals. */
const PLACE = /\*|[A-Z][A-Z0-9-]+/;
