import { Dialog, Icon, Loading, type TransformationForm } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { w } from '../../../text/work/index.ts';
import type { Forms } from './forms.ts';

const t = w.edit.pipeline;

/** Which transformation: found by typing over names and descriptions, in their categories. */
export function TransformationPicker({
  forms,
  onPick,
  onClose,
}: {
  forms: Forms | undefined;
  onPick: (id: string, form: TransformationForm) => void;
  onClose: () => void;
}): JSX.Element {
  const [words, setWords] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ([id, { name, description, hidden }]: readonly [string, TransformationForm]): boolean =>
    !hidden && parts.every((part) => `${id} ${name} ${description}`.toLowerCase().includes(part));
  const fitting = [...(forms ?? [])].filter(fits).sort(([, a], [, b]) => a.name.localeCompare(b.name));
  const groups = Object.entries(t.categories).map(([category, title]) => ({
    title,
    inside: fitting.filter(([, form]) => form.category === category),
  }));
  const first = groups.find(({ inside }) => inside.length > 0)?.inside[0];
  return (
    <Dialog title={t.pick} onClose={onClose}>
      <div class="dash-steps-picker">
        <span class="o-input">
          <Icon name="search" size="s" />
          <input
            ref={input}
            type="text"
            aria-label={t.find}
            placeholder={t.find}
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Enter' && first && onPick(...first)}
          />
        </span>
        {!forms && <Loading shape="rows" />}
        {groups.map(
          ({ title, inside }) =>
            inside.length > 0 && (
              <section key={title} aria-label={title}>
                <h3>{title}</h3>
                <div class="dash-steps-list">
                  {inside.map(([id, form]) => (
                    <button key={id} type="button" class="dash-steps-one" onClick={() => onPick(id, form)}>
                      <b>{form.name}</b>
                      <span>{form.description}</span>
                    </button>
                  ))}
                </div>
              </section>
            ),
        )}
        {forms && fitting.length === 0 && <p class="o-help">{t.nothing(words)}</p>}
      </div>
    </Dialog>
  );
}
