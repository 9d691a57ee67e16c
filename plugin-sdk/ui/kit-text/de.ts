import type en from './en.ts';

const de: typeof en = {
  loading: 'Lädt',
  cancel: 'Abbrechen',
  refreshing: 'Wird aktualisiert',
  retry: 'Erneut versuchen',
  close: 'Schließen',
  copyDetails: 'Einzelheiten kopieren',
  restart: 'Neu starten',
  disable: 'Ausschalten',
  report: 'Melden',
  askForAccess: 'Zugriff erbitten',
  noData: 'Keine Daten',
  noDataBetween: (from, to) => `Keine Daten zwischen ${from} und ${to}`,
  lastSeen: (when) => `Zuletzt gesehen ${when}.`,
  partial: (answered, asked) => `Unvollständig: ${answered} von ${asked} Abfragen`,
  asOf: (when) => `Stand ${when}`,
  request: (id) => `Anfrage ${id}`,
  partAtFault: (part) => `Ursache: ${part}`,
  thisPanel: 'dieses Panel',
  mayNotSee: (what) => `Ihnen fehlt das Recht auf ${what}`,
  needs: (permission, by) => `Nötig ist ${permission}. ${by} kann es erteilen.`,
  administrator: 'Wer Orrery verwaltet,',
  stopped: (plugin) => `${plugin} ist stehen geblieben`,
  otherPages: 'Andere Seiten sind nicht betroffen.',
  otherPanels: 'Andere Panels sind nicht betroffen.',
};
export default de;
