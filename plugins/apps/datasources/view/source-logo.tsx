import { Icon } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';

/** The picture of a source's type; a plain one where the plugin has none or is gone. */
export function SourceLogo({ url, large }: { url: string | undefined; large?: boolean }): JSX.Element {
  const size = large ? 24 : 18;
  return (
    <span class={large ? 'ds-logo ds-large' : 'ds-logo'}>
      {url ? <img src={url} alt="" width={size} height={size} /> : <Icon name="database" {...(large && { size: 'l' as const })} />}
    </span>
  );
}
