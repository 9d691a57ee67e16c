/** Which panels suit data, by what their manifests say. Pure. */
import type { DataNeeds, PanelSuit, Span } from '../contributions/panel.ts';
import type { FrameData } from './frame.ts';

export interface DataFacts {
  /** Undefined where some frames have times and others have none. */
  readonly time: boolean | undefined;
  readonly numbers: number;
  readonly texts: number;
  readonly rows: number;
  readonly names: ReadonlySet<string>;
  readonly shapes: ReadonlySet<string>;
}
export interface Proposal<Each> {
  readonly panel: Each;
  readonly suit: PanelSuit;
}

export function factsOf(frames: readonly FrameData[]): DataFacts {
  const fields = frames.flatMap((frame) => frame.fields);
  const timed = frames.filter((frame) => frame.fields.some(({ type }) => type === 'time')).length;
  return {
    time: timed === frames.length ? frames.length > 0 : timed === 0 ? false : undefined,
    numbers: fields.filter(({ type }) => type === 'number').length,
    texts: fields.filter(({ type }) => type === 'string' || type === 'boolean' || type === 'enum').length,
    rows: frames.reduce((most, { length }) => Math.max(most, length), 0),
    names: new Set(fields.map(({ name }) => name.toLowerCase())),
    shapes: new Set([
      ...frames.flatMap(({ meta }) => [meta?.type, meta?.preferredVisualisationType].filter((shape) => shape !== undefined)),
      ...fields.map(({ type }) => type),
    ]),
  };
}

export function meets(facts: DataFacts, { time, numbers, texts, rows, fields, shapes }: DataNeeds): boolean {
  const within = (count: number, span: Span | undefined): boolean =>
    !span || (count >= span[0] && count <= (span[1] ?? Number.POSITIVE_INFINITY));
  return (
    (time === undefined || facts.time === time) &&
    within(facts.numbers, numbers) &&
    within(facts.texts, texts) &&
    within(facts.rows, rows) &&
    (fields ?? []).every((names) => names.split('|').some((name) => facts.names.has(name.toLowerCase()))) &&
    (!shapes || shapes.some((shape) => facts.shapes.has(shape)))
  );
}

/** Best first. Of what a panel says of itself, plain and special forms each count once, by their best. Nothing suits no rows. */
export function proposals<Each extends { readonly suits?: readonly PanelSuit[] }>(
  panels: readonly Each[],
  frames: readonly FrameData[],
): Proposal<Each>[] {
  const facts = factsOf(frames);
  if (facts.rows === 0) return [];
  const found = panels.flatMap((panel) => {
    const forms = new Map<string, PanelSuit>();
    for (const suit of panel.suits ?? []) {
      if (!meets(facts, suit.needs)) continue;
      const form = JSON.stringify([suit.titles ?? null]);
      if (suit.score > (forms.get(form)?.score ?? 0)) forms.set(form, suit);
    }
    return [...forms.values()].map((suit) => ({ panel, suit }));
  });
  return found.sort((one, other) => other.suit.score - one.suit.score);
}
