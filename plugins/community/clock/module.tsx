import { drawnPanel } from '@orrery/plugin-sdk/ui/drawing.ts';
import { clock } from './drawing.ts';

export const panels = { 'orrery-clock-panel': drawnPanel(clock) };
