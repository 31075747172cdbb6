import { CodeActionTriggerKind, type CodeAction } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { codeActions } from '../../server/src/lsp/codeActions.ts';
import { clauseText } from '../../server/src/text/clause.ts';
import type { AnalysedDocument } from '../../server/src/lsp/analysedDocument.ts';
import {
  check,
  complete,
  configFor,
  DEFAULT_CONFIG,
  editsOf,
  explain,
  explainAccessDenied,
  finish,
  fixAll,
  folds,
  FORMS,
  hints,
  hover,
  lenses,
  mapOf,
  policyAs,
  policyFrom,
  readConfig,
  refactorings,
  report,
  roleAt,
  rolesToldBy,
  rulesNamed,
  selections,
  PolicyDocument,
  symbols,
  tokens,
  writeConfig,
  type Symbol,
} from '../../server/src/service.ts';
import { applyEdits, type TextEdit } from '../../server/src/text/edit.ts';
import { testContext } from './context.ts';

/** A text that a feature shows, by the feature's name. */
export type Shown = readonly [surface: string, text: string];

/** Where features answer differently: at both sides of what stands between two marks of the grammar, and inside. */
export function offsetsIn(text: string): readonly number[] {
  const offsets = new Set([0, text.length]);
  for (const { index, 0: token } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/gs))
    for (const at of [index, index + (token.length >> 1), index + token.length]) offsets.add(at);
  return [...offsets].sort((a, b) => a - b);
}

/** All texts that the features show of a document, at the offsets given. */
export function surfacesOf(text: string, offsets: readonly number[] = offsetsIn(text)): readonly Shown[] {
  const context = testContext({ ownAccounts: { '111122223333': 'prod' } });
  const policyDocument = new PolicyDocument(text, true);
  const analysis = finish(check(policyDocument, context));
  const shown: Shown[] = [];
  const show = (surface: string, ...texts: readonly (string | undefined)[]): void => {
    for (const t of texts) if (t !== undefined) shown.push([surface, t]);
  };
  for (const finding of analysis.findings) {
    show('message', finding.message, ...finding.related.map((r) => r.message));
    show('fix', ...finding.fixes.map((f) => f.title));
  }
  for (const { title } of finish(lenses(policyDocument, context))) show('lens', title);
  for (const { label } of finish(hints(policyDocument, context))) show('hint', label);
  const outline = ({ name, detail, children }: Symbol): void => {
    show('symbol', name, detail);
    children.forEach(outline);
  };
  finish(symbols(policyDocument, context)).forEach(outline);
  for (const { sentence, guards } of explain(policyDocument, context.config))
    show('explanation', sentence, ...guards.map((g) => clauseText(g.clause)));
  finish(tokens(policyDocument));
  finish(folds(policyDocument));
  for (const at of offsets) {
    show('hover', hover(policyDocument, at, context)?.markdown);
    for (const { item } of complete(policyDocument, at, context, true).completions)
      show('completion', item.label, item.detail);
    for (const { title } of refactorings(policyDocument, at, context)) show('refactoring', title);
    selections(policyDocument, at);
    roleAt(policyDocument, at);
  }
  const { start, end } = policyDocument.trustPolicies[0]?.source.root.span ?? { start: 0, end: 0 };
  const told = finish(report(policyDocument, analysis, context, start));
  if (told) {
    show('panel', told.role, ...told.risks.map((r) => r.message), ...told.callers.notes, told.callers.policy);
    for (const { name, sentence, who, guards } of told.statements)
      show('panel', name, sentence, ...who, ...guards.flatMap((g) => [g.phrase, g.test]));
    show('svg', told.picture.svg, told.picture.file);
    show('mermaid', told.picture.mermaid);
  }
  const roles = finish(rolesToldBy(policyDocument, context.config, analysis));
  for (const { sentences } of roles) show('role', ...sentences);
  const map = mapOf(roles.map((role) => ({ ...role, document: 'a', file: text.slice(0, 300) })));
  show('svg', map.drawing.svg, map.drawing.file);
  show('mermaid', map.mermaid);
  for (const pasted of ERRORS) {
    const refusal = explainAccessDenied(pasted, { policyDocument, analysis, offset: start }, context);
    show('refusal', refusal?.summary, ...(refusal?.causes ?? []).map((c) => c.text));
    for (const c of refusal?.checks ?? []) show('refusal', c.text, c.command);
  }
  for (const { title } of actionsIn(text, start, end)) show('action', title);
  return shown;
}

