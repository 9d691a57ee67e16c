import type { PanelProps, PanelSurface } from '@orrery/plugin-sdk/ui';
import type { LogsOptions } from '../options.ts';

export type Props = PanelProps<LogsOptions>;
export type Emit = PanelSurface['emit'];
