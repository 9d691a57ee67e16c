import { Button, Checkbox, IconButton, Input } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { t } from './text/index.ts';

interface DataLink {
  readonly title?: string;
  readonly url?: string;
  readonly targetBlank?: boolean;
  readonly oneClick?: boolean;
}

/** A list of links. What else a link holds is kept. */
export function LinksControl({
  value,
  ofValues = false,
  onValue,
}: {
  value: unknown;
  /** Links of values, one of which may be followed by a click without asking. */
  ofValues?: boolean;
  onValue: (links: readonly DataLink[]) => void;
}): JSX.Element {
  const links = Array.isArray(value) ? (value as readonly DataLink[]) : [];
  const change = (at: number, link: DataLink): void => onValue(links.map((one, index) => (index === at ? link : one)));
  return (
    <div class="o-opt-list">
      {links.map((link, index) => (
        <div key={index} class="o-opt-card">
          <div class="o-row o-g4">
            <Input
              size="sm"
              class="o-sp"
              aria-label={t.linkTitle}
              placeholder={t.linkTitle}
              value={link.title ?? ''}
              onInput={(event) => change(index, { ...link, title: event.currentTarget.value })}
            />
            <IconButton
              icon="trash-2"
              size="sm"
              label={t.removeOne(link.title || t.link)}
              onClick={() => onValue(links.filter((_, at) => at !== index))}
            />
          </div>
          <Input
            size="sm"
            aria-label={t.linkUrl}
            placeholder="https://… ${__value.raw}"
            value={link.url ?? ''}
            onInput={(event) => change(index, { ...link, url: event.currentTarget.value })}
          />
          <Checkbox
            label={t.newTab}
            checked={link.targetBlank === true}
            onValue={(targetBlank) => change(index, { ...link, targetBlank })}
          />
          {ofValues && (
            <Checkbox
              label={t.oneClick}
              checked={link.oneClick === true}
              onValue={(oneClick) =>
                onValue(links.map((one, at) => (at === index ? { ...one, oneClick } : { ...one, ...(oneClick && { oneClick: false }) })))
              }
            />
          )}
        </div>
      ))}
      <Button size="sm" icon="plus" onClick={() => onValue([...links, { title: '', url: '' }])}>
        {t.addLink}
      </Button>
    </div>
  );
}
