/** Annotation list: what happened, the latest first. */
import './annolist.css';
import { dateFormat } from '@orrery/plugin-sdk/data';
import { api, Chip, definePanel, type PanelProps } from '@orrery/plugin-sdk/ui';
import { useAnswer } from '@orrery/plugin-sdk/ui/api/use-answer.ts';
import { type JSX, render } from 'preact';
import { useState } from 'preact/hooks';
import { editors } from './editors.ts';
import { leadsTo, question, type StoredEvent } from './events.ts';
import { type AnnolistOptions, defaults } from './options.ts';
import { t } from './text/index.ts';

type Props = PanelProps<AnnolistOptions>;

function Events({ props }: { props: Props }): JSX.Element {
  const { options, range, dashboard, timeZone, locale } = props;
  const [tag, setTag] = useState<string>();
  const asked = question(options, { dashboard: dashboard?.uid, range, tag });
  const { value, error, loading } = useAnswer(asked, (signal) => api<readonly StoredEvent[]>(asked, { signal }), range.to);
  const clock = dateFormat(locale, timeZone, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div class="al" aria-busy={loading && !value}>
      {error && (
        <p class="o-warn" role="status">
          {error}
        </p>
      )}
      {tag && (
        <p class="al-filter">
          {t.withTag}{' '}
          <Chip on onClick={() => setTag(undefined)}>
            {tag} ×
          </Chip>
        </p>
      )}
      {value?.length === 0 && <p class="o-help">{t.none}</p>}
      <ul>
        {value?.map((event) => {
          const href = leadsTo(event, options, dashboard?.uid);
          const words = event.text || event.alertName || t.untitled;
          return (
            <li key={event.id}>
              {href ? (
                <a href={href} class="al-text">
                  {words}
                </a>
              ) : (
                <span class="al-text">{words}</span>
              )}
              <span class="al-facts">
                {options.showUser && event.login && <span>{event.login}</span>}
                {options.showTime && <time>{clock.format(event.time)}</time>}
                {options.showTags &&
                  event.tags?.map((one) => (
                    <Chip key={one} onClick={() => setTag(one)}>
                      {one}
                    </Chip>
                  ))}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

export const annolist = definePanel<AnnolistOptions>({
  defaults,
  editors,
  standardOptions: [],
  drawsEmpty: true,
  needsNoData: true,
  interactive: true,
  mount: ({ element, emit }) => ({
    update(props) {
      emit({ type: 'state', state: 'drawn' });
      render(<Events props={props} />, element);
    },
    dispose: () => render(null, element),
  }),
  summary: ({ title }) => title || t.list,
});

export const panels = { annolist };
