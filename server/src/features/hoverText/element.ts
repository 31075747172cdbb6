import { elementDocs } from '../../iam/docs.ts';
import {
  POLICY_ELEMENTS,
  STATEMENT_ELEMENTS,
  type Effect,
  type PolicyElement,
  type StatementElement,
} from '../../iam/vocabulary.ts';
import { link, paragraphs } from '../../text/markdown.ts';

const TEXTS: Readonly<Record<PolicyElement | StatementElement, string>> = {
  Version: "The version of the policy language. Use `2012-10-17`: in `2008-10-17` policy variables don't work.",
  Id: 'An identifier of the policy. It has no effect.',
  Statement:
    'One statement or a list of statements, which say who can assume the role. A matching Deny overrides every Allow.',
  Sid: 'An identifier of the statement: letters and digits, unique in the policy.',
  Effect: '`Allow` or `Deny`. Without a matching Allow nobody can assume the role.',
  Principal:
    'Who can assume the role. Accounts, roles and users are under `AWS`, AWS services under `Service`, identity providers under `Federated`.',
  NotPrincipal: 'Everyone except these principals. IAM rejects it in a trust policy: use `Principal` with a condition.',
  Action:
    'The actions that are allowed or denied, such as `sts:AssumeRole`. Actions such as `sts:TagSession` set properties of the session.',
  NotAction: 'Every action except these. Use `Action` in a trust policy.',
  Resource: 'Not allowed in a trust policy, which always applies to its own role. IAM rejects the policy.',
  NotResource: 'Not allowed in a trust policy, which always applies to its own role. IAM rejects the policy.',
  Condition:
    'What else the request must match. All operators and all keys must match. Of the values of a key one is enough; with a negated operator none may match.',
};

/** What an element is for. */
export function describeElement(element: PolicyElement | StatementElement): string {
  return paragraphs(TEXTS[element], link('AWS documentation', elementDocs(element)));
}

export function isElement(name: string): name is PolicyElement | StatementElement {
  return [...POLICY_ELEMENTS, ...STATEMENT_ELEMENTS].some((element) => element === name);
}

export function describeEffect(effect: Effect): string {
  return paragraphs(
    effect === 'Allow'
      ? 'The principals can assume the role if the conditions match, unless a Deny also matches.'
      : "The principals can't assume the role if the conditions match, even if another statement allows it.",
    link('AWS documentation', elementDocs('Effect')),
  );
}

export function describeVersion(): string {
  return describeElement('Version');
}
