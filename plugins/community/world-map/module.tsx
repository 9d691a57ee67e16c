import { drawnPanel } from '@orrery/plugin-sdk/ui/drawing.ts';
import { worldMap } from './drawing.ts';

export const panels = { 'orrery-worldmap-panel': drawnPanel(worldMap) };
