/**
 * Links of dashboards, panels and data as somebody can follow them: variables written in, and no address that runs code. Addresses come
 * from dashboards and from data, so whatever is no web page, no mail and no place of this site leads nowhere.
 */
import { interpolate, type Lookup } from './interpolate.ts';

export interface LinkModel {
  readonly title: string;
  readonly href: string;
  readonly targetBlank: boolean;
  /** Followed by the first click on the value. */
  readonly oneClick: boolean;
}

const nowhere = 'about:blank';

/** The address itself where it is safe to follow. */
export function safeUrl(url: string): string {
  // Browsers pass over control characters and blanks when they look for the scheme.
  const bare = [...url].filter((letter) => letter > ' ' && letter !== '\u007f').join('');
  const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(bare) ?? [];
  return scheme === undefined || /^(https?|mailto)$/i.test(scheme) ? url.trim() : nowhere;
}

/** What a dashboard holds under `links`, for one value, field or panel; what has no address is left out. */
export function followable(links: unknown, lookup: Lookup): LinkModel[] {
  return (Array.isArray(links) ? links : []).flatMap((link: unknown) => {
    const { url, title, targetBlank, oneClick } = (link ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof url !== 'string' || url === '') return [];
    const href = safeUrl(interpolate(url.replace(/[\r\n]/g, ''), lookup, 'uriencode'));
    const text = typeof title === 'string' ? interpolate(title, lookup) : '';
    return [{ title: text || href, href, targetBlank: targetBlank === true, oneClick: oneClick === true }];
  });
}
