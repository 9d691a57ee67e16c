/** Traces: the spans of a trace on a line of time. */
import './traces.css';
import { definePanel } from '@orrery/plugin-sdk/ui';
import { render } from 'preact';
import { editors } from './editors.ts';
import { defaults, type TracesOptions } from './options.ts';
import { t } from './text/index.ts';
import { type Trace, traceOf } from './trace.ts';
import { durationText, TraceView } from './view.tsx';

export const traces = definePanel<TracesOptions>({
  defaults,
  editors,
  standardOptions: ['links', 'actions'],
  bleeds: true,
  interactive: true,
  interpolated: ['spanFilters.query', 'spanFilters.serviceName', 'spanFilters.spanName'],
  mount({ element, emit }) {
    let trace: Trace | undefined;
    let frames: unknown;
    return {
      update(props) {
        if (frames !== props.frames) trace = traceOf(props.frames);
        frames = props.frames;
        if (!trace) return emit({ type: 'state', state: 'unsuitable', message: t.unsuitable });
        emit({ type: 'state', state: 'drawn' });
        render(<TraceView key={trace.id} trace={trace} props={props} emit={emit} />, element);
      },
      dispose: () => render(null, element),
    };
  },
  summary({ frames, title }) {
    const trace = traceOf(frames);
    if (!trace) return title || t.traces;
    return `${title || t.traces}: ${t.facts(durationText(trace.end - trace.start), trace.spans.length, trace.services.length)}.`;
  },
});

export const panels = { traces };
