/** No picture shows more: beyond, nothing can be made out, and to lay it out takes long. */
export const MOST_NODES = 120;
export const MOST_EDGES = 160;

/** What a picture shows: things, and arrows between them. */
export interface Graph {
  /** What it is a picture of, for those who do not see it. */
  readonly title: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  /** Letters and digits. */
  readonly id: string;
  /** Decides its colour. */
  readonly kind: 'principal' | 'guard' | 'deny' | 'role' | 'nothing';
  /** One heading, then details. */
  readonly heading: string;
  readonly lines: readonly string[];
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** blocked: nobody comes through. */
  readonly kind: 'flow' | 'blocked';
}
