import { Icon } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

/** The picture of a source's type; a plain one where the plugin has none or is gone. */
export function SourceLogo({ url, large }: { url: string | undefined; large?: boolean }): JSX.Element {
  const [missing, setMissing] = useState(false);
  const size = large ? 24 : 18;
  return (
    <span class={large ? 'ds-logo ds-large' : 'ds-logo'}>
      {url && !missing ? (
        <img src={url} alt="" width={size} height={size} onError={() => setMissing(true)} />
      ) : (
        <Icon name="database" {...(large && { size: 'l' as const })} />
      )}
    </span>
  );
}
