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
  Version:
    'The version of the policy language. `2012-10-17` is the one to use; under `2008-10-17` policy variables are plain text.',
  Id: 'A name for the policy. IAM does not read it.',
  Statement: 'Who is let in, or kept out: one statement or a list. Any Deny that matches wins over every Allow.',
  Sid: 'A name for the statement, of letters and digits; each only once in a policy.',
  Effect: '`Allow` lets the principals in, `Deny` keeps them out. Without any matching Allow nobody gets in.',
  Principal:
    'Who may assume the role: accounts, roles and users under `AWS`, AWS services under `Service`, identity providers under `Federated`.',
  NotPrincipal:
    'Everyone but these. In an Allow that is the whole world; in a Deny it hardly ever does what is meant. `Principal` with a condition is clearer.',
  Action:
    'The calls that are allowed or denied: `sts:AssumeRole`, `sts:AssumeRoleWithSAML` or `sts:AssumeRoleWithWebIdentity`, and what may come with them.',
  NotAction: 'Every action but these. A trust policy names its actions instead.',
  Resource: 'Not for a trust policy: the resource is the role itself. IAM refuses it.',
  NotResource: 'Not for a trust policy: the resource is the role itself. IAM refuses it.',
  Condition:
    'What must hold besides. All operators and all keys must match; of a key’s values one is enough (of a negated operator’s, none may match).',
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
      ? 'The principals get in when the conditions hold, unless a Deny matches too.'
      : 'The principals stay out when the conditions hold, whatever else allows them in. A Deny without a matching Allow lets nobody in either.',
    link('AWS documentation', elementDocs('Effect')),
  );
}

export function describeVersion(): string {
  return describeElement('Version');
}
