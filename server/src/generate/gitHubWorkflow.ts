import { unquoted } from '../iam/pasted.ts';
import { codeAddress, otherHost } from '../providers/codeHosts.ts';
import { quoted } from './answerChecks.ts';

// The job_workflow_ref claim: which workflow a job runs; https://docs.github.com/en/actions/reference/security/oidc

/** `owner/repository/.github/workflows/file`, with what follows the @. */
const CLAIM = /^([^\s:/@]+\/[^\s:/@]+\/\.github\/workflows\/[^\s:/@]+\.ya?ml)(?:@(.*))?$/;
const EXAMPLE = 'Example: octo-org/octo-automation/.github/workflows/deploy.yml@refs/heads/main';

/** The claim, as `uses:` and its own name introduce it, or by the address of the file. */
export function readWorkflow(text: string): string {
  const value = unquoted(text).replace(/^-? *"?(?:uses|job_workflow_ref)"? *: */, '');
  return ofAddress(value)?.claim ?? value.replace(/^["']|["']$/g, '');
}

interface WorkflowAddress {
  readonly host: string;
  readonly claim: string;
}

/** https://github.com/o/r/blob/main/.github/workflows/deploy.yml; a branch may have slashes. */
function ofAddress(value: string): WorkflowAddress | undefined {
  const address = codeAddress(value, (host) => host === 'github.com');
  if (!address) return undefined;
  const [owner = '', repository = '', page = '', ...rest] = address.path;
  const folder = rest.indexOf('.github');
  const isFile = /^(?:blob|edit|raw|blame)$/.test(page) && folder > 0;
  if (!isFile) return undefined;
  const file = rest.slice(folder).join('/');
  return { host: address.host, claim: `${owner}/${repository}/${file}@${rest.slice(0, folder).join('/')}` };
}

/** @param host where the repositories of the issuer are, as far as it is known */
export function workflowProblem(text: string, host: string | undefined): string | undefined {
  const value = unquoted(text);
  const at = ofAddress(value)?.host;
  if (at !== undefined && host !== undefined && at !== host)
    return otherHost('workflow', at, host, 'GitHub Enterprise Server');
  const [, file, ref] = CLAIM.exec(readWorkflow(value)) ?? [];
  if (file === undefined || file.startsWith('*')) return `Give the repository and the file of the workflow. ${EXAMPLE}`;
  if (ref === undefined || ref === '') return `Add the ref of the workflow after "@". ${EXAMPLE}`;
  return refProblem(ref);
}

/** A token has the whole ref, or a commit, however short the workflow that calls wrote it. */
function refProblem(ref: string): string | undefined {
  const isCommit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(ref);
  const isWhole = /^refs\/(?:(?:heads|tags|pull)\/[^\s:?~^[\]\\]+|\*)$/.test(ref);
  if (isCommit || isWhole || ref === '*') return undefined;
  if (/^(?:refs\/|.*[\s:?~^[\]\\])/.test(ref)) return `Not the ref of a workflow. ${EXAMPLE}`;
  if (/^[0-9a-f]{7,39}$/.test(ref))
    return `Tokens have the whole SHA of the commit, with 40 digits (found ${ref.length}).`;
  const name = ref.replace(/^(?:heads|tags)\//, '');
  return name.length > MOST_SHOWN
    ? `Tokens have the whole ref: refs/heads/ or refs/tags/ before ${quoted(name)}.`
    : `Tokens have the whole ref: @refs/heads/${name} for a branch, @refs/tags/${name} for a tag.`;
}

const MOST_SHOWN = 24;
