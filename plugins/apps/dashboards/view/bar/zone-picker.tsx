import { Input } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '../../text/index.ts';
import { zoneWord } from './time-control.tsx';

/** The reader's own zone, UTC, and every zone of the IANA list, found by typing. */
export function ZonePicker({ zone, onZone }: { zone: string; onZone: (zone: string) => void }): JSX.Element {
  const [words, setWords] = useState('');
  const now = useMemo(() => Date.now(), []);
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC'), []);
  const needle = words.trim().toLowerCase().replaceAll(' ', '_');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a phone it opens below what is in sight.
    box.current?.scrollIntoView({ block: 'nearest' });
    box.current?.querySelector('input')?.focus({ preventScroll: true });
  }, []);
  const fitting = ['browser', 'utc', ...zones].filter((name) => !needle || name.toLowerCase().includes(needle));
  return (
    <div class="dash-zones" ref={box}>
      <Input
        size="sm"
        icon="search"
        aria-label={t.time.findZone}
        placeholder={t.time.findZone}
        value={words}
        onInput={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (needle && fitting[0]) onZone(fitting[0]);
        }}
      />
      <div class="dash-zone-list">
        {fitting.slice(0, 60).map((name) => (
          <button
            key={name}
            type="button"
            class={`dash-range ${name === zone ? 'o-on' : ''}`}
            aria-pressed={name === zone}
            onClick={() => onZone(name)}
          >
            <span class="o-sp o-trunc">{name === 'browser' ? t.time.browserZone : name === 'utc' ? 'UTC' : name}</span>
            <small>{zoneWord(name, now)}</small>
          </button>
        ))}
      </div>
    </div>
  );
}
