import * as vscode from 'vscode';
import type { Position, Range } from 'vscode-languageclient';

export function documentOf(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => isSame(document.uri, uri));
}

export function isSame(a: vscode.Uri, b: vscode.Uri): boolean {
  return a.toString() === b.toString();
}

export function isWithin({ start, end }: Range, position: vscode.Position): boolean {
  return position.isAfterOrEqual(toPosition(start)) && position.isBeforeOrEqual(toPosition(end));
}

function toPosition({ line, character }: Position): vscode.Position {
  return new vscode.Position(line, character);
}

/** Undefined for what is no address. */
export function uriOf(given: unknown): vscode.Uri | undefined {
  if (typeof given !== 'string') return undefined;
  try {
    return vscode.Uri.parse(given, true);
  } catch {
    return undefined; // whoever wrote it did not get it from us
  }
}

/** The beginning, where none is given. */
export function positionOf(given: unknown): vscode.Position {
  const { line, character } = (given ?? {}) as { line?: unknown; character?: unknown };
  return isCount(line) && isCount(character) ? new vscode.Position(line, character) : new vscode.Position(0, 0);
}

function isCount(given: unknown): given is number {
  return Number.isSafeInteger(given) && Number(given) >= 0;
}
