import { endsInNoSlash, withoutPort } from '../catalogue/issuerNames.ts';
import { oidcProvider } from '../catalogue/oidcProviders.ts';
import { isRegion, nearestRegion } from '../catalogue/regions.ts';
import { withoutEnd } from '../text/cut.ts';
import { holeWithin, type HoledText } from '../text/holedText.ts';

/** What is wrong with the name of an OIDC provider, so that no token has it as its issuer. */
export interface IssuerSlip {
  readonly kind: 'scheme' | 'eksRegion' | 'space' | 'tail' | 'port' | 'eks' | 'slash';
  /** Where in the name. */
  readonly from: number;
  readonly to: number;
  /** The name that is meant, where one is. */
  readonly right: string | undefined;
  /** What a message says of it. */
  readonly data: Readonly<Record<string, string>>;
}

/** The first slip in a name; what is still to be filled in is none. */
export function issuerSlip(issuer: HoledText): IssuerSlip | undefined {
  if (!MAYBE.test(issuer.value)) return undefined;
  const known = scheme(issuer) ?? eksRegion(issuer);
  if (known || issuer.holes.length) return known;
  for (const look of WHOLE) {
    const slip = look(issuer.value);
    if (slip) return slip;
  }
  return undefined;
}

/** Cheap test that keeps most names from the looks below: one of these is in all that any of them finds. */
const MAYBE = /[\s:#?]|\/\.well-known\/|eks|\/$/;

type OfHoled = (issuer: HoledText) => IssuerSlip | undefined;
type OfLiteral = (issuer: string) => IssuerSlip | undefined;

/** What follows may be a placeholder: the scheme is wrong before any issuer. */
const scheme: OfHoled = ({ value }) => {
  const text = /^(?:https?:\/*)+/i.exec(value)?.[0];
  if (text === undefined) return undefined;
  const to = text.length;
  return { kind: 'scheme', from: 0, to, right: value.slice(to), data: { scheme: `${withoutEnd(text, '/')}//` } };
};

/** The Region of a cluster that our table does not know. */
const eksRegion: OfHoled = (issuer) => {
  const [host, before, name] =
    /^(oidc[.-]eks\.)([^./]+)\.(?:amazonaws\.com(?:\.cn)?|api\.aws)(?=\/|$)/.exec(issuer.value) ?? [];
  if (host === undefined || before === undefined || name === undefined) return undefined;
  if (isRegion(name) || holeWithin(issuer, 0, host.length)) return undefined;
  const meant = nearestRegion(name);
  const from = before.length;
  const to = from + name.length;
  const right = meant === undefined ? undefined : before + meant + issuer.value.slice(to);
  const question = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return { kind: 'eksRegion', from, to, right, data: { region: name, question } };
};

const space: OfLiteral = (issuer) => {
  const at = issuer.search(/\s/);
  if (at < 0) return undefined;
  const trimmed = issuer.trim();
  const right = /\s/.test(trimmed) ? undefined : trimmed;
  return { kind: 'space', from: at, to: at + 1, right, data: {} };
};

/** A query, a fragment, or the path of the page that describes an issuer. */
const tail: OfLiteral = (issuer) => {
  const found = TAILS.map(([pattern, name]) => ({ at: issuer.search(pattern), name })).find(({ at }) => at >= 0);
  if (!found) return undefined;
  const { at, name } = found;
  return { kind: 'tail', from: at, to: issuer.length, right: issuer.slice(0, at), data: { tail: name } };
};

const TAILS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\?[\w.~-]+=/, 'query'],
  [/#/, 'fragment'],
  [/\/\.well-known\//, '.well-known path'],
];

const port: OfLiteral = (issuer) => {
  const [, host, text] = /^([^/:]+)(:\d+)(?=\/|$)/.exec(issuer) ?? [];
  if (host === undefined || text === undefined) return undefined;
  const from = host.length;
  return { kind: 'port', from, to: from + text.length, right: withoutPort(issuer), data: { port: text } };
};

/** The issuer of a cluster, where its labels stand in another order or its Region is missing. */
const eks: OfLiteral = (issuer) => {
  if (!issuer.includes('eks')) return undefined; // the common case
  const [, host = '', path = ''] = /^([^/]+)(\/id\/[0-9A-Z]+)?$/i.exec(issuer) ?? [];
  const labels = host.split('.');
  if (!labels.includes('eks') || !labels.includes('oidc') || !host.endsWith('.amazonaws.com')) return undefined;
  const region = labels.find((label) => /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(label));
  const right = region === undefined ? undefined : `oidc.eks.${region}.amazonaws.com${path}`;
  const isMissing = labels.length === 4;
  if (right === issuer || (!isMissing && (right === undefined || labels.length !== 5))) return undefined;
  return { kind: 'eks', from: 0, to: issuer.length, right, data: {} };
};

const slash: OfLiteral = (issuer) => {
  if (!issuer.endsWith('/') || !endsInNoSlash(issuer)) return undefined;
  const right = withoutEnd(issuer, '/');
  const provider = oidcProvider(right)?.provider.shortName ?? right;
  return { kind: 'slash', from: issuer.length - 1, to: issuer.length, right, data: { provider } };
};

const WHOLE: readonly OfLiteral[] = [space, tail, port, eks, slash];
