import { defineConfig } from 'eslint/config';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';
import { ownNames } from './scripts/own-names.mjs';

const LITERAL = {
  selector: ':matches(NewExpression, CallExpression)[callee.name="RegExp"]',
  message: 'Write a literal, which is checked to be linear.',
};
/** What the server answers has the types of server/src/protocol.ts. */
const NO_CAST = {
  selector: ':matches(TSAsExpression, TSTypeAssertion) CallExpression[callee.property.name=/^(execute|request)$/]',
  message: 'The answer has its type in protocol.ts: change it there.',
};
const ONE_DOOR = {
  selector: 'CallExpression[callee.property.name=/^(sendRequest|sendNotification|onRequest|onNotification)$/]',
  message: 'Talk to the server through TrustPolicyClient, whose names and types are those of protocol.ts.',
};

/** What a template writes, its host tells of otherwise: holes, what is open, what may be absent. */
const HOST_WORDS = [
  { selector: 'Literal[value=/Fn::/]', message: 'Only hosts know how a document is written.' },
  { selector: 'TemplateElement[value.raw=/Fn::/]', message: 'Only hosts know how a document is written.' },
];

export default defineConfig(
  {
    ignores: ['dist/', 'node_modules/', '.vscode-host/', '.test-out/', 'coverage/', '**/*.mjs', '**/*.cjs', '**/*.js'],
  },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['server/src/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: 'rules/index', importNames: ['documentedRules'], message: 'The bundles have no docs of rules.' },
          ],
        },
      ],
    },
  },
  {
    // What reads text that others wrote takes time that grows as the text does; test/properties/expressions.test.ts runs them all.
    files: ['server/src/**', 'client/src/**'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignoreSticky: false, ignorePartial: false }],
      'no-restricted-syntax': ['error', LITERAL],
    },
  },
  {
    files: ['server/src/**'],
    ignores: ['server/src/hosts/**', 'server/src/generate/outputs/**'],
    rules: { 'no-restricted-syntax': ['error', LITERAL, ...HOST_WORDS] },
  },
  {
    files: ['client/src/**'],
    rules: { 'no-restricted-syntax': ['error', LITERAL, NO_CAST, ONE_DOOR] },
  },
  {
    // The door itself.
    files: ['client/src/client.ts', 'client/src/files.ts'],
    rules: { 'no-restricted-syntax': ['error', LITERAL, NO_CAST] },
  },
  {
    // Expressions of our own tables; the same test runs them.
    files: ['server/src/catalogue/**'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // What is shipped meets the names of strangers.
    files: ['server/src/**', 'client/src/**'],
    plugins: { local: { rules: { 'own-names': ownNames } } },
    rules: { 'local/own-names': 'error' },
  },
  {
    files: ['test/**', 'server/tools/**', 'scripts/**'],
    rules: {
      'no-console': 'off',
      'max-lines': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['it', 'describe'], package: 'mocha' }] },
      ],
    },
  },
);