/** A document as the server has judged it. */
export function judgedOf(text: string, version = 1): AnalysedDocument {
  const policyDocument = new PolicyDocument(text, true);
  return {
    document: TextDocument.create('file:///a-trust-policy.json', 'json', version, text),
    policyDocument,
    analysis: finish(check(policyDocument, testContext())),
    pageOf: (rule) => `https://example.com/${rule}`,
  };
}

/** The code actions of a range, as they travel to a client. @param resolvesEdits whether it asks for edits later */
export function actionsIn(text: string, start: number, end: number, resolvesEdits = true): readonly CodeAction[] {
  const judged = judgedOf(text);
  const { document } = judged;
  return finish(
    codeActions(
      judged,
      {
        textDocument: { uri: document.uri },
        range: { start: document.positionAt(start), end: document.positionAt(end) },
        context: { diagnostics: [], triggerKind: CodeActionTriggerKind.Invoked },
      },
      {
        resolvesEdits,
        writesConfig: true,
        showsReasons: true,
        confirmsEdits: true,
        configCommand: 'config',
        rulePageCommand: 'page',
        externalIdCommand: 'find',
      },
      testContext(),
    ),
  );
}

/** What becomes of a document by what a person can choose in it: fixes, refactorings, forms to carry it in. */
export function changesOf(text: string): readonly (readonly [change: string, after: string])[] {
  const context = testContext();
  const policyDocument = new PolicyDocument(text, true);
  const changes: (readonly [string, string])[] = [];
  const written = (title: string, edits: readonly TextEdit[] | undefined): void => {
    if (edits) changes.push([title, applyEdits(text, edits)]);
  };
  for (const finding of finish(check(policyDocument, context)).findings)
    for (const fix of finding.fixes) written(fix.title, editsOf(policyDocument, finding, fix));
  for (const at of offsetsIn(text))
    for (const { title, edits } of refactorings(policyDocument, at, context)) written(title, edits);
  changes.push(['fix all', finish(fixAll(new PolicyDocument(text, true), context))]);
  for (const form of FORMS) {
    const carried = policyAs(policyDocument, 0, form);
    if (carried && 'text' in carried) changes.push([form, policyFrom(carried.text) ?? '']);
  }
  return changes;
}

/** What a config file says, and what it says after changes that speak of `name`. */
export function configSurfacesOf(text: string, name: string): readonly Shown[] {
  const read = (t: string): Shown[] => {
    const file = readConfig(t);
    return [
      ...file.problems.map((p): Shown => ['config', p.message]),
      ['resolved', JSON.stringify(configFor(DEFAULT_CONFIG, file, name))],
      ['named', JSON.stringify(rulesNamed(t).map((r) => r.id))],
    ];
  };
  const changes = [
    { kind: 'rule', rule: name, level: 'off', because: name },
    { kind: 'override', rule: name, level: 'off', file: name, sid: name, because: name },
    { kind: 'ownAccount', account: name, name },
  ] as const;
  return [
    ...read(text),
    ...changes.flatMap((change) => {
      const edits = writeConfig(text, change);
      return edits ? read(applyEdits(text, edits)) : [];
    }),
  ];
}

const ARN = 'arn:aws:iam::444455556666:role/target';
const ERRORS = [
  `An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sts:AssumeRole on resource: ${ARN}`,
  'An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity',
  'An error occurred (MalformedPolicyDocument) when calling the CreateRole operation: Invalid principal in policy',
];
