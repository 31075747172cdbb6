import { compile, type Compiled } from '../../server/src/evaluate/compile.ts';
import { decide, type DecideOptions } from '../../server/src/evaluate/decide.ts';
import type { Decision } from '../../server/src/evaluate/decision.ts';
import type { Span } from '../../server/src/text/span.ts';
import { PolicyDocument } from '../../server/src/service.ts';

/** The only policy of a text, or of what is its JSON, ready to be asked. */
export function compiled(policy: unknown): Compiled {
  const text = typeof policy === 'string' ? policy : JSON.stringify(policy);
  const [read] = new PolicyDocument(text, true).trustPolicies;
  if (!read) throw new Error(`no trust policy: ${text}`);
  return compile(read);
}

export function decided(policy: unknown, request: unknown, options?: DecideOptions): Decision<Span> {
  return decide(compiled(policy), request, options);
}

export const HOME = '111122223333';
export const ROLE = `arn:aws:iam::${HOME}:role/Target`;
/** Of another account than the role. */
export const AWAY = '444455556666';

/** A policy of the current version. */
export function policyOf(...statements: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

/** Lets a principal, by default the role's own account, assume the role. */
export function allow(more: object = {}): object {
  return { Sid: 'Trust', Effect: 'Allow', Principal: { AWS: HOME }, Action: 'sts:AssumeRole', ...more };
}

export function deny(more: object = {}): object {
  return { Sid: 'Block', Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', ...more };
}

export const USER = { user: `arn:aws:iam::${HOME}:user/ada` };
export const SESSION = { role: `arn:aws:iam::${HOME}:role/team/App`, session: 's1' };

/** A call for the role of `ROLE`, by default of a user with long-term keys. */
export function call(more: object = {}): object {
  return { role: ROLE, caller: USER, ...more };
}
