import type { ContextAnswer, PanelProps, PanelSurface } from '@orrery/plugin-sdk/ui';
import type { LogsOptions } from '../options.ts';

export type Props = PanelProps<LogsOptions>;
export type Emit = PanelSurface['emit'];
/** Where the host's answers about lines around one go: whoever shows them says so at each drawing. */
export interface Answers {
  heard?: (answer: ContextAnswer) => void;
}
