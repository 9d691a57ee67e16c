import { Button } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import type { PanelResult } from '../panel/results.ts';

/** What was asked after variables were filled in, and what each query answered. */
export function QueryTab({ result }: { result: PanelResult | undefined }): JSX.Element {
  if (!result?.request) return <p class="o-help">{w.inspect.noQuery}</p>;
  const text = JSON.stringify(result.request, null, 2);
  return (
    <>
      {(result.answers ?? []).map(({ refId, frames, error }) => (
        <section key={refId} class="dash-answer">
          <h3>
            {refId}{' '}
            <small>
              {error
                ? w.inspect.failed
                : w.inspect.answered(
                    frames.length,
                    frames.reduce((sum, { length }) => sum + length, 0),
                  )}
            </small>
          </h3>
          {error && <p class="o-danger">{error}</p>}
          {frames[0]?.meta?.executedQueryString && <pre class="o-code">{frames[0].meta.executedQueryString}</pre>}
          {frames
            .flatMap(({ meta }) => meta?.notices ?? [])
            .map((notice) => (
              <p key={notice.text} class={notice.severity === 'error' ? 'o-danger' : notice.severity === 'warning' ? 'o-warn' : 'o-info'}>
                {notice.text}
              </p>
            ))}
        </section>
      ))}
      <div class="dash-inspector-bar">
        <h3 class="o-sp">{w.inspect.request}</h3>
        <Button size="sm" icon="copy" onClick={() => void navigator.clipboard.writeText(text)}>
          {t.copy}
        </Button>
      </div>
      <pre class="o-code dash-json">{text}</pre>
    </>
  );
}
