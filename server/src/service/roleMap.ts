import type { Analysis } from '../analysis/analyse.ts';
import { explainPolicy } from '../explain/policy.ts';
import type { Names } from '../explain/phrases.ts';
import type { Finding } from '../findings.ts';
import { accountsShownOwn } from '../policy/ownAccounts.ts';
import { isOutside, trustedCallers, type TrustedCaller } from '../policy/trustedCallers.ts';
import type { Steps } from '../steps.ts';
import { own } from '../text/own.ts';
import { firstIndex } from '../text/search.ts';
import { contains } from '../text/span.ts';
import type { PolicySource } from '../tree/source.ts';
import type { PolicyDocument } from './document.ts';
import { rolesOf, type IndexedRole } from './roleIndex.ts';

/** A role as it is shown to people. */
export interface ToldRole extends IndexedRole {
  /** Who can assume it, as the explainer says it. */
  readonly sentences: readonly string[];
  readonly callers: readonly ToldCaller[];
  /** Whether one of them is outside. */
  readonly isOutside: boolean;
  /** In its trust policy. */
  readonly findings: readonly Finding[];
}

/** Somebody who can assume a role, and what the reader calls the account. */
export interface ToldCaller extends TrustedCaller {
  readonly called: string | undefined;
}

/** The roles that a document tells of, and whom they trust; a step a policy. */
export function* rolesToldBy(
  policyDocument: PolicyDocument,
  names: Names,
  { findings }: Pick<Analysis, 'findings'>,
): Steps<readonly ToldRole[]> {
  const told = new Map<string, ToldRole>();
  const policies = policyDocument.trustPolicies;
  const shownOwn = accountsShownOwn(policies);
  const isOwn = (account: string): boolean => shownOwn.has(account) || own(names.ownAccounts, account) !== undefined;
  for (const policy of policies) {
    const roles = rolesOf(policy);
    if (roles.length) {
      const callers = trustedCallers(policy).map((caller) => ({
        ...caller,
        called: own(names.ownAccounts, caller.account ?? ''),
      }));
      const trust = {
        sentences: (yield* explainPolicy(policy, names)).map((e) => e.sentence),
        callers,
        isOutside: callers.some((caller) => isOutside(caller, isOwn)),
        findings: findingsIn(policy.source, findings),
      };
      for (const role of roles) {
        const key = `${role.span.start} ${role.logicalId ?? role.arn}`;
        told.set(key, both({ ...role, ...trust }, told.get(key)));
      }
    }
    yield undefined;
  }
  return [...told.values()];
}

/** A role that takes its policy from several texts is one role. */
function both(role: ToldRole, before: ToldRole | undefined): ToldRole {
  if (!before) return role;
  return {
    ...before,
    sentences: [...before.sentences, ...role.sentences],
    callers: [...before.callers, ...role.callers],
    isOutside: before.isOutside || role.isOutside,
    findings: [...new Set([...before.findings, ...role.findings])],
  };
}

/** Those of a policy; findings come in the order of their places. */
function findingsIn({ pieces }: PolicySource, findings: readonly Finding[]): readonly Finding[] {
  const found = new Set<Finding>();
  for (const piece of pieces) {
    const first = firstIndex(findings, (f) => f.span.start >= piece.start);
    const next = firstIndex(findings, (f) => f.span.start > piece.end);
    for (const finding of findings.slice(first, next)) if (contains(piece, finding.span)) found.add(finding);
  }
  return [...found];
}

/** A role on the map, and the file that tells of it. */
export interface MapRole extends ToldRole {
  /** What tells the file from all others. */
  readonly document: string;
  /** Its name, as people know it. */
  readonly file: string;
}

/** Which roles somebody wants to see. */
export interface RoleFilter {
  /** Part of the name of a role, of its file, or of somebody who can assume it. */
  readonly text: string;
  /** Only roles that somebody outside can assume. */
  readonly outside: boolean;
  /** Only roles with an error or a warning. */
  readonly risky: boolean;
}

export function isWanted(role: MapRole, { text, outside, risky }: RoleFilter): boolean {
  if (outside && !role.isOutside) return false;
  if (risky && !role.findings.some(({ level }) => level === 'error' || level === 'warning')) return false;
  const sought = text.trim().toLowerCase();
  const has = (...texts: readonly string[]): boolean => texts.some((t) => t.toLowerCase().includes(sought));
  return (
    has(role.name, role.arn, role.file) ||
    role.callers.some(({ name, detail, called = '' }) => has(name, detail, called))
  );
}
