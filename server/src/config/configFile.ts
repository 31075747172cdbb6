import { LEVELS, type Level } from '../findings.ts';
import { HOST_IDS } from '../hosts/detect.ts';
import { globProblem, LONGEST_GLOB } from '../hosts/glob.ts';
import { nearest } from '../text/distance.ts';
import { abridged } from '../text/printable.ts';
import type { Span } from '../text/span.ts';
import { itemsOf, type Member, type ObjectNode, type ValueNode } from '../tree/node.ts';
import type { Config, RuleLevels } from './config.ts';

/** A config file as far as it makes sense; what does not is a problem, and left out. */
export interface ConfigFile {
  readonly rules: RuleLevels;
  readonly ownAccounts: Config['ownAccounts'];
  readonly trustedOrganizations: readonly string[] | undefined;
  readonly quota: number | undefined;
  readonly hosts: Config['hosts'];
  readonly overrides: readonly FileOverride[];
  readonly problems: readonly ConfigProblem[];
  /** It has syntax errors: what it is meant to say cannot be told, so nothing of it is here. */
  readonly broken: boolean;
}

export interface FileOverride {
  /** Globs relative to the config file's folder; undefined for all files. */
  readonly files: readonly string[] | undefined;
  readonly sids: readonly string[] | undefined;
  readonly rules: RuleLevels;
  /** Where it stands. */
  readonly span: Span;
}

export interface ConfigProblem {
  readonly span: Span;
  readonly message: string;
}

const MEMBERS = ['$schema', 'rules', 'overrides', 'ownAccounts', 'trustedOrganizations', 'quota', 'hosts'];
const OVERRIDE_MEMBERS = ['files', 'sids', 'rules', 'because'];
const RULE_MEMBERS = ['level', 'because'];
/** IAM's own limits of the quota. */
const QUOTA = [2048, 8192] as const;

/** Reads a config file's tree; never throws. */
export function readConfigFile(root: ValueNode | undefined, ruleIds: readonly string[]): ConfigFile {
  return new Reader(ruleIds).read(root);
}

class Reader {
  readonly #ruleIds: readonly string[];
  readonly #problems: ConfigProblem[] = [];

  constructor(ruleIds: readonly string[]) {
    this.#ruleIds = ruleIds;
  }

  read(root: ValueNode | undefined): ConfigFile {
    const object = root && this.#object(root, 'The file');
    const members = object ? this.#members(object, MEMBERS) : new Map<string, Member>();
    const value = (name: string): ValueNode | undefined => members.get(name)?.value;
    const quota = value('quota');
    return {
      rules: this.#rules(value('rules')),
      ownAccounts: this.#accounts(value('ownAccounts')),
      trustedOrganizations: this.#organizations(value('trustedOrganizations')),
      quota: quota && this.#quota(quota),
      hosts: this.#hosts(value('hosts')),
      overrides: this.#overrides(value('overrides')),
      problems: this.#problems,
      broken: false,
    };
  }

