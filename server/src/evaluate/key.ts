import { conditionKey } from '../catalogue/conditionKeys.ts';
import { oidcProvider } from '../catalogue/oidcProviders.ts';
import { parseProviderKey, type ProviderKey } from '../iam/providerKey.ts';
import { claimsFor } from '../policy/oidcClaims.ts';
import { sends, type CallerFacts, type Sending } from '../semantics/request.ts';
import { one, type Sent } from '../semantics/sent.ts';

/** A condition key, looked up once. */
export class Key {
  readonly name: string;
  readonly lower: string;
  /** Whether our tables know it. */
  readonly isListed: boolean;
  /** The key taken apart, when it is an OIDC provider's. */
  readonly provider: { readonly issuer: string; readonly claim: string } | undefined;
  /** Whether a request has several values of it; undefined where that is not known. */
  readonly isMany: boolean | undefined;
  readonly #sending = new Map<string, Sending>();
  readonly #providerKey: ProviderKey | undefined;
  #isCarried: boolean | undefined;

  constructor(name: string) {
    this.name = name;
    this.lower = name.toLowerCase();
    const known = conditionKey(name);
    this.#providerKey = known ? undefined : parseProviderKey({ value: name, holes: [] });
    this.provider = this.#providerKey && {
      issuer: this.#providerKey.issuer.value.toLowerCase(),
      claim: this.#providerKey.claim.value.toLowerCase(),
    };
    this.isListed = known !== undefined || this.provider !== undefined;
    this.isMany = known?.multivalued ?? (this.provider && this.provider.claim === 'amr');
  }

  /** Whether such a caller sends it; asked again and again. */
  sentBy(caller: CallerFacts): Sending {
    const of = caller.service === undefined ? caller.kinds.join() : `service ${caller.service}`;
    let known = this.#sending.get(of);
    if (!known) this.#sending.set(of, (known = sends(caller, this.name)));
    return known;
  }

  /** Whether AWS carries such a claim of its provider. */
  get isCarried(): boolean {
    const key = this.#providerKey;
    return (this.#isCarried ??=
      key !== undefined &&
      claimsFor(key.issuer, oidcProvider(key.issuer.value)).some((c) => c.toLowerCase() === this.provider?.claim));
  }

  /** What a request has that states one value of it, or several. */
  sent(stated: string | readonly string[]): Sent {
    if (typeof stated === 'string') return this.isMany ? { kind: 'many', values: [stated] } : one(stated);
    const [only] = stated;
    return this.isMany === false && stated.length === 1 && only !== undefined
      ? one(only)
      : { kind: 'many', values: stated };
  }
}

/** The keys that somebody asks about, each looked up once. */
export class Keys {
  readonly #byName = new Map<string, Key>();

  of(name: string): Key {
    let key = this.#byName.get(name);
    if (!key) {
      key = new Key(name);
      if (this.#byName.size < MOST) this.#byName.set(name, key);
    }
    return key;
  }
}

/** More than a policy and its requests have that IAM takes. */
const MOST = 2000;
