import { analyse, type Analysis } from '../../server/src/analysis/analyse.ts';
import type { Context } from '../../server/src/analysis/context.ts';
import type { Policy } from '../../server/src/policy/model.ts';
import { finish, type Steps } from '../../server/src/steps.ts';
import type { SyntaxProblem } from '../../server/src/tree/source.ts';
import { testContext } from './context.ts';

interface Circumstances {
  readonly problems?: readonly SyntaxProblem[];
  readonly context?: Context;
  readonly before?: Analysis | undefined;
}

/** What is found in policies that are read already. */
export function analysed(
  policies: readonly Policy[],
  { problems = [], context = testContext(), before }: Circumstances = {},
): Analysis {
  const readable = policies.map((policy) => ({
    source: policy.source,
    *read(): Steps<Policy> {
      yield undefined;
      return policy;
    },
  }));
  return finish(analyse(readable, problems, context, before));
}
