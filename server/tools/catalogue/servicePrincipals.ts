import { place, readInput, table, type Table } from './table.ts';

interface RawPrincipal {
  principal: string;
  service: string;
  commonRoleTrustee: 'yes' | 'no' | 'slr-only' | 'unknown';
  confidence: 'high' | 'medium' | 'low';
  requiredActions: string[];
  regionalForms: {
    observed: string[];
    pattern: string | null;
    partitionOverrides: Record<string, string>;
    partitionOverrideMode: string | null;
  };
  confusedDeputy: {
    supportsSourceAccount: string;
    supportsSourceArn: string;
    sourceArnShapes: string[];
    basis: string;
  };
}
// Rows: [principal, service, trustee, confidence, actions it needs beside sts:AssumeRole,
// whether it sends aws:SourceAccount: 1 documented, -1 not, 0 not known, and only where there is any of it:
// { r: 1 has regional forms, o: names in other partitions, c: 1 the name in China replaces this one, a: shapes of aws:SourceArn }]
export function servicePrincipals(): Table {
  const text = readInput('service-principals.json');
  const principals = (JSON.parse(text) as { principals: RawPrincipal[] }).principals;
  return table(
    'service-principals',
    'AWS documentation, managed policies and public repositories, gathered November 2026',
    text,
    principals
      .map((p): [string, ...unknown[]] => {
        const { supportsSourceAccount, sourceArnShapes, basis } = p.confusedDeputy;
        const { partitionOverrides, partitionOverrideMode, pattern, observed } = p.regionalForms;
        const others = Object.values(partitionOverrides);
        // Remarks in brackets are for people; shapes that carry one are no sure ones.
        const shapes = basis === 'documented' ? sourceArnShapes.filter((shape) => !shape.includes('(')) : [];
        const more = {
          ...(pattern !== null || observed.some((name) => !others.includes(name)) ? { r: 1 } : {}),
          ...(others.length ? { o: others } : {}),
          ...(partitionOverrideMode === 'replaces' && 'aws-cn' in partitionOverrides ? { c: 1 } : {}),
          ...(shapes.length ? { a: shapes } : {}),
        };
        return [
          p.principal,
          p.service,
          place(p.commonRoleTrustee, ['yes', 'no', 'slr-only', 'unknown'], 'commonRoleTrustee'),
          place(p.confidence, ['high', 'medium', 'low'], 'confidence'),
          // Those that only some uses need carry a remark; nobody is asked for them.
          p.requiredActions.filter((a) => a !== 'sts:AssumeRole' && /^sts:\w+$/.test(a)),
          supportsSourceAccount.startsWith('yes') && basis === 'documented'
            ? 1
            : supportsSourceAccount.startsWith('no')
              ? -1
              : 0,
          ...(Object.keys(more).length ? [more] : []),
        ];
      })
      .sort((a, b) => (a[0] < b[0] ? -1 : 1))
      // Of names that only lists of services back, the name is all there is to know.
      .map((row) => (row[2] === 'unknown' && row[3] === 'low' ? row[0] : row)),
  );
}
