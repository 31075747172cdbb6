import { urlEncodedLayer } from '../../text/layer.ts';
import { firstIndex } from '../../text/search.ts';
import { contains, type Span } from '../../text/span.ts';
import type { ValueNode } from '../../tree/node.ts';
import type { Owner, PolicySource, SyntaxProblem } from '../../tree/source.ts';
import type { Named } from '../fileNames.ts';
import type { HostDocument, TakenFile } from '../host.ts';
import { claimOfDocument, type Claim } from '../claim.ts';
import { CloudFormationTemplate } from '../cloudFormation.ts';
import { parse, type ParsedText } from '../jsonText/parse.ts';
import type { TextExtraction } from '../jsonText/policy.ts';
import { leadingSpace, unreadableIn } from '../jsonText/problems.ts';
import { Search, type Place } from '../jsonText/search.ts';
import { isOtherClouds, isOtherFormat } from '../otherPolicies.ts';
import { isBrokenPolicy, isRightlyNamed, isStart, trustsByContent } from '../recognise.ts';
import { FILLED, takenFrom } from '../takenFiles.ts';

const NOTHING: TextExtraction = { policies: [], problems: [], isPolicy: false, starts: false };

/** Finds every trust policy in a JSON document: itself, in its members, in its strings. */
export function extract(given: HostDocument): TextExtraction {
  if (given.named === false) return NOTHING;
  const taken = takenFrom(given);
  // What directives leave of a text is not known, and so not whether it is one policy.
  const named = taken && !(taken.isFilled && given.text.includes('%{')) ? true : given.named;
  const document = { ...given, text: given.text, named };
  const search = new Search(document.text);
  const encoded = /^\s*%7B/i.test(document.text.slice(0, 200)) ? urlEncodedLayer(document.text, 0) : undefined;
  const layers = encoded ? [encoded] : [];
  const parsed = parse(encoded?.text ?? document.text, layers);
  const { root } = parsed;
  if (named !== true && root?.kind === 'object' && isOtherFormat(root)) return NOTHING;
  const place: Place = {
    layers,
    substituted: false,
    unreadable: unreadableIn(parsed.problems),
    template: CloudFormationTemplate.of(root),
    filling: taken?.isFilled ? FILLED : undefined,
  };
  const claim = claimOfDocument(named);
  if (root?.kind !== 'object' || !trustsByContent(root)) search.inside(root, place); // a policy holds no other
  if (root?.kind === 'string') search.string(root, place, claim, undefined);
  const state = stateOf(document, parsed, claim, search.found.length > 0);
  if (root?.kind === 'object' && (state === 'policy' || state === 'start'))
    search.document(root, place, claim, taken && takersRole(taken, root));
  const [first] = search.found;
  const isAlone = first?.place === 'document' && first.kind === 'trust' && state === 'policy' && !layers.length;
  const space = isAlone ? leadingSpace(document.text, first.root.span.start) : undefined;
  // CloudFormation reads JSON as YAML, which takes such commas.
  const isTaken = ({ kind }: SyntaxProblem): boolean => kind === 'trailingComma' && place.template?.isSure === true;
  const own = (p: SyntaxProblem): boolean => state !== undefined || (isIn(search.found, p.span) && !isTaken(p));
  return {
    policies: search.found,
    problems: [...(space ? [space] : []), ...parsed.problems.filter(own), ...search.problems],
    isPolicy: state === 'policy',
    starts: state !== undefined && !search.found.length,
  };
}

/** The role whose trust policy a file is; of the file, all of it says so. */
function takersRole({ role }: TakenFile, { span }: ValueNode): Owner | undefined {
  return (
    role && {
      roleArn: undefined,
      logicalId: undefined,
      ...role,
      span,
      nameSpan: { start: span.start, end: span.start + 1 },
    }
  );
}

/** Whether a place lies in one of the policies, which stand in their order and apart. */
function isIn(policies: readonly PolicySource[], span: Span): boolean {
  const policy = policies[firstIndex(policies, (p) => p.root.span.start > span.start) - 1];
  return policy !== undefined && contains(policy.root.span, span);
}

/** What a document itself is: a policy, one that is being started, or one that cannot be read; undefined when it is none. */
function stateOf(
  { text, named, stays }: HostDocument,
  { root, problems }: ParsedText,
  claim: Claim,
  holdsPolicies: boolean,
): 'policy' | 'start' | 'broken' | undefined {
  const isObject = root?.kind === 'object';
  if (isObject && ((named === true && !holdsPolicies) || claim.accepts(root))) return 'policy';
  if (holdsPolicies) return undefined;
  if (named === true || (stays && !isElse(root, named))) return isObject ? 'policy' : 'broken';
  if (named === undefined) return undefined;
  if (isStart(root, withoutComments(text, problems))) return 'start';
  return isBrokenPolicy(root, text) ? 'broken' : undefined;
}

/** Whether a document that was a policy is now one that is none of our business. */
function isElse(root: ValueNode | undefined, named: Named): boolean {
  return root?.kind === 'object' && (isOtherClouds(root) || isRightlyNamed(root, named));
}

function withoutComments(text: string, problems: readonly SyntaxProblem[]): string {
  let rest = '';
  let at = 0;
  for (const { span } of problems.filter((p) => p.kind === 'comment')) {
    rest += text.slice(at, span.start);
    at = span.end;
  }
  return rest + text.slice(at);
}
