// npm run faults -- [word …]
// Puts one fault after another into a copy of the sources, as somebody might who changes what decides about calls, and runs the
// tests of it: each must fail one. With words, only faults with one of them in their name. Fails when one goes unnoticed.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

interface Fault {
  readonly name: string;
  readonly file: string;
  /** Stands in the file once. */
  readonly text: string;
  readonly instead: string;
  /** Those that are to notice it; by default the evaluator's. */
  readonly tests?: readonly string[];
}

const SEMANTICS = 'server/src/semantics';
const EVALUATE = 'server/src/evaluate';
const TOGETHER = 'server/src/policy/deniedTogether.ts';

const OF_EVALUATOR = ['test/semantics/condition.test.ts', 'test/evaluate/decide.test.ts'];
const OF_COVERING = ['test/semantics/covering.test.ts'];
const OF_DENIES = ['test/policy/deniedBy.test.ts'];

const FAULTS: readonly Fault[] = [
  {
    name: 'a key that is absent fails a negated operator',
    file: `${SEMANTICS}/absent.ts`,
    text: 'operator.ifExists || operator.negated',
    instead: 'operator.ifExists',
  },
  {
    name: 'a key that is absent meets a positive operator',
    file: `${SEMANTICS}/absent.ts`,
    text: "operator.ifExists || operator.negated ? 'yes' : 'no'",
    instead: "'yes'",
  },
  {
    name: 'IfExists is ignored',
    file: `${SEMANTICS}/absent.ts`,
    text: 'operator.ifExists || operator.negated',
    instead: 'operator.negated',
  },
  {
    name: 'ForAllValues fails without a key',
    file: `${SEMANTICS}/absent.ts`,
    text: "operator.negated ? 'unknown' : 'yes'",
    instead: "'no'",
  },
  {
    name: 'ForAnyValue is met without a key',
    file: `${SEMANTICS}/absent.ts`,
    text: "operator.ifExists ? 'unknown' : 'no'",
    instead: "'yes'",
  },
  {
    name: 'a negated operator is met by a value that differs from one of several',
    file: `${SEMANTICS}/condition.ts`,
    text: 'negated ? not(matched) : matched',
    instead: 'negated ? some(wanted, (one) => not(one.matches(value, fill))) : matched',
  },
  {
    name: 'a value must match all that are listed',
    file: `${SEMANTICS}/condition.ts`,
    text: 'const matched = isAny(wanted, value, fill);',
    instead: 'const matched = every(wanted, (one) => one.matches(value, fill));',
  },
  {
    name: 'StringEquals ignores case',
    file: `${SEMANTICS}/compare.ts`,
    text: 'const wanted = joined(pieces);\n    return plain((sent) => sent === wanted);',
    instead: 'const wanted = joined(pieces);\n    return plain((sent) => sent.toLowerCase() === wanted.toLowerCase());',
  },
  {
    name: 'IgnoreCase does not',
    file: `${SEMANTICS}/compare.ts`,
    text: 'const wanted = joined(pieces).toLowerCase();\n    return plain((sent) => sent.toLowerCase() === wanted);',
    instead: 'const wanted = joined(pieces);\n    return plain((sent) => sent === wanted);',
  },
  {
    name: 'a star stops at a slash',
    file: `${SEMANTICS}/glob.ts`,
    text: "if (!last.isAt(text, text.length - last.length)) return 'no';",
    instead: "if (!last.isAt(text, text.length - last.length) || text.includes('/')) return 'no';",
  },
  {
    name: 'a star of an ARN reaches over a colon',
    file: `${SEMANTICS}/compare.ts`,
    text: "if (operator.family === 'Arn') return arn(pieces);",
    instead: '',
  },
  {
    name: 'the sixth part of an ARN stops at a colon',
    file: `${SEMANTICS}/texts.ts`,
    text: "return parts.length > 6 ? [...parts.slice(0, 5), parts.slice(5).join(':')] : parts;",
    instead: 'return parts;',
  },
  {
    name: 'a question mark matches no character as well',
    file: `${SEMANTICS}/glob.ts`,
    text: "piece === '?' ? ONE : piece",
    instead: "piece === '?' ? ANY : piece",
  },
  {
    name: 'an escaped star is a wildcard',
    file: `${SEMANTICS}/compare.ts`,
    text: 'pieces.push(part.character);',
    instead: 'pieces.push(...piecesOf(operator, part.character));',
  },
  {
    name: 'variables are filled in under any version',
    file: `${EVALUATE}/compile.ts`,
    text: 'value === VERSION',
    instead: "value !== ''",
  },
  {
    name: 'the default of a variable is ignored',
    file: `${SEMANTICS}/compare.ts`,
    text: "sent.kind === 'absent' ? otherwise : null",
    instead: "sent.kind === 'absent' ? undefined : null",
  },
  {
    name: 'the path of a role is left out',
    file: `${SEMANTICS}/principal.ts`,
    text: "case 'role': // and every session of it\n      return ofKind('session', ({ account, path, name }) =>\n        allOf(sameField(named.account, account), sameField(named.path, path), sameField(named.name, name)),",
    instead:
      "case 'role':\n      return ofKind('session', ({ account, name }) =>\n        allOf(sameField(named.account, account), sameField(named.name, name)),",
  },
  {
    name: 'the ARN of a session has the path of the role',
    file: `${SEMANTICS}/principal.ts`,
    text: "return ofKind('session', ({ account, name, session }) =>\n        allOf(",
    instead: "return ofKind('session', ({ account, path, name, session }) =>\n        allOf(sameField('/', path), ",
  },
  {
    name: ':root is the root user only',
    file: `${SEMANTICS}/principal.ts`,
    text: 'const names = namesOf(named);',
    instead: "const names = value.value.endsWith(':root') ? (): Tristate => 'no' : namesOf(named);",
  },
  {
    name: 'a Deny behind an Allow loses',
    file: `${EVALUATE}/weigh.ts`,
    text: "if (effect === 'Deny' && applies === 'yes')",
    instead: "if (effect === 'Deny' && applies === 'yes' && !allow)",
  },
  {
    name: 'a companion is not needed',
    file: `${EVALUATE}/neededActions.ts`,
    text: '...(tags ? [TAG_SESSION] : []),',
    instead: '...(tags ? [] : []),',
  },
  {
    name: 'the source identity of a session is forgotten',
    file: `${EVALUATE}/neededActions.ts`,
    text: 'identity !== undefined || isChained',
    instead: 'identity !== undefined',
  },
  {
    name: 'a range has half of its addresses',
    file: 'server/src/iam/ip.ts',
    text: 'const size = 2 ** (32 - v4.length);',
    instead: 'const size = Math.max(1, 2 ** (31 - v4.length));',
  },
  {
    name: 'what follows from the caller tells a value that is declared unknown',
    file: `${EVALUATE}/judge.ts`,
    text: ' && !this.#call.isUntold(key)',
    instead: '',
  },
  {
    name: "tags that aren't known need no companion",
    file: `${EVALUATE}/neededActions.ts`,
    text: '[/^(?:aws:requesttag\\/|aws:tagkeys$|sts:transitivetagkeys$)/, TAG_SESSION],',
    instead: '',
  },
  {
    name: 'temporary credentials of a user hold no MFA information',
    file: `${EVALUATE}/call.ts`,
    text: '(isTemporary && (mfa === undefined || mfa === null))',
    instead: 'false',
  },
  {
    name: 'a principal covers those that cover it',
    file: `${SEMANTICS}/covering.ts`,
    text: "if (haveOneInCommon(outer.own, inner.covering)) return 'yes';",
    instead: "if (haveOneInCommon(inner.own, outer.covering)) return 'yes';",
    tests: OF_COVERING,
  },
  {
    name: 'principals meet only where the first covers the other',
    file: `${SEMANTICS}/covering.ts`,
    text: 'haveOneInCommon(a.own, b.covering) || haveOneInCommon(b.own, a.covering)',
    instead: 'haveOneInCommon(a.own, b.covering)',
    tests: OF_COVERING,
  },
  {
    name: 'everyone is surely no service',
    file: `${SEMANTICS}/covering.ts`,
    text: "return own[0] === EVERYONE && type !== 'AWS' && type !== '*';",
    instead: 'return false;',
    tests: OF_COVERING,
  },
  {
    name: 'a unique ID is surely none of an account',
    file: `${SEMANTICS}/covering.ts`,
    text: "if (one.type !== 'AWS' || other.type !== 'AWS') return false;",
    instead: 'return false;',
    tests: OF_COVERING,
  },
  {
    name: 'a role covers none of its sessions',
    file: `${SEMANTICS}/principalNames.ts`,
    text: '[name, sessionsOf(aws.account, aws.name)]',
    instead: '[name]',
    tests: OF_COVERING,
  },
  {
    name: 'what denies one caller denies the others',
    file: TOGETHER,
    text: '      if (!denies.length) return NONE;\n',
    instead: '',
    tests: OF_DENIES,
  },
  {
    name: 'a request escapes a Deny by all of its tests only',
    file: TOGETHER,
    text: 'return deny.conditions.some(',
    instead: 'return deny.conditions.length > 0 && deny.conditions.every(',
    tests: OF_DENIES,
  },
  {
    name: 'one request has another value of a key for each Deny',
    file: TOGETHER,
    text: 'new Map(left).set(subject, rest)',
    instead: 'left',
    tests: OF_DENIES,
  },
  {
    name: 'a tag is a number',
    file: TOGETHER,
    text: "escape?.values.kind === 'line' && !isOnLine(test) ? undefined : escape",
    instead: 'escape',
    tests: OF_DENIES,
  },
  {
    name: 'the clock tells two times',
    file: TOGETHER,
    text: "testsClock(test) ? 'clock' : test.key.value.toLowerCase()",
    instead: 'test.key.value.toLowerCase()',
    tests: OF_DENIES,
  },
  {
    name: 'a Boolean is neither true nor false',
    file: TOGETHER,
    text: 'possible?.add(TRUE_OR_FALSE);',
    instead: 'void possible;',
    tests: OF_DENIES,
  },
  {
    name: 'a Deny of another call counts',
    file: TOGETHER,
    text: 'deny.assumes.includes(call) && ',
    instead: '',
    tests: OF_DENIES,
  },
  {
    name: 'a Deny that nobody needs is named',
    file: TOGETHER,
    text: 'if (others.length && !mayEscape(others, new Map(), cell)) least = others;',
    instead: 'void others;',
    tests: OF_DENIES,
  },
];

