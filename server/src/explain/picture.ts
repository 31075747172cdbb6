import { MOST_NODES, type Graph, type GraphEdge, type GraphNode } from '../diagram/graph.ts';
import { sidOf } from '../policy/sid.ts';
import { itemsOf } from '../tree/node.ts';
import { andMore, displayText, readable } from './phrases.ts';
import { clauseText } from '../text/clause.ts';
import { capital } from './phrase.ts';
import { whoAtStart } from './principals.ts';
import { denyingText } from './sentence.ts';
import type { Explanation } from './statement.ts';

/** Lines of a box, and actions in one of them. */
const MOST_LINES = 12;

/**
 * Who → through which call, on which conditions → the role.
 * @param unexplained how many more statements the policy has
 */
export function pictureOf(explanations: readonly Explanation[], role: string | undefined, unexplained = 0): Graph {
  const { shown, most } = shareOf(explanations);
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  shown.forEach((explanation, s) => {
    const gate = `gate${s}`;
    const { each } = explanation.who;
    const phrases = each.length ? each.map((phrases) => whoAtStart([phrases])) : ['No one'];
    readable(phrases, most).forEach((heading, i) => {
      const id = `who${s}x${i}`;
      nodes.push({
        id,
        kind: each.length ? 'principal' : 'nothing',
        heading,
        lines: [],
        label: `${heading}, in ${nameOf(explanation, s)}`,
      });
      edges.push({ from: id, to: gate, kind: 'flow' });
    });
    nodes.push(gateOf(gate, explanation, s));
    edges.push({ from: gate, to: 'role', kind: explanation.effect === 'allows' ? 'flow' : 'blocked' });
  });
  nodes.push({
    id: 'role',
    kind: 'role',
    heading: role === undefined ? 'This role' : `Role ${displayText(role)}`,
    lines: [],
  });
  const left = explanations.length - shown.length + unexplained;
  const more = `${andMore(left)} statement${left === 1 ? '' : 's'}`;
  if (left) nodes.push({ id: 'more', kind: 'nothing', heading: more, lines: [] });
  return {
    title: [...shown.map((e) => e.sentence), ...(left ? [more] : [])].join('. '),
    nodes,
    edges,
    keepsOrder: true,
  };
}

/** As many statements as fit in a picture, and how many callers of each. */
function shareOf(explanations: readonly Explanation[]): { shown: readonly Explanation[]; most: number } {
  const room = MOST_NODES - 2; // the role, and the statements left out
  const nodesOf = ({ who }: Explanation, most: number): number => Math.min(Math.max(who.each.length, 1), most) + 1;
  const fit = (most: number): number => {
    let nodes = 0;
    const beyond = explanations.findIndex((explanation) => (nodes += nodesOf(explanation, most)) > room);
    return beyond < 0 ? explanations.length : beyond;
  };
  let most = room - 1;
  while (most > 2 && fit(most) < explanations.length) most--;
  return { shown: explanations.slice(0, fit(most)), most };
}

function nameOf({ statement }: Explanation, index: number): string {
  return displayText(sidOf(statement) ?? `Statement ${index + 1}`);
}

function gateOf(id: string, explanation: Explanation, index: number): GraphNode {
  const { statement, guards, who, effect, sentence, says } = explanation;
  const deniedBy = says.says === 'allows' ? says.deniedBy : [];
  const actions = itemsOf((statement.elements.get('Action') ?? statement.elements.get('NotAction'))?.value);
  const call = readable(
    actions.map((a) => (a.kind === 'string' ? displayText(a.value) : '…')),
    MOST_LINES,
  ).join(', ');
  const asked = guards.filter((g) => !who.mentioned.has(g.condition)).map((g) => capital(clauseText(g.clause)));
  const name = nameOf(explanation, index);
  const nothing = effect === 'nothing' ? [sentence] : deniedBy.length ? [`But ${denyingText(deniedBy)}`] : [];
  return {
    id,
    kind: effect === 'denies' ? 'deny' : effect === 'allows' ? 'guard' : 'nothing',
    heading: effect === 'denies' ? `${name}: Deny` : name,
    lines: [call === '' ? 'No action' : call, ...readable(asked, MOST_LINES), ...nothing],
    label: `${name}: ${sentence}`,
    tells: { command: 'showStatement', argument: String(index) },
  };
}
