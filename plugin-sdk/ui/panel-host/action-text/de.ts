import type en from './en.ts';

const de: typeof en = {
  confirm: 'Dies wird von Ihrem Browser gesendet, ohne Ihre Anmeldung.',
  send: 'Senden',
  cancel: 'Abbrechen',
  done: 'Erledigt.',
  failed: (why) => `Es ist gescheitert: ${why}. Erreicht werden nur Hosts, die die Einstellung action_hosts des Servers nennt.`,
  refused: {
    address: 'Die Adresse kann nicht gefragt werden: Sie muss mit http:// oder https:// beginnen und darf kein Passwort nennen.',
    own: 'Sie spricht mit diesem Server selbst, was eine Aktion nicht darf.',
    method: 'Die Methode ist keine von GET, POST, PUT, PATCH und DELETE.',
  },
  close: 'Schließen',
};
export default de;
