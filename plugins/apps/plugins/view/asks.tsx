/** What a version asks for, piece by piece, each with a switch; what is new and what reaches far stands out. */
import { Badge, Switch } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { t } from '../text/index.ts';
import type { ConsentView } from './catalog-api.ts';

export const grantedAtFirst = (view: ConsentView): ReadonlySet<string> =>
  new Set(view.asks.filter(({ granted }) => granted).map(({ key }) => key));

export function Asks({
  view,
  granted,
  onGranted,
}: {
  view: ConsentView;
  granted: ReadonlySet<string>;
  /** Absent: nothing can be decided here. */
  onGranted?(granted: ReadonlySet<string>): void;
}): JSX.Element {
  const isUpdate = view.before !== undefined && view.before !== view.version;
  if (view.asks.length === 0 && view.removed.length === 0) return <p>{t.may.nothing}</p>;
  const turn = (key: string, on: boolean): void => {
    const next = new Set(granted);
    if (on) next.add(key);
    else next.delete(key);
    onGranted?.(next);
  };
  return (
    <ul class="plug-asks" aria-label={t.may.asks}>
      {view.asks.map(({ key, words, far, isNew }) => (
        <li key={key} class={isNew && isUpdate ? 'plug-is-new' : ''}>
          <Switch
            label={words.join(' ')}
            checked={granted.has(key)}
            disabled={!onGranted || key.startsWith('runtime')}
            onValue={(on) => turn(key, on)}
          />
          <span>
            {isNew && isUpdate && (
              <Badge tone="warn" icon="plus">
                {t.consent.isNew}
              </Badge>
            )}
            {far && (
              <Badge icon="triangle-alert" title={t.consent.farHint}>
                {t.consent.far}
              </Badge>
            )}
          </span>
        </li>
      ))}
      {view.removed.map(({ key, words }) => (
        <li key={key} class="plug-is-gone">
          <s>{words.join(' ')}</s>
          <Badge icon="minus">{t.consent.dropped}</Badge>
        </li>
      ))}
    </ul>
  );
}
