import { SemanticTokensBuilder, type SemanticTokens } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { tokens, type PolicyDocument, type Steps } from '../service.ts';
import { TOKEN_TYPES } from './offered.ts';

export function* semanticTokens(document: TextDocument, policyDocument: PolicyDocument): Steps<SemanticTokens> {
  const builder = new SemanticTokensBuilder();
  for (const { span, type } of yield* tokens(policyDocument)) {
    const { line, character } = document.positionAt(span.start);
    builder.push(line, character, span.end - span.start, TOKEN_TYPES.indexOf(type), 0);
    yield undefined;
  }
  return builder.build();
}