const COPY = path.resolve('.test-out/faults');

/** What some tests of the copy come to. A fault that only crashes is none that somebody would make. */
function tested(tests: readonly string[]): 'pass' | 'fail' | 'crash' {
  const { status, stdout } = spawnSync(process.execPath, [...MOCHA, ...tests], { cwd: COPY, encoding: 'utf8' });
  if (status === 0) return 'pass';
  return stdout.includes('AssertionError') ? 'fail' : 'crash';
}

const MOCHA = ['node_modules/mocha/bin/mocha.js', '--no-config', '--require', 'tsx', '--bail', '--exit'];

function main(words: readonly string[]): void {
  fs.rmSync(COPY, { recursive: true, force: true });
  for (const folder of [
    'server/src',
    'test/semantics',
    'test/evaluate',
    'test/policy',
    'test/support',
    'package.json',
    'tsconfig.json',
  ])
    fs.cpSync(folder, path.join(COPY, folder), { recursive: true });
  fs.symlinkSync(path.resolve('node_modules'), path.join(COPY, 'node_modules'));
  if (tested([...OF_EVALUATOR, ...OF_COVERING, ...OF_DENIES]) !== 'pass')
    throw new Error('The tests fail without a fault');
  const unnoticed: string[] = [];
  const chosen = FAULTS.filter(({ name }) => !words.length || words.some((word) => name.includes(word)));
  for (const { name, file, text, instead, tests = OF_EVALUATOR } of chosen) {
    const target = path.join(COPY, file);
    const source = fs.readFileSync(file, 'utf8');
    const [before, after, ...more] = source.split(text);
    if (before === undefined || after === undefined || more.length) throw new Error(`${name}: not once in ${file}`);
    fs.writeFileSync(target, before + instead + after);
    const result = tested(tests);
    fs.writeFileSync(target, source);
    console.log(`${result}  ${name}`);
    if (result !== 'fail') unnoticed.push(name);
  }
  fs.rmSync(COPY, { recursive: true });
  console.log(`${chosen.length - unnoticed.length} of ${chosen.length} faults are noticed`);
  if (unnoticed.length) process.exitCode = 1;
}

main(process.argv.slice(2));
