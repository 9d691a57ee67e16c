/** Text: notes between charts. */
import '@orrery/plugin-sdk/ui/markup/markup.css';
import './text.css';
import { definePanel, type PanelProps } from '@orrery/plugin-sdk/ui';
import { drawMarkup } from '@orrery/plugin-sdk/ui/markup/index.tsx';
import { type ComponentChildren, type JSX, render } from 'preact';
import { Code } from './code/code.tsx';
import { editors } from './editors.ts';
import { defaults, mostCharacters, type TextOptions } from './options.ts';
import { t } from './text/index.ts';

type Props = PanelProps<TextOptions>;

function Text({ options, locale }: Props): JSX.Element {
  const content = options.content.slice(0, mostCharacters);
  return (
    <div class={`txt txt-is-${options.mode} ${options.mode === 'code' ? '' : 'o-markup'}`}>
      {drawn(content, options)}
      {content.length < options.content.length && (
        <p class="o-warn" role="status">
          {t.cut(new Intl.NumberFormat(locale).format(mostCharacters))}
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
  interpolated: ['content'],
  drawsEmpty: true,
  needsNoData: true,
  interactive: true,
  mount({ element, emit }) {
    let before: Props | undefined;
    return {
      update(props) {
        const same = before?.options === props.options && before.locale === props.locale;
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
