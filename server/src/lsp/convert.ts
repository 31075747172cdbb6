import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic,
  type Range,
  type TextDocumentEdit,
  type TextEdit as WireEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding, Level } from '../findings.ts';
import { CONFIG_FILE, type ConfigFile, type TextEdit } from '../service.ts';
import type { Span } from '../text/span.ts';

export const SOURCE = 'iam-trust-policy';

const SEVERITIES: Readonly<Record<Level, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The text of a file that is not open, to tell lines and characters of offsets. */
export function positionsIn(uri: string, text: string): TextDocument {
  return TextDocument.create(uri, '', 0, text);
}

export function toRange(document: TextDocument, span: Span): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}

export function toSpan(document: TextDocument, range: Range): Span {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

export function toDiagnostic(document: TextDocument, finding: Finding, pageOf: (ruleId: string) => string): Diagnostic {
  return {
    range: toRange(document, finding.span),
    severity: SEVERITIES[finding.level],
    source: SOURCE,
    code: finding.ruleId,
    codeDescription: { href: pageOf(finding.ruleId) },
    message: finding.message,
    ...(finding.unnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(finding.related.length
      ? {
          relatedInformation: finding.related.map((r) => ({
            location: { uri: document.uri, range: toRange(document, r.span) },
            message: r.message,
          })),
        }
      : {}),
  };
}

export function toWireEdits(document: TextDocument, edits: readonly TextEdit[]): WireEdit[] {
  return edits.map((edit) => ({ range: toRange(document, edit.span), newText: edit.newText }));
}

/** Edits of exactly this version: a client refuses them for any other. */
export function toDocumentEdit(document: TextDocument, edits: readonly TextEdit[]): TextDocumentEdit {
  return { textDocument: { uri: document.uri, version: document.version }, edits: toWireEdits(document, edits) };
}

/** What is wrong with a config file: what makes no sense, and overrides that change nothing in the open documents. */
export function configDiagnostics(document: TextDocument, file: ConfigFile, idle: readonly number[]): Diagnostic[] {
  return [
    ...file.problems.map(({ span, message }) => configDiagnostic(document, span, message)),
    ...idle.flatMap((index) => {
      const override = file.overrides[index];
      return override
        ? [
            {
              ...configDiagnostic(document, override.span, 'This override has no effect on the open documents.'),
              tags: [DiagnosticTag.Unnecessary],
            },
          ]
        : [];
    }),
  ];
}

/** A config file with syntax errors: where they are, and what applies meanwhile. */
export function brokenConfigDiagnostics(document: TextDocument, file: ConfigFile, known: boolean): Diagnostic[] {
  const text = document.getText();
  const start = text.length - text.trimStart().length;
  const message = `${CONFIG_FILE} has errors. ${
    known ? 'The last version without errors still applies.' : 'Nothing in it applies until they are fixed.'
  }`;
  return [
    configDiagnostic(document, { start, end: start + 1 }, message),
    ...file.problems.map((p) => configDiagnostic(document, p.span, p.message)),
  ];
}

function configDiagnostic(document: TextDocument, span: Span, message: string): Diagnostic {
  return { range: toRange(document, span), severity: DiagnosticSeverity.Warning, source: SOURCE, message };
}
