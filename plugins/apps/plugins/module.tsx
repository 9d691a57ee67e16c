// The styles of what is loaded late are of this module: one sheet a plugin.
import '@orrery/plugin-sdk/ui/markup/markup.css';
import type { Pages } from '@orrery/plugin-sdk/ui';
import { PluginPage } from './view/plugin-page.tsx';
import './view/plugins.css';
import { PluginsPage } from './view/plugins-page.tsx';

export const pages: Pages = { plugins: PluginsPage, plugin: PluginPage };
