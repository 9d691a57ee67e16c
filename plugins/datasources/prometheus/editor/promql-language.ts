/** PromQL in the code editor: colours, completion from the server, problems, and what a metric is when it is pointed at. Loaded with the editor. */
import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import type { Diagnostic } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { type EditorView, hoverTooltip } from '@codemirror/view';
import { LanguageType, type PrometheusClient, PromQLExtension, promQLLanguage } from '@prometheus-io/codemirror-promql';
import { EqlRegex, EqlSingle, Neq, NeqRegex } from '@prometheus-io/lezer-promql';
import { printMatcher } from '../promql/print.ts';
import { standIn } from '../promql/variables.ts';
import type { Source } from './source.ts';

export function promql(source: () => Source, variables: () => readonly string[]): readonly Extension[] {
  const extension = new PromQLExtension();
  // Its types come by the other door of the same packages: what TypeScript calls two kinds of view is one.
  const lint = extension.getLinter().promQL() as unknown as Lint;
  extension
    .setComplete({ remote: clientOf(source) })
    .setLinter({ promQL: () => (view: unknown) => problemsIn(view as EditorView, lint) } as never);
  return [
    extension.asExtension(),
    EditorState.languageData.of(() => [{ autocomplete: (context: CompletionContext) => variablesAt(context, variables()) }]),
    metricHover(source),
  ];
}

type Lint = (view: Pick<EditorView, 'state'>) => readonly Diagnostic[];

/** Variables are no PromQL: checked is the text with something of their kind in their place. */
function problemsIn(view: EditorView, lint: Lint): Diagnostic[] {
  const written = view.state.doc.toString();
  const { text, original, restore } = standIn(written);
  if (text.trim() === '') return [];
  const state = EditorState.create({ doc: text, extensions: [promQLLanguage(LanguageType.PromQL)] });
  ensureSyntaxTree(state, text.length, 200);
  return lint({ state })
    .map((problem) => ({ ...problem, from: original(problem.from), to: original(problem.to), message: restore(problem.message) }))
    .filter(
      ({ from, to, message }) =>
        from <= to && to <= written.length && !(message.startsWith('expected type') && standsForQuery(written.slice(from, to))),
    );
}

/** A variable outside of brackets and quotes may be a number as well as a metric: its type is not known. */
function standsForQuery(piece: string): boolean {
  return piece.replace(/\[[^\]]*\]|"[^"]*"/g, '').includes('$');
}

const operators: Readonly<Record<number, '=' | '!=' | '=~' | '!~'>> = { [EqlSingle]: '=', [Neq]: '!=', [EqlRegex]: '=~', [NeqRegex]: '!~' };
type Matchers = Parameters<PrometheusClient['labelValues']>[2];

function selectorOf(metric = '', matchers: Matchers = []): string | undefined {
  const inside = matchers
    .filter(({ value, name }) => value !== '' && name !== '__name__')
    .map(({ name, value, type }) => printMatcher({ label: name, operator: operators[type] ?? '=', value }))
    // A value that has a variable in it says nothing to the server.
    .filter((matcher) => !matcher.includes('$'))
    .join(',');
  const named = metric.includes('$') ? '' : metric;
  return named || inside ? `${named}${inside && `{${inside}}`}` : undefined;
}

/** Completion asks these; a server that does not answer leaves it with the words of the language. */
function clientOf(source: () => Source): PrometheusClient {
  const quietly = async <Value>(work: () => Promise<Value>, otherwise: Value): Promise<Value> => {
    try {
      return await work();
    } catch {
      return otherwise;
    }
  };
  return {
    labelNames: (metric) => quietly(async () => [...(await source().labels(selectorOf(metric)))], []),
    labelValues: (label, metric, matchers) => quietly(async () => [...(await source().values(label, selectorOf(metric, matchers)))], []),
    metricMetadata: () =>
      quietly(async () => Object.fromEntries(Object.entries(await source().metadata()).map(([name, list]) => [name, [...list]])), {}),
    series: (metric, matchers) =>
      quietly(
        async () =>
          (await source().series(selectorOf(metric, matchers) ?? '{__name__!=""}')).map((labels) => new Map(Object.entries(labels))),
        [],
      ),
    metricNames: () => quietly(async () => [...(await source().metrics())], []),
    flags: () => Promise.resolve({}),
  };
}

const builtIn = ['__rate_interval', '__interval', '__range', '__interval_ms', '__range_s'];

/** `$` offers the dashboard's variables. */
function variablesAt(context: CompletionContext, variables: readonly string[]): CompletionResult | null {
  const word = context.matchBefore(/\$\w*/);
  if (!word) return null;
  return {
    from: word.from,
    options: [...builtIn, ...variables].map((name) => ({ label: `$${name}`, type: 'variable' })),
    validFor: /^\$\w*$/,
  };
}

function metricHover(source: () => Source): Extension {
  return hoverTooltip(async ({ state }, at) => {
    const node = syntaxTree(state).resolveInner(at, -1);
    if (node.name !== 'Identifier') return null;
    const name = state.sliceDoc(node.from, node.to);
    const all = await source()
      .metadata()
      .catch((): Awaited<ReturnType<Source['metadata']>> => ({}));
    const [known] = all[name] ?? [];
    if (!known) return null;
    return {
      pos: node.from,
      end: node.to,
      above: true,
      create() {
        const dom = document.createElement('div');
        dom.appendChild(document.createElement('strong')).textContent = [name, known.type, known.unit].filter(Boolean).join(' · ');
        dom.appendChild(document.createElement('div')).textContent = known.help;
        return { dom };
      },
    };
  });
}
