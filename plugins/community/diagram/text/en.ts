export const en = {
  diagram: 'Diagram',
  nothing: 'The text names no nodes. Begin with: graph LR, and a line such as web --> db.',
  wrong: (line: number, found: string) => `Line ${line} cannot be read from "${found}" on.`,
  summary: (title: string, nodes: number, edges: number) => `${title}: ${nodes} nodes, ${edges} connections.`,
  editors: {
    content: 'Text',
    help: 'A flowchart as Mermaid writes it. Nodes take the colour and value of the series of their name.',
    fill: 'Fill nodes',
    values: 'Show values',
  },
};
