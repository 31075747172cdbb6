// The house's walls: who may import whom (docs/architecture.md has the table). Type imports count.
const src = '^server/src/';
/** `from` may import only the listed floors, itself, and the named packages. */
const only = (from, floors, packages = [], files = []) => ({
  name: `${from}-imports`,
  severity: 'error',
  comment: `see "Who may import whom" in docs/architecture.md`,
  from: { path: `${src}${from}` },
  to: {
    pathNot: [...new Set([...floors, 'text/', 'steps\\.ts$']), '']
      .filter(Boolean)
      .map((f) => `${src}${f}`)
      .concat(
        packages.map((p) => `node_modules/${p}/`),
        files,
      ),
    dependencyTypesNot: ['core'],
  },
});
/** What is known of policies, of IAM and of AWS. */
const KNOWLEDGE = ['guards/', 'providers/', 'policy/', 'semantics/', 'tree/', 'iam/', 'catalogue/'];
/** What any host may know: trees, the words of IAM, what tells a trust policy. */
const SHARED_BY_HOSTS = ['tree/', 'iam/(vocabulary|elementName)\\.ts$', 'hosts/[^/]+\\.ts$'];

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'text-imports-nothing', severity: 'error', from: { path: `${src}text/` }, to: { pathNot: `${src}text/` } },
    only('tree/', ['tree/']),
    only('iam/', ['iam/'], ['ipaddr\\.js']),
    only('catalogue/', ['catalogue/']),
    // No host imports another: what they share stands beside them, JSON text, which may stand in each, in jsonText.
    ...['json', 'terraform', 'yaml'].map((host) =>
      only(
        `hosts/${host}/`,
        [...SHARED_BY_HOSTS, `hosts/${host}/`, 'hosts/jsonText/'],
        host === 'yaml' ? ['yaml'] : [],
      ),
    ),
    only('hosts/jsonText/', [...SHARED_BY_HOSTS, 'hosts/jsonText/'], ['jsonc-parser']),
    only('hosts/(?!registry)[^/]+\\.ts$', SHARED_BY_HOSTS),
    only('hosts/registry\\.ts$', ['hosts/']),
    {
      name: 'only-the-registry-knows-the-hosts',
      severity: 'error',
      from: { path: '^(server/src|client)/', pathNot: `${src}hosts/(registry\\.ts$|(json|terraform|yaml)/)` },
      to: { path: `${src}hosts/(json|terraform|yaml)/` },
    },
    only('config/', ['config/', 'tree/', 'findings\\.ts$', 'hosts/(glob|detect)\\.ts$']),
    only('semantics/', ['semantics/', 'iam/', 'catalogue/']),
    only('policy/', ['policy/', 'tree/', 'iam/', 'catalogue/', 'semantics/']),
    only('evaluate/', ['evaluate/', 'policy/', 'semantics/', 'tree/', 'iam/', 'catalogue/']),
    only('findings\\.ts$', ['tree/', 'ruleIds\\.ts$']),
    only('guards/', ['guards/', 'policy/', 'tree/', 'iam/', 'catalogue/', 'semantics/']),
    only('providers/', ['providers/', 'policy/', 'tree/', 'iam/', 'catalogue/', 'semantics/']),
    only('rules/', ['rules/', ...KNOWLEDGE, 'findings\\.ts$', 'ruleIds\\.ts$']),
    {
      name: 'rules-never-import-each-other',
      severity: 'error',
      from: { path: `${src}rules/`, pathNot: `${src}rules/index\\.ts$` },
      to: { path: `${src}rules/`, pathNot: `${src}rules/rule\\.ts$` },
    },
    only('diagram/', ['diagram/'], ['@dagrejs']),
    only('explain/', ['explain/', 'diagram/', 'evaluate/', ...KNOWLEDGE, 'ruleIds\\.ts$']),
    only('generate/', ['generate/', 'guards/', 'providers/', 'policy/', 'semantics/', 'tree/', 'iam/', 'catalogue/']),
    only('analysis/', ['analysis/', 'config/', 'rules/', 'policy/', 'tree/', 'findings\\.ts$', 'ruleIds\\.ts$']),
    only('features/', ['features/', ...KNOWLEDGE, 'evaluate/', 'explain/', 'generate/']),
    only('service(/|\\.ts$)', ['.*']),
    only(
      'lsp/',
      ['lsp/', 'workspace/', 'protocol\\.ts$', 'service\\.ts$', 'findings\\.ts$', 'files\\.ts$', 'slices\\.ts$'],
      ['vscode-languageserver', 'vscode-languageserver-textdocument', 'vscode-languageserver-protocol'],
      ['^package\\.json$'],
    ),
    only('workspace/', [
      'workspace/',
      'service\\.ts$',
      'hosts/(detect|fileNames)\\.ts$',
      'findings\\.ts$',
      'files\\.ts$',
      'slices\\.ts$',
    ]),
    only('cli/', ['cli/', 'workspace/', 'service\\.ts$', 'findings\\.ts$', 'files\\.ts$', 'slices\\.ts$'], ['diff']),
    { name: 'files-imports-nothing', severity: 'error', from: { path: `${src}files\\.ts$` }, to: { path: '.' } },
    { name: 'steps-import-nothing', severity: 'error', from: { path: `${src}steps\\.ts$` }, to: { path: '.' } },
    { name: 'slices-imports-nothing', severity: 'error', from: { path: `${src}slices\\.ts$` }, to: { path: '.' } },
    only('disk/', [
      'disk/',
      'workspace/(ignore|gitignore)\\.ts$',
      'hosts/(glob|fileNames|search)\\.ts$',
      'config/reach\\.ts$',
      'files\\.ts$',
    ]),
    only('protocol(/|\\.ts$)', ['protocol/', 'evaluate/(decision|request)\\.ts$'], ['vscode-languageserver']),
    only(
      'main\\.',
      ['service\\.ts$', 'files\\.ts$', 'disk/', 'lsp/', 'cli/', 'main\\.'],
      ['vscode-languageserver'],
      ['^package\\.json$'],
    ),
    {
      name: 'service-knows-no-door',
      severity: 'error',
      from: { path: `${src}service(/|\\.ts$)` },
      to: { path: `${src}(lsp|cli|main)` },
    },
    {
      name: 'client-knows-only-the-wire-detect-files-and-text',
      severity: 'error',
      from: { path: '^client/' },
      to: {
        path: '^server/',
        pathNot: `${src}((hosts/(detect|fileNames|search)|files|protocol|workspace/ignore)\\.ts$|text/)`,
      },
    },
    {
      name: 'node-modules-of-node-stay-at-the-doors',
      severity: 'error',
      from: { path: src, pathNot: `${src}(disk/|main\\.(node|cli)|cli/arguments)` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'arguments-are-read-by-node-util',
      severity: 'error',
      comment: 'parseArgs is a pure function of what it is given, and knows no file, clock or chance',
      from: { path: `${src}cli/arguments` },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?util$' },
    },
    {
      name: 'vscode-only-in-client',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^vscode$|node_modules/@types/vscode' },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^vscode$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
