import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** A text that grows: the first and the last part once, the middle as often as its size asks for. */
export interface Pumped {
  readonly prefix: string;
  readonly pump: string;
  readonly suffix: string;
}

export function pumped({ prefix, pump, suffix }: Pumped, size: number): string {
  return prefix + pump.repeat(Math.ceil(size / pump.length)) + suffix;
}

/** No expression expects it: what it ends fits nothing. */
const MISFIT = '\u0001';
/** Repetitions that can grow as the text does. */
const MANY = 30;

/**
 * Texts that an expression could take too long for, made from its own parts: of each repetition what leads to it, and what
 * it repeats; and the beginnings of matches, one after the other.
 */
export function pumpsOf(expression: RegExp): readonly Pumped[] {
  const { source, flags } = expression;
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const found = new Map<string, Pumped>();
  const add = (prefix: string, pump: string): void => {
    if (pump === '') return;
    for (const suffix of ['', MISFIT, `${MISFIT}}`, '*'])
      found.set(JSON.stringify([prefix, pump, suffix]), { prefix, pump, suffix });
  };
  const chars = charactersOf(pattern, flags);
  /** @param before what leads here */
  const visit = (alternatives: readonly AST.Alternative[], before: string): void => {
    for (const { elements } of alternatives) {
      let led = before;
      for (const [i, element] of elements.entries()) {
        if (element.type === 'Quantifier' && element.max >= MANY) {
          const fits = chars.filter((c) =>
            new RegExp(`^(?:${element.element.raw})$`, flags.replace(/[gy]/g, '')).test(c),
          );
          for (const repeated of new Set([witness(element.element, flags), ...fits])) {
            add(led, repeated);
            add('', led + repeated);
            add(
              led,
              elements
                .slice(i, -1)
                .map((e) => witness(e, flags))
                .join(''),
            );
            add(
              led,
              repeated +
                elements
                  .slice(i + 1)
                  .map((e) => witness(e, flags))
                  .join(''),
            );
            add(led, repeated.repeat(2) + MISFIT);
          }
        }
        const inner = element.type === 'Quantifier' ? element.element : element;
        if ('alternatives' in inner) visit(inner.alternatives, led);
        led += witness(element, flags);
        add('', led);
      }
    }
  };
  visit(pattern.alternatives, '');
  return [...found.values()];
}

/** What stands in the pattern for a single character: one for each, and a few that classes tell apart. */
function charactersOf(pattern: AST.Pattern, flags: string): readonly string[] {
  const found = new Set(['a', 'A', '0', ' ', ':', '/', '_', '-', '.', ',']);
  const visit = (node: AST.Node): void => {
    if (isCharacter(node)) found.add(witness(node, flags));
    for (const child of childrenOf(node)) visit(child);
  };
  visit(pattern);
  return [...found];
}

function childrenOf(node: AST.Node): readonly AST.Node[] {
  if ('alternatives' in node) return node.alternatives;
  if ('elements' in node) return node.elements;
  return node.type === 'Quantifier' ? [node.element] : [];
}

function isCharacter(node: AST.Node): node is AST.Character | AST.CharacterSet | AST.CharacterClass {
  return node.type === 'Character' || node.type === 'CharacterSet' || node.type === 'CharacterClass';
}

const CANDIDATES = [
  ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(126 - i)),
  '\t',
  '\n',
  '\u00a0',
  '\u200b',
  '\ue000',
  '\ue001',
];

/** A short text that the part fits, as far as it can be said without its environment. */
function witness(node: AST.Element, flags: string): string {
  if (node.type === 'Character') return String.fromCodePoint(node.value);
  if (isCharacter(node)) {
    const test = new RegExp(`^${node.raw}$`, flags.replace(/[gy]/g, ''));
    return CANDIDATES.find((c) => test.test(c)) ?? '';
  }
  if (node.type === 'Quantifier') return witness(node.element, flags).repeat(Math.max(node.min, 1));
  if (node.type === 'Group' || node.type === 'CapturingGroup')
    return node.alternatives.map((a) => a.elements.map((e) => witness(e, flags)).join('')).find(Boolean) ?? '';
  return '';
}
