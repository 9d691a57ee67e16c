import type en from './en.ts';

const de: typeof en = {
  list: 'Dashboards',
  starred: 'Mit Stern',
  recent: 'Zuletzt gesehen',
  found: 'Durch Suche gefunden',
  query: 'Wörter',
  tags: 'Schlagworte',
  folder: 'Uid des Ordners',
  most: 'Höchstens je Liste',
  headings: 'Überschriften',
  folders: 'Namen der Ordner',
  links: 'Links',
  keepTime: 'Zeitraum mitnehmen',
  includeVars: 'Variablen mitnehmen',
  starredHeading: 'Dashboards mit Stern',
  recentHeading: 'Zuletzt gesehen',
  foundHeading: 'Dashboards',
  noStarred: 'Kein Dashboard trägt einen Stern.',
  noRecent: 'Dieser Browser hat noch kein Dashboard gezeigt.',
  noFound: 'Kein Dashboard passt.',
  nothing: 'In den Optionen dieses Panels ist keine Liste gewählt.',
  star: (title) => `Stern für ${title}`,
};
export default de;
