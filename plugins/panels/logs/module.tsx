/** Logs: lines, as many as there are. */
import './logs.css';
import { definePanel } from '@orrery/plugin-sdk/ui';
import { render } from 'preact';
import { editors } from './editors.ts';
import { linesOf } from './model/lines.ts';
import { defaults, type LogsOptions } from './options.ts';
import { summarise } from './summary.ts';
import { t } from './text/index.ts';
import { LogsView } from './view/logs.tsx';
import type { Answers } from './view/types.ts';

export const logs = definePanel<LogsOptions>({
  defaults,
  editors,
  standardOptions: ['links', 'actions'],
  bleeds: true,
  interactive: true,
  mount({ element, emit }) {
    let frames: unknown;
    const answers: Answers = {};
    return {
      update(props) {
        if (frames !== props.frames) {
          if (linesOf(props.frames).sources.length === 0) return emit({ type: 'state', state: 'unsuitable', message: t.unsuitable });
          emit({ type: 'state', state: 'drawn' });
        }
        frames = props.frames;
        render(<LogsView props={props} emit={emit} answers={answers} />, element);
      },
      context: (answer) => answers.heard?.(answer),
      dispose: () => render(null, element),
    };
  },
  summary: summarise,
});

export const panels = { logs };
