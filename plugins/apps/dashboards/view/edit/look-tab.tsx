import type { FieldConfigSource } from '@orrery/plugin-sdk/data';
import { Button, Field, Icon, Input, Loading, type Panel, Select, Switch } from '@orrery/plugin-sdk/ui';
import { LinksControl, OptionsPane } from '@orrery/plugin-sdk/ui/options/index.ts';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PanelModel } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import { w } from '../../text/work/index.ts';
import type { Board } from '../board/context.ts';
import { asKind } from './as-kind.ts';
import type { ChangePanel } from './panel-editor.tsx';
import { PanelPicker } from './panel-picker.tsx';
import { PanelProposals } from './panel-proposals.tsx';
import { kindOf } from '../panel/kind.ts';

/** How the panel looks: its kind, its words, its options, and whether it is repeated. */
export function LookTab({
  board,
  panel,
  code,
  change,
}: {
  board: Board;
  panel: PanelModel;
  code: Panel | undefined;
  change: ChangePanel;
}): JSX.Element {
  const [picks, setPicks] = useState(false);
  const name = panel.title || t.panel.untitled;
  const frames = board.results.of(panel.id ?? -1).value?.data.frames ?? [];
  const label = kindOf(board.shell, panel.type)?.label ?? panel.type;
  const repeatable = [...board.variables.values()].filter(({ model }) => model.multi || model.includeAll);
  return (
    <>
      <button type="button" class="dash-kind-button" aria-haspopup="dialog" aria-expanded={picks} onClick={() => setPicks(!picks)}>
        <Icon name="chart-line" />
        <span class="o-sp">{label}</span>
        <Icon name="chevron-down" size="s" />
      </button>
      {picks && (
        <PanelPicker
          shell={board.shell}
          proposals={(pick) => <PanelProposals {...{ board, panel }} onPick={pick} />}
          onClose={() => setPicks(false)}
          onPick={(type, suit) => {
            setPicks(false);
            if (type !== panel.type || suit) change(w.edit.steps.kind(name, type), (before) => asKind(before, type, suit));
          }}
        />
      )}
      <details class="dash-fold" open={!panel.title}>
        <summary>{w.edit.words}</summary>
        <Field label={w.edit.description}>
          <span class="o-input o-area">
            <textarea
              aria-label={w.edit.description}
              rows={3}
              value={panel.description ?? ''}
              onInput={(event) => {
                const description = event.currentTarget.value;
                change(w.edit.steps.describe(name), (before) => ({ ...before, description }), 'description');
              }}
            />
          </span>
        </Field>
        <Switch
          label={w.edit.transparent}
          checked={panel.transparent === true}
          onValue={(transparent) => change(w.edit.steps.look(name), (before) => ({ ...before, transparent }))}
        />
        <h3>{w.edit.panelLinks}</h3>
        <LinksControl
          value={panel.links ?? []}
          onValue={(links) => change(w.edit.steps.look(name), (before) => ({ ...before, links }), 'links')}
        />
      </details>
      <details class="dash-fold">
        <summary>
          {w.edit.repeat} {panel.repeat && <small>${panel.repeat}</small>}
        </summary>
        <Field label={w.edit.repeatBy} help={repeatable.length === 0 ? w.edit.noRepeat : undefined}>
          <Select
            value={panel.repeat ?? ''}
            options={[
              { value: '', label: w.edit.once },
              ...repeatable.map(({ model }) => ({ value: model.name, label: model.label || model.name })),
            ]}
            onValue={(repeat) =>
              change(w.edit.steps.look(name), ({ repeat: _, ...before }) => ({
                ...before,
                ...(repeat && { repeat, repeatDirection: before.repeatDirection ?? 'h' }),
              }))
            }
          />
        </Field>
        {panel.repeat && (
          <>
            <Field label={w.edit.direction}>
              <Select
                value={panel.repeatDirection ?? 'h'}
                options={[
                  { value: 'h', label: w.edit.sideBySide },
                  { value: 'v', label: w.edit.below },
                ]}
                onValue={(repeatDirection) =>
                  change(w.edit.steps.look(name), (before) => ({ ...before, repeatDirection: repeatDirection as 'h' | 'v' }))
                }
              />
            </Field>
            {panel.repeatDirection !== 'v' && (
              <Field label={w.edit.maxPerRow}>
                <Input
                  inputMode="numeric"
                  value={panel.maxPerRow ?? 4}
                  onInput={(event) => {
                    const maxPerRow = Number.parseInt(event.currentTarget.value, 10);
                    if (maxPerRow > 0)
                      change(w.edit.steps.look(name), (before) => ({ ...before, maxPerRow: Math.min(24, maxPerRow) }), 'maxPerRow');
                  }}
                />
              </Field>
            )}
          </>
        )}
      </details>
      {code ? (
        <OptionsPane
          panel={code}
          options={panel.options ?? {}}
          fieldConfig={panel.fieldConfig ?? { defaults: {}, overrides: [] }}
          frames={frames}
          onOptions={(options) => change(w.edit.steps.look(name), (before) => ({ ...before, options }), 'options')}
          onFieldConfig={(fieldConfig: FieldConfigSource) =>
            change(w.edit.steps.look(name), (before) => ({ ...before, fieldConfig }), 'field')
          }
        />
      ) : kindOf(board.shell, panel.type) ? (
        <Loading shape="rows" />
      ) : (
        <p class="o-help">{w.absent.kind(panel.type)}</p>
      )}
      <div class="dash-pane-foot">
        <Button size="sm" kind="ghost" icon="trash-2" onClick={() => board.act('remove', `panel-${panel.id}`)}>
          {w.edit.removePanel}
        </Button>
      </div>
    </>
  );
}
