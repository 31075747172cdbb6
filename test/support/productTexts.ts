import * as fs from 'node:fs';
import * as path from 'node:path';
import ts from 'typescript';
import { documentedRules } from '../../server/src/rules/index.ts';
import type { RuleExamples } from '../../server/src/rules/rule.ts';
import { check, finish } from '../../server/src/service.ts';
import { exampleDocument } from '../../server/tools/ruleDocs.ts';
import { testContext } from './context.ts';

/** A text that somebody reads, and the file that it comes from. */
export interface ProductText {
  readonly file: string;
  readonly where: string;
  readonly text: string;
  /** Whether it is shown in a line, so that its length matters. */
  readonly line: boolean;
}

/** Every text of the product: of the code, the manifest, the rules, what the examples bring, and the pages. */
export function productTexts(): readonly ProductText[] {
  return [
    // What people type to find something is not what the product says.
    ...filesUnder('server/src', '.ts')
      .filter((file) => !file.endsWith('/searchWords.ts'))
      .flatMap(literals),
    ...filesUnder('client/src', '.ts').flatMap(literals),
    ...MANIFESTS.flatMap(strings),
    ...documentedRules.flatMap(({ meta, docs }) =>
      [...docs.examples.bad, ...docs.examples.good].flatMap(produced(meta.id, docs.examples)),
    ),
    ...golden(),
    ...['README.md', ...filesUnder('docs', '.md').filter((f) => !f.startsWith('docs/decisions/'))].flatMap(prose),
  ];
}

const MANIFESTS = [
  'package.json',
  'package.nls.json',
  'snippets/trust-policy.json',
  'schemas/trust-policy.config.schema.json',
  'server/src/catalogue/data/condition-keys.json',
  'server/src/catalogue/data/oidc-providers.json',
  'server/src/catalogue/data/service-principals.json',
];

function filesUnder(folder: string, ending: string): readonly string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/')))
    .sort();
}

/** What a part of a text that is only known when it is shown reads like. */
const FILLED = '\u2068X\u2069';

/** The literals of a source that have a blank in them; what no user reads is left out. */
function literals(file: string): readonly ProductText[] {
  const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: ProductText[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || isProgrammingError(node) || isExample(node)) return;
    const text = textOf(node);
    if (text?.trim().includes(' ')) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      for (const shown of withoutMarkup(text))
        found.push({ file, where: String(line + 1), text: shown.replace(/\{\{\w+\}\}/g, FILLED), line: true });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The text of a string, a template with its holes filled, or strings added up; its parts are then not looked at alone. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => FILLED + literal.text).join('');
}

/** `throw new Error('…')`: said to programmers, where it is not translated for users. */
function isProgrammingError(node: ts.Node): boolean {
  return (
    ts.isThrowStatement(node) && ts.isNewExpression(node.expression) && !/l10n\.t\(/.test(node.expression.getText())
  );
}

/** The examples of rules are policies; what they bring is looked at apart. */
function isExample(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node) && node.name.getText() === 'examples';
}

/** The prose of HTML and SVG, a text for each element; all of any other text. */
function withoutMarkup(text: string): readonly string[] {
  if (!/<\/?[a-z][\w-]*[ >]/.test(text)) return [text];
  return text
    .replace(/<(style|script)\b[^]*?<\/\1>/g, '\n')
    .replace(/<[^>]*>?/g, '\n')
    .split('\n')
    .filter((part) => part.trim().includes(' '));
}

/** The strings of a JSON file with a blank in them; patterns and commands have none. */
function strings(file: string): readonly ProductText[] {
  const found: ProductText[] = [];
  const visit = (value: unknown, where: string): void => {
    if (typeof value === 'string') {
      if (value.trim().includes(' ')) found.push({ file, where, text: value, line: !file.endsWith('nls.json') });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value))
        if (key !== 'scripts' && key !== 'body') visit(inner, where ? `${where}.${key}` : key);
    }
  };
  visit(JSON.parse(fs.readFileSync(file, 'utf8')), '');
  return found;
}

/** The findings of an example, titles of their fixes and related places among them. */
function produced(id: string, examples: RuleExamples): (example: string) => readonly ProductText[] {
  return (example) =>
    finish(check(exampleDocument(examples, example), testContext())).findings.flatMap((finding) => {
      const shown = (what: string, text: string): ProductText => ({
        file: `server/src/rules/${finding.ruleId}.ts`,
        where: `${what} in the examples of ${id}`,
        text,
        line: true,
      });
      return [
        shown('finding', finding.message),
        ...finding.fixes.map((fix) => shown('fix', fix.title)),
        ...finding.related.map((related) => shown('related place', related.message)),
      ];
    });
}

function golden(): readonly ProductText[] {
  const file = 'test/explain/golden.txt';
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .flatMap((line, i) => {
      const text = line.slice(line.indexOf(': ') + 2);
      // There are as many conditions as the policy has: what counts is how soon a sentence says who.
      const who = text.split(' if ', 1)[0] ?? '';
      return [
        { file, where: String(i + 1), text, line: false },
        { file, where: String(i + 1), text: who, line: true },
      ];
    });
}

/** The paragraphs, items and rows of a page without its code, each with its first line. */
function prose(file: string): readonly ProductText[] {
  const found: ProductText[] = [];
  let inCode = false;
  let open = false; // whether the next line goes on with the last text
  for (const [i, line] of fs.readFileSync(file, 'utf8').split('\n').entries()) {
    if (line.startsWith('```')) inCode = !inCode;
    const text = line.replace(/`[^`]*`/g, FILLED).replace(/<[^>]*>|\]\([^)]*\)/g, ' ');
    if (inCode || !text.trim()) {
      open = false;
    } else if (open && !/^\s*(?:[-#|>]|\d+\. )/.test(line)) {
      const last = found.pop();
      if (last) found.push({ ...last, text: `${last.text} ${text.trim()}` });
    } else {
      found.push({ file, where: String(i + 1), text, line: false });
      open = true;
    }
  }
  return found;
}
