import * as fs from 'node:fs';
import ts from 'typescript';
import { COMMAND_PREFIX } from '../src/protocol.ts';

const PROTOCOL = 'server/src/protocol.ts';
/** With the types that it shares with the engine. */
const FILES = [
  PROTOCOL,
  ...['wizard', 'policy', 'report', 'accessDenied', 'config', 'workspace'].map(
    (room) => `server/src/protocol/${room}.ts`,
  ),
  'server/src/evaluate/request.ts',
  'server/src/evaluate/decision.ts',
];

/** How to call what a table lists, in words for who writes a client. */
interface Table {
  readonly name: string;
  readonly title: string;
  readonly how: string;
  /** What goes before each name. */
  readonly prefix: string;
}

const TABLES: readonly Table[] = [
  {
    name: 'ServerCommands',
    title: 'Commands of the server',
    how: 'Send `workspace/executeCommand` with the name as `command` and the arguments as a list.',
    prefix: COMMAND_PREFIX,
  },
  {
    name: 'ClientRequests',
    title: 'Requests of the client',
    how: 'The server answers these in addition to those of the Language Server Protocol.',
    prefix: '',
  },
  {
    name: 'ServerRequests',
    title: 'Requests of the server',
    how: 'The server sends these only to a client that sets `readsFiles`.',
    prefix: '',
  },
  {
    name: 'ServerNotifications',
    title: 'Notifications of the server',
    how: 'A client can ignore these.',
    prefix: '',
  },
];
/** Listed by their members. */
const OPTIONS = 'InitializationOptions';
/** What the tables are written with. */
const FORMS = ['Command', 'Request', 'Notification'];

const files = FILES.map((name) =>
  ts.createSourceFile(name, fs.readFileSync(name, 'utf8'), ts.ScriptTarget.Latest, true),
);

const HEAD = `# Protocol

How a client talks to the IAM Trust Policy language server in addition to the
[Language Server Protocol](https://microsoft.github.io/language-server-protocol/). Nothing on this page is required: a client without
any of it has diagnostics, completion, hovers, quick fixes, lenses, symbols and the rest.

Start \`dist/server.js\` with \`--stdio\` (\`dist/engine.js\` must be next to it), or \`dist/web/server.js\` as a worker. Messages contain
only JSON. If an argument is missing or has the wrong shape, the server answers with the error \`InvalidParams\` (-32602); answers of
the wizard that aren't text are treated as left out. Types that are not listed below are those of the Language Server Protocol.

The wizard is one command. Send \`${COMMAND_PREFIX}wizard\` with \`{}\`, ask the first question that has no answer, add the answer under
the question's ID, and send the command again until no question is left. Send it also with a text that is being typed: \`problems\`
says what is wrong with it. The commands after \`configStatus\` are older and answer parts of the same.`;

type Declaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

/** The page of the protocol for authors of other clients, from the files that the server and our client are compiled with. */
export function protocolDocs(): string {
  const parts = [
    HEAD,
    ...TABLES.flatMap(({ name, title, how, prefix }) => [
      `## ${title}`,
      how,
      ...membersOf(name).map((member) => entryOf(member, prefix)),
    ]),
    '## Initialization options',
    sentenceOf(declarationOf(OPTIONS)),
    table(membersOf(OPTIONS).map((m) => [code(m.name), code(typeOf(m)), sentenceOf(m)])),
    '## Types',
    ['```ts', typesOf().map(printed).join('\n\n'), '```'].join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A command, request or notification: its name, what it does, what goes and what comes. */
function entryOf(member: ts.PropertySignature, prefix: string): string {
  const type = typeOf(member);
  if (!ts.isTypeReferenceNode(type) || !FORMS.includes(type.typeName.getText()))
    throw new Error(`${member.name.getText()} is written with none of ${FORMS.join()}`);
  const [given, answer] = type.typeArguments ?? [];
  const lines = [
    ...(given && given.kind !== ts.SyntaxKind.ObjectKeyword
      ? [`- ${ts.isTupleTypeNode(given) ? 'arguments' : 'params'}: ${code(given)}`]
      : []),
    ...(answer ? [`- answer: ${code(answer)}`] : []),
  ];
  const name = ts.isStringLiteral(member.name) ? member.name.text : member.name.getText();
  return [`### \`${prefix}${name}\``, sentenceOf(member), lines.join('\n')].join('\n\n');
}

function declarations(): readonly Declaration[] {
  return files.flatMap(({ statements }) =>
    statements.filter((s) => ts.isInterfaceDeclaration(s) || ts.isTypeAliasDeclaration(s)),
  );
}

function declarationOf(name: string): Declaration {
  const found = declarations().find((d) => d.name.text === name);
  if (!found) throw new Error(`${PROTOCOL} has no ${name}`);
  return found;
}

/** What the tables and options are made of. */
function typesOf(): readonly Declaration[] {
  const listed = [...TABLES.map(({ name }) => name), OPTIONS, ...FORMS];
  return declarations().filter((d) => !listed.includes(d.name.text));
}

function membersOf(name: string): readonly ts.PropertySignature[] {
  const declaration = declarationOf(name);
  if (!ts.isInterfaceDeclaration(declaration)) throw new Error(`${name} is no interface`);
  return declaration.members.filter((m) => ts.isPropertySignature(m));
}

function typeOf({ name, type }: ts.PropertySignature): ts.TypeNode {
  if (!type) throw new Error(`${name.getText()} has no type`);
  return type;
}

/** What is said of it: a sentence that each must have. */
function sentenceOf(node: Declaration | ts.PropertySignature): string {
  const [said] = ts.getJSDocCommentsAndTags(node).flatMap(({ comment }) => ts.getTextOfJSDocComment(comment) ?? []);
  if (said === undefined) throw new Error(`${node.name.getText()} has no sentence`);
  return said.replace(/\s+/g, ' ');
}

/** As it is written, with its sentences. */
function printed(declaration: Declaration): string {
  return declaration
    .getFullText()
    .trim()
    .replace(/^export /m, '');
}

function code(node: ts.Node): string {
  return `\`${node
    .getText()
    .replace(/\breadonly /g, '')
    .replace(/\s+/g, ' ')}\``;
}

function table(rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((c) => c.replace(/\|/g, '\\|')).join(' | ')} |`;
  return [line(['option', 'type', 'meaning']), line(['---', '---', '---']), ...rows.map(line)].join('\n');
}
