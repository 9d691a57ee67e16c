import type { ValueMapping } from '@orrery/plugin-sdk/data';
import { Button, IconButton, Input, Select } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { ColorControl } from './color.tsx';
import { type FlatMapping, flattened, packed } from './flat-mappings.ts';
import { t } from './text/index.ts';

/** Values to words and colours, one a line. Lines of single values are stored together, as dashboards have them. */
export function MappingsControl({
  value,
  onValue,
}: {
  value: readonly ValueMapping[] | undefined;
  onValue: (value: readonly ValueMapping[]) => void;
}): JSX.Element {
  const lines = flattened(value ?? []);
  const set = (next: readonly FlatMapping[]): void => onValue(packed(next));
  const change = (at: number, changed: Partial<FlatMapping>): void =>
    set(lines.map((one, index) => (index === at ? { ...one, ...changed } : one)));
  return (
    <div class="o-opt-list">
      {lines.map((line, index) => (
        <div key={index} class="o-opt-card">
          <div class="o-row o-g4">
            <Select
              size="sm"
              aria-label={t.mappingKind}
              value={line.kind}
              options={(['value', 'range', 'regex', 'special'] as const).map((kind) => ({ value: kind, label: t.mappingKinds[kind] }))}
              onValue={(kind) => change(index, { kind, match: kind === 'special' ? 'null' : '' })}
            />
            {line.kind === 'special' ? (
              <Select
                size="sm"
                aria-label={t.mappingMatch}
                value={line.match}
                options={['null', 'nan', 'null+nan', 'true', 'false', 'empty'].map((match) => ({ value: match, label: match }))}
                onValue={(match) => change(index, { match })}
              />
            ) : line.kind === 'range' ? (
              <>
                <Input
                  size="sm"
                  aria-label={t.from}
                  placeholder={t.from}
                  value={line.from ?? ''}
                  onInput={(event) => change(index, { from: event.currentTarget.value })}
                />
                <Input
                  size="sm"
                  aria-label={t.to}
                  placeholder={t.to}
                  value={line.to ?? ''}
                  onInput={(event) => change(index, { to: event.currentTarget.value })}
                />
              </>
            ) : (
              <Input
                size="sm"
                aria-label={t.mappingMatch}
                placeholder={line.kind === 'regex' ? '/^up/' : t.mappingMatch}
                value={line.match}
                onInput={(event) => change(index, { match: event.currentTarget.value })}
              />
            )}
            <IconButton
              icon="trash-2"
              size="sm"
              label={t.removeOne(line.match || t.mapping)}
              onClick={() => set(lines.filter((_, at) => at !== index))}
            />
          </div>
          <div class="o-row o-g4">
            <Input
              size="sm"
              class="o-sp"
              aria-label={t.mappingText}
              placeholder={t.mappingText}
              value={line.result.text ?? ''}
              onInput={(event) => change(index, { result: { ...line.result, text: event.currentTarget.value } })}
            />
            <ColorControl
              label={t.mappingColor}
              value={line.result.color ?? ''}
              onValue={(color) => change(index, { result: { ...line.result, color } })}
            />
          </div>
        </div>
      ))}
      <Button size="sm" icon="plus" onClick={() => set([...lines, { kind: 'value', match: '', result: {} }])}>
        {t.addMapping}
      </Button>
    </div>
  );
}
