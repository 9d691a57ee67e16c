import type { PanelSuit } from '@orrery/plugin-sdk/contributions/panel';
import { Icon, Key, type PanelKind, type Shell, Tabs } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { w } from '../../text/work/index.ts';
import { glyph } from '../glyph.ts';

/** What most dashboards are made of comes first, and has a key. */
const usual = ['timeseries', 'stat', 'table', 'bargauge'];

type Pick = (type: string, suit?: PanelSuit) => void;

/** Which kind of panel: found by typing, the usual four by their number. */
export function PanelPicker({
  shell,
  proposals,
  onPick,
  onClose,
}: {
  shell: Shell;
  /** What suits the data, where there are data. */
  proposals?: (pick: Pick) => JSX.Element;
  onPick: Pick;
  onClose: () => void;
}): JSX.Element {
  const [words, setWords] = useState('');
  const [tab, setTab] = useState('all');
  const box = useRef<HTMLDivElement>(null);
  const needle = words.trim().toLowerCase();
  const known = [...shell.panels].sort((a, b) => a.label.localeCompare(b.label));
  const fitting = known.filter(({ id, label }) => !needle || label.toLowerCase().includes(needle) || id.includes(needle));
  const first = usual.flatMap((type) => fitting.find(({ id }) => id === type) ?? []);
  const rest = fitting.filter((one) => !first.includes(one));
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  useEffect(() => {
    const away = (event: PointerEvent): void => {
      const target = event.target as Element;
      if (!box.current?.contains(target) && !target.closest('.dash-palette')) onClose();
    };
    addEventListener('pointerdown', away);
    return () => removeEventListener('pointerdown', away);
  }, []);
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    } else if (event.key === 'Enter' && (event.target as Element).tagName === 'INPUT') {
      event.preventDefault();
      const best = first[0] ?? rest[0];
      if (best) onPick(best.id);
    } else if (/^[1-4]$/.test(event.key) && !words) {
      const one = first[Number(event.key) - 1];
      event.preventDefault();
      if (one) onPick(one.id);
    }
  };
  const card = ({ id, label, picture }: PanelKind, number?: number): JSX.Element => (
    <button key={id} type="button" class="dash-kind" onClick={() => onPick(id)}>
      {picture ? (
        <span class="dash-kind-plan dash-kind-picture">
          <img src={picture} alt="" loading="lazy" />
        </span>
      ) : (
        <svg class="dash-kind-plan" viewBox="0 0 120 56" aria-hidden="true">
          <path d={glyph(id, 4, 2, 112, 52)} />
        </svg>
      )}
      <span class="dash-kind-name">
        <span class="o-trunc">{label}</span>
        {number !== undefined && <Key>{number}</Key>}
      </span>
    </button>
  );
  const kinds = (): JSX.Element => (
    <>
      <span class="o-input">
        <Icon name="search" size="s" />
        <input
          type="text"
          aria-label={w.edit.find}
          placeholder={w.edit.find}
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </span>
      {first.length > 0 && (
        <>
          <h3>{w.edit.usual}</h3>
          <div class="dash-kind-list dash-kind-first">{first.map((one, index) => card(one, index + 1))}</div>
        </>
      )}
      {rest.length > 0 && (
        <>
          <h3>{w.edit.others}</h3>
          <div class="dash-kind-list">{rest.map((one) => card(one))}</div>
        </>
      )}
      {fitting.length === 0 && <p class="o-help">{w.edit.noKind(words)}</p>}
    </>
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of what is inside.
    <div class="dash-kinds" ref={box} role="dialog" aria-label={w.edit.pick} onKeyDown={keys}>
      {proposals && (
        <Tabs
          label={w.edit.pick}
          tabs={[
            { id: 'all', label: w.edit.others },
            { id: 'proposals', label: w.edit.proposals },
          ]}
          value={tab}
          onValue={setTab}
        />
      )}
      <div id={`${tab}-panel`} {...(proposals && { role: 'tabpanel' })}>
        {tab === 'proposals' ? proposals?.(onPick) : kinds()}
      </div>
      <p class="dash-kind-foot">
        <Key>Enter</Key> {w.edit.keyAdd} <Key>Esc</Key> {w.edit.keyClose}
      </p>
    </div>
  );
}
