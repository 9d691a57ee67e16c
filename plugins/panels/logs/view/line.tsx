import type { JSX } from 'preact';

import type { Token } from '../model/tokens.ts';

export interface LineLook {
  readonly time: string;
  readonly labels: string;
  readonly level: string;
  readonly levelText: string;
  readonly color: string;
  readonly tokens: readonly Token[];
  readonly copies: number;
}

/** What a line shows, left to right. */
export function LineCells({ look, copiesText }: { look: LineLook; copiesText: string }): JSX.Element {
  const { time, labels, level, levelText, color, tokens, copies } = look;
  return (
    <>
      <i class="lg-bar" style={{ background: color }} aria-hidden="true" />
      {copies > 1 && (
        <span class="lg-copies o-tnum" title={copiesText}>
          {copies}×
        </span>
      )}
      {time && <span class="lg-time o-tnum">{time}</span>}
      {levelText && (
        <span class="lg-level" data-level={level}>
          {levelText}
        </span>
      )}
      {labels && <span class="lg-labels">{labels}</span>}
      <span class="lg-text">
        {tokens.map(({ text, kind }, index) =>
          kind === 'found' ? (
            <mark key={index}>{text}</mark>
          ) : kind ? (
            <span key={index} class={`lg-t-${kind}`}>
              {text}
            </span>
          ) : (
            text
          ),
        )}
      </span>
    </>
  );
}
