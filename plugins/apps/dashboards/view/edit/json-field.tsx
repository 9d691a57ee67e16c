import { Button } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { jsonProblem } from '../../model/json-problem.ts';
import { t } from '../../text/index.ts';

/** JSON that can be changed. It is taken over by a button, and only when it can be read. */
export function JsonField({
  label,
  value,
  expects,
  rows = 8,
  onValue,
}: {
  label: string;
  value: unknown;
  expects: 'object' | 'list';
  rows?: number;
  onValue: (value: unknown) => void;
}): JSX.Element {
  const text = JSON.stringify(value, null, 2);
  const [draft, setDraft] = useState(text);
  useEffect(() => setDraft(text), [text]);
  const problem = jsonProblem(draft, expects);
  return (
    <div class="dash-json-field">
      <span class={`o-input o-area o-mono ${problem ? 'o-err' : ''}`}>
        <textarea
          aria-label={label}
          rows={Math.max(3, Math.min(rows, draft.split('\n').length))}
          spellcheck={false}
          value={draft}
          onInput={(event) => setDraft(event.currentTarget.value)}
        />
      </span>
      {draft !== text && (
        <div class="o-row o-g4">
          <span class={`o-sp ${problem ? 'o-danger' : ''}`} role={problem ? 'alert' : undefined}>
            {problem}
          </span>
          <Button size="sm" kind="ghost" onClick={() => setDraft(text)}>
            {t.cancel}
          </Button>
          <Button size="sm" kind="primary" disabled={problem !== undefined} onClick={() => onValue(JSON.parse(draft))}>
            {t.apply}
          </Button>
        </div>
      )}
    </div>
  );
}
