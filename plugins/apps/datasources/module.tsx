import type { Pages } from '@orrery/plugin-sdk/ui';
import { AddPage } from './view/add-page.tsx';
import './view/datasources.css';
import { EditPage } from './view/edit-page.tsx';
import { ListPage } from './view/list-page.tsx';

export const pages: Pages = { list: ListPage, add: AddPage, edit: EditPage };
