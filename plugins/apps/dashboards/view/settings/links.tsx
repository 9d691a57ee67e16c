import { Button, Field, IconButton, Input, isFollowed, NotConfigured, Select, Switch } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import type { DashboardLink } from '../../model/types.ts';
import { w } from '../../text/work/index.ts';
import type { SettingsProps } from './settings-page.tsx';

/** Where the dashboard leads: to addresses, or to every dashboard with certain tags. */
export function LinkSettings({ board, change }: SettingsProps): JSX.Element {
  const list = board.dashboard.links ?? [];
  const set = (how: (before: readonly DashboardLink[]) => readonly DashboardLink[], merge?: string): void =>
    change(w.edit.steps.links, (before) => ({ ...before, links: how(before.links ?? []) }), merge);
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
        icon="external-link"
        title={w.settings.noLinks}
        text={w.settings.noLinksText}
        action={{ label: w.settings.addLink, icon: 'plus', run: add }}
      />
    );
  return (
    <>
      {list.map((link, index) => {
        const tagged = link.type === 'dashboards';
        const wrong = !tagged && link.url && !isFollowed(link.url) ? w.settings.unsafe : undefined;
        return (
          <section key={index} class="dash-card dash-form" aria-label={link.title || w.settings.addLink}>
            <div class="dash-form-row">
              <Field label={w.settings.type}>
                <Select
                  value={link.type ?? 'link'}
                  options={[
                    { value: 'link', label: w.settings.linkAddress },
                    { value: 'dashboards', label: w.settings.linkTags },
                  ]}
                  onValue={(type) => patch(index, { type: type as 'link' | 'dashboards' })}
                />
              </Field>
              <Field label={w.settings.title}>
                <Input value={link.title ?? ''} onInput={(event) => patch(index, { title: event.currentTarget.value })} />
              </Field>
              {tagged ? (
                <Field label={w.settings.tags} help={w.settings.tagsHelp}>
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
                <Field label={w.settings.address} error={wrong}>
                  <Input
                    value={link.url ?? ''}
                    placeholder="/d/uid or https://…"
                    onInput={(event) => patch(index, { url: event.currentTarget.value })}
                  />
                </Field>
              )}
              <IconButton
                icon="trash-2"
                label={w.settings.removeOne(link.title || '')}
                onClick={() => set((before) => before.filter((_, at) => at !== index))}
              />
            </div>
            <div class="dash-form-row">
              <Switch label={w.settings.keepTime} checked={link.keepTime === true} onValue={(keepTime) => patch(index, { keepTime })} />
              <Switch
                label={w.settings.includeVars}
                checked={link.includeVars === true}
                onValue={(includeVars) => patch(index, { includeVars })}
              />
              <Switch
                label={w.settings.newTab}
                checked={link.targetBlank === true}
                onValue={(targetBlank) => patch(index, { targetBlank })}
              />
              {tagged && (
                <Switch
                  label={w.settings.asMenu}
                  checked={link.asDropdown === true}
                  onValue={(asDropdown) => patch(index, { asDropdown })}
                />
              )}
            </div>
          </section>
        );
      })}
      <Button icon="plus" onClick={add}>
        {w.settings.addLink}
      </Button>
    </>
  );
}
