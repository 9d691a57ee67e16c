import type { en } from './en.ts';

const de: typeof en = {
  late: (name, seconds) => `${name} ist nicht innerhalb von ${seconds} s gestartet`,
  closed: (name) => `${name} wurde geschlossen, bevor es gestartet war`,
  hangs: (name) => `${name} antwortete nicht mehr und wurde beendet`,
  oneHangs: (name, all) => `${name} wurde beendet: Eines von ${all} antwortete nicht mehr, und sie teilen sich einen Prozess`,
  floods: (name) => `${name} schickte mehr Nachrichten, als eine Seite hören kann, und wurde beendet`,
  babbles: (name) => `${name} schickte etwas, das keine Nachricht des Vertrags ist, und wurde beendet`,
  noCall: (name, call) => `${name} bat die Seite um „${call}“, was sie hier nicht tut`,
  noRequest: (name, request) => `${name} darf diesen Server nur nach eigenen Routen fragen, und ${request} ist keine`,
  noChannel: (name, channel) => `${name} darf nur eigene Kanäle hören, und ${channel} ist keiner`,
  noLink: (name) => `${name} nannte eine Adresse, die kein Link ist`,
  notPressed: (name) => `${name} wollte die Seite verlassen, obwohl niemand etwas gedrückt hatte`,
  noPanel: (id) => `Das Panel „${id}“ darf in einer Seite dieses Plugins nicht laufen: Seine Signatur reicht dafür nicht, oder es fehlt`,
  noWorker: (name) => `${name} hat keine worker.js, in der es Daten umformen könnte: Es wurde mit einem früheren SDK gebaut`,
  noTransformation: (name, id) => `${name} sagt, es habe eine Transformation „${id}“, und sein Modul exportiert keine`,
  noData: (name, why) => `${name} gab, was keine Daten sind, und wurde beendet: ${why}`,
  leads: (name, address) => `${name} führt zu ${address}`,
  open: 'Öffnen',
};
export default de;
