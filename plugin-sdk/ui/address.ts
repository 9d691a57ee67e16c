/** Which addresses in data are followed or loaded. Data are hostile: whatever is not listed here is text. */
import { safeUrl } from '@orrery/plugin-sdk/data';

const images = /^data:image\/(?:png|jpe?g|gif|webp|avif|svg\+xml)[;,]/i;

/** An address of the web or of this server that a link may lead to. */
export function isFollowed(address: string): boolean {
  return address.trim() !== '' && safeUrl(address) === address.trim();
}

/**
 * An image that the page may show at once: inside the data, or on this server. Others are linked, since loading them would tell their
 * owner who looks at which data.
 */
export function isShown(address: string, origin: string): boolean {
  if (images.test(address)) return true;
  try {
    const url = new URL(address, origin);
    return url.origin === origin && ['http:', 'https:'].includes(url.protocol) && address.trim() !== '';
  } catch {
    return false;
  }
}
