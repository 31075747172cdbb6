import type { Role } from '../role.ts';

/** A text that is made besides the policy. */
export interface Output {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** As a file of its own; the language as VS Code names it. */
  readonly fileName: string;
  readonly language: 'shellscript' | 'terraform' | 'json';
  write(role: Role): string;
}
