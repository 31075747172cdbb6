import type { CompiledCondition } from '../../../evaluate/compile.ts';
import { testsSubject } from '../../../policy/oidcClaims.ts';
import { ABSENT, one } from '../../../semantics/sent.ts';
import { displaySubject } from '../../phrases.ts';
import { GITHUB } from '../reading/callers.ts';
import type { Cause } from '../types.ts';
import { placeOfCondition } from './place.ts';

const REPOSITORY = /^repo:([\w.-]{1,100})(?:@\d+)?\/([\w.-]{1,100})(?:@\d+)?:/;

/**
 * Why a token of GitHub that nobody has seen may not match a condition on its subject: asked of the condition itself.
 * https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 */
export function* ofGitHub({ condition, key, test }: CompiledCondition, hasFinding: boolean): Generator<Cause> {
  if (!testsSubject(condition) || key?.provider?.issuer !== GITHUB || !test || condition.operator?.negated) return;
  const values = condition.values.flatMap(({ text }) => (text && !text.holes.length ? [text.value] : []));
  const [, owner, name] = values.map((value) => REPOSITORY.exec(value)).find((match) => match) ?? [];
  if (owner === undefined || name === undefined) return;
  const matches = (subject: string): boolean => test(one(subject), () => ABSENT) === 'yes';
  const span = placeOfCondition(condition);
  const cause = (text: string): Cause => ({ sure: false, text, span });
  const plain = `repo:${owner}/${name}`;
  const environment = values.map((value) => /:environment:([^:*?]+)$/.exec(value)?.[1]).find((found) => found);
  if (!matches(`${plain}:environment:NAME`) && !matches(`repo:${owner}@1/${name}@2:environment:NAME`))
    yield cause(
      environment === undefined
        ? `Jobs that use an environment have the subject ${displaySubject(`${plain}:environment:NAME`)}, which doesn't match. Add it, or remove the environment from the job.`
        : `Only jobs that use the environment "${displaySubject(environment)}" match: the subject of other jobs ends in the branch, tag or pull_request.`,
    );
  const end = environment === undefined ? 'ref:refs/heads/main' : `environment:${environment}`;
  const isWithIds = values.every((value) => /^repo:[^/:]+@/.test(value));
  if (isWithIds)
    yield cause(
      `Tokens of repositories from before July 15, 2026 have no IDs in their subject: ${displaySubject(`${plain}:${end}`)}. Compare it with the token.`,
    );
  else if (!hasFinding && !values.some((value) => /^repo:[^/:]*[@*]/.test(value)))
    yield cause(
      `Repositories created or renamed since July 15, 2026 have IDs in the subject: repo:${owner}@OWNER_ID/${name}@REPO_ID:… Compare it with the token.`,
    );
}
