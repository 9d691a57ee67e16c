import type { FrameData } from '@orrery/plugin-sdk/data';
import { Combobox, Select } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { fieldNames, queryNames } from './field-name.tsx';
import { t } from './text/index.ts';

const types = ['number', 'time', 'string', 'boolean', 'enum', 'other'];

/** A rule for fields or frames. One of a kind that is not known here stays as it is until another is chosen. */
export function MatcherControl({
  label,
  value,
  of,
  frames,
  onValue,
}: {
  label: string;
  value: unknown;
  of: 'fields' | 'frames';
  frames: readonly FrameData[];
  onValue: (value: { id: string; options?: unknown } | undefined) => void;
}): JSX.Element {
  const rule = typeof value === 'object' && value !== null ? (value as { id?: string; options?: unknown }) : {};
  const kinds: Readonly<Record<string, string>> = of === 'fields' ? t.matchers : t.frameMatchers;
  const id = rule.id ?? '';
  const options = typeof rule.options === 'object' && rule.options !== null ? JSON.stringify(rule.options) : String(rule.options ?? '');
  return (
    <span class="o-opt-pair">
      <Select
        size="sm"
        aria-label={label}
        value={id}
        options={[
          { value: '', label: t.noMatcher },
          ...Object.entries(kinds).map(([kind, text]) => ({ value: kind, label: text })),
          ...(id && !Object.hasOwn(kinds, id) ? [{ value: id, label: id }] : []),
        ]}
        onValue={(kind) => onValue(kind ? { id: kind, options: kind === 'byType' ? 'number' : '' } : undefined)}
      />
      {id && Object.hasOwn(kinds, id) && (
        <Combobox
          size="sm"
          label={`${label}: ${kinds[id]}`}
          value={options}
          options={suggestions(id, of, frames).map((name) => ({ value: name }))}
          onValue={(next) => onValue({ id, options: next })}
        />
      )}
    </span>
  );
}

function suggestions(id: string, of: 'fields' | 'frames', frames: readonly FrameData[]): string[] {
  if (id === 'byType') return types;
  if (id === 'byRefId' || id === 'byFrameRefID') return queryNames(frames);
  if (id === 'byIndex') return frames.map((_, index) => String(index));
  if (of === 'frames') return [...new Set(frames.flatMap(({ name }) => (name ? [name] : [])))];
  return id === 'byName' ? fieldNames(frames) : [];
}
