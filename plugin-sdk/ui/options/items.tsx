import type { FrameData } from '@orrery/plugin-sdk/data';
import { Button, Icon, IconButton, Menu } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ItemKind, OptionControl } from '../option-editor.ts';
import { OptionForm } from './option-form.tsx';
import { type Options, valueAtPath } from './paths.ts';
import { t } from './text/index.ts';

const anything: readonly ItemKind[] = [{ label: '', value: {} }];

/**
 * A list of objects, each with editors of its own: put in, moved, taken out. Those with names fold, and one is open at a time; nothing
 * tells the others apart but what is in them, so they stay open. What else an item holds is kept.
 */
export function ItemsControl({
  control: { name, editors, kinds, add: addText },
  label,
  value,
  frames,
  onValue,
}: {
  control: Extract<OptionControl, { kind: 'items' }>;
  label: string;
  value: unknown;
  frames: readonly FrameData[];
  onValue: (items: readonly Options[]) => void;
}): JSX.Element {
  const items = Array.isArray(value) ? value.map(asOptions) : [];
  const [open, setOpen] = useState<number>();
  const nameOf = (item: Options, at: number): string => {
    const own = name === undefined ? undefined : valueAtPath(item, name);
    return typeof own === 'string' && own ? own : t.oneOf(at + 1);
  };
  const kindOf = (item: Options): ItemKind | undefined => kinds?.find(({ value: blueprint }) => blueprint.type === item.type);
  const add = (blueprint: Options): void => {
    setOpen(items.length);
    onValue([...items, structuredClone(blueprint)]);
  };
  const swap = (at: number, with_: number): void => {
    const [one, other] = [items[at], items[with_]];
    if (!one || !other) return;
    setOpen(open === at ? with_ : open === with_ ? at : open);
    onValue(items.with(at, other).with(with_, one));
  };
  const remove = (at: number): void => {
    setOpen(undefined);
    onValue(items.toSpliced(at, 1));
  };
  const addable = kinds ?? anything;
  const [only] = addable;
  return (
    <div class="o-opt-list" role="group" aria-label={label}>
      {items.map((item, at) => {
        const title = nameOf(item, at);
        const shown = name === undefined || open === at;
        return (
          <div key={at} class="o-opt-card" role="group" aria-label={title}>
            <div class="o-row o-g4">
              {name === undefined ? (
                <b class="o-opt-item o-sp">{title}</b>
              ) : (
                <button type="button" class="o-opt-item o-sp" aria-expanded={shown} onClick={() => setOpen(shown ? undefined : at)}>
                  <Icon name={shown ? 'chevron-down' : 'chevron-right'} size="s" />
                  <span class="o-trunc">{title}</span>
                  {addable.length > 1 && <small>{kindOf(item)?.label ?? String(item.type ?? '')}</small>}
                </button>
              )}
              {items.length > 1 && (
                <>
                  <IconButton icon="chevron-up" size="sm" label={t.moveUp(title)} disabled={at === 0} onClick={() => swap(at, at - 1)} />
                  <IconButton
                    icon="chevron-down"
                    size="sm"
                    label={t.moveDown(title)}
                    disabled={at === items.length - 1}
                    onClick={() => swap(at, at + 1)}
                  />
                </>
              )}
              <IconButton icon="trash-2" size="sm" label={t.removeOne(title)} onClick={() => remove(at)} />
            </div>
            {shown && (
              <OptionForm
                editors={editors}
                options={item}
                initial={kindOf(item)?.value}
                frames={frames}
                onOptions={(next) => onValue(items.with(at, next))}
              />
            )}
          </div>
        );
      })}
      {addable.length === 1 && only ? (
        <Button size="sm" icon="plus" onClick={() => add(only.value)}>
          {addText ?? t.addTo(label)}
        </Button>
      ) : (
        <Menu
          label={addText ?? t.addTo(label)}
          class="o-btn o-sm"
          items={addable.map(({ label: kind, value: blueprint }) => ({ label: kind, run: () => add(blueprint) }))}
        >
          <Icon name="plus" size="s" />
          {addText ?? t.addTo(label)}
        </Menu>
      )}
    </div>
  );
}

/** Lists of others' dashboards hold what they like. */
function asOptions(value: unknown): Options {
  return typeof value === 'object' && value !== null ? (value as Options) : {};
}
