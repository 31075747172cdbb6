import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

// What a command is given comes from any editor, and is checked where it is taken.

/** An object's members by name; none for anything else. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** Throws a ResponseError for anything but a string. */
export function textOf(given: unknown): string {
  if (typeof given !== 'string') throw invalid('An argument must be a string.');
  return given;
}

/** The beginning, where a position is left out. Throws a ResponseError for what is no position. */
export function offsetOf(document: TextDocument, position: unknown): number {
  if (position === undefined || position === null) return 0;
  const { line, character } = recordOf(position);
  if (typeof line !== 'number' || typeof character !== 'number')
    throw invalid('A position must have a line and a character.');
  return document.offsetAt({ line, character });
}

export function invalid(message: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}
