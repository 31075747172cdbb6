import assert from 'node:assert/strict';
import {
  generatedOutputs,
  generatedText,
  outputSteps,
  previewText,
  problemWith,
  wizardSteps,
  type Answers,
} from '../../server/src/service.ts';
import { readSettings } from '../../server/src/lsp/settings.ts';
import { condition, policy, SLOTS } from '../support/slots.ts';
import { changesOf, configSurfacesOf, surfacesOf, type Shown } from '../support/surfaces.ts';

/** Names that every object of the language has, each with a twin of the same look that none has. */
const NAMES: readonly (readonly [name: string, twin: string])[] = [
  ['constructor', 'conztructor'],
  ['__proto__', '__przto__'],
  ['prototype', 'prztotype'],
  ['toString', 'toSzring'],
  ['valueOf', 'valueQf'],
  ['hasOwnProperty', 'hasOwnPropertz'],
];

/** Headings begin with a capital, a place to fill in is named without underscores, and boxes are as wide as their letters. */
const bare = (text: unknown): string =>
  JSON.stringify(text)
    .toLowerCase()
    .replace(/^"|"$|__/g, '')
    .replace(/(?<= (?:[dxy]|viewbox|width|height)=\\")[^"]*/g, '');

/** Vendors are offered by the letters of their names. */
const isNoVendor = ([surface, text]: Shown): boolean =>
  surface !== 'completion' || !/:\d{12}:root$|, with an external ID$/.test(text);

const RISKY = /constructor|__proto__|prototype|toString|valueOf|hasOwnProperty/;

describe('names that every object has', () => {
  for (const [name, twin] of NAMES) {
    /** The first of the texts that differs by more than the name says more than all of them. */
    const same = (actual: readonly unknown[], ofTwin: readonly unknown[], slot: string): void => {
      const ofName = ofTwin.map((text) => bare(text).replaceAll(bare(twin), bare(name)));
      actual.forEach((text, i) => {
        assert.equal(bare(text), ofName[i], slot);
      });
      assert.equal(actual.length, ofTwin.length, slot);
    };

    it(`${name} is spoken of like any other`, () => {
      for (const [slot, documentWith] of Object.entries(SLOTS)) {
        same(
          surfacesOf(documentWith(name)).filter(isNoVendor),
          surfacesOf(documentWith(twin)).filter(isNoVendor),
          slot,
        );
      }
    });

    it(`${name} is written like any other`, () => {
      for (const [slot, documentWith] of Object.entries(SLOTS)) {
        same(changesOf(documentWith(name)), changesOf(documentWith(twin)), slot);
      }
    });

    it(`${name} in a config is read and written like any other`, () => {
      const config = (n: string): string =>
        `{"${n}": 1, "rules": {"${n}": "off", "placeholder": {"level": "${n}", "${n}": 1}}, "ownAccounts": {"${n}": "${n}"}, "trustedOrganizations": "${n}", "quota": "${n}", "overrides": [{"files": "${n}", "sids": "${n}", "rules": {"${n}": "off"}, "because": "x", "${n}": 1}]}`;
      for (const text of [config, () => '{}', () => ''])
        assert.equal(
          JSON.stringify(configSurfacesOf(text(name), name)),
          JSON.stringify(configSurfacesOf(text(twin), twin)).replaceAll(twin, name),
        );
      const settings = (n: string): string =>
        JSON.stringify(
          readSettings(
            JSON.parse(`{"rules": {"${n}": "off"}, "files": {"${n}": true}, "ownAccounts": {"${n}": "x"}, "${n}": 1}`),
          ),
        );
      assert.equal(settings(name), settings(twin).replaceAll(twin, name));
    });

    it(`${name} answers the wizard like any other`, () => {
      const told = (n: string): string => {
        const all: unknown[] = [];
        const [who] = wizardSteps({}, () => 'random');
        const kinds = who?.kind === 'pick' ? who.items.filter((i) => !i.searchOnly).map((i) => i.id) : [];
        for (const kind of [...kinds, n]) {
          const outputs = ['cli', 'terraform', 'cloudformation', 'callerPolicy', n];
          let answers: Answers = { kind, outputs };
          const steps = () => [...wizardSteps(answers, () => 'random'), ...outputSteps(answers)];
          for (let open; (open = steps().find((s) => !Object.hasOwn(answers, s.id)));) {
            all.push(problemWith(answers, open.id, n));
            const id = open.kind === 'pick' ? open.items[0]?.id : undefined;
            answers = { ...answers, [open.id]: open.kind === 'text' ? n : open.many ? [id ?? n, n] : (id ?? n) };
            all.push(previewText(answers));
          }
          all.push(problemWith(answers, n, n), generatedText(answers), generatedOutputs(answers));
        }
        return JSON.stringify(all);
      };
      assert.equal(told(name), told(twin).replaceAll(twin, name));
    });
  }

  it('explains a condition by the key’s own name', () => {
    for (const [name] of NAMES)
      for (const key of [name, `aws:PrincipalTag/${name}`]) {
        const told = surfacesOf(condition(`{"StringEquals": {"${key}": "x"}}`));
        const sentences = told.filter(([surface]) => surface === 'lens' || surface === 'explanation');
        assert.ok(sentences.length > 0 && sentences.some(([, text]) => text.includes(name)), key);
      }
  });

  it('keeps a member __proto__ through every change of form', () => {
    const members = (text: string): number => text.split('"__proto__"').length - 1;
    const source = policy(
      `{"Sid": "A", "Effect": "Allow", "Principal": {"AWS": "111122223333", "Federated": "cognito-identity.amazonaws.com"}, "Action": "sts:AssumeRole", "__proto__": {"__proto__": "y"}, "Condition": {"StringEquals": {"__proto__": ["x", "a"], "aws:PrincipalTag/b": "1"}, "Bool": {"aws:MultiFactorAuthPresent": true}}}`,
    );
    const rewrites = changesOf(source).filter(([title]) =>
      /^(Sort|Normalize|Write all|Split|Convert|line|string|url)/.test(title),
    );
    assert.ok(new Set(rewrites.map(([title]) => title)).size >= 6, rewrites.map(([t]) => t).join('\n'));
    for (const [title, after] of rewrites) {
      const times = title.startsWith('Split') ? 2 : 1;
      assert.ok(members(after) === times * members(source), `${title}\n${after}`);
      assert.doesNotMatch(Object.keys(JSON.parse(after) as object).join(), RISKY);
    }
  });
});
