import { lazy, type Pages } from '@orrery/plugin-sdk/ui';
import './view/css/dashboards.css';
import './view/css/bar.css';
import './view/css/picker.css';
import './view/css/edit.css';
import './view/css/list.css';
import { DashboardPage } from './view/board/page.tsx';
import { loadServerFacts } from './view/server-facts.ts';

loadServerFacts();

export const pages: Pages = {
  dashboard: DashboardPage,
  newDashboard: DashboardPage,
  home: lazy(async () => (await import('./view/home/home-page.tsx')).HomePage),
  list: lazy(async () => (await import('./view/list/list-page.tsx')).ListPage),
  folder: lazy(async () => (await import('./view/list/list-page.tsx')).ListPage),
};
