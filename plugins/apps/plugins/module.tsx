import type { Pages } from '@orrery/plugin-sdk/ui';
import './view/plugins.css';
import { PluginsPage } from './view/plugins-page.tsx';

export const pages: Pages = { plugins: PluginsPage };
