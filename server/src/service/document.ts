import type { Named } from '../hosts/detect.ts';
import type { Extraction, HostDocument } from '../hosts/host.ts';
import { jsonHost } from '../hosts/json/index.ts';
import type { Policy } from '../policy/model.ts';
import { readPolicy } from '../policy/read.ts';
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
    let policy = this.#policies.get(source);
    if (!policy) this.#policies.set(source, (policy = readPolicy(source)));
    return policy;
  }

  /** The trust policies of the document, in order. */
  get trustPolicies(): readonly Policy[] {
    return this.extraction.policies.filter((p) => p.kind === 'trust').map((p) => this.policy(p));
  }

  /** The innermost trust policy around an offset. */
  trustPolicyAt(offset: number): Policy | undefined {
    return this.trustPolicies.findLast(({ source: { root } }) => root.span.start <= offset && offset <= root.span.end);
  }

  get extraction(): Extraction {
    this.#extraction ??= jsonHost.extract(this);
    return this.#extraction;
  }
}
