import type { JSX } from 'preact';
import type { TextOptions } from '../options.ts';
import { t } from '../text/index.ts';
import { highlight } from './highlight.ts';
import { MiniMap } from './mini-map.tsx';

export function Code({ content, code }: Pick<TextOptions, 'content' | 'code'>): JSX.Element {
  const lines = highlight(content.replace(/\r\n?/g, '\n').replace(/\n$/, ''), code.language);
  const text = (
    <pre role="region" class={`txt-code ${code.showLineNumbers ? 'txt-numbered' : ''}`} tabIndex={0} aria-label={t.code(code.language)}>
      {lines.map((line, index) => (
        <span key={index} class="txt-line">
          {line.map(({ kind, text }, at) => (
            <span key={at} class={kind === 'plain' ? undefined : `txt-${kind}`}>
              {text}
            </span>
          ))}
          {'\n'}
        </span>
      ))}
    </pre>
  );
  if (!code.showMiniMap) return text;
  return (
    <div class="txt-mapped">
      {text}
      <MiniMap lines={lines} />
    </div>
  );
}
