import { describe, expect, test } from 'vitest';
import { parseDiagram } from './parse.ts';
import { place } from './place.ts';

const read = (text: string) => {
  const parsed = parseDiagram(text);
  if (!parsed.ok) throw new Error(`line ${parsed.line}: ${parsed.found}`);
  return parsed.value;
};

describe('a text', () => {
  test('names nodes with their shapes, and what leads where', () => {
    const { direction, nodes, edges } = read('graph LR\n  a[One] --> b(Two)\n  b -.->|asks| c{Three}\n  c ==> d((Four)) & e[(Five)]');
    expect(direction).toBe('LR');
    expect(nodes.map(({ id, text, shape }) => `${id} ${text} ${shape}`)).toEqual([
      'a One box',
      'b Two round',
      'c Three diamond',
      'd Four circle',
      'e Five store',
    ]);
    expect(edges.map(({ from, to, text, line }) => `${from}>${to} ${text} ${line}`)).toEqual([
      'a>b  solid',
      'b>c asks dotted',
      'c>d  thick',
      'c>e  thick',
    ]);
  });
  test('may chain, quote, comment and style', () => {
    const { nodes, edges } = read('flowchart TD; a --> b --> c\n%% nothing\nstyle a fill:#f00\nd["with [brackets]"] -- says --> a');
    expect(edges.map(({ from, to, text }) => `${from}>${to} ${text}`.trim())).toEqual(['a>b', 'b>c', 'd>a says']);
    expect(nodes.find(({ id }) => id === 'd')?.text).toBe('with [brackets]');
  });
  test('groups what stands between subgraph and end', () => {
    const { nodes, groups } = read('graph TB\nsubgraph back [Back end]\n  api --> db\nend\nweb --> api');
    expect(groups).toEqual([{ id: 'back', text: 'Back end' }]);
    expect(nodes.filter(({ group }) => group === 'back').map(({ id }) => id)).toEqual(['api', 'db']);
  });
  test.each([
    ['graph LR\na --> ', 2],
    ['graph LR\na [One', 2],
    ['end', 1],
    ['graph LR\nok\n<script>', 3],
  ])('%j cannot be read, and says in which line', (text, line) => {
    expect(parseDiagram(text)).toMatchObject({ ok: false, line });
  });
});

describe('a drawing', () => {
  test('gives every node its place, and every line its bends', () => {
    const { nodes, edges, width, groups } = place(read('graph LR\nsubgraph g\na --> b\nend\nb -->|x| c'), (id) =>
      id === 'a' ? '7 %' : undefined,
    );
    expect(new Set(nodes.map(({ x }) => x)).size).toBe(3);
    expect(nodes[0]?.lines).toEqual(['a', '7 %']);
    expect(edges.every(({ points }) => points.length >= 2)).toBe(true);
    expect(groups[0]?.width).toBeGreaterThan(50);
    expect(width).toBeGreaterThan(150);
  });
});
