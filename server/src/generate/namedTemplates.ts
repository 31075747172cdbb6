import { companionsOf } from '../catalogue/servicePrincipals.ts';
import { externalIdPlaceholder } from '../catalogue/vendorAccounts.ts';
import { ASSUME_ROLE } from '../iam/vocabulary.ts';
import { wordsOf } from '../text/wordSearch.ts';
import type { TemplateText } from '../tree/template.ts';
import { isNamedAfterKind, isNamedAfterService, isNamedAfterProduct, soleServices, vendorChoices } from './choices.ts';
import {
  accountPlace,
  allow,
  SOURCE_ACCOUNT,
  sourceAccount,
  THIRD_PARTY,
  vendorStatement,
  type TemplateContext,
  type TrustTemplate,
} from './templateParts.ts';

/** A statement for each service that roles are for, found by its name. */
export function serviceTemplates(context: TemplateContext): readonly NamedTemplate[] {
  return soleServices.map((choice) => {
    const { name, sends } = choice.principal;
    const companions = companionsOf(choice.principal);
    return {
      prefix: `trust-${choice.words.replaceAll('.', '-')}`,
      label: choice.label,
      detail: name,
      words: choice.words,
      statements: [
        allow(
          { Service: name },
          companions.length ? [ASSUME_ROLE, ...companions] : ASSUME_ROLE,
          sends.sourceAccount === true
            ? sourceAccount(sends.ofOtherAccount ? SOURCE_ACCOUNT : accountPlace(context, 1))
            : undefined,
        ),
      ],
      names: (fileName) => isNamedAfterService(choice, fileName),
    };
  });
}

/** A statement for each vendor, found by its name; the external ID is for the vendor to issue. */
export function vendorTemplates(): readonly NamedTemplate[] {
  return vendorChoices.map((choice) => {
    const { label, account } = choice;
    const principal: TemplateText | string =
      account === undefined ? { parts: ['arn:aws:iam::', THIRD_PARTY, ':root'] } : `arn:aws:iam::${account}:root`;
    return {
      // Some have several.
      prefix: account ?? `trust-${wordsOf(label).join('-')}`,
      label,
      detail: account === undefined ? 'SaaS vendor with an account per customer' : `SaaS vendor, account ${account}`,
      words: account ?? '',
      statements: [vendorStatement(principal, account === undefined ? 2 : 1, externalIdPlaceholder(label))],
      names: (fileName) => isNamedAfterProduct(choice, fileName),
    };
  });
}

/** The templates that people search for by a word in the name of the file. */
export function namedAfterKinds(kinds: readonly TrustTemplate[], fileName: string): readonly TrustTemplate[] {
  return kinds.filter((kind) => isNamedAfterKind(kind, fileName));
}

/** A template that the name of a file may ask for. */
export interface NamedTemplate extends TrustTemplate {
  readonly names: (fileName: string) => boolean;
}
