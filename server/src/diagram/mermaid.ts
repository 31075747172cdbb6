import { printable } from '../text/printable.ts';
import type { Graph, GraphNode } from './graph.ts';

/** The picture as a Mermaid flowchart. https://mermaid.js.org/syntax/flowchart.html */
export function mermaidOf({ nodes, edges }: Graph): string {
  return [
    'flowchart LR',
    ...nodes.map((node) => `  ${node.id}${shapeOf(node)}`),
    ...edges.map(({ from, to, kind }) => `  ${from} ${kind === 'blocked' ? '-. nobody .->' : '-->'} ${to}`),
    '',
  ].join('\n');
}

function shapeOf({ kind, heading, lines }: GraphNode): string {
  const text = [heading, ...lines].map(quoted).join('<br/>');
  switch (kind) {
    case 'role':
      return `(["${text}"])`;
    case 'guard':
    case 'service':
      return `{{"${text}"}}`;
    case 'account':
      return `[["${text}"]]`;
    case 'vendor':
      return `[/"${text}"\\]`;
    case 'provider':
      return `[/"${text}"/]`;
    case 'everyone':
      return `(("${text}"))`;
    case 'principal':
    case 'deny':
    case 'nothing':
      return `["${text}"]`;
  }
}

/** Mermaid reads entity codes in quoted text; what could end the text or be markup is written as one. */
function quoted(text: string): string {
  return printable(text).replace(/["#<>&`[\](){}|\\;]/g, (c) => `#${c.charCodeAt(0)};`);
}