  #problem(span: Span, message: string): void {
    this.#problems.push({ span, message });
  }

  #object(node: ValueNode, what: string): ObjectNode | undefined {
    if (node.kind === 'object') return node;
    this.#problem(node.span, `${what} must be an object.`);
    return undefined;
  }

  /** The members by name; those that are none of `known` are told. */
  #members(object: ObjectNode, known: readonly string[]): Map<string, Member> {
    const found = new Map<string, Member>();
    for (const member of object.members) {
      const name = member.key.value;
      if (known.includes(name)) found.set(name, member);
      else if (name !== '') {
        const [near] = nearest(
          name.toLowerCase(),
          known.map((k) => k.toLowerCase()),
          3,
          1,
        );
        const meant = known.find((k) => k.toLowerCase() === near);
        this.#problem(
          member.key.span,
          `"${abridged(name)}" isn't valid here. ${meant === undefined ? `Use ${known.slice(0, -1).join(', ')} or ${known.at(-1) ?? ''}.` : `Did you mean "${meant}"?`}`,
        );
      }
    }
    return found;
  }

  #rules(node: ValueNode | undefined): RuleLevels {
    const object = node && this.#object(node, 'rules');
    const levels = new Map<string, Level | 'off'>();
    for (const { key, value } of object?.members ?? []) {
      const id = key.value;
      if (!this.#ruleIds.includes(id)) {
        const [near] = nearest(id, this.#ruleIds, 4, 1);
        this.#problem(
          key.span,
          `There is no rule "${abridged(id)}".${near === undefined ? '' : ` Did you mean "${near}"?`}`,
        );
        continue;
      }
      const level = value && this.#level(value);
      if (level) levels.set(id, level);
    }
    return Object.fromEntries(levels);
  }

  #level(node: ValueNode): Level | 'off' | undefined {
    if (node.kind === 'object') {
      const level = this.#members(node, RULE_MEMBERS).get('level')?.value;
      if (level) return this.#level(level);
      this.#problem(node.span, 'Missing level: error, warning, information, hint or off.');
      return undefined;
    }
    const levels = [...LEVELS, 'off'] as const;
    const level = node.kind === 'string' ? levels.find((l) => l === node.value) : undefined;
    if (level === undefined) this.#problem(node.span, 'Level must be error, warning, information, hint or off.');
    return level;
  }

  #accounts(node: ValueNode | undefined): Config['ownAccounts'] {
    const object = node && this.#object(node, 'ownAccounts');
    const accounts = new Map<string, string>();
    for (const { key, value } of object?.members ?? []) {
      if (!/^\d{12}$/.test(key.value)) this.#problem(key.span, 'Account IDs have 12 digits.');
      else if (value?.kind === 'string') accounts.set(key.value, value.value);
      else if (value) this.#problem(value.span, 'The name of the account must be a string.');
    }
    return Object.fromEntries(accounts);
  }

  #organizations(node: ValueNode | undefined): readonly string[] | undefined {
    const texts = node && this.#texts(node, 'An organization ID');
    for (const { value, span } of texts ?? [])
      if (!/^o-[a-z0-9]{10,32}$/.test(value)) this.#problem(span, 'Organization IDs have the form o-a1b2c3d4e5.');
    return texts?.map((t) => t.value);
  }

  #quota(node: ValueNode): number | undefined {
    const [least, most] = QUOTA;
    const quota = node.kind === 'literal' && typeof node.value === 'number' ? node.value : undefined;
    if (quota !== undefined && Number.isInteger(quota) && quota >= least && quota <= most) return quota;
    this.#problem(node.span, `Quota must be a number from ${least} to ${most}.`);
    return undefined;
  }

  #hosts(node: ValueNode | undefined): Config['hosts'] {
    const object = node && this.#object(node, 'hosts');
    const hosts = new Map<string, boolean>();
    for (const [name, { value }] of object ? this.#members(object, HOST_IDS) : [])
      if (value?.kind === 'literal' && typeof value.value === 'boolean') hosts.set(name, value.value);
      else if (value) this.#problem(value.span, `${name} must be true or false.`);
    return Object.fromEntries(hosts);
  }

  #overrides(node: ValueNode | undefined): readonly FileOverride[] {
    if (node && node.kind !== 'array') this.#problem(node.span, 'overrides must be a list.');
    const found: FileOverride[] = [];
    for (const item of node?.kind === 'array' ? node.items : []) {
      const object = this.#object(item, 'An override');
      if (!object) continue;
      const members = this.#members(object, OVERRIDE_MEMBERS);
      const files = members.get('files')?.value;
      const sids = members.get('sids')?.value;
      const rules = members.get('rules')?.value;
      const start = { start: item.span.start, end: item.span.start + 1 };
      if (!rules) this.#problem(start, 'Missing rules: add the rules that this override changes.');
      if (!members.has('because')) this.#problem(start, 'Missing reason: add "because", so that others know why.');
      found.push({
        files: files && this.#patterns(files),
        sids: sids && this.#texts(sids, 'A Sid')?.map((t) => t.value),
        rules: this.#rules(rules),
        span: members.get('rules')?.key.span ?? start,
      });
    }
    return found;
  }

  /** Globs; what cannot be read as it was meant is told, and matched as far as it can be. */
  #patterns(node: ValueNode): readonly string[] | undefined {
    const texts = this.#texts(node, 'A file pattern');
    for (const { value, span } of texts ?? []) {
      const problem = globProblem(value);
      if (problem?.kind === 'long')
        this.#problem(
          span,
          `This file pattern matches nothing: use at most ${LONGEST_GLOB} characters (found ${problem.length}).`,
        );
      else if (problem)
        this.#problem(span, `"${problem.bracket}" isn't closed in this file pattern, so it only matches itself.`);
    }
    return texts?.map((t) => t.value);
  }

  /** A string or a list of them. */
  #texts(node: ValueNode, what: string): { value: string; span: Span }[] | undefined {
    const texts: { value: string; span: Span }[] = [];
    for (const item of itemsOf(node)) {
      if (item.kind === 'string') texts.push({ value: item.value, span: item.span });
      else this.#problem(item.span, `${what} must be a string.`);
    }
    return texts;
  }
}
