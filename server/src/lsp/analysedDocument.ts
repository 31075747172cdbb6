import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis, PolicyDocument } from '../service.ts';

/** A document with all that was found in it. */
export interface AnalysedDocument {
  readonly document: TextDocument;
  readonly policyDocument: PolicyDocument;
  readonly analysis: Analysis;
  readonly pageOf: (ruleId: string) => string;
}
