/** Preferences of a person, a team or an organisation: the same form. */
import { api, Button, Field, languageOf, Select } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../text/index.ts';
import type { Preferences } from './api.ts';
import { choices, useLoaded } from './parts.tsx';

const w = t.preferences;
const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));

export function PreferencesForm({ values, onSave }: { values: Preferences; onSave(values: Preferences): unknown }): JSX.Element {
  const [now, setNow] = useState(values);
  const boards = useLoaded(() => api<{ uid: string; title: string }[]>('/api/search?type=dash-db&limit=1000'));
  const set = (change: Partial<Preferences>): void => setNow({ ...now, ...change });
  const home = now.homeDashboardUID ?? '';
  const known = boards.value ?? [];
  return (
    <form
      class="acc-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(now);
      }}
    >
      <div class="acc-fields">
        <Field label={w.theme}>
          <Select options={choices(w.themes)} value={(now.theme ?? '') as never} onValue={(theme: string) => set({ theme })} />
        </Field>
        <Field label={w.timezone}>
          <Select options={[...choices(w.timezones), ...zones]} value={now.timezone ?? ''} onValue={(timezone) => set({ timezone })} />
        </Field>
        <Field label={w.weekStart}>
          <Select
            options={choices(w.weekStarts)}
            value={(now.weekStart ?? '') as never}
            onValue={(weekStart: string) => set({ weekStart })}
          />
        </Field>
        <Field label={w.language}>
          <Select options={choices(w.languages)} value={(now.language ?? '') as never} onValue={(language: string) => set({ language })} />
        </Field>
        <Field label={w.home}>
          <Select
            options={[
              { value: '', label: w.homeNone },
              ...known.map(({ uid, title }) => ({ value: uid, label: title })).sort((a, b) => a.label.localeCompare(b.label, languageOf())),
              ...(home && !known.some(({ uid }) => uid === home) ? [{ value: home, label: home }] : []),
            ]}
            value={home}
            onValue={(homeDashboardUID) => set({ homeDashboardUID })}
          />
        </Field>
      </div>
      <Button type="submit" kind="primary" class="acc-tight">
        {t.save}
      </Button>
    </form>
  );
}
