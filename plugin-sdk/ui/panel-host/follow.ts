import type { PanelLink } from './links.ts';

/** Follows a link as if the person had clicked it, so that the page's own navigation hears of it. */
export function follow(link: PanelLink, near: HTMLElement | null): void {
  const document = near?.ownerDocument;
  if (!document) return;
  const anchor = document.createElement('a');
  anchor.href = link.url;
  if (link.newTab) {
    anchor.target = '_blank';
    anchor.rel = 'noopener noreferrer';
  }
  anchor.hidden = true;
  near.append(anchor);
  anchor.click();
  anchor.remove();
}
