import type { GraphNode } from './graph.ts';

/** Where a shape goes. */
interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How far a shape reaches beyond its text at each side. Pixels. */
const SIDES: Readonly<Partial<Record<GraphNode['kind'], number>>> = {
  account: 8,
  vendor: 4,
  service: 10,
  provider: 12,
  everyone: 24,
};

export function sideOf(kind: GraphNode['kind']): number {
  return SIDES[kind] ?? 0;
}

/** The outline of a node: each kind has its own, so that colour alone tells nothing. */
export function outlineOf(kind: GraphNode['kind'], { left, top, width, height }: Frame): string {
  const [right, bottom, side] = [left + width, top + height, sideOf(kind)];
  const [middle, centre] = [top + height / 2, left + width / 2];
  switch (kind) {
    case 'account': // a second line at its left
      return path(`M${xy(left, top)}H${n(right)}V${n(bottom)}H${n(left)}ZM${xy(left + 6, top)}V${n(bottom)}`);
    case 'vendor': // its corners cut off
      return path(
        `M${xy(left + 8, top)}H${n(right - 8)}L${xy(right, top + 8)}V${n(bottom - 8)}L${xy(right - 8, bottom)}` +
          `H${n(left + 8)}L${xy(left, bottom - 8)}V${n(top + 8)}Z`,
      );
    case 'service': // pointed at both sides
      return path(
        `M${xy(left + side, top)}H${n(right - side)}L${xy(right, middle)}L${xy(right - side, bottom)}` +
          `H${n(left + side)}L${xy(left, middle)}Z`,
      );
    case 'provider': // slanted
      return path(`M${xy(left + side, top)}H${n(right)}L${xy(right - side, bottom)}H${n(left)}Z`);
    case 'everyone':
      return `<ellipse class="shape" cx="${n(centre)}" cy="${n(middle)}" rx="${n(width / 2)}" ry="${n(height / 2)}"/>`;
    case 'role':
    case 'principal':
    case 'guard':
    case 'deny':
    case 'nothing':
      return `<rect x="${n(left)}" y="${n(top)}" width="${n(width)}" height="${n(height)}" rx="${kind === 'role' ? 18 : 4}"/>`;
  }
}

function path(d: string): string {
  return `<path class="shape" d="${d}"/>`;
}

function xy(x: number, y: number): string {
  return `${n(x)} ${n(y)}`;
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export const SHAPE_STYLE = `
.trust .shape{fill:var(--vscode-editorWidget-background,#f6f8fa);stroke:var(--vscode-contrastBorder,var(--vscode-editor-foreground,#57606a));stroke-opacity:.75;stroke-width:1.2}
.trust .everyone .shape{stroke:var(--vscode-charts-red,#cf222e);stroke-width:2;stroke-opacity:1}
.trust g:focus-visible .shape{stroke:var(--vscode-focusBorder,#0969da);stroke-width:3;stroke-opacity:1}
.trust [role=button]:hover .shape{stroke-width:3}
`.trim();
