import { SemanticTokensBuilder, type SemanticTokens, type SemanticTokensLegend } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { TOKEN_TYPES, tokens, type PolicyDocument, type Steps } from '../service.ts';

export const TOKEN_LEGEND: SemanticTokensLegend = { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [] };

export function* semanticTokens(document: TextDocument, policyDocument: PolicyDocument): Steps<SemanticTokens> {
  const builder = new SemanticTokensBuilder();
  for (const { span, type } of yield* tokens(policyDocument)) {
    const { line, character } = document.positionAt(span.start);
    builder.push(line, character, span.end - span.start, TOKEN_TYPES.indexOf(type), 0);
    yield undefined;
  }
  return builder.build();
}
