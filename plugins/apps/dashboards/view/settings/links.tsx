import { Button, Field, IconButton, Input, NotConfigured, Select, Switch } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { isSafe } from '../../model/links.ts';
import type { DashboardLink } from '../../model/types.ts';
import { t } from '../../text/index.ts';
import type { SettingsProps } from './settings-page.tsx';

/** Where the dashboard leads: to addresses, or to every dashboard with certain tags. */
export function LinkSettings({ board, change }: SettingsProps): JSX.Element {
  const list = board.dashboard.links ?? [];
  const set = (how: (before: readonly DashboardLink[]) => readonly DashboardLink[], merge?: string): void =>
    change(t.edit.steps.links, (before) => ({ ...before, links: how(before.links ?? []) }), merge);
  const patch = (index: number, changes: Partial<DashboardLink>): void =>
    set((before) => before.map((one, at) => (at === index ? { ...one, ...changes } : one)), `link-${index}`);
  const add = (): void =>
    set((before) => [
      ...before,
      {
        title: '',
        type: 'link',
        icon: 'external link',
        url: '',
        tags: [],
        asDropdown: false,
        targetBlank: false,
        includeVars: false,
        keepTime: false,
        tooltip: '',
      },
    ]);
  if (list.length === 0)
    return (
      <NotConfigured
        title={t.settings.noLinks}
        text={t.settings.noLinksText}
        action={{ label: t.settings.addLink, icon: 'plus', run: add }}
      />
    );
  return (
    <>
      {list.map((link, index) => {
        const tagged = link.type === 'dashboards';
        const wrong = !tagged && link.url && !isSafe(link.url) ? t.settings.unsafe : undefined;
        return (
          <section key={index} class="dash-card dash-form" aria-label={link.title || t.settings.addLink}>
            <div class="dash-form-row">
              <Field label={t.settings.type}>
                <Select
                  value={link.type ?? 'link'}
                  options={[
                    { value: 'link', label: t.settings.linkAddress },
                    { value: 'dashboards', label: t.settings.linkTags },
                  ]}
                  onValue={(type) => patch(index, { type: type as 'link' | 'dashboards' })}
                />
              </Field>
              <Field label={t.settings.title}>
                <Input value={link.title ?? ''} onInput={(event) => patch(index, { title: event.currentTarget.value })} />
              </Field>
              {tagged ? (
                <Field label={t.settings.tags} help={t.settings.tagsHelp}>
                  <Input
                    value={(link.tags ?? []).join(', ')}
                    onChange={(event) =>
                      patch(index, {
                        tags: event.currentTarget.value
                          .split(',')
                          .map((tag) => tag.trim())
                          .filter(Boolean),
                      })
                    }
                  />
                </Field>
              ) : (
                <Field label={t.settings.address} error={wrong}>
                  <Input
                    value={link.url ?? ''}
                    placeholder="/d/uid or https://…"
                    onInput={(event) => patch(index, { url: event.currentTarget.value })}
                  />
                </Field>
              )}
              <IconButton
                icon="trash-2"
                label={t.settings.removeOne(link.title || '')}
                onClick={() => set((before) => before.filter((_, at) => at !== index))}
              />
            </div>
            <div class="dash-form-row">
              <Switch label={t.settings.keepTime} checked={link.keepTime === true} onValue={(keepTime) => patch(index, { keepTime })} />
              <Switch
                label={t.settings.includeVars}
                checked={link.includeVars === true}
                onValue={(includeVars) => patch(index, { includeVars })}
              />
              <Switch
                label={t.settings.newTab}
                checked={link.targetBlank === true}
                onValue={(targetBlank) => patch(index, { targetBlank })}
              />
              {tagged && (
                <Switch
                  label={t.settings.asMenu}
                  checked={link.asDropdown === true}
                  onValue={(asDropdown) => patch(index, { asDropdown })}
                />
              )}
            </div>
          </section>
        );
      })}
      <Button icon="plus" onClick={add}>
        {t.settings.addLink}
      </Button>
    </>
  );
}
