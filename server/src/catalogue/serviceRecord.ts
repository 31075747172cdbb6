/** Every fact about one service that may stand in a trust policy. Rules, completion and all that speaks of services read it here. */
export interface ServiceRecord {
  /** As IAM spells it: `lambda.amazonaws.com`. */
  readonly name: string;
  /** Its proper name; the principal where none is known. */
  readonly service: string;
  /** What it does with a role, in a sentence; undefined where nothing better than its name is known. */
  readonly use: string | undefined;
  /** Place among the services that most roles are for, from 1. */
  readonly rank: number | undefined;
  /** Whether customers put it into their roles' trust policies. */
  readonly trustee: 'yes' | 'no' | 'slr-only' | 'unknown';
  readonly confidence: 'high' | 'medium' | 'low';
  readonly companions: ServiceCompanions;
  readonly sends: ServiceSends;
  readonly forms: ServiceForms;
  /** The first day of a role for it, where that is known. */
  readonly since: string | undefined;
  /** The last one, `past` where only that much is known. */
  readonly until: string | undefined;
  /** The principal that takes its place. */
  readonly successor: string | undefined;
  /** Resources of it that another principal acts for by now. */
  readonly moved: readonly MovedResource[];
  /** The page of AWS's documentation that has the facts, where it was read. */
  readonly page: string | undefined;
  /** The day the record was last compared with its sources. */
  readonly asOf: string;
}

/** Actions that a service needs beside sts:AssumeRole. */
export interface ServiceCompanions {
  /** Without them none of its calls works. */
  readonly always: readonly string[];
  /** AWS's own trust policies for it have them. */
  readonly usual: readonly string[];
  /** By action, what it is needed for. */
  readonly some: Readonly<Record<string, string>>;
}

/** What the calls of a service tell of whom they are made for, as far as AWS documents it. */
export interface ServiceSends {
  /** Whether they carry aws:SourceAccount; undefined where it is not documented. */
  readonly sourceAccount: boolean | undefined;
  /** ARNs that it sends as aws:SourceArn, with REGION, ACCOUNT and others in place of names. */
  readonly sourceArns: readonly string[];
  /** Whether it sends no others, or others of its own resources only. */
  readonly arns: 'complete' | 'own' | 'some';
  /** The account in both is seldom that of the role. */
  readonly ofOtherAccount: boolean;
  /** The sts:ExternalId that it sends: the value where that is a constant, and what it is. */
  readonly externalId: { readonly value: string | undefined; readonly what: string } | undefined;
}

/** Other names of a service. */
export interface ServiceForms {
  /** Whether it has names with a Region in them; false where IAM rejects them, undefined where that is not known. */
  readonly regional: boolean | undefined;
  /** Its names in other partitions. */
  readonly others: readonly string[];
  /** Whether the name in China takes the plain one's place there. */
  readonly replacedInChina: boolean;
}

/** Resources that a service acted for until some day. */
export interface MovedResource {
  /** What the ARNs of them start with, with REGION and ACCOUNT in place of names. */
  readonly arn: string;
  readonly on: string;
  /** The principal that acts for them. */
  readonly to: string;
}

/** A record as the table has it: what it does not say is as in most records. */
export type ServiceRow =
  | string
  | [
      name: string,
      service: string,
      trustee: ServiceRecord['trustee'],
      confidence: ServiceRecord['confidence'],
      more?: {
        u?: string;
        k?: number;
        n?: readonly string[];
        m?: readonly string[];
        x?: Readonly<Record<string, string>>;
        s?: boolean;
        a?: readonly string[];
        w?: 'complete' | 'own';
        z?: true;
        e?: readonly [what: string, value?: string];
        r?: boolean;
        o?: readonly string[];
        c?: true;
        b?: string;
        q?: string;
        t?: string;
        v?: readonly MovedResource[];
        p?: string;
        d?: string;
      },
    ];

const NONE: readonly string[] = [];
/** What all pages start with. */
export const DOCS = 'https://docs.aws.amazon.com/';

/** The record of a row. @param asOf the day of rows that do not say theirs */
export function recordOf(row: ServiceRow, asOf: string): ServiceRecord {
  const [name, service, trustee, confidence, more = {}] =
    typeof row === 'string' ? ([row, row, 'unknown', 'low'] as const) : row;
  return {
    name,
    service,
    use: more.u,
    rank: more.k,
    trustee,
    confidence,
    companions: { always: more.n ?? NONE, usual: more.m ?? NONE, some: more.x ?? {} },
    sends: {
      sourceAccount: more.s,
      sourceArns: more.a ?? NONE,
      arns: more.w ?? 'some',
      ofOtherAccount: more.z ?? false,
      externalId: more.e && { what: more.e[0], value: more.e[1] },
    },
    forms: { regional: more.r, others: more.o ?? NONE, replacedInChina: more.c ?? false },
    since: more.b,
    until: more.q,
    successor: more.t,
    moved: more.v ?? [],
    page: more.p === undefined ? undefined : DOCS + more.p,
    asOf: more.d ?? asOf,
  };
}
