import type { Finding } from '../../server/src/findings.ts';
import { readPolicy } from '../../server/src/policy/read.ts';
import { finish } from '../../server/src/steps.ts';
import { analysed } from './analysed.ts';
import { extracted } from './terraformPolicies.ts';

/** What the rules say of the policies of a file, but for hints. */
export function judgedTerraform(text: string): { readonly policies: number; readonly findings: readonly Finding[] } {
  const { policies, problems } = extracted(text);
  const read = policies.map((source) => finish(readPolicy(source)));
  const { findings } = analysed(read, { problems });
  return {
    policies: policies.length,
    findings: findings.filter(({ level }) => level === 'error' || level === 'warning'),
  };
}
