import type { en } from './en.ts';

const de: typeof en = {
  diagram: 'Diagramm',
  nothing: 'Der Text nennt keine Knoten. Beginne mit: graph LR, und einer Zeile wie web --> db.',
  wrong: (line, found) => `Zeile ${line} ist ab „${found}“ nicht lesbar.`,
  summary: (title, nodes, edges) => `${title}: ${nodes} Knoten, ${edges} Verbindungen.`,
  editors: {
    content: 'Text',
    help: 'Ein Flussdiagramm, wie Mermaid es schreibt. Knoten bekommen Farbe und Wert der Reihe ihres Namens.',
    fill: 'Knoten füllen',
    values: 'Werte zeigen',
  },
};
export default de;
