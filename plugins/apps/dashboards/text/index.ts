import { texts } from '@orrery/plugin-sdk/ui';
import en from './en.ts';

/** What the dashboards' pages say, in the reader's language. */
export const t = await texts(en, { de: () => import('./de.ts') });
