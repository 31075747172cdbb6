import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ACCOUNT } from './aws/iam.ts';

/** A run of a script: what the CLI would have been given, argument by argument. */
export interface ScriptRun {
  readonly status: number | null;
  readonly stderr: string;
  readonly calls: readonly (readonly string[])[];
}

/**
 * `aws` as a function that notes its arguments. What was created is there from then on; before, `get-…` fails and lists are
 * empty, as they are in IAM. A file `account` says where the commands run, a file `missing` which policies aren't there.
 */
const AWS = `aws() {
  for a in "$@"; do printf '%s\\0' "$a"; done >> calls
  printf '\\n\\0' >> calls
  case "$2" in
    create-*) : > "there-\${2#create-}" ;;
    add-role-to-instance-profile) : > there-role-in-profile ;;
    get-caller-identity) cat account 2> /dev/null || echo ${ACCOUNT} ;;
    get-policy) ! grep -qsx -e "\${3#*=}" missing ;;
    get-role)
      test -e there-role || return
      case "$*" in *--query=Role.Arn*) echo "arn:aws:iam::${ACCOUNT}:role/\${3#*=}" ;; esac ;;
    get-open-id-connect-provider | get-saml-provider) test -e "there-\${2#get-}" ;;
    get-instance-profile)
      test -e there-instance-profile || return
      if test -e there-role-in-profile; then echo "\${3#*=}"; fi ;;
    list-pod-identity-associations) if test -e there-pod-identity-association; then echo a-1; fi ;;
    list-profiles) if test -e there-profile; then echo p-1; fi ;;
  esac
}
`;

/** Runs a script so many times in one folder. */
export function runScript(script: string, times = 1, files: Readonly<Record<string, string>> = {}): ScriptRun[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'script-'));
  try {
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
    return Array.from({ length: times }, () => {
      const log = path.join(folder, 'calls');
      fs.writeFileSync(log, '');
      const { status, stderr } = spawnSync('sh', ['-c', AWS + script], { cwd: folder, encoding: 'utf8' });
      const calls = fs.readFileSync(log, 'utf8').split('\0\n\0').filter(Boolean);
      return { status, stderr, calls: calls.map((call) => call.split('\0')) };
    });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The commands of a run by name: `iam create-role`. */
export function commandsOf({ calls }: ScriptRun): string[] {
  return calls.map((call) => call.slice(0, 2).join(' '));
}

/** A command that stands in a comment, as somebody would uncomment it. */
export function uncommented(script: string, command: string): string {
  const lines = script.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`# ${command}`));
  const end = lines.findIndex((line, i) => i >= start && !line.endsWith('\\'));
  return start < 0
    ? ''
    : lines
        .slice(start, end + 1)
        .map((line) => line.slice(2))
        .join('\n');
}
