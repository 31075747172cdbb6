import type { Analysis } from '../analysis/analyse.ts';
import type { Context } from '../analysis/context.ts';
import { readAwsError } from '../explain/accessDenied/awsError.ts';
import type { AccessDenied } from '../explain/accessDenied/types.ts';
import { explainDenied } from '../explain/accessDenied/trustCauses.ts';
import { displayText } from '../explain/phrases.ts';
import { explainMalformed, explainToken } from '../explain/accessDenied/malformedCauses.ts';
import { rules } from '../rules/index.ts';
import { contains } from '../text/span.ts';
import type { PolicyDocument } from './document.ts';

/**
 * Why AWS refused a call or a policy, as far as the policy around an offset tells; without a document, from the error alone.
 * Undefined when the text is no error of AWS that we know.
 */
export function explainAccessDenied(
  pasted: string,
  document:
    { readonly policyDocument: PolicyDocument; readonly analysis: Analysis; readonly offset: number } | undefined,
  { config, now }: Pick<Context, 'config' | 'now'>,
): AccessDenied | undefined {
  const error = readAwsError(pasted);
  const policy =
    document && (document.policyDocument.trustPolicyAt(document.offset) ?? document.policyDocument.trustPolicies[0]);
  switch (error?.kind) {
    case 'malformed': {
      const found = document?.analysis.findings.filter(
        (f) => f.level === 'error' && (!policy || contains(policy.source.root.span, f.span)),
      );
      const suspects = (found ?? []).map(({ ruleId, message, span }) => ({
        text: message,
        span,
        iamError: rules.find((r) => r.meta.id === ruleId)?.meta.iamError,
      }));
      return explainMalformed(error, suspects);
    }
    case 'denied':
      return explainDenied(error, policy, config, now);
    case 'token':
      return explainToken(error);
    case 'other':
      return { summary: `${displayText(error.code)} isn't caused by a trust policy.`, causes: [], checks: [] };
    case undefined:
      return undefined;
  }
}
