import { Button, Tabs } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { History } from '../../model/history.ts';
import type { Dashboard } from '../../model/types.ts';
import { w } from '../../text/work/index.ts';
import type { BodyProps } from '../board/body.tsx';
import { JsonField } from '../edit/json-field.tsx';
import { AnnotationSettings } from './annotations.tsx';
import { GeneralSettings } from './general.tsx';
import { LinkSettings } from './links.tsx';
import { VariableSettings } from './variables.tsx';
import { Versions } from './versions.tsx';

export interface SettingsProps extends BodyProps {
  readonly history: History;
  change(label: string, how: (before: Dashboard) => Dashboard, merge?: string): void;
}

const parts = ['settings', 'variables', 'annotations', 'links', 'versions', 'model'] as const;

/** What belongs to the whole dashboard, a part at a time. Changes are steps like all others: undone, and saved with the rest. */
export function SettingsPage({
  part,
  onClose,
  ...props
}: BodyProps & { history: History; part: string; onClose: () => void }): JSX.Element {
  const { edit, set, board } = props;
  const chosen = parts.find((one) => one === part) ?? 'settings';
  const all: SettingsProps = { ...props, change: edit.change };
  const { dashboard } = board;
  const counts: Partial<Record<string, number>> = {
    variables: dashboard.templating?.list?.length ?? 0,
    annotations: dashboard.annotations?.list?.length ?? 0,
    links: dashboard.links?.length ?? 0,
  };
  return (
    <section class="dash-settings" aria-label={w.settings.label}>
      <header>
        <h2 class="o-sp">
          {w.settings.label} <small>{dashboard.title}</small>
        </h2>
        <Button icon="chevron-left" onClick={onClose}>
          {w.settings.back}
        </Button>
      </header>
      <Tabs
        label={w.settings.label}
        value={chosen}
        tabs={parts.map((id) => ({ id, label: w.settings.parts[id], ...(counts[id] !== undefined && { count: counts[id] }) }))}
        onValue={(id) => set({ editview: id }, false)}
      />
      <div class="dash-settings-body" id={`${chosen}-panel`} role="tabpanel">
        {chosen === 'settings' && <GeneralSettings {...all} />}
        {chosen === 'variables' && <VariableSettings {...all} />}
        {chosen === 'annotations' && <AnnotationSettings {...all} />}
        {chosen === 'links' && <LinkSettings {...all} />}
        {chosen === 'versions' && <Versions {...all} />}
        {chosen === 'model' && (
          <>
            <p class="o-help">{w.settings.modelHelp}</p>
            <JsonField
              label={w.settings.parts.model}
              rows={28}
              expects="object"
              value={dashboard}
              onValue={(value) =>
                all.change(w.edit.steps.json, (before) => ({
                  ...(value as Dashboard),
                  uid: before.uid,
                  ...(before.id !== undefined && { id: before.id }),
                }))
              }
            />
          </>
        )}
      </div>
    </section>
  );
}
