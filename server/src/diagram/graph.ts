/** No picture shows more: beyond, nothing can be made out, and to lay it out takes long. */
export const MOST_NODES = 120;
export const MOST_EDGES = 160;

/** What a picture shows: things, and arrows between them. */
export interface Graph {
  /** What it is a picture of, for those who do not see it. */
  readonly title: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Whether nodes stand from top to bottom as they come; otherwise as few arrows cross as can be. */
  readonly keepsOrder?: boolean;
}

export interface GraphNode {
  /** Letters and digits. */
  readonly id: string;
  /** Decides its shape and colour. */
  readonly kind:
    'principal' | 'guard' | 'deny' | 'role' | 'nothing' | 'account' | 'vendor' | 'service' | 'provider' | 'everyone';
  /** One heading, then details. */
  readonly heading: string;
  readonly lines: readonly string[];
  /** What it is and where its arrows lead, for those who do not see it: of a button besides heading and lines, else in their place. */
  readonly label?: string;
  /** Makes it a button, which tells the page this. */
  readonly tells?: { readonly command: string; readonly argument: string };
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** blocked: nobody comes through. */
  readonly kind: 'flow' | 'blocked';
}
