import { Graph as Layout, layout } from '@dagrejs/dagre';
import { printable } from '../text/printable.ts';
import type { Graph, GraphEdge, GraphNode } from './graph.ts';
import { FONT, linesOf, widthOf } from './lettering.ts';
import { outlineOf, SHAPE_STYLE, sideOf } from './shapes.ts';

/** A drawn picture: the element, and the style it needs. */
export interface Drawing {
  readonly svg: string;
  readonly style: string;
}

const LINE = 18;
const PAD = 12;

/** Draws a graph from left to right, in the size of the text around it. Colours follow the editor's theme where it has one. */
export function draw(graph: Graph): Drawing {
  const plan = new Layout();
  plan.setGraph({ rankdir: 'LR', nodesep: 22, ranksep: 40, marginx: 12, marginy: 12 });
  plan.setDefaultEdgeLabel(() => ({}));
  const boxes = new Map(graph.nodes.map((node) => [node.id, boxOf(node)]));
  for (const [id, { width, height }] of boxes) plan.setNode(id, { width, height });
  for (const { from, to } of graph.edges) plan.setEdge(from, to);
  layout(plan, { disableOptimalOrderHeuristic: graph.keepsOrder === true });
  const { width, height } = sizeOf(plan.graph() as Size);
  const edges = graph.edges.map((edge) => edgeSvg(edge, wayOf(edge)));
  /** From side to side, so that no arrow comes out of the middle of a box it passes. */
  function wayOf({ from, to }: GraphEdge): readonly Point[] {
    const { points = [] } = plan.edge(from, to) as { points?: Point[] };
    const [a, b] = [plan.node(from) as Point, plan.node(to) as Point];
    const [halfA, halfB] = [from, to].map((id) => (boxes.get(id)?.width ?? 0) / 2);
    const side = b.x >= a.x ? 1 : -1;
    return [
      { x: a.x + side * (halfA ?? 0), y: a.y },
      ...(points.length > 3 ? points.slice(1, -1) : []),
      { x: b.x - side * (halfB ?? 0), y: b.y },
    ];
  }
  const nodes = graph.nodes.map((node) => nodeSvg(node, plan.node(node.id) as Point, boxes.get(node.id)));
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" class="trust" role="group" aria-label="${xml(graph.title)}" ` +
    `viewBox="0 0 ${round(width)} ${round(height)}" width="${ems(width)}" height="${ems(height)}">` +
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">' +
    '<path class="head" d="M0 0 8 4 0 8z"/></marker></defs>' +
    `${edges.join('')}${nodes.join('')}</svg>`;
  return { svg, style: `${STYLE}\n${SHAPE_STYLE}` };
}

interface Size {
  readonly width?: number;
  readonly height?: number;
}

/** A layout of nothing is as large as it is not. */
function sizeOf({ width = 0, height = 0 }: Size): Required<Size> {
  return { width: Math.max(width, 0), height: Math.max(height, 0) };
}

/** A file of its own: the style inside, with colours for where there is no theme, and nothing that asks to be pressed. */
export function standalone({ svg, style }: Drawing): string {
  const still = svg.replace(/ role="button" tabindex="0" data-command="[^"]*" data-argument="[^"]*"/g, ' role="img"');
  return `${still.replace('<defs>', `<style>${style}</style><defs>`)}\n`;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Box {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
  /** How many of the lines are the heading's. */
  readonly heading: number;
}

function boxOf({ kind, heading, lines }: GraphNode): Box {
  const first = linesOf(heading, true);
  const all = [...first, ...lines.flatMap((line) => linesOf(line, false))];
  const widths = all.map((line, i) => widthOf(line, i < first.length));
  return {
    width: round(Math.max(...widths, 40) + 2 * (PAD + sideOf(kind))),
    height: all.length * LINE + 2 * PAD - 4,
    lines: all,
    heading: first.length,
  };
}

function nodeSvg(node: GraphNode, { x, y }: Point, box: Box | undefined): string {
  if (!box) return '';
  const left = x - box.width / 2;
  const top = y - box.height / 2;
  const rows = box.lines.map(
    (line, i) =>
      `<text${i < box.heading ? ' class="heading"' : ''} x="${round(left + PAD + sideOf(node.kind))}" y="${round(top + PAD + 11 + i * LINE)}">${xml(line)}</text>`,
  );
  const whole = [node.heading, ...node.lines].join(', ');
  return (
    `<g id="node-${node.id}" class="${node.kind}" ${roleOf(node)} ${nameOf(node, whole)}><title>${xml(whole)}</title>` +
    `${outlineOf(node.kind, { left, top, width: box.width, height: box.height })}${rows.join('')}</g>`
  );
}

/** Only what does something is in reach of the keyboard. */
function roleOf({ tells }: GraphNode): string {
  return tells
    ? `role="button" tabindex="0" data-command="${xml(tells.command)}" data-argument="${xml(tells.argument)}"`
    : 'role="img"';
}

/** A button goes by the text that is seen on it, its title; what it is about is added. */
function nameOf({ tells, label }: GraphNode, whole: string): string {
  return tells && label !== undefined ? `aria-description="${xml(label)}"` : `aria-label="${xml(label ?? whole)}"`;
}

function edgeSvg({ kind }: GraphEdge, points: readonly Point[]): string {
  const path = points.map(({ x, y }, i) => `${i ? 'L' : 'M'}${round(x)} ${round(y)}`).join(' ');
  return `<path class="edge ${kind}" d="${path}" marker-end="url(#arrow)"/>`;
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}

/** A length that grows with the text around the picture. */
function ems(pixels: number): string {
  return `${Math.round((pixels / FONT) * 1000) / 1000}em`;
}

function xml(text: string): string {
  return printable(text).replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** Sizes inside are those of the drawing, which is scaled as a whole. */
const STYLE = `
svg.trust{display:block;font-family:var(--vscode-font-family,system-ui,sans-serif);font-size:var(--vscode-font-size,${FONT}px)}
.trust text{font-size:${FONT}px;fill:var(--vscode-editor-foreground,#1f2328)}
.trust .heading{font-weight:600}
.trust rect{fill:var(--vscode-editorWidget-background,#f6f8fa);stroke:var(--vscode-contrastBorder,var(--vscode-editor-foreground,#57606a));stroke-opacity:.75;stroke-width:1.2}
.trust .guard rect{stroke-dasharray:5 3}
.trust .role rect{stroke:var(--vscode-charts-green,#1a7f37);stroke-width:2;stroke-opacity:1}
.trust .deny rect{stroke:var(--vscode-charts-red,#cf222e);stroke-width:2;stroke-opacity:1}
.trust .nothing rect{stroke-dasharray:2 3}
.trust .edge{fill:none;stroke:var(--vscode-editor-foreground,#57606a);stroke-width:1.3}
.trust .edge.blocked{stroke:var(--vscode-charts-red,#cf222e);stroke-dasharray:4 4}
.trust .head{fill:var(--vscode-editor-foreground,#57606a)}
.trust [role=button]{cursor:pointer}
.trust g:focus{outline:none}
.trust g:focus-visible rect{stroke:var(--vscode-focusBorder,#0969da);stroke-width:3;stroke-dasharray:none;stroke-opacity:1}
.trust [role=button]:hover rect{stroke-width:3}
`.trim();
