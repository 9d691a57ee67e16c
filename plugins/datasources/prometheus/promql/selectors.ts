/** The vector selectors of a PromQL text: where they are, and which labels they already ask for. Pure; used on both sides. */
import { parser } from '@prometheus-io/lezer-promql';

export interface Selector {
  readonly from: number;
  readonly to: number;
  /** Where matchers go in: between the braces, or behind the name when there are none. */
  readonly braces?: { readonly from: number; readonly to: number; readonly empty: boolean };
  readonly text: string;
}

/** Undefined for a text that is no PromQL: whoever asks says so better than we could. */
export function selectorsOf(expr: string): Selector[] | undefined {
  const found: Selector[] = [];
  let broken = false;
  parser.parse(expr).iterate({
    enter({ node, name, from, to, type }) {
      if (type.isError) broken = true;
      if (name !== 'VectorSelector') return;
      const matchers = node.getChild('LabelMatchers');
      found.push({
        from,
        to,
        text: expr.slice(from, to),
        ...(matchers && { braces: { from: matchers.from, to: matchers.to, empty: matchers.firstChild === null } }),
      });
    },
  });
  return broken ? undefined : found;
}
