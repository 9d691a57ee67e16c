import { drawnPanel } from '@orrery/plugin-sdk/ui/drawing.ts';
import { clock } from './drawing.ts';

const panel = drawnPanel(clock);
export const panels = { 'orrery-clock-panel': panel, 'grafana-clock-panel': panel };
