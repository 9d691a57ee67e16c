/** Text: notes between charts. */
import '@orrery/plugin-sdk/ui/markup/markup.css';
import './text.css';
import { definePanel, type PanelProps } from '@orrery/plugin-sdk/ui';
import { drawMarkup } from '@orrery/plugin-sdk/ui/markup/index.tsx';
import { type ComponentChildren, type JSX, render } from 'preact';
import { Code } from './code/code.tsx';
import { editors } from './editors.ts';
import { defaults, mostCharacters, mostRows, type TextOptions } from './options.ts';
import { textsOf } from './per-row.ts';
import { t } from './text/index.ts';

type Props = PanelProps<TextOptions>;

function Text(props: Props): JSX.Element {
  const { options, locale, frames } = props;
  const texts = textsOf(props);
  const whole = texts.join('\n');
  const content = whole.slice(0, mostCharacters);
  const rows = options.renderMode === 'perRow' ? frames.reduce((sum, { length }) => sum + length, 0) : 0;
  const number = new Intl.NumberFormat(locale);
  return (
    <div class={`txt txt-is-${options.mode} ${options.mode === 'code' ? '' : 'o-markup'}`}>
      {texts.length > 1 && options.mode !== 'code' && content.length === whole.length
        ? texts.map((text, row) => (
            <div key={row} class="txt-row">
              {drawn(text, options)}
            </div>
          ))
        : drawn(content, options)}
      {rows > mostRows && (
        <p class="o-warn" role="status">
          {t.fewRows(number.format(mostRows), number.format(rows))}
        </p>
      )}
      {content.length < whole.length && (
        <p class="o-warn" role="status">
          {t.cut(number.format(mostCharacters))}
        </p>
      )}
    </div>
  );
}

function drawn(content: string, { mode, code }: TextOptions): ComponentChildren {
  if (mode === 'code') return <Code content={content} code={code} />;
  return drawMarkup(content, mode);
}

export const text = definePanel<TextOptions>({
  defaults,
  editors,
  standardOptions: [],
  interpolated: ['content'],
  drawsEmpty: true,
  needsNoData: true,
  interactive: true,
  mount({ element, emit }) {
    let before: Props | undefined;
    return {
      update(props) {
        const sameRows =
          props.options.renderMode !== 'perRow' || (before?.frames === props.frames && before.fieldConfig === props.fieldConfig);
        const same = before?.options === props.options && before.locale === props.locale && sameRows;
        before = props;
        if (same) return;
        emit({ type: 'state', state: 'drawn' });
        render(<Text {...props} />, element);
      },
      dispose: () => render(null, element),
    };
  },
  summary: ({ title }) => title || t.text,
});

export const panels = { text };
