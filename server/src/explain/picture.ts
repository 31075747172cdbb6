import type { Graph, GraphEdge, GraphNode } from '../diagram/graph.ts';
import { sidOf } from '../policy/sid.ts';
import { itemsOf } from '../tree/node.ts';
import { displayText } from './phrases.ts';
import type { Explanation } from './statement.ts';

/** Who → through which call, on which conditions → the role. */
export function pictureOf(explanations: readonly Explanation[], role: string | undefined): Graph {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  explanations.forEach((explanation, s) => {
    const gate = `gate${s}`;
    const who = explanation.who.each.length ? explanation.who.each : ['nobody'];
    who.forEach((phrase, i) => {
      const id = `who${s}x${i}`;
      nodes.push({
        id,
        kind: explanation.who.each.length ? 'principal' : 'nothing',
        heading: capital(displayText(phrase)),
        lines: [],
      });
      edges.push({ from: id, to: gate, kind: 'flow' });
    });
    nodes.push(gateOf(gate, explanation, s));
    edges.push({ from: gate, to: 'role', kind: explanation.effect === 'lets in' ? 'flow' : 'blocked' });
  });
  nodes.push({
    id: 'role',
    kind: 'role',
    heading: role === undefined ? 'The role' : `Role ${displayText(role)}`,
    lines: [],
  });
  return { title: explanations.map((e) => e.sentence).join('. '), nodes, edges };
}

function gateOf(id: string, { statement, guards, who, effect, sentence }: Explanation, index: number): GraphNode {
  const actions = itemsOf((statement.elements.get('Action') ?? statement.elements.get('NotAction'))?.value);
  const call = actions.map((a) => (a.kind === 'string' ? displayText(a.value) : '…')).join(', ');
  const asked = guards.filter((g) => !who.mentioned.has(g.condition)).map((g) => capital(g.phrase));
  const name = displayText(sidOf(statement) ?? `Statement ${index + 1}`);
  const nothing = effect === 'nothing' ? [sentence] : [];
  return {
    id,
    kind: effect === 'keeps out' ? 'deny' : effect === 'nothing' ? 'nothing' : 'guard',
    heading: effect === 'keeps out' ? `${name}: Deny` : name,
    lines: [call === '' ? 'no action' : call, ...asked, ...nothing],
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
