/** `/admin/settings`: what the server runs with, and where each value comes from. Secrets never come this far. */
import { api, Badge, Chip, Input, type PageProps } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import type { Option } from './api.ts';
import { Nothing, Page, useLoaded, Waiting } from './parts.tsx';

const w = t.settings;

export function SettingsPage({ shell }: PageProps): JSX.Element {
  const options = useLoaded(() => api<Option[]>('/api/orrery/settings'));
  const [words, setWords] = useState('');
  const [filter, setFilter] = useState<'all' | 'changed' | 'environment'>('all');
  useEffect(() => shell.title(w.title, [[t.admin, '/admin']]), []);
  const all = options.value ?? [];
  const isChanged = ({ source }: Option): boolean => source !== 'default';
  const isEnvironment = ({ source }: Option): boolean => source === 'environment';
  const shown = all.filter(
    (option) =>
      (filter === 'all' || (filter === 'changed' ? isChanged(option) : isEnvironment(option))) &&
      `[${option.section}] ${option.key}`.toLowerCase().includes(words.toLowerCase()),
  );
  return (
    <Page title={w.title} lead={w.lead}>
      {!options.value ? (
        <Waiting what={w.title} of={options} />
      ) : (
        <>
          <div class="acc-bar">
            <Input
              icon="search"
              type="search"
              placeholder={w.find}
              aria-label={w.find}
              value={words}
              onInput={(event) => setWords(event.currentTarget.value)}
              trailing={<span class="acc-dim">{t.shownOf(shown.length, all.length)}</span>}
            />
            <Chip on={filter === 'all'} onClick={() => setFilter('all')}>
              {w.all(all.length)}
            </Chip>
            <Chip on={filter === 'changed'} onClick={() => setFilter('changed')}>
              {w.changed(all.filter(isChanged).length)}
            </Chip>
            <Chip on={filter === 'environment'} onClick={() => setFilter('environment')}>
              {w.environment(all.filter(isEnvironment).length)}
            </Chip>
          </div>
          {shown.length === 0 ? (
            <Nothing icon="search" title={w.none} text={w.noneText} />
          ) : (
            <div class="acc-options" role="list">
              {shown.map(({ section, key, value, source }) => (
                <div class="acc-option" role="listitem" key={`${section} ${key}`}>
                  <code>
                    <span class="acc-dim">[{section}]</span> <Marked text={key} words={words} />
                  </code>
                  {value === '' ? <span class="acc-dim">{w.empty}</span> : <code>{value}</code>}
                  <Badge {...(source !== 'default' && { tone: 'info' as const })}>{w.sources[source]}</Badge>
                </div>
              ))}
            </div>
          )}
        </>
      )}
    </Page>
  );
}

function Marked({ text, words }: { text: string; words: string }): JSX.Element {
  const at = words ? text.toLowerCase().indexOf(words.toLowerCase()) : -1;
  if (at < 0) return <>{text}</>;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + words.length)}</mark>
      {text.slice(at + words.length)}
    </>
  );
}
