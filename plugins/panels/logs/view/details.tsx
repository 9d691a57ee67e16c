/** Everything known about a line: its labels and fields, where they lead, and what stood around it. */
import { Button, IconButton } from '@orrery/plugin-sdk/ui';
import type { ComponentChildren, JSX } from 'preact';
import { detailsOf, type Lines, levelOf, placeOf, textOf } from '../model/lines.ts';
import { plainLine } from '../model/tokens.ts';
import { t } from '../text/index.ts';
import type { Emit } from './types.ts';

export function Details({
  lines,
  line,
  time,
  displayed,
  context,
  around,
  emit,
  onDisplayed,
  onContext,
  onClose,
}: {
  lines: Lines;
  line: number;
  time: string;
  displayed: readonly string[];
  /** Lines before and after are shown, too; undefined where nobody may ask for them. */
  context: boolean | undefined;
  around: ComponentChildren;
  emit: Emit;
  onDisplayed(names: readonly string[]): void;
  onContext(): void;
  onClose(): void;
}): JSX.Element {
  const place = placeOf(lines, line);
  const details = detailsOf(place);
  const text = textOf(lines, line);
  const follow = (field: number, event: MouseEvent): void => {
    const surface = (event.currentTarget as HTMLElement).closest('.o-surface')?.getBoundingClientRect();
    emit({
      type: 'choose',
      point: { frame: place.source.index, field, row: place.row },
      x: event.clientX - (surface?.left ?? 0),
      y: event.clientY - (surface?.top ?? 0),
    });
  };
  return (
    <div class="lg-details" role="gridcell">
      <div class="lg-details-head">
        <b>{t.levels[levelOf(lines, line)]}</b>
        <span class="o-tnum o-sec">{time}</span>
        <span class="o-sp" />
        {context !== undefined && (
          <Button size="sm" kind="ghost" icon="list" aria-pressed={context} on={context} onClick={onContext}>
            {t.context}
          </Button>
        )}
        <IconButton size="sm" icon="copy" label={t.copyLine} onClick={() => void navigator.clipboard?.writeText(text)} />
        <IconButton size="sm" icon="x" label={t.closeDetails} onClick={onClose} />
      </div>
      {around}
      {text.length > 400 && <pre class="lg-whole">{plainLine(text)}</pre>}
      {details.length === 0 ? (
        <p class="o-ter">{t.noFields}</p>
      ) : (
        <table class="lg-fields">
          <tbody>
            {details.map(({ name, value, field, links }, index) => (
              <tr key={`${index} ${name}`}>
                <td>
                  <IconButton
                    size="sm"
                    icon={displayed.includes(name) ? 'eye-off' : 'eye'}
                    label={displayed.includes(name) ? t.hideField(name) : t.showField(name)}
                    aria-pressed={displayed.includes(name)}
                    onClick={() => onDisplayed(displayed.includes(name) ? displayed.filter((each) => each !== name) : [...displayed, name])}
                  />
                  <IconButton size="sm" icon="copy" label={t.copyField(name)} onClick={() => void navigator.clipboard?.writeText(value)} />
                </td>
                <th scope="row">{name}</th>
                <td class="lg-value">
                  {links && field !== undefined ? (
                    <button type="button" class="lg-link" onClick={(event) => follow(field, event)}>
                      {value || t.follow}
                    </button>
                  ) : (
                    plainLine(value)
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
