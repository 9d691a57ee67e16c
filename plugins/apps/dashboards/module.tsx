import type { Pages } from '@orrery/plugin-sdk/ui';
import './view/dashboards.css';
import { DashboardPage } from './view/dashboard-page.tsx';
import { HomePage } from './view/home-page.tsx';
import { ListPage } from './view/list-page.tsx';

export const pages: Pages = { home: HomePage, list: ListPage, folder: ListPage, dashboard: DashboardPage };
