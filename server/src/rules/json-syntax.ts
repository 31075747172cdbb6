import type { Fix } from '../findings.ts';
import { EACH_REFUSED, REFUSED } from '../iam/characters.ts';
import { textOf } from '../policy/policyText.ts';
import { holeWithin } from '../text/holedText.ts';
import { overlaps } from '../text/span.ts';
import type { StringNode, ValueNode } from '../tree/node.ts';
import type { SyntaxProblem } from '../tree/source.ts';
import { defineRule, type RuleContext } from './rule.ts';

export default defineRule({
  meta: {
    id: 'json-syntax',
    title: 'Invalid JSON',
    level: 'error',
    iamError: 'MalformedPolicyDocument: This policy contains invalid Json',
    messages: {
      comment: 'IAM rejects comments: remove this one. It may stay if a tool strips comments before the deployment.',
      trailingComma: 'Trailing comma: remove it. IAM rejects the policy.',
      singleQuotes: 'JSON strings need double quotes, not single quotes. IAM rejects the policy.',
      smartQuotes: 'Use straight double quotes instead of {{detail}}. IAM rejects the policy.',
      byteOrderMark: 'The file starts with a byte order mark: remove it. IAM rejects the policy.',
      leadingSpace: 'Space before the first brace: remove it. IAM rejects policies that start with spaces.',
      commaMissing: 'Missing comma before {{detail}}.',
      colonMissing: 'Missing colon before {{detail}}.',
      valueMissing: 'Missing value.',
      closingMissing: 'Missing closing {{detail}}.',
      stringUnclosed: "Missing closing quote: this string doesn't end on its line.",
      badEscape: 'Invalid escape: a backslash is followed by " \\ / b f n r t, or by u and four hex digits.',
      badCharacter: "This character isn't allowed in JSON: write it as an escape, such as \\n or \\t.",
      extraText: 'Extra text after the end of the policy. Remove it.',
      tooDeep: 'Not checked: the JSON is nested more than 500 levels deep.',
      unexpected:
        '"{{detail}}" isn\'t valid JSON. Values are strings in double quotes, numbers, true, false, lists or objects.',
      refusedCharacter: 'IAM rejects {{character}}: only characters up to U+00FF are allowed.',
    },
  },
  docs: {
    why: 'IAM reads strict JSON, without comments, trailing commas or spaces before the first brace. Strings have straight double quotes, and only characters up to U+00FF are allowed. It rejects anything else, whatever the policy says.',
    whenToIgnore:
      'Comments may stay if a tool strips them before the deployment. Set the rule to "information" for these files in trust-policy.config.json.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
      'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html',
    ],
    accessAnalyzer: ['JSON_SYNTAX_ERROR'],
    examples: {
      bad: [
        '{\n  "Version": "2012-10-17",\n  // who may enter\n  "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]\n}',
      ],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    document(problems) {
      for (const problem of problems) {
        const { span, detail, kind, plain } = problem;
        context.report({
          at: span,
          messageId: kind,
          data: { detail },
          plainSyntax: plain,
          fixes: () => fixesOf(problem),
        });
      }
    },
    policy({ source }) {
      const { json, root, unreadable } = source;
      // As written, where that is known: an escape is plain ASCII to IAM's API.
      const refused = json === undefined ? undefined : new Set(REFUSED.test(json) ? json.match(EACH_REFUSED) : []);
      if (refused?.size === 0) return;
      eachString(root, (node) => {
        if (!unreadable.some((span) => overlaps(span, node.span))) judgeCharacters(node, refused, context);
      });
    },
  }),
});

function fixesOf({ fix }: SyntaxProblem): readonly Fix[] {
  return fix ? [{ kind: 'text', title: fix.title, safety: 'safe', edits: fix.edits }] : [];
}

function judgeCharacters(
  node: StringNode,
  refused: ReadonlySet<string> | undefined,
  context: RuleContext<'refusedCharacter'>,
): void {
  if (!REFUSED.test(node.value)) return; // nearly always
  const found = [...node.value.matchAll(EACH_REFUSED)].find(([c]) => refused?.has(c) ?? true);
  // Beside a placeholder in such characters there may be more that are to be filled in.
  if (!found || holeWithin(textOf(node), found.index, found.index + 1)) return;
  const [character] = found;
  const at = found.index;
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  context.report({
    at: node.slice(at, at + character.length),
    messageId: 'refusedCharacter',
    data: { character: `${character} (${code})` },
  });
}

function eachString(node: ValueNode, visit: (node: StringNode) => void): void {
  if (node.kind === 'string') visit(node);
  else if (node.kind === 'array') for (const item of node.items) eachString(item, visit);
  else if (node.kind === 'object') {
    for (const { key, value } of node.members) {
      visit(key);
      if (value) eachString(value, visit);
    }
  }
}
