import type en from './en.ts';

const de: typeof en = {
  news: 'Neuigkeiten',
  feed: 'Feed',
  feedHelp: 'RSS oder Atom. Der Server holt ihn von Adressen, die in der Verwaltung unter [news] feeds stehen.',
  pictures: 'Bilder',
  noFeed: 'In den Optionen dieses Panels ist kein Feed gewählt.',
  empty: 'Der Feed hat keine Einträge.',
};
export default de;
