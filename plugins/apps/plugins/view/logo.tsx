import { Icon } from '@orrery/plugin-sdk/ui';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

/** A plugin's picture; a plain one where it has none, or is off and serves none. */
export function Logo({ url, size }: { url: string; size: number }): JSX.Element {
  const [missing, setMissing] = useState(false);
  if (!url || missing) return <Icon name="blocks" {...(size > 20 && { size: 'l' as const })} />;
  return <img src={url} alt="" width={size} height={size} onError={() => setMissing(true)} />;
}
