import type { Named } from '../hosts/detect.ts';
import type { Extraction, HostDocument } from '../hosts/host.ts';
import { jsonHost } from '../hosts/json/index.ts';
import type { Policy } from '../policy/model.ts';
import { readPolicy } from '../policy/read.ts';
import { finish, type Steps } from '../steps.ts';
import type { PolicySource } from '../tree/source.ts';

/** One version of a document, read once; everything asked of it shares the reading. */
export class PolicyDocument implements HostDocument {
  readonly text: string;
  readonly named: Named;
  readonly stays: boolean;
  #extraction: Extraction | undefined;
  readonly #policies = new Map<PolicySource, Policy>();

  /**
   * @param named what the user or the file's name says of it; undefined lets its content decide
   * @param stays whether it was a policy before
   */
  constructor(text: string, named?: Named, stays = false) {
    this.text = text;
    this.named = named;
    this.stays = stays;
  }

  /** What a policy of this document says, read once. */
  policy(source: PolicySource): Policy {
    return this.#policies.get(source) ?? finish(this.#read(source));
  }

  /** What all policies of this document say; where they were not read yet, in steps. */
  *read(): Steps<readonly Policy[]> {
    const policies: Policy[] = [];
    for (const source of this.extraction.policies)
      policies.push(this.#policies.get(source) ?? (yield* this.#read(source)));
    return policies;
  }

  *#read(source: PolicySource): Steps<Policy> {
    const policy = yield* readPolicy(source);
    const known = this.#policies.get(source); // somebody else was quicker
    if (!known) this.#policies.set(source, policy);
    return known ?? policy;
  }

  /** The trust policies of the document, in order. */
  get trustPolicies(): readonly Policy[] {
    return this.extraction.policies.filter((p) => p.kind === 'trust').map((p) => this.policy(p));
  }

  /** The innermost trust policy around an offset. */
  trustPolicyAt(offset: number): Policy | undefined {
    const source = this.extraction.policies.findLast(
      ({ kind, root: { span } }) => kind === 'trust' && span.start <= offset && offset <= span.end,
    );
    return source && this.policy(source);
  }

  /** The trust policy that an offset is about: the innermost around it, else that of the role told of there or last before; else the first. */
  trustPolicyNear(offset: number): Policy | undefined {
    const begins = (p: Policy): number => p.source.owner?.span.start ?? p.source.root.span.start;
    const policies = this.trustPolicies;
    return this.trustPolicyAt(offset) ?? policies.findLast((p) => begins(p) <= offset) ?? policies[0];
  }

  get extraction(): Extraction {
    this.#extraction ??= jsonHost.extract(this);
    return this.#extraction;
  }
}
