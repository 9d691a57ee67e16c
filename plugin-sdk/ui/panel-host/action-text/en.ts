/** What is said of an action before and after it is sent. */
const en = {
  confirm: 'This is sent from your browser, without your sign-in.',
  send: 'Send',
  cancel: 'Cancel',
  done: 'Done.',
  failed: (why: string) => `It failed: ${why}. Only hosts are reached that the server's setting action_hosts names.`,
  refused: {
    address: 'Its address is none that can be asked: it has to begin with http:// or https:// and name no password.',
    own: 'It speaks to this server itself, which an action may not.',
    method: 'Its method is none of GET, POST, PUT, PATCH and DELETE.',
  },
  close: 'Close',
};
export default en;
